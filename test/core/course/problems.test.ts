import { describe, expect, test } from 'vitest'
import { compiled, edited, problemsOf, smallCourse } from '../../helpers/course-files.ts'

const LESSON = 'lessons/adding-numbers/lesson.md'
const DECK = 'decks/adding-cards.md'
const QUIZ = 'quizzes/basics-quiz.md'
const EXERCISE = 'exercises/sum-to/exercise.md'
const VISIBLE = 'exercises/sum-to/tests/visible.yaml'

test('the course that `course new` writes has no problems', async () => {
  expect(await problemsOf(smallCourse())).toEqual([])
})

/** One slip, and exactly what the author reads about it. */
const SLIPS: [string, Record<string, string | Uint8Array | null>, string[]][] = [
  [
    'a misspelt key',
    edited('course.yaml', 'licence:', 'license:'),
    ['course.yaml:7:1 unknown-key: There is no key "license" here. → licence'],
  ],
  [
    'a missing key',
    edited('course.yaml', 'language: en\n', ''),
    ['course.yaml:1:1 missing-key: "language" is missing. → language: …'],
  ],
  [
    'an unknown version of the format',
    edited('course.yaml', 'mastery/1', 'mastery/2'),
    ['course.yaml:1:9 bad-value: "format" must be mastery/1, but is "mastery/2". → mastery/1'],
  ],
  [
    'a skill that nobody listed',
    edited(LESSON, 'teaches: [adding, loops]', 'teaches: [adding, lops]'),
    [`${LESSON}:5:19 unknown-skill: The skill "lops" is not in skills.yaml. → loops`],
  ],
  [
    'skills that go in a circle',
    edited('skills.yaml', 'title: Adding numbers', 'title: Adding numbers, requires: [loops]'),
    ['skills.yaml:3:41 cycle: These skills require each other: adding → loops → adding.'],
  ],
  [
    'an item of the outline that does not exist',
    edited('course.yaml', 'quiz:basics-quiz', 'quiz:basic-quiz'),
    ['course.yaml:15:9 unknown-item: There is no quiz "basic-quiz". → quiz:basics-quiz'],
  ],
  [
    'an item under the wrong kind',
    edited('course.yaml', 'deck:adding-cards', 'lesson:adding-cards'),
    [
      'course.yaml:13:9 unknown-item: "lesson:adding-cards" should be "deck:adding-cards". → deck:adding-cards',
    ],
  ],
  [
    'a file that is not in the outline',
    edited('course.yaml', '      - deck:adding-cards\n', ''),
    [
      `${DECK}:1:1 not-in-outline: The deck "adding-cards" stands in no unit of course.yaml. → deck:adding-cards among the items of a unit`,
    ],
  ],
  [
    'the same id twice',
    edited(DECK, 'id: adding-cards', 'id: sum-to'),
    [
      'course.yaml:13:9 unknown-item: There is no deck "adding-cards".',
      'course.yaml:14:9 unknown-item: "exercise:sum-to" should be "deck:sum-to". → deck:sum-to',
      `${EXERCISE}:2:5 duplicate-id: The id "sum-to" belongs to ${DECK} already; ids are unique in the course.`,
    ],
  ],
  [
    'no front matter',
    { [DECK]: '# Cards\n' },
    [`${DECK}:1:1 front-matter: The file must start with front matter. → ---`],
  ],
  [
    'a choice without id',
    edited(LESSON, '- [x] `3` {#three}', '- [x] `3`'),
    [`${LESSON}:28:3 missing-id: A choice must end in its id. → {#n-3}`],
  ],
  [
    'a heading without id',
    edited(DECK, ' {#range-end}', ''),
    [`${DECK}:8:1 missing-id: The heading of a card must end in its id. → {#where-does-range-1}`],
  ],
  [
    'no right choice',
    edited(LESSON, '- [x]', '- [ ]'),
    [`${LESSON}:28:1 wrong-number-of-answers: No choice is marked as right. → - [x]`],
  ],
  [
    'two right choices',
    edited(LESSON, '- [ ]', '- [x]'),
    [
      `${LESSON}:28:1 wrong-number-of-answers: 2 choices are marked as right, but this is a single choice. → type: multi`,
    ],
  ],
  [
    'a callout that does not exist',
    edited(LESSON, '[!TIP]', '[!TPI]'),
    [`${LESSON}:32:1 unknown-callout: There is no callout [!TPI]. → [!TIP]`],
  ],
  [
    'a word after a fence that means nothing',
    edited(LESSON, '```output', '```output exactly'),
    [`${LESSON}:18:1 unknown-fence: "exactly" means nothing after \`\`\`output. → leave it out`],
  ],
  [
    'a type of question that does not exist',
    edited(QUIZ, 'type: code-output', 'type: output'),
    [
      `${QUIZ}:12:7 bad-value: There is no type "output" here. → single, multi, numeric, short, order, match, cloze or code-output`,
    ],
  ],
  [
    'a program without output',
    edited(QUIZ, '```output\n0\n1\n```\n', ''),
    [
      `${QUIZ}:15:1 missing-answer: An \`output\` fence must follow, with what the program prints. → \`\`\`output`,
    ],
  ],
  [
    'a gap on a card that has none',
    edited(DECK, 'type: cloze\n', ''),
    [
      `${DECK}:12:1 bad-card: Only a cloze card has gaps. → type: cloze`,
      `${DECK}:12:1 missing-text: The card has no back.`,
    ],
  ],
  [
    'too few hints',
    edited(EXERCISE, '> [!TIP]\n> You need', '> You need'),
    [
      `${EXERCISE}:1:1 missing-hints: The exercise has 2 of at least 3 hints. → > [!TIP] quotes: what to look at, what to use, nearly how`,
    ],
  ],
  [
    'an exercise that is too hard',
    edited(EXERCISE, 'difficulty: 1', 'difficulty: 6'),
    [`${EXERCISE}:8:13 bad-value: "difficulty" must be 5 or less.`],
  ],
  [
    'a file to edit that is not there',
    edited(EXERCISE, 'edit: [main.py]', 'edit: [mian.py]'),
    [
      `${EXERCISE}:11:3 unlisted-file: starter/main.py stands neither in files.edit nor in files.readonly.`,
      `${EXERCISE}:11:10 missing-file: There is no file exercises/sum-to/starter/mian.py. → main.py`,
      'exercises/sum-to/mutants/end-left-out/main.py:1:1 unlisted-file: "main.py" is not in files.edit of the exercise. → mian.py',
      'exercises/sum-to/solution/main.py:1:1 unlisted-file: "main.py" is not in files.edit of the exercise. → mian.py',
    ],
  ],
  [
    'a case that checks nothing',
    edited(VISIBLE, '    returns: 6\n', ''),
    [
      `${VISIBLE}:2:5 checks-nothing: The case "three" checks nothing. → returns, raises, stdout or creates`,
    ],
  ],
  [
    'a tag that does not exist',
    edited(VISIBLE, 'returns: 6', 'returns: {$tupple: [6]}'),
    [`${VISIBLE}:6:15 unknown-tag: There is no tag "$tupple". → $tuple`],
  ],
  [
    'a case that needs another that is not there',
    edited(VISIBLE, 'id: one', 'id: one\n    needs: [thre]'),
    [`${VISIBLE}:9:13 unknown-case: There is no case "thre". → three`],
  ],
  [
    'two ways to run one case',
    edited(VISIBLE, 'call: sum_to', 'stdin: ""\n    call: sum_to'),
    [
      `${VISIBLE}:4:5 bad-case: The case "three" has call and stdin; only one of them may stand there. → one of call, stdin and steps`,
    ],
  ],
  [
    'a folder with a slip in its name',
    { 'quizes/more.md': 'x' },
    ['quizes/more.md:1:1 unused-file: Nothing uses this file. → quizzes'],
  ],
]

test.each(SLIPS)('%s', async (_, changes, expected) => {
  expect(await problemsOf(smallCourse(changes))).toEqual(expected)
})

test('all problems are reported at once, and a broken course is not compiled', async () => {
  const changes = {
    ...edited('course.yaml', 'title: Basics', 'titel: Basics'),
    ...edited(LESSON, 'teaches: [adding, loops]', 'teaches: []'),
    ...edited(EXERCISE, 'runner: python', 'runner: pyhton'),
    ...edited(QUIZ, 'pass: 0.7', 'pass: 7'),
  }
  const { course, lock, problems } = await compiled(smallCourse(changes))
  expect(course).toBeNull()
  expect(lock).toBeNull()
  expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'course.yaml unknown-key',
    `${EXERCISE} bad-value`,
    `${LESSON} bad-value`,
    `${QUIZ} bad-value`,
  ])
  expect(problems.find(({ file }) => file === EXERCISE)?.excerpt).toBe('runner: pyhton')
})

describe('old names', () => {
  const course = (rest: string) => ({
    'course.yaml': `${smallCourse()['course.yaml']}${rest}`,
  })
  test.each([
    [
      'retired: [sum-to]',
      'retired-in-use: "sum-to" is retired but still in the course. → a new id',
    ],
    [
      'aliases: {sum-to: basics-quiz}',
      'alias-in-use: "sum-to" is an old name, but still in the course.',
    ],
    ['aliases: {old: sum-too}', 'unknown-item: There is no "sum-too". → sum-to'],
    [
      'aliases: {old: basics-quiz/two-rounds}',
      'bad-alias: An item cannot become a part, nor a part an item.',
    ],
    ['aliases: {a: b, b: a}', 'cycle: The aliases of "a" go in a circle.'],
    ['retired: [old, old]', 'duplicate-id: "old" is retired twice.'],
  ])('%s', async (rest, expected) => {
    const [first = ''] = await problemsOf(smallCourse(course(`${rest}\n`)))
    expect(first.replace(/^\S+ /, '')).toBe(expected)
  })
  test('retired and renamed items and parts are fine', async () => {
    const rest = 'retired: [old, basics-quiz/gone]\naliases: {older: old, was: sum-to}\n'
    expect(await problemsOf(smallCourse(course(rest)))).toEqual([])
  })
})

import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../../src/core/course/model.ts'
import type { ExercisePage } from '../../../src/core/practice/exercise-page.ts'
import type { LessonPage } from '../../../src/core/practice/lesson-page.ts'
import { mark } from '../../../src/core/practice/mark.ts'
import { publicQuestion } from '../../../src/core/practice/public.ts'
import type { QuizPage, QuizResults } from '../../../src/core/practice/quiz-page.ts'
import type { CheckReport } from '../../../src/core/practice/types.ts'
import { renderCheck } from '../../../src/tui/plain/check.ts'
import { renderHint, renderSolution, renderStarted } from '../../../src/tui/plain/exercise.ts'
import { renderLesson, renderLessonResults } from '../../../src/tui/plain/lesson.ts'
import { renderQuiz, renderQuizResults } from '../../../src/tui/plain/quiz.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'
import { choice, fence, question } from '../../core/practice/questions.ts'

const questions: Question[] = [
  question('single', {
    id: 'first-four',
    prompt: 'What does `"terminal"[0:4]` give, when nothing else is said about it?',
    choices: [choice('termi', false, 'One too many.'), choice('term', true)],
    hints: ['Count.'],
  }),
  question('multi', { id: 'all', choices: [choice('a', true), choice('b', true)] }),
  question('order', {
    id: 'row',
    lines: [
      { id: 'open', text: 'open' },
      { id: 'read', text: 'read' },
    ],
  }),
  question('match', { id: 'pairs', pairs: [{ id: 'py', left: 'Python', right: 'def' }] }),
  question('cloze', {
    id: 'gaps',
    key: { a: ['1'], b: ['2'] },
    ignoreCase: false,
    body: '`{{a}} + {{b}}`',
  }),
  question('numeric', { id: 'number', answer: 2, tolerance: 0 }),
  question('short', { id: 'word', accept: ['strip'], ignoreCase: true }),
  question('code-output', { id: 'prints', fence: fence('print(input())', 'hi\n'), output: 'hi\n' }),
]
const shown = questions.map((one) => publicQuestion(one, ['def', 'function']))

const lesson: LessonPage = {
  course: 'python',
  courseTitle: 'Python',
  lesson: 'variables',
  title: 'Give values a name',
  minutes: 8,
  sectionCount: 3,
  section: 2,
  sections: [
    {
      number: 2,
      heading: 'A second one',
      blocks: [
        {
          type: 'markdown',
          text: 'Some *text* that is long enough to be broken into rows somewhere.',
        },
        { type: 'code', language: 'python', code: 'x = 1' },
        {
          type: 'run',
          fence: { ...fence('print("\u001b[2Jhi")', 'hi\n'), input: 'Ada\n' },
          run: { output: 'ho\u001b]0;title\u0007\n', error: 'ValueError: no', asStated: false },
        },
      ],
    },
  ],
  questions: shown,
  answers: [
    { question: 'first-four', ...mark(questions[0] as Question, { type: 'choice', id: 'termi' }) },
  ],
  open: questions.slice(1).map(({ id }) => id),
  place: 2,
  readOn: null,
  next: { item: 'swap', kind: 'exercise', title: 'Swap two values' },
}
const quiz: QuizPage = {
  course: 'python',
  quiz: 'basics-quiz',
  title: 'The basics',
  attempt: 'a',
  pass: 0.7,
  resumed: true,
  stale: true,
  total: 10,
  questions: shown,
  answered: [{ question: 'x', score: 1 }],
}
const results: QuizResults = {
  course: 'python',
  quiz: 'basics-quiz',
  title: 'The basics',
  attempt: 'a',
  results: questions.map((one) => {
    const answer = { type: 'text', text: 'nothing' } as const
    return { question: one.id, answer, left: 0, ...mark(one, answer) }
  }),
  left: 0,
  summary: {
    score: 40,
    passed: false,
    pass: 0.7,
    seconds: 100,
    unaided: false,
    mistakes: [
      {
        question: 'first-four',
        prompt: 'What does `x` give?',
        answer: { type: 'choice', id: 'termi' },
        solution: '- one\n- two',
        explanation: '',
      },
    ],
    mastery: [{ skill: 'text', title: 'Text and how it is put together', percent: 41 }],
    struggle: {
      cause: 'low-quiz',
      offer: 'Less than half of that quiz was right.',
      command: 'mastery learn text',
    },
  },
}
const started: ExercisePage = {
  course: 'python',
  courseTitle: 'Python',
  exercise: 'swap',
  title: 'Swap two values',
  task: 'Write a program that swaps the values of two variables.',
  language: 'python',
  difficulty: 1,
  minutes: 5,
  folder: '/w/python/swap',
  readonly: [],
  edit: ['/w/main.py'],
  written: [],
  kept: ['main.py'],
  tests: { visible: 1, hidden: 4 },
  hints: 3,
  passedOn: '2026-11-20',
  editor: null,
}

const report: CheckReport = {
  course: 'python',
  exercise: 'swap',
  title: 'Swap',
  mode: 'submit',
  verdict: {
    status: 'passed',
    score: 100,
    points: 1,
    maxPoints: 1,
    tests: [
      {
        id: 'a',
        title: 'swaps two names that are given',
        hidden: false,
        status: 'passed',
        points: 1,
        rationale: '',
        help: '',
        evidence: null,
        output: '',
        outputCut: false,
        durationMs: 1,
      },
    ],
    errorKind: null,
    broken: null,
    tier: 'namespaces',
    durationMs: 1,
  },
  quality: {
    score: 92.5,
    findings: [
      {
        file: 'main.py',
        line: 3,
        rule: 'unused',
        message: '`spare` is never used after it was set.',
        cost: 7.5,
      },
    ],
  },
  struggle: { cause: 'slow', offer: 'It took long.', command: 'mastery hint swap' },
  hintsShown: 0,
  hintsTotal: 3,
  seconds: 95,
  next: { command: 'mastery learn text', reason: 'The first lesson of Python.' },
}

const pages = {
  check: (width: number, color = false) => renderCheck(report, makeStyle({ width, color })),
  lesson: (width: number, color = false) => renderLesson(lesson, makeStyle({ width, color })),
  quiz: (width: number, color = false) => renderQuiz(quiz, makeStyle({ width, color })),
  results: (width: number, color = false) =>
    renderQuizResults(results, makeStyle({ width, color })),
  started: (width: number, color = false) => renderStarted(started, makeStyle({ width, color })),
  hint: (width: number, color = false) =>
    renderHint(
      { rung: 2, of: 3, text: 'Look at the `end` of the slice.', next: null },
      makeStyle({ width, color }),
    ),
  solution: (width: number, color = false) =>
    renderSolution(
      {
        course: 'python',
        exercise: 'swap',
        title: 'Swap',
        files: [{ path: 'main.py', text: 'a, b = b, a\n' }],
        gaveUp: true,
      },
      makeStyle({ width, color }),
    ),
}

describe.each(Object.entries(pages))('%s as text', (name, render) => {
  test.each([20, 40, 80, 200])('fits %i columns, apart from what is copied', (width) => {
    const tooWide = render(width)
      .split('\n')
      .filter((row) => stringWidth(row) > width && !/^Your file: |^ {0,2}mastery /.test(row))
    expect(tooWide).toEqual([])
  })

  test('says the same without colour, and obeys no control sequence', () => {
    const escapeCharacter = String.fromCharCode(27)
    const codes = new RegExp(`${escapeCharacter}\\[\\d+m`, 'g')
    expect(render(80, true).replaceAll(codes, '')).toBe(render(80))
    expect(render(80)).not.toContain(escapeCharacter)
    expect(name).not.toBe('')
  })
})

describe('what is said', () => {
  test('each question tells how it is answered and how many hints there are', () => {
    const text = pages.quiz(120)
    for (const { id } of questions) expect(text).toContain(`--answer ${id}=`)
    expect(text).toContain('One hint: mastery hint basics-quiz/first-four')
    expect(text).toContain('--answer gaps="a=TEXT; b=TEXT"')
    // An id can tell: choices have numbers.
    expect(text).toMatch(/^ {2}2 {2}the term$/m)
    expect(text).not.toMatch(/^ {2}term /m)
    expect(text).toContain('goes on: 1 of 10 answered')
    expect(text).toContain('It has changed since your last score.')
  })

  test('a mark is a word: right, partly, not; with the answer and the feedback', () => {
    const text = pages.lesson(80)
    expect(text).toContain('Not right.')
    expect(text).toContain('One too many.')
    expect(text).toContain('the term')
    expect(text).toContain('Not what the lesson says.')
    expect(text).toContain('Go on: mastery learn variables --section 3')
  })

  test('an answer to a lesson gives the verdict, without the lesson, and what is next', () => {
    const said = (more: Partial<LessonPage>, done = false) =>
      renderLessonResults({ ...lesson, ...more }, makeStyle({ width: 80, color: false }), done)
    const text = said({})
    expect(text).toContain('Not right.')
    expect(text).not.toContain('Some text')
    expect(text).not.toContain('--answer')
    expect(text).toContain('7 of its questions are open.\n  mastery learn variables')
    expect(said({ open: [] })).toContain('answered.\n  mastery learn variables --done')
    expect(said({ answers: [], readOn: '2026-11-20' }, true)).toBe(
      '✓ Read: Give values a name\nNext: Swap two values\n  mastery start swap',
    )
  })

  test('a result names the score, what was missed, and offers help', () => {
    const text = pages.results(80)
    expect(text).toContain('Not passed yet: 40 % (70 % to pass), with hints')
    expect(text).toContain('mastery learn text')
    expect(text).toContain('Take it again: mastery quiz basics-quiz')
  })

  test('a submission tells score, time, quality with each lost point, and what is next', () => {
    const text = pages.check(80)
    expect(text).toContain('Score 100 of 100 · active time 1 min 35 s')
    expect(text).toContain('Code quality 93 of 100')
    expect(text).toContain('−7.5 main.py:3 `spare` is never used')
    expect(text).toContain('mastery learn text')
    const offered = { ...report, next: { command: 'mastery hint swap', reason: 'Three are left.' } }
    expect(renderCheck(offered, makeStyle({ width: 80, color: false }))).not.toContain(
      'Three are left',
    )
  })

  test('kept work is named, with the way to begin again', () => {
    expect(pages.started(80)).toContain(
      'Kept as it is: main.py. To begin again: mastery reset swap',
    )
  })
})

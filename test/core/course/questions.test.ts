import { expect, test } from 'vitest'
import type { Question, Quiz } from '../../../src/core/course/model.ts'
import { courseOf, problemsOf, smallCourse } from '../../helpers/course-files.ts'

const QUIZ = 'quizzes/basics-quiz.md'

function quizFile(body: string): Record<string, string> {
  return {
    [QUIZ]: `---\nid: basics-quiz\nkind: quiz\ntitle: Q\nskills: [loops]\n---\n\n${body}\n`,
  }
}

async function question(body: string): Promise<Question> {
  const course = await courseOf(smallCourse(quizFile(body)))
  const quiz = course.items.find((item): item is Quiz => item.kind === 'quiz')
  return quiz?.questions[0] as Question
}

async function problems(body: string): Promise<string[]> {
  return (await problemsOf(smallCourse(quizFile(body)))).map((text) => text.replace(`${QUIZ}:`, ''))
}

test('a single choice with everything an author can write', async () => {
  const read = await question(`## What does \`"ab"[0]\` give? {#first}

Think of **counting**.

\`\`\`python
print("ab"[0])
\`\`\`

- [ ] \`"b"\` {#b}
  > Counting starts
  > at 0.
- [x] \`"a"\`
  on two lines {#a}
- [ ] {#code}

  \`\`\`python
  "ab"
  \`\`\`

> [!TIP]
> Gentle.

> [!tip]
> Less gentle.
>
> - with a list

> [!NOTE]
> Because.
`)
  expect(read).toMatchObject({
    id: 'first',
    type: 'single',
    prompt: 'What does `"ab"[0]` give?',
    body: 'Think of **counting**.\n\n```python\nprint("ab"[0])\n```',
    skills: ['loops'],
    points: 1,
    partial: false,
    hints: ['Gentle.', 'Less gentle.\n\n- with a list'],
    explanation: 'Because.',
    line: 8,
    choices: [
      { id: 'b', text: '`"b"`', correct: false, feedback: 'Counting starts\nat 0.' },
      { id: 'a', text: '`"a"`\non two lines', correct: true, feedback: '' },
      { id: 'code', text: '```python\n"ab"\n```', correct: false, feedback: '' },
    ],
  })
})

test('answers stay the text that was written', async () => {
  const read = await question(`## Version? {#version}

\`\`\`yaml item
type: short
accept: [1.10, 012, no, true, ~, "quoted", 0x1F, 1e3]
wrong:
  - {match: 1.1, feedback: Not the same.}
\`\`\`
`)
  expect(read).toMatchObject({
    type: 'short',
    accept: ['1.10', '012', 'no', 'true', '~', 'quoted', '0x1F', '1e3'],
    wrong: [{ match: '1.1', feedback: 'Not the same.' }],
  })
})

test('numbers, orders, matches, gaps and outputs', async () => {
  expect(
    await question(
      '## N {#n}\n\n```yaml item\ntype: numeric\nanswer: -0.5\ntolerance: 0.01\npoints: 2\n```',
    ),
  ).toMatchObject({ type: 'numeric', answer: -0.5, tolerance: 0.01, points: 2 })
  expect(
    await question(
      '## O {#o}\n\n```yaml item\ntype: order\nscore: partial\n```\n\n1. `one` {#one}\n2. two {#two}\n',
    ),
  ).toMatchObject({
    type: 'order',
    partial: true,
    lines: [
      { id: 'one', text: '`one`' },
      { id: 'two', text: 'two' },
    ],
  })
  expect(
    await question(
      '## M {#m}\n\n```yaml item\ntype: match\n```\n\n| a | b |\n| - | - |\n| `x \\| y` {#or} | either |\n| `x` {#x} | one |\n',
    ),
  ).toMatchObject({
    type: 'match',
    pairs: [
      { id: 'or', left: '`x | y`', right: 'either' },
      { id: 'x', left: '`x`', right: 'one' },
    ],
  })
  expect(
    await question(
      '## C {#c}\n\n```yaml item\ntype: cloze\nignore_case: true\n```\n\n```python\nfor x {{word}} range({{end}}):\n    f"{{{x}}}"\n```\n\n```yaml key\nword: in\nend: [3, "4"]\n```\n',
    ).catch((error) => String(error)),
  ).toContain('{{x}}')
  expect(
    await question(
      '## C {#c}\n\n```yaml item\ntype: cloze\nignore_case: true\n```\n\n```python\nfor x {{word}} range({{end}}):\n```\n\n```yaml key\nword: in\nend: [3, "4"]\n```\n',
    ),
  ).toMatchObject({
    type: 'cloze',
    ignoreCase: true,
    key: { word: ['in'], end: ['3', '4'] },
    body: '```python\nfor x {{word}} range({{end}}):\n```',
  })
  expect(
    await question(
      '## P {#p}\n\n```yaml item\ntype: code-output\n```\n\nRead it.\n\n```js run error=TypeError\nlet a = prompt()\n```\n\n```input\n5\n```\n\n```output\nTypeError: no\n```\n',
    ),
  ).toMatchObject({
    type: 'code-output',
    body: 'Read it.',
    output: 'TypeError: no',
    fence: { language: 'javascript', input: '5\n', error: 'TypeError', line: 17 },
  })
})

test.each([
  ['## A {#a}\n\nNo list.\n', 'missing-answer: This question needs one task list'],
  ['## A {#a}\n\n- [x] one {#one}\n', 'bad-answer: A question needs two choices or more.'],
  [
    '## A {#a}\n\n- [x] one {#x}\n- [ ] two {#x}\n',
    'duplicate-id: The id "x" is used twice here, first in line 10.',
  ],
  [
    '## A {#A b}\n\n- [x] one {#x}\n- [ ] two {#y}\n',
    'bad-id: "A b" cannot be the id of a question',
  ],
  [
    '## A {#a}\n\n```yaml item\ntype: single\nscore: partial\n```\n\n- [x] one {#x}\n- [ ] two {#y}\n',
    '"score" must be all-or-nothing, but is "partial"',
  ],
  [
    '## A {#a}\n\n```yaml item\ntype: short\naccept: ["/(/"]\n```\n',
    'bad-pattern: The pattern /(/ cannot be used',
  ],
  [
    '## A {#a}\n\n```yaml item\ntype: cloze\n```\n\n{{gap}}\n\n```yaml key\ngpa: [x]\n```\n',
    'unknown-gap: The gap {{gap}} has no answer. → gpa',
  ],
  [
    '## A {#a}\n\n```yaml item\ntype: short\naccept: [x]\nignorecase: true\n```\n',
    'unknown-key: There is no key "ignorecase" here. → ignore_case',
  ],
  [
    '## A {#a}\n\n```yaml item\n- a\n```\n\n- [x] one {#x}\n- [ ] two {#y}\n',
    'bad-value: This fence must hold a mapping',
  ],
  ['## A {#a}\n\n```yaml item\ntype: [\n```\n', 'yaml:'],
  [
    '## A {#a}\n\n> [!WARNING]\n> Careful.\n\n- [x] one {#x}\n- [ ] two {#y}\n',
    '[!WARNING] means nothing in a question.',
  ],
  [
    '## A {#a}\n\n> [!TIP] on one line\n\n- [x] one {#x}\n- [ ] two {#y}\n',
    'bad-callout: The text of [!TIP] begins on the next line.',
  ],
  ['## A {#a}\n\n```output\nx\n```\n\n- [x] one {#x}\n- [ ] two {#y}\n', 'stray-fence'],
  ['Nothing yet\n', 'missing-text: The quiz has no questions.'],
  ['# Top\n\n## A {#a}\n\n- [x] one {#x}\n- [ ] two {#y}\n', 'bad-heading'],
])('%j is reported', async (body, expected) => {
  expect((await problems(body)).join('\n')).toContain(expected)
})

test('places inside a fence are places of the file', async () => {
  const [first = ''] = await problems(
    '## A {#a}\n\n```yaml item\ntype: short\naccept: [x]\nskills: [loops, lops]\n```\n',
  )
  expect(first).toMatch(/^13:17 unknown-skill/)
})

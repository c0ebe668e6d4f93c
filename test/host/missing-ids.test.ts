import { expect, test } from 'vitest'
import { withIds } from '../../src/host/missing-ids.ts'
import { compiled, smallCourse } from '../helpers/course-files.ts'

const QUIZ = 'quizzes/basics-quiz.md'
const BODY = `---
id: basics-quiz
kind: quiz
title: Q
skills: [loops]
---

## Which one? ##

- [x] \`one\`
- [ ] one
  > No.
- [ ] on two
  lines

## Same {#which-one}

\`\`\`yaml item
type: match
\`\`\`

| a | b |
| - | - |
| x | one |
| \`x \\| y\` | two |

## Which one?

\`\`\`yaml item
type: order
\`\`\`

1. first
2. second
`

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('missing ids are written where they belong, once each, with %s', async (_, end) => {
  const text = BODY.replaceAll('\n', end)
  const first = await compiled(smallCourse({ [QUIZ]: text }))
  expect(first.problems.map(({ rule }) => rule)).toEqual(Array(9).fill('missing-id'))
  const written = withIds(text, first.missingIds)
  const again = await compiled(smallCourse({ [QUIZ]: written }))
  expect(again.problems).toEqual([])
  expect(written.split(end).filter((line) => line.includes('{#'))).toEqual([
    '## Which one? {#which-one-2} ##',
    '- [x] `one` {#one}',
    '- [ ] one {#one-2}',
    '  lines {#on-two-lines}',
    '## Same {#which-one}',
    '| x {#x} | one |',
    '| `x \\| y` {#x-y} | two |',
    '## Which one? {#which-one-3}',
    '1. first {#first}',
    '2. second {#second}',
  ])
  expect(written.replaceAll(/ \{#[a-z0-9-]+\}/g, '')).toBe(text.replace(' {#which-one}', ''))
})

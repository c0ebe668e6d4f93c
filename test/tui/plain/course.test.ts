import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import type { CourseAdded } from '../../../src/core/course/add-course.ts'
import type { LocatedProblem } from '../../../src/core/course/compile.ts'
import type { CourseChecks } from '../../../src/host/check-course.ts'
import { renderAdded } from '../../../src/tui/plain/course.ts'
import { renderChecks } from '../../../src/tui/plain/course-problems.ts'
import { renderHits } from '../../../src/tui/plain/course-show.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'

function checks(...problems: Partial<LocatedProblem>[]): CourseChecks {
  const all = problems.map((problem) => ({
    file: 'course.yaml',
    line: 3,
    column: 5,
    severity: 'error' as const,
    rule: 'bad-value',
    message: 'wrong',
    excerpt: null,
    ...problem,
  }))
  const check = {
    path: 'c',
    course: null,
    problems: all,
    errors: all.length,
    warnings: 0,
    lock: null,
    idsWritten: [],
    run: null,
    passed: false,
  }
  return { checks: [check], passed: false }
}

test('a problem reads as a compiler has it', () => {
  const text = renderChecks(
    checks({
      message: 'There is no deck "a".',
      suggestion: 'deck:b',
      excerpt: '    - deck:a',
      column: 7,
    }),
    makeStyle({ width: 80, color: false }),
  )
  expect(text).toBe(`c/course.yaml:3:7
error: There is no deck "a". (bad-value)
  3 |     - deck:a
    |       ^
  try: deck:b

c: 1 error.
Next: mend it, then: mastery course check c`)
})

test('the mark stands below its place, also far to the right and behind tabs', () => {
  for (const [excerpt, column] of [
    [`${'a'.repeat(300)}X${'b'.repeat(50)}`, 301],
    ['\t\tX', 3],
    [`${'漢'.repeat(90)}X`, 91],
    ['X', 1],
  ] as const) {
    const lines = renderChecks(
      checks({ excerpt, column }),
      makeStyle({ width: 60, color: false }),
    ).split('\n')
    const row = lines.findIndex((line) => line.includes('X'))
    const until = (text = '', mark: string) => stringWidth(text.slice(0, text.indexOf(mark)))
    expect(until(lines[row + 1], '^')).toBe(until(lines[row], 'X'))
    expect(stringWidth(lines[row] ?? '')).toBeLessThanOrEqual(60)
  }
})

test('no line is wider than the terminal, and nothing of a course is obeyed', () => {
  const added: CourseAdded = {
    id: 'small',
    title: 'Small \u001b[2J',
    version: '1',
    digest: '',
    change: 'installed',
    counts: { lessons: 10, quizzes: 1, decks: 2, exercises: 3, questions: 40, cards: 50 },
    complete: false,
    warnings: 2,
  }
  const hit = { course: 'c', courseTitle: 'C', item: 'i', kind: 'lesson' as const, score: 1 }
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.integer({ min: 1, max: 130 }),
      (width, wild, column) => {
        const style = makeStyle({ width, color: false })
        const texts = [
          renderChecks(
            checks({ message: `m ${wild}`, suggestion: wild, excerpt: wild, column }),
            style,
          ),
          renderAdded({ ...added, title: `T ${wild}` }, style),
          renderHits(
            {
              query: wild,
              hits: [{ ...hit, title: `t ${wild}`, heading: wild, excerpt: `\u0002${wild}\u0003` }],
            },
            style,
          ),
        ]
        for (const line of texts.join('\n').split('\n')) {
          // A path that is clicked on stays on one line.
          if (/:\d+:\d+$/.test(line)) continue
          expect(stringWidth(line)).toBeLessThanOrEqual(width)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
          expect(line).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
        }
      },
    ),
    { numRuns: 150 },
  )
})

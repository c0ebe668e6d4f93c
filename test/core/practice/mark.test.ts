import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, Question } from '../../../src/core/course/model.ts'
import { mark } from '../../../src/core/practice/mark.ts'
import { shuffled } from '../../../src/core/practice/shuffle.ts'
import { choice, fence, question } from './questions.ts'

const single = question('single', {
  choices: [choice('five', false, 'One too many.'), choice('term', true, 'Yes.')],
})
const multi = question('multi', {
  choices: [
    choice('upper', true),
    choice('copy', true),
    choice('len', false, 'A number.'),
    choice('all', false),
  ],
})
const order = question('order', {
  lines: ['open', 'read', 'close', 'print'].map((id) => ({ id, text: id })),
})
const braces = question('order', {
  lines: [
    { id: 'a', text: 'if (x) {' },
    { id: 'b', text: '}' },
    { id: 'c', text: 'while (y) {' },
    { id: 'd', text: '}' },
  ],
})
const match = question('match', {
  pairs: [
    { id: 'py', left: 'Python', right: 'def' },
    { id: 'js', left: 'JavaScript', right: 'function' },
    { id: 're', left: 'pattern', right: '/a/' },
  ],
})
const cloze = question('cloze', {
  key: { start: ['2'], end: ['-1', '/^len\\(s\\) ?- ?1$/'] },
  ignoreCase: false,
  wrong: [{ match: '3', feedback: 'Counting starts at 0.' }],
})
const numeric = question('numeric', {
  answer: 0.3,
  tolerance: 0.1,
  wrong: [{ match: '5', feedback: 'The end index is excluded.' }],
})
const short = question('short', {
  accept: ['strip', '/^str\\.strip$/'],
  ignoreCase: true,
  wrong: [{ match: '/trim/', feedback: 'That is JavaScript.' }],
})
const output = question('code-output', {
  fence: fence('print("a ")\nprint()', 'a \n\n'),
  output: 'a \n\n',
  wrong: [{ match: 'a', feedback: 'never used' }],
})

const text = (value: string): Answer => ({ type: 'text', text: value })
const choices = (...ids: string[]): Answer => ({ type: 'choices', ids })
const gaps = (value: Record<string, string>): Answer => ({ type: 'gaps', gaps: value })
const partly = <T extends Question>(of: T): T => ({ ...of, partial: true })

describe('marking', () => {
  test.each<[string, Question, Answer, number]>([
    ['single right', single, { type: 'choice', id: 'term' }, 1],
    ['single wrong', single, { type: 'choice', id: 'five' }, 0],
    ['single of another shape', single, choices('term'), 0],
    ['multi right in any order', multi, choices('copy', 'upper'), 1],
    ['multi half, all or nothing', multi, choices('copy'), 0],
    ['multi half, partial', partly(multi), choices('copy'), 0.5],
    ['multi: a wrong one takes away', partly(multi), choices('copy', 'upper', 'len'), 0.5],
    ['multi: choosing all earns nothing', partly(multi), choices('copy', 'upper', 'len', 'all'), 0],
    ['order right', order, choices('open', 'read', 'close', 'print'), 1],
    ['order reversed', partly(order), choices('print', 'close', 'read', 'open'), 0],
    ['order, one line displaced', partly(order), choices('read', 'close', 'print', 'open'), 2 / 3],
    ['order, the same id twice', partly(order), choices('open', 'open', 'close', 'print'), 0],
    ['order: equal lines are interchangeable', braces, choices('a', 'd', 'c', 'b'), 1],
    ['match right', match, gaps({ py: 'def', js: ' function', re: '/a/' }), 1],
    ['match: a text is no pattern', match, gaps({ py: 'def', js: 'function', re: 'a' }), 0],
    ['match partial', partly(match), gaps({ py: 'def', js: 'def', re: '/a/' }), 2 / 3],
    ['cloze right', cloze, gaps({ start: '2', end: 'len(s) - 1' }), 1],
    ['cloze partial', partly(cloze), gaps({ start: '2', end: '1' }), 0.5],
    ['cloze without a gap', partly(cloze), gaps({ end: '-1' }), 0.5],
    ['cloze with a gap of that name on every object', cloze, gaps({ toString: 'x' }), 0],
    ['numeric at the edge of its tolerance', numeric, text('0.4'), 1],
    ['numeric beyond', numeric, text('0.41'), 0],
    ['numeric with a decimal comma', numeric, text('0,3'), 1],
    ['numeric that is none', numeric, text('x'), 0],
    ['short', short, text(' STRIP '), 1],
    ['short by pattern', short, text('str.strip'), 1],
    ['output: blanks at the end do not count', output, text('a'), 1],
    ['output with CRLF', output, text('a\r\n'), 1],
    ['output: blanks at the start count', output, text(' a'), 0],
  ])('%s', (_name, of, answer, score) => {
    const marked = mark(of, answer)
    expect(marked.score).toBeCloseTo(score, 12)
    expect(marked.correct).toBe(score === 1)
  })

  test('feedback belongs to the answer given', () => {
    expect(mark(single, { type: 'choice', id: 'five' }).feedback).toBe('One too many.')
    expect(mark(single, { type: 'choice', id: 'term' }).feedback).toBe('Yes.')
    expect(mark(multi, choices('upper', 'len')).feedback).toBe('A number.')
    expect(mark(numeric, text('5.0')).feedback).toBe('The end index is excluded.')
    expect(mark(short, text('TRIM()')).feedback).toBe('That is JavaScript.')
    expect(mark(short, text('strip')).feedback).toBe('')
    expect(mark(cloze, gaps({ start: '3', end: '-1' })).feedback).toBe('Counting starts at 0.')
  })

  test.each<[Question, string]>([
    [single, 'the term'],
    [multi, '- the upper\n- the copy'],
    [numeric, '0.3 (± 0.1)'],
    [short, 'strip'],
    [order, '1. open\n2. read\n3. close\n4. print'],
    [match, '- Python → def\n- JavaScript → function\n- pattern → /a/'],
    [cloze, '- start: 2\n- end: -1'],
    [output, 'a '],
  ])('the solution of $type is told in words', (of, solution) => {
    expect(mark(of, text('?')).solution).toBe(solution)
  })

  test('partial credit for an order is 1 only for the right one, and never leaves 0–1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer(), (count, seed) => {
        const lines = Array.from({ length: count }, (_, at) => ({ id: `l${at}`, text: `${at}` }))
        const given = shuffled(lines, seed, 'x').map((line) => line.id)
        const { score, correct } = mark(partly(question('order', { lines })), choices(...given))
        expect(score).toBeGreaterThanOrEqual(0)
        expect(correct).toBe(given.every((id, at) => id === `l${at}`))
        expect(score === 1).toBe(correct)
      }),
    )
  })
})

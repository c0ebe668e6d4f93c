import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../../src/core/course/model.ts'
import { readAnswer } from '../../../src/core/practice/answer.ts'
import { publicQuestion } from '../../../src/core/practice/public.ts'
import { rightsOf, shuffled, shuffledQuestion } from '../../../src/core/practice/shuffle.ts'
import { choice, fence, question } from './questions.ts'

const single = question('single', { choices: [choice('five', false), choice('term', true)] })
const multi = question('multi', { choices: [choice('upper', true), choice('len', false)] })
const order = question('order', {
  lines: ['open', 'read', 'close'].map((id) => ({ id, text: `${id} it` })),
})
const match = question('match', {
  pairs: [
    { id: 'py', left: 'Python', right: 'def' },
    { id: 'js', left: 'JavaScript', right: 'function' },
  ],
})
const gap = question('cloze', { key: { end: ['x = 1; y'] }, ignoreCase: false })
const gaps = question('cloze', { key: { start: ['2'], end: ['-1'] }, ignoreCase: false })
const numeric = question('numeric', { answer: 2, tolerance: 0 })
const short = question('short', { accept: ['strip'], ignoreCase: true })
const output = question('code-output', { fence: fence('print(1)', '1\n'), output: '1\n' })

describe('answers given as text or JSON', () => {
  test.each<[Question, unknown, unknown]>([
    [single, 'term', { type: 'choice', id: 'term' }],
    [single, '2', { type: 'choice', id: 'term' }],
    [single, { type: 'choice', id: 'term' }, { type: 'choice', id: 'term' }],
    [multi, 'len, upper', { type: 'choices', ids: ['len', 'upper'] }],
    [multi, '1 2 2', { type: 'choices', ids: ['upper', 'len'] }],
    [multi, 'none', { type: 'choices', ids: [] }],
    [multi, ['len'], { type: 'choices', ids: ['len'] }],
    [order, '3,1,2', { type: 'choices', ids: ['close', 'open', 'read'] }],
    [match, 'py=def; js=function', { type: 'gaps', gaps: { py: 'def', js: 'function' } }],
    [match, 'py=2; js=1', { type: 'gaps', gaps: { py: 'def', js: 'function' } }],
    [match, { py: 'def', js: 'x' }, { type: 'gaps', gaps: { py: 'def', js: 'x' } }],
    [gap, 'x = 1; y', { type: 'gaps', gaps: { end: 'x = 1; y' } }],
    [gap, 'end=x = 1; y', { type: 'gaps', gaps: { end: 'x = 1; y' } }],
    [gaps, 'start=a=b;c; end=-1', { type: 'gaps', gaps: { start: 'a=b;c', end: '-1' } }],
    [numeric, 2, { type: 'text', text: '2' }],
    [numeric, '1,5', { type: 'text', text: '1,5' }],
    [short, ' x ', { type: 'text', text: ' x ' }],
  ])('$type %j', (of, given, answer) => {
    expect(readAnswer(of, given, ['function', 'def'])).toEqual(answer)
  })

  test.each<[Question, unknown, string]>([
    [single, 'trem', 'did you mean term?'],
    [single, '3', 'names "3"'],
    [single, ['term'], 'another shape'],
    [single, null, 'another shape'],
    [multi, 'upper, nothing', 'names "nothing"'],
    [order, 'open, read', 'each of the 3 lines once'],
    [order, 'open, read, read', 'each of the 3 lines once'],
    [match, 'py=def', 'leaves js open'],
    [match, 'def', 'names no gap'],
    [gaps, { strat: '1', end: '2' }, 'did you mean start?'],
    [gaps, { start: 1, end: 2 }, 'another shape'],
    [numeric, 'two', 'not a number'],
    [numeric, '1,500', 'two ways'],
    [short, '  ', 'is empty'],
    [short, 'x'.repeat(2_001), 'longer than'],
  ])('$type %j is asked again, not counted', (of, given, message) => {
    expect(() => readAnswer(of, given)).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringContaining(message) }),
    )
  })
})

describe('what an attempt shows', () => {
  test('the same seed gives the same order, and shuffling loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer(), fc.string(), (values, seed, salt) => {
        const once = shuffled(values, seed, salt)
        expect(shuffled(values, seed, salt)).toEqual(once)
        expect(once.toSorted()).toEqual(values.toSorted())
      }),
    )
  })

  test('every place is equally likely for every choice', () => {
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 6_000; seed++) {
      const key = shuffled(['a', 'b', 'c'], seed, 'question').join('')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  test('lines to order never stand in the right order', () => {
    for (let seed = 0; seed < 500; seed++) {
      const shown = shuffledQuestion(order, seed)
      expect(shown.type === 'order' && shown.lines.map((line) => line.id)).not.toEqual([
        'open',
        'read',
        'close',
      ])
    }
  })

  test('equal right-hand texts are offered once', () => {
    const twice = question('match', {
      pairs: [
        { id: 'a', left: '1', right: 'int' },
        { id: 'b', left: '2', right: 'int' },
        { id: 'c', left: 'x', right: 'str' },
      ],
    })
    expect(rightsOf(twice, 1).toSorted()).toEqual(['int', 'str'])
  })

  test('nothing public tells the answer', () => {
    const secret = 'SECRET'
    const all: Question[] = [
      question('single', { choices: [choice('a', true, secret)], explanation: secret }),
      question('numeric', { answer: 777_777, tolerance: 0, hints: [secret] }),
      question('short', {
        accept: [secret],
        ignoreCase: false,
        wrong: [{ match: secret, feedback: secret }],
      }),
      question('cloze', { key: { gap: [secret] }, ignoreCase: false }),
      question('code-output', { fence: fence('print(1)', secret), output: secret }),
    ]
    for (const of of all) {
      expect(JSON.stringify(publicQuestion(of))).not.toMatch(/SECRET|777777|correct/)
    }
    const pairs = publicQuestion(match, rightsOf(match, 3))
    expect(pairs.lefts).toEqual([
      { id: 'py', text: 'Python' },
      { id: 'js', text: 'JavaScript' },
    ])
    expect(output.type).toBe('code-output')
  })
})

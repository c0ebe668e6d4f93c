import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptProblem, isAccepted, shownAnswer } from '../../../src/core/course/accept.ts'
import { compilePattern } from '../../../src/core/course/pattern.ts'
import { PatternError } from '../../../src/core/course/pattern-parser.ts'

/** Patterns built from parts, so that every one is valid for both engines. */
const part = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '(?:a|b)',
  '\\b',
  '^',
  '$',
)
const quantifier = fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{0,}', '*?')
const piece = fc
  .tuple(part, quantifier)
  .map(([body, times]) => (/^(\\b|\^|\$)$/.test(body) ? body : body + times))
const simple = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))
const pattern = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(([left, right]) => `${left}|${right}`),
  fc.tuple(simple, quantifier, simple).map(([left, times, right]) => `(${left})${times}${right}`),
)
const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'é', '\n'), maxLength: 8 })

describe('patterns of courses', () => {
  test('match exactly what the language engine matches', () => {
    fc.assert(
      fc.property(
        pattern,
        text,
        fc.constantFrom('', 'i', 's', 'm', 'ims'),
        (source, given, flags) => {
          const native = new RegExp(source, `${flags}u`)
          expect(compilePattern(source, flags).matches(given)).toBe(native.test(given))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['^str\\.strip(\\(\\))?$', 'str.strip()', true],
    ['^str\\.strip(\\(\\))?$', 'str.strips', false],
    ['^"(yes|no)"$', '"no"', true],
    ["\\'x\\'", "'x'", true],
    ['^[\\w.-]+$', 'a.b-c', true],
    ['^[^\\]]$', 'x', true],
    ['^a{,2}$', 'a{,2}', true],
    ['^\\p{Lu}\\p{Ll}+$', 'Ärger', true],
    ['^(?<year>\\d{4})$', '2026', true],
    ['^.$', '😀', true],
    ['^\\x41\\u0042\\u{43}$', 'ABC', true],
    ['', '', true],
    ['^(|a)+$', 'aa', true],
    ['((((){2000}){2000}){2000}){2000}', '', true],
    ['((((a{0}){2000}){2000}){2000}){2000}', '', true],
  ])('/%s/ on %j gives %j', (source, given, expected) => {
    expect(compilePattern(source).matches(given)).toBe(expected)
  })

  test.each(['^(a+)+$', '^(a|a)*$', '^(a*)*b$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    '/%s/ takes no more than a moment on hostile text',
    (source) => {
      const started = performance.now()
      compilePattern(source).matches(`${'a'.repeat(2_000)}!`)
      expect(performance.now() - started).toBeLessThan(1_000)
    },
  )

  test.each([
    ['(a)\\1', 'back-references'],
    ['a(?=b)', 'look-around'],
    ['(?<!a)b', 'look-around'],
    ['(a', 'not closed'],
    ['a)', 'no "("'],
    ['[a', 'not closed'],
    ['*a', 'nothing to repeat'],
    ['a**', 'two quantifiers'],
    ['a{3,1}', 'ends before'],
    ['\\q', 'unknown escape'],
    ['[b-a]', 'not understood'],
    ['((a{99}){99}){99}', 'repeats too much'],
    ['(){9999}', 'repeats too much'],
    ['a'.repeat(501), 'longer than'],
  ])('/%s/ is refused with a reason', (source, reason) => {
    expect(() => compilePattern(source)).toThrow(PatternError)
    expect(() => compilePattern(source)).toThrow(reason)
  })
})

describe('accept lists', () => {
  test.each([
    [' strip ', ['strip'], false, true],
    ['Strip', ['strip'], false, false],
    ['Strip', ['strip'], true, true],
    ['STRASSE', ['straße'], true, true],
    ['e\u0301', ['é'], false, true],
    ['str.strip', ['/^str\\.strip$/'], false, true],
    ['STR.STRIP', ['/^str\\.strip$/'], true, true],
    ['STR.STRIP', ['/^str\\.strip$/i'], false, true],
    ['/usr/bin', ['/usr/bin'], false, true],
    ['1.1', ['1.10'], false, false],
    ['', ['x'], false, false],
    ['(', ['/(/'], false, false],
  ])('%j against %j', (given, accept, ignoreCase, expected) => {
    expect(isAccepted(given, accept, ignoreCase)).toBe(expected)
  })

  test('a solution is shown in words, a broken pattern is reported', () => {
    expect(shownAnswer(['/^strip$/', 'strip'])).toBe('strip')
    expect(shownAnswer(['/^strip$/'])).toBe('text that matches /^strip$/')
    expect(acceptProblem('/(a/')).toMatch('not closed')
    expect(acceptProblem('strip')).toBeNull()
  })
})

import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import {
  bar,
  cutLine,
  cutText,
  lineWidth,
  padLine,
  spread,
  wrapLine,
} from '../../../src/tui/plain/layout.ts'
import { markdownLines, renderMarkdown } from '../../../src/tui/plain/markdown.ts'
import { expandTabs, safeText } from '../../../src/tui/plain/safe.ts'
import { fromAnsi, line, paint, plainText, span } from '../../../src/tui/plain/spans.ts'
import { makeStyle } from '../../../src/tui/plain/style.ts'

const words = fc
  .array(
    fc.constantFrom(
      'a',
      'word',
      'longer-word',
      '日本語',
      '🎉',
      '👩‍👩‍👧',
      'é',
      'x'.repeat(30),
      ' ',
      '  ',
      '。',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

describe('wrapping', () => {
  test('no row is wider than asked, and no character is lost or moved', () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 2, max: 60 }),
        fc.constantFrom('words' as const, 'anywhere' as const),
        (text, width, at) => {
          const rows = wrapLine(line(text), width, { at })
          for (const row of rows) expect(stringWidth(plainText(row))).toBeLessThanOrEqual(width)
          expect(rows.map(plainText).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
          if (at === 'anywhere') expect(rows.map(plainText).join('')).toBe(text)
        },
      ),
    )
  })

  test.each([
    ['the quick brown fox', 10, ['the quick', 'brown fox']],
    ['日本語のテキスト', 6, ['日本語', 'のテキ', 'スト']],
    ['終わり。次', 6, ['終わ', 'り。次']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['', 5, ['']],
    ['no\u00a0break here', 9, ['no break', 'here']],
  ])('%j in %i columns', (text, width, rows) => {
    expect(wrapLine(line(text), width).map(plainText)).toEqual(rows)
  })

  test('prefixes count, and looks go on in the next row', () => {
    const rows = wrapLine(line(span('one two three', { bold: true })), 8, {
      first: line('- '),
      rest: line('  '),
    })
    expect(rows.map((row) => paint(row, 'none'))).toEqual(['- one', '  two', '  three'])
    expect(rows[2]).toEqual([{ text: '  ' }, { text: 'three', look: { bold: true } }])
  })
})

test('cutting and padding count columns, not characters', () => {
  expect(cutText('日本語', 5)).toBe('日本…')
  expect(cutText('日本語', 6)).toBe('日本語')
  expect(cutText('abc', 0)).toBe('')
  expect(lineWidth(padLine(line('日本'), 7))).toBe(7)
  expect(plainText(spread(line('left'), line('right'), 12))).toBe('left   right')
  expect(plainText(spread(line('a long title'), line('3 of 8'), 14))).toBe('a long… 3 of 8')
  expect(plainText(cutLine(line('ab', span('cd', { bold: true })), 3))).toBe('ab…')
})

test('bars have always their width', () => {
  for (const share of [0, 0.01, 0.5, 0.99, 1, 2, -1]) expect(stringWidth(bar(share, 10))).toBe(10)
  expect(bar(0.5, 4)).toBe('██░░')
})

// Tabs and line ends carry layout; all other control characters carry orders.
const CONTROLS = /(?![\t\n])\p{Control}/u
const OVERRIDES = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'

describe('text of others', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007x', 'x'],
    ['\u001b]8;;http://e.org\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001b[2J\u001b[Hgone', 'gone'],
    ['\u009b31mx', 'x'],
    ['a\rb\r\nc', 'a\nb\nc'],
    ['bell\u0007 back\u0008', 'bell back'],
    ['if \u202egnp\u202c', 'if ⟨RLO⟩gnp⟨PDF⟩'],
    ['zero\u200bwidth', 'zero⟨ZWSP⟩width'],
    ['👩‍👩‍👧 stays', '👩‍👩‍👧 stays'],
    ['\u001bPq#0\u001b\\sixel', 'sixel'],
    ['\u001b]unterminated\nnext line', '\nnext line'],
  ])('%j is shown as %j', (text, shown) => expect(safeText(text)).toBe(shown))

  test('nothing that a program prints controls the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(
          [...safeText(text)].filter(
            (character) => CONTROLS.test(character) || OVERRIDES.includes(character),
          ),
        ).toEqual([])
      }),
    )
  })

  test('tabs go to the next multiple of four', () => {
    expect(expandTabs('a\tb\t\tc')).toBe('a   b       c')
    expect(expandTabs('\tx')).toBe('    x')
  })
})

test('colours survive being read back, and are left out where they are not wanted', () => {
  const row = line(
    'a',
    span('b', { color: 'red', bold: true }),
    span('c', { dim: true, underline: true }),
  )
  expect(fromAnsi(paint(row, 'color'))).toEqual([row])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes
  expect(paint(row, 'mono')).not.toMatch(/\u001b\[3\dm/)
  expect(paint(row, 'none')).toBe('abc')
})

describe('Markdown on the screen', () => {
  const source = `# One\n\nA *b* **c** \`d e\` [f](https://g.org).\n\n- x\n  - y\n1. z\n\n| k | v |\n|---|--:|\n| a | 1 |\n\n> [!TIP]\n> Look.\n\n\`\`\`python\nprint("hi")\n\`\`\`\n`

  test('as text, with the marks that colours would have shown', () => {
    expect(renderMarkdown(source, makeStyle({ width: 40, color: false }))).toMatchInlineSnapshot(`
      "One
      ═══

      A b c \`d e\` f (https://g.org).

      • x
        • y

      1. z

      k │ v
      ──┼──
      a │ 1

      ▏ Tip
      ▏ Look.

      │ print("hi")"
    `)
  })

  test('never wider than the terminal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 200 }), (width) => {
        for (const row of markdownLines(source, width))
          expect(lineWidth(row)).toBeLessThanOrEqual(width)
      }),
    )
  })
})

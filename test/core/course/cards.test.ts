import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillGaps, gapsOf } from '../../../src/core/course/cloze.ts'
import type { Deck } from '../../../src/core/course/model.ts'
import { courseOf, problemsOf, smallCourse } from '../../helpers/course-files.ts'

const DECK = 'decks/adding-cards.md'

function deckFile(body: string): Record<string, string> {
  return {
    [DECK]: `---\nid: adding-cards\nkind: deck\ntitle: D\nskills: [loops]\n---\n\n${body}\n`,
  }
}

async function cards(body: string): Promise<Deck['cards']> {
  const course = await courseOf(smallCourse(deckFile(body)))
  return course.items.find((item): item is Deck => item.kind === 'deck')?.cards ?? []
}

test('basic, typed and reversed cards', async () => {
  const read = await cards(`## Front **one** {#one}

Back

- with a list

## Typed {#two}

\`\`\`yaml item
type: typed
accept: [1.0, "/^one$/"]
ignore_case: true
skills: [adding]
\`\`\`

## != {#three}

\`\`\`yaml item
reversed: true
\`\`\`

differs
`)
  expect(read).toMatchObject([
    {
      id: 'one',
      note: 'one',
      type: 'basic',
      front: 'Front **one**',
      back: 'Back\n\n- with a list',
    },
    {
      id: 'two',
      type: 'typed',
      accept: ['1.0', '/^one$/'],
      ignoreCase: true,
      skills: ['adding'],
      back: '1.0',
    },
    { id: 'three', note: 'three', front: '!=', back: 'differs' },
    { id: 'three#r', note: 'three', front: 'differs', back: '!=' },
  ])
})

test('each number of a cloze card is a card of its own', async () => {
  const read = await cards(`## Ranges {#ranges}

\`\`\`yaml item
type: cloze
\`\`\`

\`range({{c1::1::from}}, {{c2::n + 1}})\`, twice {{c1::1}}
`)
  expect(read.map(({ id, front, back }) => [id, front, back])).toEqual([
    [
      'ranges#c1',
      'Ranges\n\n`range([from], n + 1)`, twice […]',
      'Ranges\n\n`range(1, n + 1)`, twice 1',
    ],
    ['ranges#c2', 'Ranges\n\n`range(1, […])`, twice 1', 'Ranges\n\n`range(1, n + 1)`, twice 1'],
  ])
})

test('text below a heading with gaps explains: it is shown afterwards only', async () => {
  const [card] = await cards(
    '## {{c1::Two}} is even {#even}\n\n```yaml item\ntype: cloze\n```\n\nOne is not.\n',
  )
  expect(card).toMatchObject({ front: '[…] is even', back: 'Two is even\n\nOne is not.' })
})

test.each([
  ['{{c1::a[::2]}}', 'bad-gap'],
  ['{{c1::a[::2]::}} is fine', null],
  ['{{c1::{"a": {}}}} nests', null],
  ['{{c1::open', 'bad-gap'],
  ['{{c1::}}', 'bad-gap'],
  ['{{c0::zero}}', 'bad-gap'],
  ['no gap', 'bad-gap'],
])('gap %s', async (text, rule) => {
  const found = await problemsOf(
    smallCourse(deckFile(`## Card {#card}\n\n\`\`\`yaml item\ntype: cloze\n\`\`\`\n\n${text}\n`)),
  )
  expect(found.map((line) => line.split(' ')[1])).toEqual(rule === null ? [] : [`${rule}:`])
})

test('filling all gaps gives the text with its answers, whatever stands around', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '`', '[', '.') })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(plain, fc.integer({ min: 1, max: 9 })), { maxLength: 5 }),
      (pieces) => {
        const text = pieces.map(([around, number]) => `${around}{{c${number}::x::hint}}`).join('')
        const { gaps, broken } = gapsOf(text)
        expect(broken).toEqual([])
        expect(gaps.map(({ number }) => number)).toEqual(pieces.map(([, number]) => number))
        expect(fillGaps(text, gaps, null)).toBe(pieces.map(([around]) => `${around}x`).join(''))
      },
    ),
  )
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../../src/tui/plain/markdown/blocks.ts'
import type { Block, Inline } from '../../../src/tui/plain/markdown/tree.ts'

/**
 * The reader that draws lessons is our own, because it must not cost start-up time. remark, which compiles
 * courses, is the judge: on every bundled Markdown file and on the cases below both must see the same tree.
 */
const remark = unified().use(remarkParse).use(remarkGfm)
type RootContent = ReturnType<typeof remark.parse>['children'][number]
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number]

const plain = (text: string) => text.replaceAll(/\s+/g, ' ')

function ours(block: Block): unknown {
  switch (block.type) {
    case 'heading':
      return ['heading', block.level, block.inlines.map(ourInline)]
    case 'paragraph':
      return ['paragraph', block.inlines.map(ourInline)]
    case 'code':
      return ['code', block.language, block.text]
    case 'quote':
      return ['quote', block.blocks.map(ours)]
    case 'list':
      return [
        'list',
        block.ordered ? block.start : null,
        block.tight,
        block.items.map((item) => [item.checked, item.blocks.map(ours)]),
      ]
    case 'table':
      return [
        'table',
        block.align,
        [block.header, ...block.rows].map((row) => row.map((cell) => cell.map(ourInline))),
      ]
    case 'rule':
      return ['rule']
    case 'html':
      return ['html', block.text]
  }
}

function ourInline(inline: Inline): unknown {
  switch (inline.type) {
    case 'text':
      return plain(inline.text)
    case 'code':
    case 'html':
      return [inline.type, inline.text]
    case 'break':
      return ['break']
    case 'image':
      return ['image', inline.url, inline.alt]
    case 'link':
      return ['link', inline.url, inline.children.map(ourInline)]
    default:
      return [inline.type, inline.children.map(ourInline)]
  }
}

function theirs(node: RootContent): unknown {
  switch (node.type) {
    case 'heading':
      return ['heading', node.depth, node.children.map(theirInline)]
    case 'paragraph':
      return ['paragraph', node.children.map(theirInline)]
    case 'code':
      return ['code', node.lang ?? '', node.value]
    case 'blockquote':
      return ['quote', node.children.map(theirs)]
    case 'list': {
      const loose = node.spread || node.children.some((item) => item.spread)
      return [
        'list',
        node.ordered === true ? node.start : null,
        !loose,
        node.children.map((item) => [item.checked ?? null, item.children.map(theirs)]),
      ]
    }
    case 'table':
      // As GitHub shows it: short rows are filled up, long ones are cut.
      return [
        'table',
        node.align,
        node.children.map((row) =>
          (node.align ?? []).map(
            (_, index) => row.children[index]?.children.map(theirInline) ?? [],
          ),
        ),
      ]
    case 'thematicBreak':
      return ['rule']
    case 'html':
      return ['html', node.value]
    default:
      return [node.type]
  }
}

function theirInline(node: PhrasingContent): unknown {
  switch (node.type) {
    case 'text':
      return plain(node.value)
    case 'inlineCode':
      return ['code', node.value]
    case 'html':
      return ['html', node.value]
    case 'break':
      return ['break']
    case 'image':
      return ['image', node.url, node.alt]
    case 'link':
      return ['link', node.url.replace(/^mailto:/, ''), node.children.map(theirInline)]
    case 'linkReference':
      return ['link', 'https://e.org', node.children.map(theirInline)]
    case 'emphasis':
    case 'strong':
      return [node.type, node.children.map(theirInline)]
    case 'delete':
      return ['strike', node.children.map(theirInline)]
    default:
      return [node.type]
  }
}

function compare(source: string): void {
  const root = remark.parse(source)
  const expected = root.children.filter((node) => node.type !== 'definition').map(theirs)
  expect(parseMarkdown(source).map(ours)).toEqual(expected)
}

const files = readdirSync('content', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.md'),
)

describe('Markdown, read as remark reads it', () => {
  test('there are bundled files to compare', () => expect(files.length).toBeGreaterThan(15))

  test.each(files)('content/%s', (path) => {
    compare(readFileSync(join('content', path), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''))
  })

  test.each([
    'a\nb  \nc\\\nd',
    '# One #\n\nTwo\n===\nThree\n---\n\n####### seven\n#nospace',
    '*a* **b** ***c*** _d_ __e__ a_b_c *a **b** c* **a *b* c**',
    '*a**b* **a*b** ***a** b* *(*a*)* 2 * 3 * 4 a*b*c "*x*"',
    '~~gone~~ ~one~ ~~~three~~~ a~b',
    '`a` ``b ` c`` ` d ` `unclosed and *emph*',
    '`*not*` \\*not\\* \\a &amp; &lt;b&gt; &#65; &#x42; &unknown; & x',
    '[a](b) [a *b*](<c d> "t") [x](y(z)) [no] (x) ![alt *t*](i.png) [a][r] [r] [R][]\n\n[r]: https://e.org "title"',
    '<https://a.b/c> <x@y.org> a <b>bold</b> 1 < 2 > 0',
    '- a\n- b\n  c\n\n  d\n- e\n\n\n- f',
    '- a\n  - b\n    - c\n  - d\n- e\n* other\n1. x\n2. y\n10. z',
    '3) a\n4) b\ntext\n1. one\nlazy\n\npara',
    '- [ ] a\n- [x] b `c`\n- [] d\n- [x](y)',
    '- ```python\n  a = 1\n\n  b = 2\n  ```\n- x\n\n      indented',
    '> a\nlazy\n> - b\n>\n> c\n\n> [!TIP]\n> Look.\n> ```js\n> x\n> ```',
    '| a | b |\n| --- | :-: |\n| `x` | *y* |\n| only |\n| a \\| b | c | d |\nend\n\nnot | a table',
    'a | b\n--|--\n1 | 2\n\n| x |\n|:--|\n| ü 日本 |',
    '```\nunclosed\n\ncode',
    '~~~py extra words\n```\n~~~\n\n````md\n```\n````',
    '   ```\n   a\n     b\n   ```\n\n    code\n\n      more\n\ntext\n    not code',
    '***\n- - -\n___\ntext\n***',
    '<div>\n*x*\n\n</div>\n\n<!-- a\n\nb -->\ntext',
    '1. a\n\n   b\n2. c',
    '-\n- a\n-\n\n  not in it',
    '日本語**強調**です。 **a**b __a__b',
  ])('%j', compare)
})

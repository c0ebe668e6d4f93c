import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCourse } from '../../../src/core/course/compile.ts'
import { memoryFiles } from '../../../src/core/course/files.ts'
import { folderFiles } from '../../../src/host/course-folder.ts'
import { compiled, problemsOf, smallCourse } from '../../helpers/course-files.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

const DECK = 'decks/adding-cards.md'
const bytes = (...values: number[]) => new Uint8Array(values)
const deck = () => String(smallCourse()[DECK])

async function rulesFor(changes: Record<string, string | Uint8Array>): Promise<string[]> {
  const { problems } = await compiled(smallCourse(changes))
  return problems.map(({ file, line, rule }) => `${file}:${line} ${rule}`)
}

test('a byte order mark and CRLF are accepted and change nothing', async () => {
  const plain = await compiled(smallCourse())
  const windows = Object.fromEntries(
    Object.entries(smallCourse()).map(([path, text]) => [
      path,
      `\ufeff${String(text).replaceAll('\n', '\r\n')}`,
    ]),
  )
  const read = await compiled(windows)
  expect(read.problems).toEqual([])
  expect(read.course).toEqual(plain.course)
})

test.each<[string, string | Uint8Array, string]>([
  [
    'not UTF-8',
    bytes(...new TextEncoder().encode(`${deck()}x\n`), 0xff, 0xe9),
    `${DECK}:19 encoding`,
  ],
  ['UTF-16', bytes(0xff, 0xfe, 0x2d, 0x00), `${DECK}:1 binary`],
  ['NUL', `${deck()}\u0000`, `${DECK}:1 binary`],
  ['an escape sequence', `${deck()}\u001b]0;x\u0007`, `${DECK}:18 control-character`],
  [
    'text that runs backwards',
    deck().replace('At 3', 'At \u202e3'),
    `${DECK}:10 control-character`,
  ],
  [
    'a control character behind an escape of YAML',
    deck().replace('title: Adding', 'title: "\\e[31m"\n# '),
    `${DECK}:4 control-character`,
  ],
  ['quotes nested a thousand times', `${deck()}\n${'>'.repeat(20_000)} x\n`, `${DECK}:1 too-deep`],
  ['a paragraph without end', `${deck()}\n${'[a](<b'.repeat(20_000)}\n`, `${DECK}:17 too-large`],
  [
    'YAML nested without end',
    deck().replace('skills: [adding]', `skills: ${'['.repeat(20_000)}`),
    `${DECK}:5 yaml`,
  ],
  ['an alias bomb', deck().replace('skills: [adding]', 'a: &a [x]\nb: [*a, *a]'), `${DECK}:6 yaml`],
  [
    'a directive',
    deck().replace('id: adding-cards', '%YAML 1.1\nid: adding-cards'),
    `${DECK}:2 yaml`,
  ],
  ['front matter without end', '---\nid: x\n', `${DECK}:1 front-matter`],
  [
    'a key that is a trap',
    deck().replace('skills: [adding]', '__proto__: {a: 1}'),
    `${DECK}:5 yaml`,
  ],
])(
  '%s is refused with its place',
  async (_, text, expected) => {
    expect(await rulesFor({ [DECK]: text })).toContain(expected)
  },
  20_000,
)

test('an escape in a test case is data, not a danger', async () => {
  const path = 'exercises/sum-to/tests/hidden.yaml'
  const yaml = 'cases:\n  - {id: bell, call: f, args: ["\\e\\a"], returns: "\\0"}\n'
  expect(await rulesFor({ [path]: yaml })).toEqual([])
})

test('a large file is refused by its size, before it is read', async () => {
  const files = memoryFiles(smallCourse())
  const read: string[] = []
  const { problems } = await compileCourse({
    list: () =>
      files.list().map((entry) => (entry.path === DECK ? { ...entry, size: 100_000_000 } : entry)),
    read: (path) => {
      read.push(path)
      return files.read(path)
    },
  })
  expect(problems.map(({ message }) => message)).toEqual([
    'The file has 95 MB; at most 1 MB are read.',
  ])
  expect(read).not.toContain(DECK)
})

test('a file that goes away while the course is read is a problem, not a crash', async () => {
  const files = memoryFiles(smallCourse())
  const { problems } = await compileCourse({
    list: () => files.list(),
    read: (path) => {
      if (path === DECK) throw new Error('ENOENT')
      return files.read(path)
    },
  })
  expect(problems.map(({ rule }) => rule)).toEqual(['unreadable'])
})

test('names that are the same on other machines', async () => {
  expect(await problemsOf(smallCourse({ 'media/A.png': 'x', 'media/a.png': 'x' }))).toEqual([
    'media/a.png:1:1 same-name: On many machines this is the same file as media/A.png. → another name',
  ])
})

describe('on disk', () => {
  function folder(): string {
    const root = temporaryFolder()
    for (const [path, text] of Object.entries(smallCourse())) {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return root
  }
  const check = async (root: string) =>
    (await compileCourse(folderFiles(root))).problems.map(({ file, rule }) => `${file} ${rule}`)

  test('links to files and folders are refused and not followed', async () => {
    const root = folder()
    symlinkSync('/etc/passwd', join(root, 'exercises/sum-to/starter/passwd'))
    symlinkSync('/etc', join(root, 'lessons/adding-numbers/media'))
    symlinkSync('/nowhere', join(root, 'README.md'))
    expect(await check(root)).toEqual([
      'README.md symlink',
      'exercises/sum-to/starter/passwd symlink',
      'lessons/adding-numbers/media symlink',
    ])
    expect(() => folderFiles(root).read('exercises/sum-to/starter/passwd')).toThrow()
  })

  test('pipes, deep folders and sparse giants are refused at once', async () => {
    const root = folder()
    execFileSync('mkfifo', [join(root, 'exercises/sum-to/starter/pipe.py')])
    mkdirSync(join(root, 'media/1/2/3/4/5/6/7/8/9'), { recursive: true })
    const giant = join(root, 'exercises/sum-to/starter/giant.py')
    writeFileSync(giant, '')
    truncateSync(giant, 200_000_000)
    expect(await check(root)).toEqual([
      'exercises/sum-to/starter/giant.py too-large',
      'exercises/sum-to/starter/pipe.py other',
      'media/1/2/3/4/5/6/7/8 deep',
    ])
  })

  test('hidden folders and caches beside the course are not part of it', async () => {
    const root = folder()
    for (const name of ['.git', 'node_modules', 'exercises/sum-to/solution/__pycache__']) {
      mkdirSync(join(root, name), { recursive: true })
      writeFileSync(join(root, name, 'x.pyc'), bytes(0, 1, 2))
    }
    expect(await check(root)).toEqual([])
  })
})

test('any text in any file gives problems, never an exception', async () => {
  const piece = fc.constantFrom(
    '---\n',
    'id: x\n',
    'kind: quiz\n',
    '# ',
    '## ',
    '### ',
    '{#a}',
    '- [x] ',
    '- [ ] ',
    '1. ',
    '> ',
    '[!TIP]\n',
    '\n',
    '\n\n',
    '```yaml item\n',
    '```yaml key\n',
    '```python run\n',
    '```output\n',
    '```\n',
    'type: cloze\n',
    'type: order\n',
    '{{c1::',
    '::',
    '}}',
    '{{',
    '|',
    '| - | - |\n',
    'cases:\n',
    '- id: a\n',
    '  call: f\n',
    '  returns: {$set: [1]}\n',
    '[',
    ']',
    '{',
    '}',
    ': ',
    '&a ',
    '*a',
    '"',
    "'",
    '\t',
    '  ',
    'é',
    '\u{1F600}',
    '\ud800',
    '<!-- ',
    ' -->',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
  )
  const paths = Object.keys(smallCourse())
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths, 'course.lock.json'),
      text,
      fc.boolean(),
      async (path, wild, append) => {
        const before = smallCourse()[path]
        const { course, problems } = await compiled(
          smallCourse({ [path]: append ? `${before ?? ''}${wild}` : wild }),
        )
        expect(course === null).toBe(problems.some(({ severity }) => severity === 'error'))
        for (const { line, column } of problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(column).toBeGreaterThanOrEqual(1)
        }
      },
    ),
    { numRuns: 150 },
  )
})

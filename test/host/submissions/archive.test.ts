import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { paxOf, type Tarred, tarOf, type Zipped, zipOf } from '../../helpers/archives.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'
import { all, only, put } from './all.ts'

const main = { name: 'main.py', data: 'x = 1\n' }
const MB = 1024 * 1024

async function read(bytes: Buffer, name = 'it.zip') {
  return await only(join(put(temporaryFolder(), { [name]: bytes }), name))
}

async function said(bytes: Buffer) {
  const { problem, files } = await read(bytes)
  if (problem === null) return files.map(({ text }) => text).join()
  expect(files).toEqual([])
  return `${problem.kind}: ${problem.message}`
}

describe('an honest archive', () => {
  test.each<[string, Buffer]>([
    ['deflated', zipOf([main])],
    ['stored', zipOf([{ ...main, method: 0 }])],
    ['sizes behind the data', zipOf([{ ...main, descriptor: true }])],
    ['zip64', zipOf([{ ...main, zip64: true }], { zip64: true })],
    ['with a comment', zipOf([main], { comment: 'by a tool' })],
    [
      'its folder inside',
      zipOf([
        { name: 'a/', mode: 0o040755 },
        { ...main, name: 'a/main.py' },
      ]),
    ],
    [
      'a name that is no UTF-8 beside it',
      zipOf([main, { name: Buffer.from('\x81.txt', 'latin1'), flags: 0 }]),
    ],
    [
      'tar',
      tarOf([
        { name: './', type: '5' },
        { ...main, name: './main.py' },
      ]),
    ],
    ['tar.gz', gzipSync(tarOf([main]))],
    [
      'tar with a long name',
      tarOf([
        { name: 'x', type: 'x', data: paxOf({ path: 'main.py' }) },
        { ...main, name: 'short' },
      ]),
    ],
    [
      'tar with a global header',
      tarOf([{ name: 'g', type: 'g', data: paxOf({ comment: '1234' }) }, main]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await said(bytes)).toBe('x = 1\n')
  })

  test('is told by what it holds, not by its name', async () => {
    for (const name of ['main.py', 'it', 'it.tar', 'it.txt'])
      expect(await read(zipOf([main]), name)).toMatchObject({ name, problem: null })
    expect((await read(tarOf([main]), 'it.zip')).problem).toBeNull()
    const folder = put(temporaryFolder(), { 'a.py': zipOf([main]), 'b.py': 'print("PK")' })
    expect((await all(folder)).submissions).toMatchObject([
      { name: 'a.py', files: [{ text: 'x = 1\n' }] },
      { name: 'b.py', files: [{ text: 'print("PK")' }] },
    ])
  })

  test('names in the code page of old tools are read as they were written', async () => {
    const name = Buffer.from([0x81, ...Buffer.from('bung.py')])
    const folder = put(temporaryFolder(), { 'a.zip': zipOf([{ ...main, name, flags: 0 }]) })
    expect(
      (await only(join(folder, 'a.zip'), { edit: ['übung.py'], readonly: [] })).problem,
    ).toBeNull()
  })
})

const OUT: [string, string][] = [
  ['../main.py', 'leads out of the archive'],
  ['a/../../main.py', 'leads out of the archive'],
  ['/main.py', 'has an absolute name'],
  ['C:/main.py', 'has a name with a drive'],
  ['c:main.py', 'has a name with a drive'],
  ['a\\main.py', 'has a backslash in its name'],
  ['a\nb.py', 'has control characters in its name'],
  [`${'a/'.repeat(60)}b`, 'lies in too many folders'],
]

describe('names that deceive', () => {
  test.each(OUT)('%j', async (name, why) => {
    const shown = name.replace('\n', '\uFFFD')
    const problem = expect.stringMatching(/^invalid-data: /)
    for (const bytes of [
      zipOf([main, { name }]),
      ...(name.length < 100 ? [tarOf([main, { name }])] : []),
    ]) {
      expect(await said(bytes)).toEqual(problem)
      expect(await said(bytes)).toContain(name.length < 100 ? `"${shown}" ${why}.` : why)
    }
  })

  test('one such name in the archive of a class spoils its own submission only', async () => {
    const entries = [
      { ...main, name: 'jane/main.py' },
      { ...main, name: 'omar/main.py' },
      { name: 'omar/../../../etc/passwd', data: 'x' },
      { name: '../outside.py', data: 'x' },
      { name: '/etc/passwd', data: 'x' },
    ]
    for (const bytes of [zipOf(entries), tarOf(entries)]) {
      const path = join(put(temporaryFolder(), { 'class.zip': bytes }), 'class.zip')
      const { submissions } = await all(path)
      expect(submissions.map(({ name, problem }) => [name, problem?.kind ?? null])).toEqual([
        ['..', 'invalid-data'],
        ['/', 'invalid-data'],
        ['jane', null],
        ['omar', 'invalid-data'],
      ])
    }
  })

  test.each<[string, string[], string]>([
    ['twice', ['main.py', 'main.py'], 'It holds main.py twice.'],
    [
      'in another case',
      ['main.py', 'MAIN.py'],
      'It holds main.py and MAIN.py, which are one name on many computers.',
    ],
    ['twice by another way', ['main.py', './/main.py'], 'It holds main.py twice.'],
  ])('%s', async (_, names, message) => {
    const entries = names.map((name, index) => ({ name, data: `${index}` }))
    expect(await said(zipOf(entries))).toBe(`invalid-data: ${message}`)
    expect(await said(tarOf(entries))).toBe(`invalid-data: ${message}`)
  })
})

describe('links and devices inside are never followed', () => {
  test.each<[string, Zipped, Tarred | null]>([
    [
      'a symbolic link',
      { name: 'main.py', data: '/etc/passwd', mode: 0o120777 },
      { name: 'main.py', type: '2', linkname: '/etc/passwd' },
    ],
    [
      'a link',
      { name: 'main.py', data: '', mode: 0o120777 },
      { name: 'main.py', type: '1', linkname: '../../etc/passwd' },
    ],
    ['a named pipe', { name: 'main.py', mode: 0o010644 }, { name: 'main.py', type: '6' }],
    ['a device', { name: 'main.py', mode: 0o020644 }, { name: 'main.py', type: '3' }],
    ['a socket', { name: 'main.py', mode: 0o140644 }, null],
  ])('%s', async (what, zipped, tarred) => {
    const inZip = what === 'a link' ? 'a symbolic link' : what
    expect(await said(zipOf([zipped, { name: 'a.txt' }]))).toBe(
      `invalid-data: main.py is ${inZip}.`,
    )
    if (tarred !== null)
      expect(await said(tarOf([tarred, { name: 'a.txt' }]))).toBe(
        `invalid-data: main.py is ${what}.`,
      )
  })

  test('beside the exercise they are left out', async () => {
    const { notes, problem } = await read(tarOf([main, { name: 'x', type: '2', linkname: '/' }]))
    expect([problem, notes]).toEqual([null, ['x is a symbolic link and was left out.']])
    // A folder that is a link, and a file as if it were below it.
    const through = tarOf([
      { name: 'lib', type: '2', linkname: '/tmp' },
      { name: 'lib/help.py', data: 'x' },
      main,
    ])
    expect((await read(through)).problem).toBeNull()
  })
})

describe('archives that lie', () => {
  const damaged = /^invalid-data: The archive is damaged or cut off \(.+\)\.$/

  test.each<[string, Zipped]>([
    ['another name beside the data', { ...main, local: { name: 'evil.py' } }],
    ['another method beside the data', { ...main, local: { method: 0 } }],
    ['another size beside the data', { ...main, local: { size: 3 } }],
    ['another checksum beside the data', { ...main, local: { crc: 1 } }],
    ['a wrong checksum', { ...main, crc: 1 }],
    ['less than it holds', { ...main, size: 3 }],
    ['more than it holds', { ...main, size: 900 }],
    ['a stored size that is wrong', { ...main, method: 0, size: 3 }],
    ['a checksum that is wrong, behind the data', { ...main, crc: 1, descriptor: true }],
  ])('%s', async (_, entry) => {
    expect(await said(zipOf([entry]))).toMatch(damaged)
  })

  test('a directory that counts more entries than it has', async () => {
    expect(await said(zipOf([main], { count: 3 }))).toMatch(damaged)
  })

  test.each([
    ['encrypted', { ...main, flags: 0x801 }, 'invalid-data: main.py is encrypted.'],
    [
      'of another method',
      { ...main, method: 12 },
      'invalid-data: main.py is packed in a way that is not read.',
    ],
    ['strongly encrypted', { ...main, flags: 0x841 }, damaged],
  ])('%s', async (_, entry, message) => {
    expect(await said(zipOf([entry]))).toMatch(message)
  })

  test('cut off anywhere', async () => {
    const big = { name: 'main.py', data: 'x = 1\n'.repeat(500) }
    for (const whole of [zipOf([big]), tarOf([big]), gzipSync(tarOf([big]))])
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
        const bytes = whole.subarray(0, Math.floor(whole.length * share))
        // Too short to be known for an archive, it is one by name.
        expect(await said(bytes)).toMatch(
          /^invalid-data: (The archive is damaged|It is no archive)/,
        )
      }
  })

  test('a tar without its end, with a broken header, with rubbish', async () => {
    expect(await said(tarOf([main], { end: false }))).toMatch(damaged)
    const broken = tarOf([main, { name: 'a.txt' }])
    broken[1024 + 3] = 0xff
    expect(await said(broken)).toMatch(damaged)
    expect(await said(tarOf([{ ...main, size: 90_000_000 }]))).toMatch(damaged)
  })
})

describe('bombs', () => {
  test('a file that unpacks to 100 MB', async () => {
    const message = 'limit: It unpacks to more than 50 MB.'
    expect(await said(zipOf([{ ...main, size: 100 * MB }]))).toBe(message)
    const zeros = tarOf([{ name: 'main.py', data: Buffer.alloc(52 * MB) }])
    expect(await said(gzipSync(zeros))).toBe('limit: It unpacks to more than 500 times its size.')
  })

  test('a file of more than a workspace may hold', async () => {
    const large = { name: 'main.py', data: Buffer.alloc(1.5 * MB, 'x') }
    const message = 'limit: main.py is larger than 1 MB.'
    expect(await said(zipOf([large]))).toBe(message)
    expect(await said(tarOf([large]))).toBe(message)
  })

  test('one that says it is small', async () => {
    const zeros = Buffer.alloc(3 * MB)
    expect(await said(zipOf([{ name: 'main.py', data: zeros, size: 6 }]))).toMatch(/damaged/)
  })

  test('many files of a megabyte', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ name: `${n}.txt`, size: MB }))
    expect(await said(zipOf([main, ...many]))).toBe('limit: It unpacks to more than 50 MB.')
  })

  test('more entries than anybody writes; what tools leave does not count', async () => {
    const many = (folder: string) =>
      Array.from({ length: 1_001 }, (_, n) => ({ name: `${folder}/${n}.txt` }))
    expect(await said(zipOf([main, ...many('a')]))).toBe('limit: It holds more than 1,000 files.')
    expect(await said(zipOf([main, ...many('node_modules')]))).toBe('x = 1\n')
  })

  test('an archive in an archive is not opened', async () => {
    let inner = zipOf([main])
    for (let depth = 0; depth < 3; depth++) inner = zipOf([{ name: 'inner.zip', data: inner }])
    expect(await said(inner)).toBe('usage: main.py is not in it, but an archive: inner.zip.')
  })

  test('thousands of entries that share one body', async () => {
    // As David Fifield's: the directory points to the same data again and again.
    const body = deflateRawSync(Buffer.alloc(MB))
    const one = zipOf([{ name: 'a', data: body, method: 0 }])
    const end = one.subarray(-22)
    const central = one.subarray(one.length - 22 - 47, -22)
    const count = 5_000
    const forged = Buffer.concat([
      one.subarray(0, one.length - 22 - 47),
      ...Array.from({ length: count }, () => central),
      end,
    ])
    forged.writeUInt16LE(count, forged.length - 22 + 8)
    forged.writeUInt16LE(count, forged.length - 22 + 10)
    forged.writeUInt32LE(47 * count, forged.length - 22 + 12)
    expect(await said(forged)).toBe('limit: It holds more than 1,000 files.')
  })

  test('extended headers of a tar that cost more than they hold', async () => {
    const keys = Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`k${n}`, '']))
    const entries: Tarred[] = [{ name: 'g', type: 'g', data: paxOf(keys) }]
    for (let n = 0; n < 100; n++)
      entries.push({ name: 'x', type: 'x', data: paxOf({ comment: 'c' }) }, { name: `${n}.txt` })
    const started = performance.now()
    expect(await said(gzipSync(tarOf([...entries, main])))).toBe('x = 1\n')
    expect(performance.now() - started).toBeLessThan(5_000)
    const long: Tarred[] = [{ name: 'x', type: 'x', data: Buffer.alloc(2 * MB, 'a') }, main]
    expect(await said(tarOf(long))).toMatch(/an extended header is too long/)
  })
})

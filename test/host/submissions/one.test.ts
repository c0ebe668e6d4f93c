import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { submittedPlace } from '../../../src/host/submissions/submitted-place.ts'
import { tarOf, zipOf } from '../../helpers/archives.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'
import { all, MAIN, only, put } from './all.ts'

const file = (path: string, text: string) => [{ path, text }]

describe('one submission', () => {
  test('is a file of the right name', async () => {
    const folder = put(temporaryFolder(), { 'main.py': 'x = 1\n' })
    const path = join(folder, 'main.py')
    expect(await all(path)).toMatchObject({
      many: false,
      submissions: [
        {
          name: 'main.py',
          learner: null,
          source: path,
          files: file('main.py', 'x = 1\n'),
          notes: [],
        },
      ],
    })
  })

  test('is a file of any name, where the exercise has one file of that language', async () => {
    const folder = put(temporaryFolder(), { 'jane.py': 'x = 1\n', 'jane.txt': 'x = 1\n' })
    expect(await only(join(folder, 'jane.py'))).toMatchObject({
      name: 'jane.py',
      files: file('main.py', 'x = 1\n'),
      notes: ['jane.py was taken as main.py.'],
      problem: null,
    })
    expect((await only(join(folder, 'jane.txt'))).problem).toEqual({
      kind: 'usage',
      message: 'main.py is not in it; there is jane.txt.',
      next: 'Hand in a file with the name main.py.',
    })
    const two = { edit: ['main.py', 'lib/help.py'], readonly: [] }
    expect((await only(join(folder, 'jane.py'), two)).problem?.kind).toBe('usage')
  })

  test('is a folder, and what is not of the exercise is left out with a note', async () => {
    const folder = put(temporaryFolder(), {
      'main.py': 'x = 1\n',
      'data.csv': '1\n',
      'notes.txt': 'n',
      '.git/HEAD': 'ref',
      'node_modules/a/index.js': '1',
      '__MACOSX/._main.py': '1',
      '.DS_Store': '1',
      '__pycache__/main.cpython-311.pyc': '1',
      '._main.py': '1',
    })
    const read = await only(folder, { edit: ['main.py'], readonly: ['data.csv'] })
    expect(read).toMatchObject({
      files: file('main.py', 'x = 1\n'),
      notes: ['notes.txt is not part of the exercise.'],
    })
  })

  test('notes stay few', async () => {
    const many = Object.fromEntries(Array.from({ length: 47 }, (_, n) => [`n${n}.txt`, '1']))
    const folder = put(temporaryFolder(), { 'main.py': 'x', ...many })
    const { notes } = await only(folder)
    expect(notes).toHaveLength(11)
    expect(notes.at(-1)).toBe('And 37 more files are not part of it either.')
  })

  test('may lie in a folder in the folder, or have lost its folders', async () => {
    const wanted = { edit: ['main.py', 'lib/help.py'], readonly: [] }
    const files = [
      { path: 'lib/help.py', text: 'h' },
      { path: 'main.py', text: 'm' },
    ]
    const deep = put(temporaryFolder(), { 'hw1/main.py': 'm', 'hw1/lib/help.py': 'h' })
    expect(await only(deep, wanted)).toMatchObject({ files, notes: [], problem: null })
    const flat = put(temporaryFolder(), { 'main.py': 'm', 'help.py': 'h' })
    expect(await only(flat, wanted)).toMatchObject({
      files,
      notes: ['help.py was taken as lib/help.py.'],
    })
  })

  test('is a workspace, which says what it is of', async () => {
    const folder = put(temporaryFolder(), {
      '.mastery.json': '{"course":"python","exercise":"swap"}',
      'mian.py': 'x',
      '.backup/2026/main.py': 'old',
      'src/a.py': '',
      'src2/b.py': '',
    })
    const { many, submissions } = await all(folder)
    expect(many).toBe(false)
    expect(submissions[0]?.problem?.message).toBe('main.py is not in it. Is it mian.py?')
    const place = { course: 'python', exercise: 'swap' }
    expect(submittedPlace([folder])).toEqual(place)
    expect(submittedPlace([join(folder, 'mian.py')])).toEqual(place)
    const other = put(temporaryFolder(), {
      '.mastery.json': '{"course":"python","exercise":"max"}',
    })
    expect(submittedPlace([folder, other])).toBeNull()
    expect(submittedPlace([join(folder, 'src')])).toBeNull()
  })
})

describe('the digest', () => {
  test('is the same whatever the files came in', async () => {
    const folder = temporaryFolder()
    const text = 'print("ü")\n'
    put(folder, { 'a/main.py': text, 'b/sub/main.py': text, 'b/notes.txt': '1', 'c.py': text })
    const entries = [{ name: 'main.py', data: text }]
    put(folder, {
      'd.zip': zipOf(entries),
      'e.tar': tarOf(entries),
      'f.tgz': gzipSync(tarOf(entries)),
      'g.zip': zipOf([
        { name: 'x/', mode: 0o040755 },
        { name: 'x/main.py', data: text, method: 0 },
      ]),
    })
    const names = ['a', 'b', 'c.py', 'd.zip', 'e.tar', 'f.tgz', 'g.zip']
    const read = await Promise.all(names.map((name) => only(join(folder, name))))
    // Written anew by hand: 7 bytes of name, 12 of text, each behind its length in 64 bits.
    const golden = createHash('sha256')
      .update(Buffer.from([0, 0, 0, 0, 0, 0, 0, 7]))
      .update('main.py')
      .update(Buffer.from([0, 0, 0, 0, 0, 0, 0, 12]))
      .update(text)
      .digest('hex')
    expect(read.map(({ digest }) => digest)).toEqual(names.map(() => golden))
    expect(new Set(read.map(({ files }) => JSON.stringify(files))).size).toBe(1)
  })

  test('nothing can be moved between names and contents', async () => {
    const folder = temporaryFolder()
    // Written one behind the other, both are the same text.
    put(folder, { 'one/a.py': 'b.py', 'one/b.py': '', 'two/a.py': '', 'two/b.py': 'b.py' })
    const wanted = { edit: ['a.py', 'b.py'], readonly: [] }
    const one = await only(join(folder, 'one'), wanted)
    const two = await only(join(folder, 'two'), wanted)
    expect(one.digest).not.toBe(two.digest)
    expect(one.notes).toEqual(['b.py is empty.'])
  })
})

describe('what cannot be graded says why', () => {
  const problem = async (files: Record<string, string | Buffer>, wanted = MAIN) =>
    (await only(put(temporaryFolder(), files), wanted)).problem

  test('nothing in it', async () => {
    expect(await problem({})).toMatchObject({
      kind: 'invalid-data',
      message: 'It is empty: there is no file in it.',
      next: 'Hand in main.py.',
    })
    expect(await problem({ '.DS_Store': '1' })).toMatchObject({ kind: 'invalid-data' })
  })

  test('a wrong name', async () => {
    expect(await problem({ 'Main.py': 'x' })).toMatchObject({
      kind: 'usage',
      message: 'main.py is not in it. Is it Main.py?',
      next: 'Rename Main.py to main.py.',
    })
    expect(await problem({ 'solution.py': 'x', 'a.txt': '' })).toMatchObject({
      message: 'main.py is not in it. Is it solution.py?',
    })
    expect(await problem({ 'main.py.txt': 'x' })).toMatchObject({
      message: 'main.py is not in it. Is it main.py.txt?',
    })
    expect(await problem({ 'report.pdf': 'x' })).toMatchObject({
      message: 'main.py is not in it; there is report.pdf.',
    })
  })

  test.each([
    ['UTF-16', Buffer.from('\uFEFFx = 1', 'utf16le'), 'main.py is saved as UTF-16.'],
    ['Latin 1', Buffer.from('x = "\xFC"', 'latin1'), 'main.py is not UTF-8 text.'],
    ['zero bytes', Buffer.from('x\0'), 'main.py is not text: it holds zero bytes.'],
  ])('%s', async (_, bytes, message) => {
    expect(await problem({ 'main.py': bytes })).toMatchObject({ kind: 'invalid-data', message })
    const folder = put(temporaryFolder(), { 'a.zip': zipOf([{ name: 'main.py', data: bytes }]) })
    expect((await only(join(folder, 'a.zip'))).problem).toMatchObject({ message })
  })

  test('a file of 100 MB, which is not read', async () => {
    const folder = put(temporaryFolder(), { 'main.py': 'x' })
    truncateSync(join(folder, 'main.py'), 100 * 1024 * 1024)
    const expected = { kind: 'limit', message: 'main.py is larger than 1 MB.' }
    expect((await only(folder)).problem).toMatchObject(expected)
    expect((await only(join(folder, 'main.py'))).problem).toMatchObject(expected)
  })

  test('more files than anybody writes', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`d/${n}.txt`, '']))
    expect(await problem({ 'main.py': 'x', ...many })).toMatchObject({
      kind: 'limit',
      message: 'It holds more than 1,000 files.',
    })
  })

  test('names that differ in case only', async () => {
    expect(await problem({ 'main.py': 'x', 'Main.py': 'y' })).toMatchObject({
      kind: 'invalid-data',
      message: 'It holds main.py and Main.py, which are one name on many computers.',
    })
  })

  test('names that differ in Unicode form only; one alone is taken in either form', async () => {
    const wanted = { edit: ['\u00FCbung.py'], readonly: [] }
    expect(await problem({ 'u\u0308bung.py': 'x', '\u00FCbung.py': 'y' }, wanted)).toMatchObject({
      kind: 'invalid-data',
      message: 'It holds \u00FCbung.py twice.',
    })
    expect(await problem({ 'u\u0308bung.py': 'x' }, wanted)).toBeNull()
  })

  test.skipIf(process.platform === 'win32')(
    'no ordinary files, which are never opened',
    async () => {
      const folder = temporaryFolder()
      const outside = put(temporaryFolder(), { 'main.py': 'secret', 'lib/help.py': 'secret' })
      put(folder, { 'pipe/': '', 'socket/': '', 'device/': '', 'link/': '', 'parent/main.py': 'x' })
      execFileSync('mkfifo', [join(folder, 'pipe/main.py')])
      const server = createServer().listen(join(folder, 'socket/main.py'))
      onTestFinished(() => void server.close())
      await new Promise((resolve) => server.once('listening', resolve))
      symlinkSync('/dev/zero', join(folder, 'device/main.py'))
      symlinkSync(join(outside, 'main.py'), join(folder, 'link/main.py'))
      symlinkSync(join(outside, 'lib'), join(folder, 'parent/lib'))
      const of = async (path: string, wanted = MAIN) =>
        (await only(join(folder, path), wanted)).problem
      const pipe = { kind: 'invalid-data', message: 'main.py is a named pipe.' }
      expect(await of('pipe')).toMatchObject(pipe)
      expect(await of('pipe/main.py')).toMatchObject(pipe)
      expect(await of('socket')).toMatchObject({ message: 'main.py is a socket.' })
      expect(await of('socket/main.py')).toMatchObject({ message: 'main.py is a socket.' })
      expect(await of('link')).toMatchObject({ message: 'main.py is a symbolic link.' })
      expect(await of('device')).toMatchObject({ message: 'main.py is a symbolic link.' })
      expect(await of('link/main.py')).toMatchObject({
        kind: 'invalid-data',
        next: expect.stringMatching(/main\.py$/),
      })
      expect(await of('parent', { edit: ['main.py', 'lib/help.py'], readonly: [] })).toMatchObject({
        message: 'lib is a symbolic link.',
      })
      expect((await only('/dev/zero')).problem).toMatchObject({ message: 'zero is a device.' })
    },
  )

  test.skipIf(process.platform === 'win32')(
    'a link on the way from the working directory',
    async () => {
      const folder = put(temporaryFolder(), { 'real/main.py': 'x' })
      symlinkSync('real', join(folder, 'way'))
      const before = process.cwd()
      // Workers of the test runner are threads, which cannot change their directory.
      const code = `
      import { readSubmissions } from ${JSON.stringify(join(before, 'src/host/submissions/read-submissions.ts'))}
      const problem = await readSubmissions(['way/main.py'], { edit: ['main.py'], readonly: [] }).catch((error) => error.message)
      console.log(problem)`
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
        cwd: folder,
      })
      expect(said.toString()).toBe('way is a symbolic link.\n')
      expect(relative(before, folder).startsWith('..')).toBe(true)
      // Above it, links are the owner's: /tmp may well be one.
      expect((await only(join(folder, 'way/main.py'))).problem).toBeNull()
    },
  )

  test('what may not be read', async () => {
    const folder = put(temporaryFolder(), { 'main.py': 'x', 'closed/main.py': 'x' })
    chmodSync(join(folder, 'main.py'), 0)
    chmodSync(join(folder, 'closed'), 0)
    // No permission stops root, so for a moment it is nobody.
    const wasRoot = process.getuid?.() === 0
    chmodSync(folder, 0o755)
    if (wasRoot) process.seteuid?.(65534)
    try {
      for (const path of [join(folder, 'main.py'), join(folder, 'closed')])
        expect((await only(path)).problem).toMatchObject({
          kind: 'invalid-data',
          message: expect.stringContaining('permission denied'),
        })
    } finally {
      if (wasRoot) process.seteuid?.(0)
      chmodSync(join(folder, 'closed'), 0o700)
    }
  })
})

test('a path that is not there is a mistake of whoever typed it', async () => {
  const folder = put(temporaryFolder(), { 'class/': '' })
  await expect(all(join(folder, 'calss'))).rejects.toMatchObject({
    kind: 'usage',
    message: `${join(folder, 'calss')} is not there.`,
    next: `Is it ${join(folder, 'class')}?`,
  })
})

test('the same path twice is read once', async () => {
  const folder = put(temporaryFolder(), { 'main.py': 'x' })
  const { submissions } = await all([folder, `${folder}/`])
  expect(submissions).toHaveLength(1)
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'sub', 'main.py'), 'y')
  const two = await all([join(folder, 'main.py'), join(folder, 'sub', 'main.py')])
  expect(two).toMatchObject({ many: true })
  expect(two.submissions.map(({ name }) => name)).toEqual([
    join(folder, 'main.py'),
    join(folder, 'sub', 'main.py'),
  ])
})

import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FolderWorkspace } from '../../src/host/workspace.ts'

const swap = { course: 'python', exercise: 'swap' }
const starter = [
  { path: 'main.py', text: 'a = 1\n' },
  { path: 'lib/help.py', text: 'b = 2\n' },
]
let root: string
let folder: string

function workspace(cwd = root): FolderWorkspace {
  return new FolderWorkspace({ root, cwd, now: () => Date.UTC(2026, 10, 20, 10, 0, 0) })
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mastery-workspace-'))
  folder = join(root, 'python', 'swap')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('the folder of an exercise', () => {
  test('is written once, and work in it is never written over', () => {
    expect(workspace().place(swap, starter)).toEqual({
      folder,
      written: ['main.py', 'lib/help.py'],
      kept: [],
    })
    writeFileSync(join(folder, 'main.py'), 'my work')
    rmSync(join(folder, 'lib/help.py'))
    expect(workspace().place(swap, starter)).toMatchObject({
      written: ['lib/help.py'],
      kept: ['main.py'],
    })
    expect(readFileSync(join(folder, 'main.py'), 'utf8')).toBe('my work')
    expect(readdirSync(folder).toSorted()).toEqual(['.mastery.json', 'lib', 'main.py'])
  })

  test('is known from inside it, and from where it was moved to', () => {
    workspace().place(swap, starter)
    expect(workspace().here()).toBeNull()
    expect(workspace(join(folder, 'lib')).here()).toEqual(swap)
    const moved = join(root, 'elsewhere')
    execFileSync('mv', [folder, moved])
    const there = workspace(join(moved, 'lib'))
    expect(there.folder(swap)).toBe(moved)
    expect(there.folder({ course: 'python', exercise: 'other' })).toBe(join(root, 'python/other'))
    expect(there.read(swap, ['main.py'])).toEqual([starter[0]])
  })

  test('keeps settings in its marker, and mends a broken one without losing it', () => {
    mkdirSync(folder, { recursive: true })
    const marker = join(folder, '.mastery.json')
    writeFileSync(marker, '{"settings": {"plain": true}}')
    workspace().place(swap, starter)
    expect(JSON.parse(readFileSync(marker, 'utf8'))).toEqual({ settings: { plain: true }, ...swap })
    writeFileSync(marker, '{broken')
    workspace().place(swap, starter)
    expect(JSON.parse(readFileSync(marker, 'utf8'))).toEqual(swap)
    expect(readFileSync(join(folder, '.backup/2026-11-20T10-00-00.2/.mastery.json'), 'utf8')).toBe(
      '{broken',
    )
  })

  test('a reset keeps everything that was there, under the time', () => {
    workspace().place(swap, starter)
    writeFileSync(join(folder, 'main.py'), 'mine')
    writeFileSync(join(folder, 'notes.txt'), 'untouched')
    const first = workspace().reset(swap, starter)
    expect(first.backup).toBe(join(folder, '.backup', '2026-11-20T10-00-00'))
    expect(readFileSync(join(first.backup, 'main.py'), 'utf8')).toBe('mine')
    expect(readFileSync(join(folder, 'main.py'), 'utf8')).toBe('a = 1\n')
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('untouched')
    expect(workspace().reset(swap, starter).backup).toBe(`${first.backup}.2`)
    expect(existsSync(first.backup)).toBe(true)
  })
})

describe('reading what a learner saved', () => {
  beforeEach(() => void workspace().place(swap, starter))
  const read = (path = 'main.py') => workspace().read(swap, [path])
  const main = () => join(folder, 'main.py')
  const gone = () => {
    rmSync(main())
    return main()
  }

  test('text, without a byte order mark', () => {
    writeFileSync(main(), '\ufeffprint("é")\r\n')
    expect(read()).toEqual([{ path: 'main.py', text: 'print("é")\r\n' }])
  })

  test('a renamed file is pointed out by name', () => {
    execFileSync('mv', [main(), join(folder, 'mian.py')])
    expect(read).toThrow(
      expect.objectContaining({ kind: 'usage', next: 'Is it mian.py? Rename it to main.py.' }),
    )
  })

  test('a deleted file and a deleted folder name the command that brings them back', () => {
    rmSync(main())
    expect(read).toThrow(
      expect.objectContaining({ next: expect.stringContaining('mastery start swap') }),
    )
    rmSync(folder, { recursive: true })
    expect(read).toThrow(expect.objectContaining({ next: 'mastery start swap' }))
  })

  test.each<[string, string, () => void]>([
    ['UTF-16', 'invalid-data', () => writeFileSync(main(), '\ufeffa', 'utf16le')],
    ['not UTF-8', 'invalid-data', () => writeFileSync(main(), Buffer.from([0x61, 0xe9, 0x0a]))],
    ['zero bytes', 'invalid-data', () => writeFileSync(main(), Buffer.from([0x7f, 0x45, 0, 1]))],
    ['larger than 1 MB', 'limit', () => truncateSync(main(), 100 * 1024 * 1024)],
    ['symbolic link', 'invalid-data', () => symlinkSync('/etc/hostname', gone())],
    ['no ordinary file', 'invalid-data', () => execFileSync('mkfifo', [gone()])],
    ['is a folder', 'invalid-data', () => mkdirSync(gone())],
  ])('%s is refused at once', (message, kind, prepare) => {
    prepare()
    expect(read).toThrow(
      expect.objectContaining({ kind, message: expect.stringContaining(message) }),
    )
  })

  test('a reset gets rid of whatever stands in the way, and keeps it', () => {
    rmSync(main())
    execFileSync('mkfifo', [main()])
    const { backup } = workspace().reset(swap, starter)
    expect(readdirSync(backup)).toContain('main.py')
    expect(read()).toEqual([starter[0]])
  })

  test('no path leads out of the folder, by dots or through a link', () => {
    for (const path of ['../x.py', '/etc/passwd', 'lib/../../x.py', '.']) {
      expect(() => read(path)).toThrow('leads out')
      expect(() => workspace().place(swap, [{ path, text: '' }])).toThrow('leads out')
    }
    rmSync(join(folder, 'lib'), { recursive: true })
    symlinkSync(tmpdir(), join(folder, 'lib'))
    expect(() => workspace().place(swap, starter)).toThrow('symbolic link')
  })

  test('a file where a folder is needed is said in words', () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    expect(() => workspace().place(swap, starter)).toThrow(
      expect.objectContaining({ kind: 'limit', message: expect.stringContaining('in the way') }),
    )
  })
})

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import {
  editorArguments,
  findEditor,
  isRunnable,
  openEditor,
  words,
} from '../../src/host/editor.ts'

const all = { platform: 'linux', exists: () => true }
const env = { VISUAL: 'nvim', EDITOR: 'nano', TERM_PROGRAM: 'vscode', ZELLIJ: '0' }

describe('which editor', () => {
  test('flag, setting, terminal, VISUAL, EDITOR, in this order', () => {
    const setting = { value: 'micro', source: 'MASTERY_EDITOR' }
    const pick = (choice: object) => findEditor({ ...all, env, ...choice })
    expect(pick({ flag: 'hx', setting })).toMatchObject({ command: ['hx'], from: '--editor' })
    expect(pick({ setting })).toMatchObject({ command: ['micro'], from: 'MASTERY_EDITOR' })
    expect(pick({})).toMatchObject({ command: ['code'], window: true })
    expect(pick({ env: { ...env, TERM_PROGRAM: 'zed' } })).toMatchObject({ command: ['zed'] })
    expect(pick({ env: { ...env, TERM_PROGRAM: 'x' } })).toMatchObject({
      command: ['zellij', 'edit'],
    })
    expect(pick({ env: { VISUAL: 'nvim', EDITOR: 'nano' } })).toMatchObject({
      command: ['nvim'],
      window: false,
    })
    expect(pick({ env: { EDITOR: 'code --wait' } })).toMatchObject({
      command: ['code', '--wait'],
      window: true,
    })
    expect(pick({ env: { ZELLIJ: '0' } })).toBeNull()
  })

  test('the kin of VS Code are told apart, and one that is not there is passed over', () => {
    const cursor = { TERM_PROGRAM: 'vscode', VSCODE_GIT_ASKPASS_NODE: '/opt/Cursor/cursor' }
    expect(findEditor({ ...all, env: cursor })?.command).toEqual(['cursor'])
    const onlyVim = (program: string) => program === 'vim'
    expect(
      findEditor({ ...all, exists: onlyVim, env: { ...env, VISUAL: 'vim' } })?.command,
    ).toEqual(['vim'])
  })

  test('a named editor that is not there is an error with a way out', () => {
    const choice = { ...all, exists: () => false, env: {}, flag: 'vmi' }
    expect(() => findEditor(choice)).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringContaining('"vmi"') }),
    )
  })
})

describe('how it is opened', () => {
  test.each([
    ['vim', ['+7', '/a b/main.py']],
    ['/usr/bin/nvim', ['+7', '/a b/main.py']],
    ['code', ['--goto', '/a b/main.py:7']],
    ['hx', ['/a b/main.py:7']],
    ['zed', ['/a b/main.py:7']],
    ['emacsclient -nw', ['-nw', '+7', '/a b/main.py']],
    ['pycharm', ['--line', '7', '/a b/main.py']],
    ['zellij edit', ['edit', '--line-number', '7', '/a b/main.py']],
    ['my-own', ['/a b/main.py']],
  ])('%s at line 7', (line, expected) => {
    const editor = { command: words(line), from: '', window: false }
    expect(editorArguments(editor, '/a b/main.py', 7)).toEqual(expected)
    expect(editorArguments(editor, '/a b/main.py', null).at(-1)).toBe('/a b/main.py')
  })

  test('a command line keeps quoted words together', () => {
    expect(words(`"/Applications/My Editor" -n 'a b' --x="c d"`)).toEqual([
      '/Applications/My Editor',
      '-n',
      'a b',
      '--x=c d',
    ])
  })

  test('one in the terminal is waited for; one with a window is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mastery-editor-'))
    const program = join(folder, 'slow-editor')
    const seen = (file: string) => join(folder, `seen-${file}`)
    writeFileSync(program, `#!/bin/sh\nsleep 0.3\nprintf '%s' "$1" > ${folder}/seen-$1\n`)
    chmodSync(program, 0o755)
    expect(isRunnable(program, {}, 'linux')).toBe(true)
    expect(isRunnable('slow-editor', { PATH: `/nowhere:${folder}` }, 'linux')).toBe(true)
    writeFileSync(join(folder, 'plain'), '')
    expect(isRunnable(join(folder, 'plain'), {}, 'linux')).toBe(false)
    await openEditor({ command: [program], from: '', window: true }, 'x.py', null)
    expect(existsSync(seen('x.py'))).toBe(false)
    await openEditor({ command: [program], from: '', window: false }, 'y.py', null)
    expect(readFileSync(seen('y.py'), 'utf8')).toBe('y.py')
    await vi.waitUntil(() => existsSync(seen('x.py')), { timeout: 10_000 })
    await expect(
      openEditor({ command: [join(folder, 'none')], from: '', window: false }, 'z.py', null),
    ).rejects.toMatchObject({ kind: 'usage', next: 'Open the file yourself: z.py' })
    rmSync(folder, { recursive: true })
  })
})

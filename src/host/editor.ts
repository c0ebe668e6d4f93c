import { accessSync, constants, statSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { MasteryError } from '../core/errors.ts'

export interface Editor {
  /** Program and its own arguments. */
  command: string[]
  /** Why this one: the flag, variable, setting or terminal that named it. */
  from: string
  /** Has a window of its own: it is left running beside the terminal. */
  window: boolean
}

export interface EditorChoice {
  /** `--editor`. */
  flag?: string | undefined
  /** The setting `editor` (MASTERY_EDITOR comes before the learner's own setting). */
  setting?: { value: string; source: string } | undefined
  env: Readonly<Record<string, string | undefined>>
  platform: string
  /** Whether a program of that name can be run. */
  exists(program: string): boolean
}

const WINDOWS = [
  ...['code', 'code-insiders', 'codium', 'vscodium', 'cursor', 'windsurf', 'positron'],
  ...['zed', 'zeditor', 'subl', 'sublime_text', 'idea', 'pycharm', 'webstorm', 'kate', 'gedit'],
  ...[
    'gnome-text-editor',
    'mate',
    'bbedit',
    'gvim',
    'mvim',
    'neovide',
    'notepad',
    'notepad++',
    'open',
  ],
]

/**
 * The editor to use: `--editor`, MASTERY_EDITOR or the setting, the terminal this runs in (VS Code and its kin, Zed,
 * Zellij), VISUAL, EDITOR. Null when none of them names one.
 * @throws MasteryError `usage` when a named editor cannot be run
 */
export function findEditor(choice: EditorChoice): Editor | null {
  const { flag, setting, env, exists } = choice
  const named = (value: string, from: string): Editor => {
    const command = words(value)
    const program = command[0]
    if (program === undefined || !exists(program)) {
      throw new MasteryError('usage', `${from} names "${value}", which cannot be run.`, {
        next: 'Name another: mastery start --editor vim, or mastery config set editor vim',
      })
    }
    return { command, from, window: WINDOWS.includes(nameOf(program)) }
  }
  if (flag !== undefined && flag.trim() !== '') return named(flag, '--editor')
  if (setting !== undefined && setting.value.trim() !== '')
    return named(setting.value, setting.source)
  const host = hostEditor(env, exists)
  if (host !== null) return host
  for (const name of ['VISUAL', 'EDITOR']) {
    const value = env[name]
    if (value !== undefined && value.trim() !== '') return named(value, name)
  }
  return null
}

function hostEditor(env: EditorChoice['env'], exists: (program: string) => boolean): Editor | null {
  const found = (command: string[], from: string): Editor | null =>
    exists(command[0] as string) ? { command, from, window: true } : null
  if (env.TERM_PROGRAM === 'vscode') {
    // All of its kin call themselves vscode; the path of their own program tells them apart.
    const path =
      `${env.VSCODE_GIT_ASKPASS_NODE ?? ''} ${env.VSCODE_GIT_ASKPASS_MAIN ?? ''}`.toLowerCase()
    const kin = ['cursor', 'windsurf', 'codium', 'positron', 'code-insiders'].find((name) =>
      path.includes(name),
    )
    const editor =
      (kin && found([kin], `the ${kin} terminal`)) || found(['code'], 'the VS Code terminal')
    if (editor) return editor
  }
  if (env.ZED_TERM === 'true' || env.TERM_PROGRAM === 'zed') {
    const editor = found(['zed'], 'the Zed terminal') ?? found(['zeditor'], 'the Zed terminal')
    if (editor !== null) return editor
  }
  // Zellij opens VISUAL or EDITOR in a pane beside this one, so it needs one of them.
  if (env.ZELLIJ !== undefined && (env.VISUAL || env.EDITOR)) {
    return found(['zellij', 'edit'], 'Zellij')
  }
  return null
}

/** The command line that opens a file at a line (from 1). */
export function editorArguments(editor: Editor, path: string, line: number | null): string[] {
  const [program = '', ...own] = editor.command
  if (line === null) return [...own, path]
  const name = nameOf(program)
  const place = `${path}:${line}`
  if (/^(code|code-insiders|codium|vscodium|cursor|windsurf|positron)$/.test(name)) {
    return [...own, '--goto', place]
  }
  if (/^(zed|zeditor|subl|sublime_text|hx|helix)$/.test(name)) return [...own, place]
  if (/^(idea|pycharm|webstorm|kate)$/.test(name)) return [...own, '--line', String(line), path]
  if (name === 'mate') return [...own, '--line', String(line), path]
  if (name === 'notepad++') return [...own, `-n${line}`, path]
  if (name === 'zellij') return [...own, '--line-number', String(line), path]
  const plus =
    /^(vi|vim|nvim|view|gvim|mvim|neovide|nano|pico|emacs|emacsclient|micro|kak|joe|jed|ne|mg|mcedit|gedit|gnome-text-editor|bbedit)$/
  if (name === 'neovide') return [...own, path, '--', `+${line}`]
  return plus.test(name) ? [...own, `+${line}`, path] : [...own, path]
}

/**
 * Opens the file. An editor in the terminal has it until it ends (the caller leaves its screen before); one with a
 * window is left running.
 * @throws MasteryError `usage` when it cannot be started
 */
export async function openEditor(editor: Editor, path: string, line: number | null): Promise<void> {
  const [program = ''] = editor.command
  // Ctrl-C in the editor reaches everything in the terminal; it is meant for the editor alone.
  const held = editor.window ? [] : process.listeners('SIGINT')
  const ignore = () => {}
  if (!editor.window) process.removeAllListeners('SIGINT').on('SIGINT', ignore)
  try {
    await run(editor, program, path, line)
  } finally {
    process.off('SIGINT', ignore)
    for (const listener of held) process.on('SIGINT', listener)
  }
}

async function run(
  editor: Editor,
  program: string,
  path: string,
  line: number | null,
): Promise<void> {
  // Loading it takes 2 ms, and every command finds the editor while few open it.
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(program, editorArguments(editor, path, line), {
    stdio: editor.window ? 'ignore' : 'inherit',
    detached: editor.window,
    shell: false,
  })
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(
        new MasteryError('usage', `${program} could not be started: ${cause.message}`, {
          next: `Open the file yourself: ${path}`,
          cause,
        }),
      )
    })
    if (editor.window) {
      child.once('spawn', () => {
        child.unref()
        resolve()
      })
    } else child.once('close', () => resolve())
  })
}

/** Whether a program can be run: a path that is executable, or a name on PATH. */
export function isRunnable(program: string, env: EditorChoice['env'], platform: string): boolean {
  const endings = platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD;.BAT').split(';') : []
  const folders = /[\\/]/.test(program) ? [''] : (env.PATH ?? '').split(delimiter)
  return folders.some((folder) =>
    ['', ...endings].some((ending) =>
      isExecutable(folder === '' ? program + ending : join(folder, program + ending)),
    ),
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function nameOf(program: string): string {
  return basename(program.replaceAll('\\', '/'))
    .replace(/\.(exe|cmd|bat|app)$/i, '')
    .toLowerCase()
}

/** Words of a command line: blanks separate, quotes keep together. Nothing is expanded. */
export function words(line: string): string[] {
  const found = line.matchAll(/(?:"([^"]*)"|'([^']*)'|([^\s"']+))+/g)
  return [...found].map((match) => match[0].replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { probedHome } from './probed-home.ts'
import { temporaryFolder } from './temporary.ts'

const RUN = join(import.meta.dirname, '../../bin/run.js')
/** What `build-once.ts` found of this machine. */
const PROBES = join(probedHome(), 'cache/sandbox.json')
const SNAPSHOTS = join(probedHome(), 'cache/sandbox-snapshots')

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
  /** stdout parsed as the one JSON document it must be. */
  json(): Record<string, unknown> & { schema: string }
}

export interface Cli {
  /** MASTERY_HOME of this learner. */
  home: string
  workspace: string
  env: NodeJS.ProcessEnv
  run(
    args: string[],
    options?: { stdin?: string; cwd?: string; env?: NodeJS.ProcessEnv },
  ): Promise<Ran>
  spawn(args: string[], options?: { cwd?: string }): ChildProcess
}

/** The built command line with a home and a workspace of its own, as a fresh learner has them. */
export function learner(extra: NodeJS.ProcessEnv = {}): Cli {
  const home = temporaryFolder()
  const workspace = temporaryFolder()
  // Attacking the sandbox takes seconds; what came of it is the same for every home.
  if (existsSync(PROBES)) {
    mkdirSync(join(home, 'cache'))
    copyFileSync(PROBES, join(home, 'cache/sandbox.json'))
    symlinkSync(SNAPSHOTS, join(home, 'cache/sandbox-snapshots'))
  }
  const { CI: _ci, FORCE_COLOR: _color, ...inherited } = process.env
  const env = {
    ...inherited,
    MASTERY_HOME: home,
    MASTERY_WORKSPACE: workspace,
    MASTERY_EDITOR: 'true',
    NO_COLOR: '1',
    ...extra,
  }
  return {
    home,
    workspace,
    env,
    run: (args, options = {}) =>
      new Promise((resolve) => {
        const child = execFile(
          process.execPath,
          [RUN, ...args],
          { cwd: options.cwd ?? workspace, env: { ...env, ...options.env }, maxBuffer: 64 << 20 },
          (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
            resolve({
              code,
              stdout,
              stderr,
              json: () => JSON.parse(stdout),
            })
          },
        )
        child.stdin?.end(options.stdin ?? '')
      }),
    spawn: (args, options = {}) =>
      spawn(process.execPath, [RUN, ...args], { cwd: options.cwd ?? workspace, env }),
  }
}

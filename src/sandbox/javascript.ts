import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { guestAccount } from './account.ts'
import { bubblewrapArguments, isExecutable, type Mount } from './bubblewrap.ts'
import type { GuestCommand } from './guest-process.ts'
import { type Architecture, seccompFilter } from './seccomp.ts'

/** Where the worker and what it needs lie on this machine. */
export interface WorkerFiles {
  /** The worker's own file, and the folders it may load code from. */
  worker: string
  folders: string[]
  guestFolder: string
  isolatedVm: string
  nodeGypBuild: string
  inspect: string
}

/**
 * Finds the worker: from the sources its TypeScript file, from the bundles its compiled one. Null when
 * isolated-vm is not installed or has no binary for this machine.
 */
export function findWorker(root: string, guestFolder: string): WorkerFiles | null {
  const require = createRequire(join(root, 'package.json'))
  const packageFolder = (name: string, from = require) => {
    let folder = dirname(from.resolve(name))
    while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
    return folder
  }
  try {
    const isolatedVm = packageFolder('isolated-vm')
    const fromSource = import.meta.filename.endsWith('.ts')
    return {
      worker: fromSource
        ? join(guestFolder, 'isolate-worker.ts')
        : join(root, 'dist/sandbox/guest/isolate-worker.js'),
      folders: fromSource ? [] : [join(root, 'dist/sandbox'), join(root, 'dist/chunks')],
      guestFolder,
      isolatedVm,
      nodeGypBuild: packageFolder(
        'node-gyp-build',
        createRequire(join(isolatedVm, 'package.json')),
      ),
      inspect: require.resolve('node-inspect-extracted'),
    }
  } catch {
    return null
  }
}

/** One thread for V8 and one for reading: more only reserve memory. */
const NODE_FLAGS = ['--v8-pool-size=1', '--no-warnings']
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '1', TZ: 'UTC' }
const INSIDE = '/app'

/** The worker in a child process without any box around it. */
export function bareWorker(files: WorkerFiles): GuestCommand {
  return {
    file: process.execPath,
    args: [...NODE_FLAGS, files.worker, files.guestFolder, files.inspect],
    env: ENVIRONMENT,
    cwd: dirname(files.worker),
    user: null,
    seccomp: null,
    program: null,
  }
}

/**
 * The worker in namespaces of its own.
 * @param dataBytes most private writable memory of the whole process; null: unlimited, to find out what it needs
 */
export function boxedWorker(
  bubblewrap: string,
  files: WorkerFiles,
  architecture: Architecture,
  dataBytes: number | null,
): GuestCommand {
  const node = `${INSIDE}/node`
  const modules = `${INSIDE}/node_modules`
  const mounts: Mount[] = [
    { from: process.execPath, to: node },
    { from: files.guestFolder, to: `${INSIDE}/src/sandbox/guest` },
    { from: files.isolatedVm, to: `${modules}/isolated-vm` },
    { from: files.nodeGypBuild, to: `${modules}/node-gyp-build` },
    { from: files.inspect, to: `${INSIDE}/inspect.js` },
    ...files.folders.map((from) => ({ from, to: `${INSIDE}/dist/${from.split('/').at(-1)}` })),
  ]
  const worker = files.worker.endsWith('.ts')
    ? `${INSIDE}/src/sandbox/guest/isolate-worker.ts`
    : `${INSIDE}/dist/sandbox/guest/isolate-worker.js`
  const command = [
    node,
    ...NODE_FLAGS,
    worker,
    `${INSIDE}/src/sandbox/guest`,
    `${INSIDE}/inspect.js`,
  ]
  const limited = dataBytes === null ? [] : prlimit(dataBytes)
  const box = { mounts, temporaryBytes: 64 * 1024, env: ENVIRONMENT }
  return {
    file: bubblewrap,
    args: bubblewrapArguments(box, [...limited, ...command]),
    env: {},
    cwd: '/',
    user: guestAccount([bubblewrap, ...mounts.map(({ from }) => from)]),
    seccomp: seccompFilter(architecture),
    program: null,
  }
}

/** util-linux's tool; every distribution has it, Alpine in a package of its own. */
export function hasPrlimit(): boolean {
  return isExecutable('/usr/bin/prlimit')
}

function prlimit(dataBytes: number): string[] {
  return ['/usr/bin/prlimit', `--data=${dataBytes}`, '--core=0', '--nofile=64', '--fsize=65536']
}

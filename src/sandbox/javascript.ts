import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Cache } from './cache.ts'
import type { EngineOptions } from './engine.ts'
import { INSIDE, type NodeWorker } from './node-worker.ts'

/**
 * The worker around an isolate: from the sources its TypeScript file, from the bundles its compiled one. Null
 * when isolated-vm is not installed or has no binary for this machine.
 */
export function findIsolateWorker({ root, guestFolder, cache }: EngineOptions): NodeWorker | null {
  const require = createRequire(join(root, 'package.json'))
  try {
    const binary = findIsolatedVm(root, cache)
    const inspect = require.resolve('node-inspect-extracted')
    const { entry, mounts } = workerEntry(root, guestFolder, 'isolate-worker')
    return {
      entry,
      args: [guestFolder, inspect, binary],
      mounts: [
        ...mounts,
        { from: inspect, to: `${INSIDE}/inspect.js` },
        { from: binary, to: `${INSIDE}/${basename(binary)}` },
      ],
    }
  } catch {
    return null
  }
}

/**
 * The binary of isolated-vm for this Node and machine.
 * @throws Error when it is not installed or has none
 */
export function findIsolatedVm(root: string, cache: Cache): string {
  const require = createRequire(join(root, 'package.json'))
  const folder = packageFolder('isolated-vm', require)
  // Looking takes as long as a run.
  const key = `isolated-vm ${process.versions.modules} ${folder}`
  const known = cache.get(key)
  if (typeof known === 'string' && existsSync(known)) return known
  const inner = createRequire(join(folder, 'package.json'))
  const found: string = inner('node-gyp-build').path(folder)
  cache.set(key, found)
  return found
}

/** A worker's own file and the folders it loads code from. */
export function workerEntry(
  root: string,
  guestFolder: string,
  name: string,
): Pick<NodeWorker, 'entry' | 'mounts'> {
  const own = [
    { from: guestFolder, to: `${INSIDE}/src/sandbox/guest` },
    // It says that the files are modules; Node would have to find out, and stops where it may not look.
    { from: join(root, 'package.json'), to: `${INSIDE}/package.json` },
  ]
  if (import.meta.filename.endsWith('.ts'))
    return { entry: join(guestFolder, `${name}.ts`), mounts: own }
  const built = { from: join(root, 'dist/sandbox'), to: `${INSIDE}/dist/sandbox` }
  return { entry: join(root, 'dist/sandbox/guest', `${name}.cjs`), mounts: [...own, built] }
}

/** Folder of an installed package. Throws when there is none. */
export function packageFolder(name: string, require: NodeJS.Require): string {
  let folder = dirname(require.resolve(name))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

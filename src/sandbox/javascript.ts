import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { INSIDE, type NodeWorker } from './node-worker.ts'

/**
 * The worker around an isolate: from the sources its TypeScript file, from the bundles its compiled one. Null
 * when isolated-vm is not installed or has no binary for this machine.
 */
export function findIsolateWorker(root: string, guestFolder: string): NodeWorker | null {
  const require = createRequire(join(root, 'package.json'))
  try {
    const isolatedVm = packageFolder('isolated-vm', require)
    const inner = createRequire(join(isolatedVm, 'package.json'))
    const inspect = require.resolve('node-inspect-extracted')
    const modules = [isolatedVm, packageFolder('node-gyp-build', inner)]
    const { entry, mounts } = workerEntry(root, guestFolder, 'isolate-worker')
    return {
      entry,
      args: [guestFolder, inspect],
      mounts: [
        ...mounts,
        ...modules.map((from) => ({ from, to: `${INSIDE}/node_modules/${basename(from)}` })),
        { from: inspect, to: `${INSIDE}/inspect.js` },
      ],
    }
  } catch {
    return null
  }
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

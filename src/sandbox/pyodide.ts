import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { EngineOptions } from './engine.ts'
import { isWhole } from './guest/snapshot.ts'
import { GuestProcess } from './guest-process.ts'
import { findIsolatedVm, packageFolder, workerEntry } from './javascript.ts'
import { bareWorker, INSIDE, type NodeWorker } from './node-worker.ts'
import { probeKey } from './probe.ts'

/** The worker around Python in an isolate, and what it is made from. */
export interface PyodideWorker {
  worker: NodeWorker
  versionFiles: readonly string[]
  /** Makes the snapshot that starts are quick with, unless it is there. Where it cannot be kept, starts are slow. */
  makeSnapshot(): Promise<void>
}

const OLD_MS = 24 * 60 * 60 * 1000

/** Those of other versions; younger ones may belong to another mastery on this machine. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (Date.now() - statSync(file).mtimeMs > OLD_MS) rmSync(file)
  }
}

/** Files of Pyodide that are used: the loader, the interpreter, the standard library. */
const PARTS = ['pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip']
const GUEST_PARTS = ['harness.py', 'pyodide.py', 'pyodide.js', 'probe.py']

/** Null when Pyodide or isolated-vm is not installed or has no binary for this machine. */
export function findPyodideWorker(options: EngineOptions): PyodideWorker | null {
  const { root, guestFolder, cache, snapshotFolder } = options
  try {
    const pyodide = packageFolder('pyodide', createRequire(join(root, 'package.json')))
    const binary = findIsolatedVm(root, cache)
    const { entry, mounts } = workerEntry(root, guestFolder, 'pyodide-worker')
    const parts = PARTS.map((name) => join(pyodide, name))
    const versionFiles = [
      process.execPath,
      binary,
      entry,
      ...parts,
      ...GUEST_PARTS.map((name) => join(guestFolder, name)),
    ]
    const key = probeKey({ family: 'python', tier: 'isolate', versionFiles })
    const snapshot = snapshotFolder === null ? null : join(snapshotFolder, `python-${key}`)
    const args = [guestFolder, pyodide, binary, snapshot ?? '']
    const worker = {
      entry,
      args,
      get mounts() {
        const kept = snapshot !== null && existsSync(snapshot) ? [snapshot] : []
        return [
          ...mounts,
          { from: pyodide, to: `${INSIDE}/pyodide` },
          ...[binary, ...kept].map((from) => ({ from, to: `${INSIDE}/${basename(from)}` })),
        ]
      },
    }
    const makeSnapshot = async () => {
      if (snapshot === null || isWhole(snapshot)) return
      try {
        const folder = dirname(snapshot)
        if (!existsSync(dirname(folder))) mkdirSync(dirname(folder), { mode: 0o700 })
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        removeOld(folder)
      } catch {
        // A read-only home: every start is a slow one.
        return
      }
      const making = new GuestProcess(bareWorker({ ...worker, args: [...args, 'make'] }))
      await making.gone
    }
    return { worker, versionFiles, makeSnapshot }
  } catch {
    return null
  }
}

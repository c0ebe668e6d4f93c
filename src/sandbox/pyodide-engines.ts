import type { Engine, EngineOptions, MissingEngine } from './engine.ts'
import { nodeEngines } from './node-engines.ts'
import { findPyodideWorker } from './pyodide.ts'
import { pythonPrograms } from './python-programs.ts'

/** What the engine around Python's own memory may take beyond what it has when it starts. */
const HEADROOM_BYTES = 256 * 1024 * 1024

/** Every way to run Python here without a python3, strongest first. */
export function pyodideEngines(options: EngineOptions): (Engine | MissingEngine)[] {
  const found = findPyodideWorker(options)
  if (found === null)
    return [
      {
        family: 'python',
        tier: 'isolate',
        detail: `Pyodide is not installed, or isolated-vm has no binary for ${process.platform} ${process.arch}.`,
        remedy: null,
      },
    ]
  const { worker, versionFiles, makeSnapshot } = found
  return nodeEngines(options, {
    ...pythonPrograms(options),
    worker,
    what: 'Python in WebAssembly (Pyodide) inside a V8 isolate',
    holds: {
      time: 'the parent kills the whole process group',
      memory: 'a limit on how far the memory of WebAssembly grows, and a watch over the process',
      network: 'sockets are refused, and the isolate has no function that reaches the network',
      files: 'a file system in memory with a small temporary folder; the isolate reaches no other',
      processes: 'WebAssembly has no function that starts one, and no threads',
      library: "only Pyodide's standard library is in there; it has no way to JavaScript",
    },
    headroomBytes: HEADROOM_BYTES,
    rawOutput: false,
    inWebAssembly: true,
    versionFiles,
    calibrate: makeSnapshot,
  })
}

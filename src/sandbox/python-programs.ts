import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  asItIs,
  type EngineOptions,
  type Prepared,
  type PreparedTests,
  type PreparedTrace,
  type Program,
  probeByCalls,
  type TestsProgram,
} from './engine.ts'
import { tracerSource } from './interpreter.ts'

/** What is the same whatever runs Python: programs go in as they are, and are traced and attacked in one way. */
export function pythonPrograms(options: EngineOptions) {
  return {
    family: 'python' as const,
    prepare: async ({ files }: Program): Promise<Prepared> => asItIs(files),
    prepareTrace: async ({ files }: Program): Promise<PreparedTrace> => ({
      ...asItIs(files),
      tracer: tracerSource(options.guestFolder),
    }),
    prepareTests: async ({ files }: TestsProgram): Promise<PreparedTests> => ({
      ...asItIs(files),
      harness: readFileSync(join(options.guestFolder, 'python-unittest.py'), 'utf8'),
    }),
    probe: () => {
      const text = readFileSync(join(options.guestFolder, 'probe.py'), 'utf8')
      return probeByCalls({ path: 'probe.py', text })
    },
  }
}

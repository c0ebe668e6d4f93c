import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PreparedTrace, Program } from './engine.ts'
import { instrument } from './instrument/instrument.ts'
import type { Locate } from './source-map.ts'
import { compileTypeScript, translators } from './typescript.ts'

/** The parts of the recorder: guest/isolate-tracer.ts puts them into the isolate. */
export const TRACER_FILES = {
  hooks: 'trace-hooks.js',
  recorder: 'trace-recorder.js',
  values: 'trace-values.js',
} as const

/** A program with hooks in all its files, and the recorder that they call. */
export async function prepareTrace(
  guestFolder: string,
  compiler: string,
  program: Program,
): Promise<PreparedTrace> {
  const { files, maps, error } = await compileTypeScript(compiler, program)
  const compiled = new Map(
    program.files.flatMap(({ path, text }) => {
      const locate = maps.get(path)
      return locate === undefined ? [] : [[path, { locate, lines: text.split('\n') }] as const]
    }),
  )
  const woven = instrument(files, program.entry, compiled)
  const part = (name: keyof typeof TRACER_FILES) =>
    readFileSync(join(guestFolder, TRACER_FILES[name]), 'utf8')
  return {
    files: woven.files,
    error,
    ...translators(program.files, chained(woven.locate, maps)),
    tracer: JSON.stringify({
      hooks: part('hooks'),
      recorder: part('recorder'),
      values: part('values'),
      name: woven.recorder,
      tables: woven.tables,
      declared: woven.declared,
    }),
  }
}

/** From the instrumented text to what it was made from, and from there to the source of that. */
function chained(
  inner: ReadonlyMap<string, Locate>,
  outer: ReadonlyMap<string, Locate>,
): ReadonlyMap<string, Locate> {
  const paths = [...new Set([...inner.keys(), ...outer.keys()])]
  return new Map(
    paths.map((path) => [
      path,
      (line, column) => {
        const found = inner.has(path) ? inner.get(path)?.(line, column) : { line, column }
        if (found == null) return null
        return outer.has(path) ? (outer.get(path)?.(found.line, found.column) ?? null) : found
      },
    ]),
  )
}

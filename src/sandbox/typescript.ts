import { execFile } from 'node:child_process'
import type { SourceFile } from '../core/course/model.ts'
import type { GuestError } from '../core/grading/code-runner.ts'
import type { CompiledFile } from './compile-typescript.ts'
import { asItIs, type Prepared, type Program } from './engine.ts'
import { type Locate, readMappings } from './source-map.ts'

/** Files as the engine can run them, and for those that were compiled where their places come from. */
interface Compiled {
  files: SourceFile[]
  maps: Map<string, Locate>
  /** A file that does not parse. */
  error: GuestError | null
}

/** So few characters cannot be nested deeply enough to overflow the compiler's stack, nor take it long. */
export const MOST_HERE = 4096
const COMPILE_MS = 10_000
export const isTypeScript = ({ path }: SourceFile) => /\.m?tsx?$/.test(path)

/**
 * JavaScript needs nothing; TypeScript becomes JavaScript first, because the compiler is no part of the guest.
 * @param compiler file of typescript-worker
 */
export async function prepareJavaScript(compiler: string, program: Program): Promise<Prepared> {
  const { files, maps, error } = await compileTypeScript(compiler, program)
  if (maps.size === 0) return asItIs(program.files, error)
  return { files, error, ...translators(program.files, maps) }
}

/**
 * The files in the order in which they are given, those of TypeScript compiled: in this process only what is small, the
 * rest in one that may die of it.
 */
export async function compileTypeScript(compiler: string, program: Program): Promise<Compiled> {
  const sources = program.files.filter(isTypeScript)
  const maps = new Map<string, Locate>()
  if (sources.length === 0) return { files: [...program.files], maps, error: null }
  const failed = (error: GuestError): Compiled => ({
    files: [...program.files],
    maps: new Map(),
    error,
  })
  const size = sources.reduce((sum, { text }) => sum + text.length, 0)
  const results = await (size > MOST_HERE
    ? compileApart<CompiledFile>(compiler, 'typescript', sources)
    : compileHere(sources))
  if (results === null) {
    const largest = sources.toSorted((a, b) => b.text.length - a.text.length)[0] as SourceFile
    return failed(syntaxError(largest, 'It is nested too deeply, or too large, to be compiled', 0))
  }
  const code = new Map<string, string>()
  for (const [at, file] of sources.entries()) {
    const result = results[at] as CompiledFile
    if ('problem' in result)
      return failed(syntaxError(file, result.problem.message, result.problem.offset))
    maps.set(file.path, readMappings(result.mappings))
    code.set(file.path, result.code)
  }
  const files = program.files.map(({ path, text }) => ({ path, text: code.get(path) ?? text }))
  return { files, maps, error: null }
}

async function compileHere(files: readonly SourceFile[]): Promise<CompiledFile[]> {
  const { compileFile } = await import('./compile-typescript.ts')
  return files.map(compileFile)
}

/**
 * Compiles in a process of its own. Null when it died of it.
 * @param compiler file of typescript-worker
 */
export function compileApart<Result>(
  compiler: string,
  what: 'typescript' | 'jest',
  files: readonly SourceFile[],
): Promise<Result[] | null> {
  return new Promise((resolve) => {
    const options = { timeout: COMPILE_MS, killSignal: 'SIGKILL', maxBuffer: 64 << 20 } as const
    const child = execFile(process.execPath, [compiler, what], options, (error, out) => {
      resolve(error === null ? (JSON.parse(out) as Result[]) : null)
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(JSON.stringify(files))
  })
}

/** Puts places in what was run back to where they are in the learner's files. */
export function translators(
  sources: readonly SourceFile[],
  maps: ReadonlyMap<string, Locate>,
): Pick<Prepared, 'translate' | 'translatePlace'> {
  const lines = new Map(sources.map(({ path, text }) => [path, text.split('\n')]))
  const back = <P extends { file: string; line: number; text: string }>(place: P): P => {
    const column = 'column' in place && typeof place.column === 'number' ? place.column : 1
    const found = maps.get(place.file)?.(place.line, column)
    if (found == null) return place
    const text = lines.get(place.file)?.[found.line - 1] ?? ''
    return {
      ...place,
      line: found.line,
      text,
      ...('column' in place ? { column: found.column } : {}),
    }
  }
  return {
    translatePlace: back,
    translate: (error) => ({
      ...error,
      where: error.where === null ? null : back(error.where),
      frames: error.frames.map(back),
    }),
  }
}

function syntaxError(file: SourceFile, message: string, offset: number): GuestError {
  const before = file.text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  const text = (file.text.split('\n')[line - 1] ?? '').slice(0, 500)
  const where = { file: file.path, line, column, text }
  return { type: 'SyntaxError', classes: ['SyntaxError', 'Error'], message, where, frames: [] }
}

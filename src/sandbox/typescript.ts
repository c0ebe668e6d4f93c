import type { SourceFile } from '../core/course/model.ts'
import type { GuestError } from '../core/grading/code-runner.ts'
import { asItIs, type Prepared, type Program } from './engine.ts'
import { type Locate, readMappings } from './source-map.ts'

/** Files as the engine can run them, and for those that were compiled where their places come from. */
interface Compiled {
  files: SourceFile[]
  maps: Map<string, Locate>
  /** A file that does not parse. */
  error: GuestError | null
}

/** JavaScript needs nothing; TypeScript becomes JavaScript here, because the compiler is no part of the guest. */
export async function prepareJavaScript(program: Program): Promise<Prepared> {
  const { files, maps, error } = await compileTypeScript(program)
  if (maps.size === 0) return asItIs(program.files, error)
  return { files, error, ...translators(program.files, maps) }
}

/** The files in the order in which they are given, those of TypeScript compiled. */
export async function compileTypeScript(program: Program): Promise<Compiled> {
  const maps = new Map<string, Locate>()
  const isTypeScript = program.files.some(({ path }) => /\.m?tsx?$/.test(path))
  if (!isTypeScript) return { files: [...program.files], maps, error: null }
  const { transformSync } = await import('oxc-transform')
  const files: SourceFile[] = []
  for (const file of program.files) {
    if (!/\.m?tsx?$/.test(file.path)) {
      files.push(file)
      continue
    }
    const result = transformSync(file.path, file.text, {
      lang: file.path.endsWith('x') ? 'tsx' : 'ts',
      target: 'es2024',
      sourcemap: true,
    })
    const [problem] = result.errors.filter(({ severity }) => String(severity) === 'Error')
    if (problem !== undefined) {
      const error = syntaxError(file, problem.message, problem.labels[0]?.start ?? 0)
      return { files: [...program.files], maps: new Map(), error }
    }
    maps.set(file.path, readMappings(result.map?.mappings ?? ''))
    files.push({ path: file.path, text: result.code })
  }
  return { files, maps, error: null }
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
  const text = file.text.split('\n')[line - 1] ?? ''
  const where = { file: file.path, line, column, text }
  return { type: 'SyntaxError', classes: ['SyntaxError', 'Error'], message, where, frames: [] }
}

import { transformSync } from 'oxc-transform'

/** A file as JavaScript with the mappings of its source map, or what is wrong with it and at which character. */
export type CompiledFile =
  | { code: string; mappings: string }
  | { problem: { message: string; offset: number } }

/** Compiles one file. The compiler is native: what is nested deeply enough ends the process. */
export function compileFile({ path, text }: { path: string; text: string }): CompiledFile {
  const result = transformSync(path, text, {
    lang: path.endsWith('x') ? 'tsx' : 'ts',
    target: 'es2024',
    sourcemap: true,
  })
  const [problem] = result.errors.filter(({ severity }) => String(severity) === 'Error')
  return problem === undefined
    ? { code: result.code, mappings: result.map?.mappings ?? '' }
    : { problem: { message: problem.message, offset: problem.labels[0]?.start ?? 0 } }
}

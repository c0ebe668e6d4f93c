import { moduleRunnerTransformSync } from 'oxc-transform'
import type { SourceFile } from '../core/course/model.ts'
import { compileFile } from './compile-typescript.ts'
import type { CompiledModule } from './guest/jest/modules.ts'
import { isTypeScript } from './typescript.ts'

/** A file as the guest loads it. */
export interface JestFile {
  module: CompiledModule
  /** Of its source maps: the last step of compiling comes first. */
  mappings: string[]
}

const IMPORT =
  /^const (__vite_ssr_import_\d+__) = await __vite_ssr_import__\(("(?:[^"\\]|\\.)*")(?:, \{ importedNames: \[([^\]]*)\] \})?\);/gm
const DEFAULT_AND_ALL =
  /(\bimport\s+[\w$]+)\s*,\s*(\*\s*as\s+[\w$]+\s+from\s*(?:'[^'\n]*'|"[^"\n]*"))/g

/**
 * Makes a file one that a function can load without waiting, as Jest does: imports become calls, what is imported is
 * looked up when it is used, and a name that the other file does not export is undefined rather than an error of the
 * whole file. CommonJS stays as it is. The compiler is native: what is nested deeply enough ends the process.
 */
export function compileForJest(file: SourceFile): JestFile {
  const { path, text } = file
  if (path.endsWith('.json')) return { module: { path, code: text, kind: 'json' }, mappings: [] }
  if (!isTypeScript(file)) return asModule(path, text)
  const compiled = compileFile(file)
  if ('problem' in compiled)
    return broken(path, text, compiled.problem.message, compiled.problem.offset)
  const { module, mappings } = asModule(path, compiled.code)
  return { module, mappings: [...mappings, compiled.mappings] }
}

function asModule(path: string, text: string): JestFile {
  // The compiler forgets the default of an import that has both.
  const source = text.replace(DEFAULT_AND_ALL, (_, first: string, rest: string) => {
    const from = rest.slice(rest.lastIndexOf('from'))
    return `${first} ${from}; import ${rest}`
  })
  const { code, errors, map } = moduleRunnerTransformSync(nameOf(path), source, { sourcemap: true })
  const isModule = code.includes('__vite_ssr_')
  const [problem] = errors
  if (problem !== undefined && (isModule || !isScript(source)))
    return broken(path, source, problem.message, problem.labels[0]?.start ?? 0)
  if (!isModule) return { module: { path, code: text, kind: 'commonjs' }, mappings: [] }
  // What is loaded is there at once, and every line stays where it is.
  const sync = code.replace(IMPORT, (_, name: string, specifier: string, names = '') => {
    const below = '\n'.repeat(names.split('\n').length - 1)
    return `const ${name} = __vite_ssr_import__(${specifier});${below}`
  })
  return {
    module: { path, code: mocksFirst(sync), kind: 'module' },
    mappings: [map?.mappings ?? ''],
  }
}

const IMPORTED = /^const (__vite_ssr_import_\d+__) = (__vite_ssr_import__\((?!"@jest\/globals").*)$/
const MOCK = /^(__vite_ssr_import_\d+__\.)?jest\.mock\(/

/**
 * What is imported is loaded after the last `jest.mock` at the top of the file, as with Jest's own compiler. Every line
 * stays where it is.
 */
function mocksFirst(code: string): string {
  const lines = code.split('\n')
  const start = lines.findLastIndex((line) => MOCK.test(line))
  if (start < 0) return code
  // A statement of several lines ends with the first one that is not indented.
  const isWhole = lines[start]?.endsWith(');')
  const end = isWhole ? start : lines.findIndex((line, at) => at > start && /^\S.*\);$/.test(line))
  if (end < 0) return code
  const imports = lines.slice(0, start).flatMap((line, at) => {
    const [, name, loading] = IMPORTED.exec(line) ?? []
    if (name === undefined) return []
    lines[at] = `let ${name};`
    return [`${name} = ${loading}`]
  })
  lines[end] += imports.join('')
  return lines.join('\n')
}

/** What its name says of its kind does not count: what is in it does. */
const nameOf = (path: string) => path.replace(/\.\w+$/, path.endsWith('x') ? '.jsx' : '.js')

function isScript(text: string): boolean {
  return moduleRunnerTransformSync('script.cjs', text).errors.length === 0
}

function broken(path: string, text: string, message: string, offset: number): JestFile {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const place = { line, column: before.length - before.lastIndexOf('\n') }
  return { module: { path, code: message, kind: 'broken', place }, mappings: [] }
}

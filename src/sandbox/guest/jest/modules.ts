/**
 * Loads the files of a submission in the learner's realm: CommonJS as it is, modules as the compiler has turned them
 * into functions of their imports and exports (src/sandbox/jest/compile.ts). Nothing but these files can be imported.
 */
import type { Realm } from './realm.ts'

/** A file as src/sandbox/jest/compile.ts makes it. */
export interface CompiledModule {
  path: string
  /** Of a broken file: what is wrong with it. */
  code: string
  kind: 'module' | 'commonjs' | 'json' | 'broken'
  /** Where a broken file is broken. */
  place?: { line: number; column: number }
}

interface Loaded {
  /** What `require` gives. */
  exports: unknown
  /** What `import` gives; made when it is first asked for. */
  namespace: object | null
  over: boolean
}

const ENDS = ['', '.js', '.mjs', '.cjs', '.ts', '.tsx', '.jsx', '.json']
const FRAMEWORK = '@jest/globals'
type Wrapped = (...args: unknown[]) => unknown

interface ModulesOptions {
  files: readonly CompiledModule[]
  entry: string
  /** Files that are not the learner's: they alone have the framework. */
  testFiles: readonly string[]
  realm: Realm
  /** What is global in those files, and what they may import from `@jest/globals`. */
  globals: Readonly<Record<string, unknown>>
}

export class Modules {
  private readonly files: ReadonlyMap<string, CompiledModule>
  private readonly realm: Realm
  private readonly entry: string
  private readonly testFiles: ReadonlySet<string>
  private readonly framework: object
  private readonly globals: Readonly<Record<string, unknown>>
  private readonly loaded = new Map<string, Loaded>()
  private readonly mocks = new Map<string, () => unknown>()

  constructor({ files, entry, testFiles, realm, globals }: ModulesOptions) {
    this.files = new Map(files.map((file) => [file.path, file]))
    this.entry = entry
    this.testFiles = new Set([entry, ...testFiles])
    this.realm = realm
    this.globals = globals
    this.framework = realm.record(globals)
  }

  loadEntry(): void {
    this.load(this.entry)
  }

  /** `jest.mock` with a factory: what the file is from now on, for whoever has not loaded it yet. */
  mock(specifier: string, factory: () => unknown): void {
    this.mocks.set(this.resolve(specifier, this.entry), factory)
  }

  /** The real file, whatever stands in for it. */
  requireActual(specifier: string): unknown {
    return this.load(this.resolve(specifier, this.entry), false).exports
  }

  private resolve(specifier: string, from: string): string {
    const path = isRelative(specifier) ? this.find(joined(from, specifier)) : undefined
    if (path !== undefined) return path
    const why = specifier === FRAMEWORK ? `: only tests may import it` : ''
    throw this.realm.error(`Cannot find module '${specifier}' from '${from}'${why}`)
  }

  private find(target: string): string | undefined {
    const names = [target, target.endsWith('/') ? `${target}index` : `${target}/index`]
    const all = names.flatMap((name) => ENDS.map((end) => name + end))
    if (/\.[mc]?jsx?$/.test(target)) all.push(target.replace(/\.([mc]?)js(x?)$/, '.$1ts$2'))
    return all.find((name) => this.files.has(name))
  }

  private require(specifier: string, from: string): unknown {
    if (specifier === FRAMEWORK && this.testFiles.has(from)) return this.framework
    return this.load(this.resolve(specifier, from)).exports
  }

  private import(specifier: string, from: string): unknown {
    if (specifier === FRAMEWORK && this.testFiles.has(from)) return this.framework
    const path = this.resolve(specifier, from)
    const one = this.load(path)
    if (this.files.get(path)?.kind === 'module' && !this.mocks.has(path)) return one.exports
    const made = one.namespace ?? this.realm.interop(one.exports)
    if (one.over) one.namespace = made
    return made
  }

  private load(path: string, mocked = true): Loaded {
    const factory = mocked ? this.mocks.get(path) : undefined
    const key = factory === undefined ? path : `${path} mocked`
    const known = this.loaded.get(key)
    if (known !== undefined) return known
    const { realm } = this
    const one: Loaded = { exports: realm.object(), namespace: null, over: false }
    this.loaded.set(key, one)
    try {
      if (factory !== undefined) one.exports = factory()
      else this.run(this.files.get(path) as CompiledModule, one)
    } catch (error) {
      this.loaded.delete(key)
      throw error
    }
    one.over = true
    return one
  }

  private run({ path, code, kind, place }: CompiledModule, one: Loaded): void {
    const { realm } = this
    if (kind === 'broken')
      throw realm.syntaxError(code, `${path}:${(place?.line ?? 1) + 1}:${place?.column ?? 1}`)
    if (kind === 'json') {
      one.exports = realm.parse(code)
      return
    }
    const isTest = this.testFiles.has(path)
    const names = isTest ? Object.keys(this.globals) : []
    const given = names.map((name) => this.globals[name])
    const wrap = (parameters: readonly string[]) =>
      // A test file is strict: nobody may ask who called, and read its text. In a block of its own, so that what it
      // imports or declares itself takes the place of the globals. The code starts in the second line: isolate-tests.ts.
      realm.evaluate(
        `(function(${[...parameters, ...names].join()}){${isTest || kind === 'module' ? '"use strict";' : ''}${isTest ? '{' : ''}\n${code}\n${isTest ? '}' : ''}})\n//# sourceURL=${path}`,
      ) as Wrapped
    if (kind === 'module') {
      const run = wrap([
        '__vite_ssr_exports__',
        '__vite_ssr_import__',
        '__vite_ssr_dynamic_import__',
        '__vite_ssr_exportAll__',
        '__vite_ssr_import_meta__',
      ])
      const load = (specifier: string) => this.import(specifier, path)
      realm.call(run, undefined, [
        one.exports,
        realm.own(load),
        realm.own((specifier: string) => realm.promise(() => load(String(specifier)))),
        realm.own((source: object) => realm.exportAll(one.exports as object, source)),
        realm.record({ url: `file:///${path}` }),
        ...given,
      ])
      return
    }
    const run = wrap(['exports', 'require', 'module', '__filename', '__dirname'])
    const module = realm.record({ exports: one.exports }) as { exports: unknown }
    const require = realm.own((specifier: string) => this.require(String(specifier), path))
    // Files that require each other see what the other has given out so far.
    realm.call(run, one.exports, [
      one.exports,
      require,
      module,
      `/${path}`,
      `/${folderOf(path)}`,
      ...given,
    ])
    one.exports = module.exports
  }
}

const isRelative = (specifier: string) => /^\.\.?(\/|$)/.test(specifier)
const folderOf = (path: string) => path.split('/').slice(0, -1).join('/')

function joined(from: string, specifier: string): string {
  const parts = folderOf(from) === '' ? [] : folderOf(from).split('/')
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

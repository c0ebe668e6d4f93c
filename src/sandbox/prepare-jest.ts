import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'
import type { JestFile } from './compile-jest.ts'
import type { EngineOptions, PreparedTests, TestsProgram } from './engine.ts'
import type { JestHarness } from './guest/isolate-tests.ts'
import { type Locate, readMappings } from './source-map.ts'
import { compileApart, MOST_HERE, translators } from './typescript.ts'

/** The built programs of the framework, below mastery's own package: scripts/jest-bundles/. */
const BUILT = 'dist/sandbox/jest'
/** Files compiled apart that are kept: a class is graded with the same tests. */
const MOST_KEPT = 50
const RUNS = /\.([mc]?[jt]sx?|json)$/

/** Files compiled apart, by path and text. */
export type CompiledApart = Map<string, JestFile>

/**
 * A test file with all files beside it, as isolate-tests.ts runs them.
 * @param compiler file of typescript-worker
 * @param kept what was compiled before; what is compiled now is added
 * @throws MasteryError `no-sandbox` for another framework
 */
export async function prepareJest(
  { root, guestFolder }: EngineOptions,
  compiler: string,
  kept: CompiledApart,
  program: TestsProgram,
): Promise<PreparedTests> {
  if (program.framework !== 'jest')
    throw new MasteryError(
      'no-sandbox',
      `Tests of ${program.framework} cannot be run in JavaScript.`,
    )
  const { entry } = program
  const files = program.files.filter(({ path }) => RUNS.test(path))
  const compiled = await compile(compiler, kept, files)
  const maps = new Map(
    compiled.flatMap(({ module, mappings }) =>
      mappings.length === 0 ? [] : [[module.path, throughAll(mappings)] as const],
    ),
  )
  const harness: JestHarness = {
    lock: readFileSync(join(guestFolder, 'jest/lock.js'), 'utf8'),
    realm: readFileSync(join(root, BUILT, 'realm.js'), 'utf8'),
    runtime: readFileSync(join(root, BUILT, 'runtime.js'), 'utf8'),
    modules: JSON.stringify(compiled.map(({ module }) => module)),
    entry,
  }
  return {
    files: program.files,
    error: null,
    ...translators(program.files, maps),
    harness: JSON.stringify(harness),
  }
}

/** Here what is small, the rest in a process that may die of it. */
async function compile(
  compiler: string,
  kept: CompiledApart,
  files: readonly SourceFile[],
): Promise<JestFile[]> {
  const { compileForJest } = await import('./compile-jest.ts')
  const isLarge = ({ path, text }: SourceFile) => text.length > MOST_HERE && !path.endsWith('.json')
  const keyOf = ({ path, text }: SourceFile) => `${path}\n${text}`
  const known = new Map(kept)
  const missing = files.filter((file) => isLarge(file) && !known.has(keyOf(file)))
  const compiled = missing.length === 0 ? [] : await compileEach(compiler, missing)
  for (const [at, file] of missing.entries()) {
    const result = compiled[at] as JestFile
    known.set(keyOf(file), result)
    kept.set(keyOf(file), result)
  }
  for (const key of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(key)
  return files.map(
    (file) => (isLarge(file) ? known.get(keyOf(file)) : null) ?? compileForJest(file),
  )
}

/** All of them at once; should the compiler die, one after another, to find out of which. */
async function compileEach(compiler: string, files: readonly SourceFile[]): Promise<JestFile[]> {
  const all = await compileApart<JestFile>(compiler, 'jest', files)
  if (all !== null) return all
  const [only] = files
  if (only !== undefined && files.length === 1) return [tooDeep(only)]
  const results: JestFile[] = []
  for (const file of files) results.push(...(await compileEach(compiler, [file])))
  return results
}

function tooDeep({ path }: SourceFile): JestFile {
  const code = 'It is nested too deeply, or too large, to be compiled'
  return { module: { path, code, kind: 'broken' }, mappings: [] }
}

function throughAll(mappings: readonly string[]): Locate {
  const steps = mappings.map(readMappings)
  return (line, column) => {
    let place: ReturnType<Locate> = { line, column }
    for (const step of steps) if (place !== null) place = step(place.line, place.column)
    return place
  }
}

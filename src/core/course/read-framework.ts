import { hashOf } from './canonical.ts'
import type { Framework, FrameworkTests, SourceFile, TestFile, TestFiles } from './model.ts'
import { type SourceFileView, START } from './problems.ts'
import type { ExerciseFolder } from './read-exercise.ts'
import { namesSchema } from './schemas.ts'

/** What stands in `tests/names.json` of a test file: which tests are in it, found out by running the solution. */
export interface NamedTests {
  /** Of the test file and all it is run with: names of other texts are stale. */
  digest: string
  tests: string[]
  /** Those of `tests` that the file itself skips. */
  skipped: string[]
}

export const NAMES_FILE = 'tests/names.json'
const NEXT = 'mastery course check <course> --write runs the solution and writes the names'

const TEST_FILES: Readonly<Record<Framework, (file: SourceFile) => boolean>> = {
  'python-unittest': ({ path, text }) =>
    /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path) && /^\s+(async\s+)?def\s+test/m.test(text),
  jest: ({ path }) => /\.(spec|test)\.[cm]?[jt]sx?$/.test(path),
}
const EXAMPLES: Readonly<Record<Framework, string>> = {
  'python-unittest': 'greet_test.py',
  jest: 'greet.spec.js',
}

/**
 * Reads the tests of a framework: test files below `tests/visible/` and `tests/hidden/`, what lies beside them, and the
 * names that the tests had when the solution was run.
 * @param keepUnnamed take test files whose names are missing or stale, with no names: for whoever finds them out
 */
export function readFrameworkTests(
  source: SourceFileView,
  folder: ExerciseFolder,
  options: {
    framework: Framework
    showHiddenNames: boolean
    /** Files of the exercise: tests may not stand in their place. */
    taken: readonly string[]
    keepUnnamed: boolean
  },
): FrameworkTests {
  const { framework, showHiddenNames, taken, keepUnnamed } = options
  const names = readNames(folder)
  const visible = below(folder, 'tests/visible/')
  const hidden = below(folder, 'tests/hidden/')
  for (const { path } of [...visible, ...hidden])
    if (taken.includes(path))
      source.error(START, 'same-name', `tests/ and starter/ both have a file ${path}.`)
  for (const { path } of hidden)
    if (visible.some((file) => file.path === path))
      source.error(START, 'same-name', `tests/visible/ and tests/hidden/ both have a file ${path}.`)
  const isTest = TEST_FILES[framework]
  const read = (part: 'visible' | 'hidden', files: SourceFile[], more: SourceFile[]): TestFiles => {
    const support = files.filter((file) => !isTest(file))
    const tests = files.filter(isTest).map((file) => {
      const key = `${part}/${file.path}`
      const problem = (rule: string, message: string, next: string) => {
        source.problems.error(`${folder.path}${NAMES_FILE}`, START, rule, message, next)
      }
      const named = names?.[key]
      const digest = namesDigest(file, [...more, ...support])
      const known = named?.digest === digest
      if (!known && !keepUnnamed)
        problem(
          'stale-names',
          named === undefined
            ? `The names of the tests in ${key} are not written down.`
            : `${key} changed since the names of its tests were written down.`,
          NEXT,
        )
      const { expected } = known ? expecting(file, named) : { expected: [] }
      if (known && expected.every(({ skipped }) => skipped))
        problem('missing-answer', `No test ran in ${key}.`, 'tests that run with the solution')
      return { ...file, expected }
    })
    return { tests, support }
  }
  const all = {
    name: framework,
    showHiddenNames,
    visible: read('visible', visible, []),
    hidden: read(
      'hidden',
      hidden,
      visible.filter((file) => !isTest(file)),
    ),
  }
  if (all.visible.tests.length === 0)
    source.error(
      START,
      'missing-file',
      'The exercise has no visible tests.',
      `${folder.path}tests/visible/${EXAMPLES[framework]}`,
    )
  if (all.hidden.tests.length === 0)
    source.warning(
      START,
      'missing-file',
      'The exercise has no hidden tests.',
      `${folder.path}tests/hidden/${EXAMPLES[framework]}, that only \`submit\` runs`,
    )
  return all
}

function below(folder: ExerciseFolder, part: string): SourceFile[] {
  const start = folder.path + part
  return folder.entries
    .filter(({ path }) => path.startsWith(start))
    .flatMap(({ path }) => {
      const view = folder.text(path)
      return view === null ? [] : [{ path: path.slice(start.length), text: view.text }]
    })
}

function readNames(folder: ExerciseFolder): Record<string, NamedTests> | null {
  const path = folder.path + NAMES_FILE
  if (!folder.entries.some((entry) => entry.path === path)) return null
  const view = folder.text(path)
  if (view === null) return null
  try {
    const result = namesSchema.safeParse(JSON.parse(view.text))
    if (result.success) return result.data
  } catch {
    // Said below.
  }
  view.error(START, 'bad-names', 'This is not what `course check` wrote.', `remove it; ${NEXT}`)
  return null
}

/** A test file with the tests that it must have. */
export function expecting(file: SourceFile, { tests, skipped }: NamedTests): TestFile {
  return { ...file, expected: tests.map((name) => ({ name, skipped: skipped.includes(name) })) }
}

/** Of a test file and what lies beside it: tests can be made from data. */
export function namesDigest(file: SourceFile, support: readonly SourceFile[]): string {
  const texts = support.map(({ path, text }) => [path, text])
  return hashOf([file.path, file.text, Object.fromEntries(texts)])
}

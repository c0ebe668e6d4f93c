import type { Language, SourceFile } from '../../src/core/course/model.ts'
import type { CodeRunner, RunLimits, TestsResult } from '../../src/core/grading/code-runner.ts'
import { LIMITS } from './sandbox.ts'

/** Runs a test file beside others; it is the first of them. */
export function runJest(
  runner: CodeRunner,
  files: SourceFile[],
  limits: Partial<RunLimits> = {},
  testFiles = files.slice(0, 1).map(({ path }) => path),
  language: Language = 'javascript',
): Promise<TestsResult> {
  return runner.runTests({
    framework: 'jest',
    language,
    files,
    testFiles,
    entry: files[0]?.path ?? '',
    limits: { ...LIMITS, wallMs: 20_000, ...limits },
    atLeast: 'isolate',
  })
}

/** Status of each test by its name; of a name that came twice the last. */
export function statuses({ tests }: TestsResult): Record<string, string> {
  return Object.fromEntries(tests.map(({ name, status }) => [name, status]))
}

import type { Exercise, TestFile, TestFiles } from '../course/model.ts'
import { type NamedTests, namesDigest } from '../course/read-framework.ts'
import type { Problem } from '../errors.ts'
import type { CodeRunner, TestsResult, Tier } from './code-runner.ts'
import { testsRequest } from './framework-files.ts'

/** Of one exercise: what belongs into its `tests/names.json`, or what keeps the names from being found. */
export interface FoundNames {
  names: Record<string, NamedTests>
  problems: Problem[]
}

/**
 * Runs the reference solution to find which tests each test file of a framework has. Every test must pass with it, or
 * be skipped by the tests themselves.
 * @throws MasteryError `no-sandbox` when it cannot be run here
 */
export async function nameTests(
  ctx: { runner: Pick<CodeRunner, 'runTests'>; atLeast: Tier },
  exercise: Exercise,
): Promise<FoundNames> {
  const found: FoundNames = { names: {}, problems: [] }
  const { framework } = exercise
  if (framework === undefined) return found
  const folder = exercise.path.replace(/exercise\.md$/, '')
  for (const part of ['visible', 'hidden'] as const) {
    const files: TestFiles | null = framework[part]
    for (const file of files?.tests ?? []) {
      const request = testsRequest(exercise, part, file, exercise.solution, ctx.atLeast)
      const result = await ctx.runner.runTests(request)
      const problem = (message: string): Problem => ({
        file: `${folder}tests/${part}/${file.path}`,
        line: 1,
        column: 1,
        severity: 'error',
        rule: 'wrong-solution',
        message,
      })
      const fault = faultOf(result)
      if (fault !== null) found.problems.push(problem(fault))
      else found.names[`${part}/${file.path}`] = named(exercise, part, file, result)
    }
  }
  return found
}

function named(
  { framework }: Exercise,
  part: 'visible' | 'hidden',
  file: TestFile,
  result: TestsResult,
): NamedTests {
  const support = [
    ...(framework?.visible.support ?? []),
    ...(part === 'hidden' ? (framework?.hidden?.support ?? []) : []),
  ]
  return {
    digest: namesDigest(file, support),
    tests: result.tests.map(({ name }) => name),
    skipped: result.tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
  }
}

/** Why these names cannot be taken, for the author; null when they can. */
function faultOf(result: TestsResult): string | null {
  const { error } = result
  if (error !== null) return `With the solution it ends with ${error.type}: ${error.message}`
  if (result.timedOut) return 'With the solution it does not end in time: see limits.seconds.'
  if (result.outOfMemory) return 'With the solution it needs too much memory: see limits.memory_mb.'
  if (result.patched !== null) return `The tests change ${result.patched} of the framework itself.`
  if (!result.complete) return 'With the solution it ends before all tests have run.'
  const failed = result.tests.find(({ status }) => status === 'failed' || status === 'error')
  if (failed !== undefined)
    return `The solution does not pass ${failed.name}: ${failed.message.split('\n', 1)[0]}`
  if (result.tests.every(({ status }) => status === 'skipped')) return 'No test runs in it.'
  return null
}

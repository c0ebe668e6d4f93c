import type { Exercise, TestFile, TestFiles } from '../course/model.ts'
import { expecting, type NamedTests, namesDigest } from '../course/read-framework.ts'
import type { Problem } from '../errors.ts'
import { plantOf } from './canaries/canaries.ts'
import { randomOf } from './canaries/chance.ts'
import type { CodeRunner, TestsResult, Tier } from './code-runner.ts'
import { testsRequest } from './framework-files.ts'
import { judgeTests } from './judge-tests.ts'

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
      if (fault !== null) {
        found.problems.push(problem(fault))
        continue
      }
      const names = named(exercise, part, file, result)
      const disturbed = await disturbance(ctx, exercise, part, expecting(file, names))
      if (disturbed !== null) found.problems.push(problem(disturbed))
      else found.names[`${part}/${file.path}`] = names
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

/** Tests must bear canaries among them: the solution is run once with some. In words for the author; null: they do. */
async function disturbance(
  ctx: { runner: Pick<CodeRunner, 'runTests'>; atLeast: Tier },
  exercise: Exercise,
  part: 'visible' | 'hidden',
  file: TestFile,
): Promise<string | null> {
  const plant = await plantOf(exercise.framework?.name ?? 'python-unittest')
  const canaries = plant(file, randomOf(0, file.path))
  if (canaries.mustFail.length === 0 || canaries.mustPass.length === 0)
    return 'Nothing can be put among these tests to see whether they are tampered with. Write them as methods of classes such as: class GreetTest(unittest.TestCase)'
  const planted = { ...file, text: canaries.text }
  const request = testsRequest(exercise, part, planted, exercise.solution, ctx.atLeast)
  const judged = judgeTests(exercise, file, canaries, await ctx.runner.runTests(request))
  const wrong = judged.tests.find(({ status }) => status === 'failed' || status === 'error')
  if (judged.tampering === null && wrong === undefined) return null
  return `With other tests among them these come out differently: ${wrong === undefined ? judged.tampering : `${wrong.expected.name}: ${wrong.message.split('\n', 1)[0]}`}`
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

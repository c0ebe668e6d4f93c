import type { Exercise } from '../../../../src/core/course/model.ts'
import type { GradeAllOptions } from '../../../../src/core/grading/batch/grade-all.ts'
import type {
  GradingParts,
  GradingTask,
} from '../../../../src/core/grading/batch/grade-submission.ts'
import type { CaseRun, CasesRequest, CodeRunner } from '../../../../src/core/grading/code-runner.ts'
import type { Submission } from '../../../../src/core/grading/submission.ts'
import { call, exercise, testCase } from '../../../helpers/sandbox.ts'

const RUN: CaseRun = {
  id: '',
  timedOut: false,
  outOfMemory: false,
  outputLimit: false,
  crashed: false,
  forbidden: false,
  cancelled: false,
  where: null,
  grew: null,
  value: null,
  error: null,
  whileLoading: false,
  missing: null,
  steps: [],
  stdout: '',
  stderr: '',
  files: {},
  durationMs: 1,
}

export type Scripted = (request: CasesRequest, id: string) => Partial<CaseRun>

/** What grading needs, with a runner that answers as the test says and keeps what it was asked. */
export function parts(script: Scripted): GradingParts & { asked: CasesRequest[] } {
  const asked: CasesRequest[] = []
  const runner: Pick<CodeRunner, 'runCases' | 'runTests'> = {
    async runCases(request) {
      asked.push(request)
      await new Promise((done) => setImmediate(done))
      const cases = request.cases.map(({ id }) => ({ ...RUN, ...script(request, id), id }))
      return { tier: 'namespaces', durationMs: 5, peakMemoryBytes: null, cases }
    },
    async runTests() {
      throw new Error('no framework here')
    },
  }
  return {
    asked,
    runner,
    quality: async () => ({ score: 90, findings: [] }),
  }
}

/** `double(1)`, `double(2)`, and the hidden `double(3)`. */
export const DOUBLE: Exercise = exercise(
  'python',
  [1, 2].map((n) => testCase(`of-${n}`, call('double', n), { returns: 2 * n })),
  { hidden: [testCase('of-3', call('double', 3), { returns: 6, points: 2 })], hiddenCount: 1 },
)

export function task(exercise: Exercise = DOUBLE): GradingTask {
  return { exercise, options: { atLeast: 'kernel', seed: 7, maxScore: 50, hidden: true } }
}

export function handedIn(name: string, text = 'right', more: Partial<Submission> = {}): Submission {
  return {
    name,
    learner: null,
    source: name,
    files: [{ path: 'main.py', text }],
    digest: 'd'.repeat(64),
    notes: [],
    problem: null,
    ...more,
  }
}

export async function* each(submissions: readonly Submission[]): AsyncGenerator<Submission> {
  yield* submissions
}

export function quietly(more: Partial<GradeAllOptions> = {}): GradeAllOptions {
  return {
    jobs: 2,
    kept: () => null,
    keep: async () => undefined,
    progress: () => undefined,
    signal: new AbortController().signal,
    ...more,
  }
}

/** Right for every case. */
export const RIGHT: Scripted = (_, id) => ({ value: 2 * Number(id.at(-1)) })
/** What the text of the program says: `right`, `wrong`, `loop`, … */
export const AS_TEXT: Scripted = (request, id) => {
  const text = request.files.find(({ path }) => path === 'main.py')?.text
  if (text === 'bug') throw new Error('the engine broke')
  if (text === 'loop') return { timedOut: true }
  return text === 'right' ? RIGHT(request, id) : { value: 1 }
}

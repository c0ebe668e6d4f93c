import type { Exercise, FrameworkTests, TestFile } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { plantOf } from './canaries/canaries.ts'
import { randomOf } from './canaries/chance.ts'
import type { CodeRunner, TestsResult, Tier } from './code-runner.ts'
import { testsRequest } from './framework-files.ts'
import type { GradeInput } from './grade.ts'
import { type JudgedTest, judgeTests } from './judge-tests.ts'
import type { Broken, TestResult, Verdict } from './verdict.ts'
import { placeOf, unexpectedError } from './words.ts'

/** After two files that ran out of time the rest is not run. */
const MAX_TIMEOUTS = 2

/** A test file that may run, and its tests as they stand in the verdict. */
interface Planned {
  part: 'visible' | 'hidden'
  file: TestFile
}

/**
 * Grades against the test files of a framework, each in a guest of its own with canaries among its tests. One that comes
 * out wrong makes the whole verdict `tampered`.
 * @throws MasteryError as `gradeExercise`
 */
export async function gradeFramework(
  ctx: { runner: Pick<CodeRunner, 'runTests'> },
  input: GradeInput,
  framework: FrameworkTests,
): Promise<Verdict> {
  const { exercise, files, atLeast, signal } = input
  const planned: Planned[] = [
    ...framework.visible.tests.map((file) => ({ part: 'visible' as const, file })),
    ...(input.include === 'all' ? (framework.hidden?.tests ?? []) : []).map((file) => ({
      part: 'hidden' as const,
      file,
    })),
  ]
  const plant = await plantOf(framework.name)
  if (planned.every(({ file }) => file.expected.length === 0))
    throw new MasteryError('invalid-data', `The exercise "${exercise.id}" has no test to run.`, {
      next: 'mastery course check <folder of the course>',
    })
  const verdict = new FrameworkVerdict(exercise, framework, atLeast)
  const [entry = ''] = exercise.edit
  if (!files.some(({ path }) => path === entry)) {
    for (const { part, file } of planned) verdict.leaveOut(part, file, 'the program is missing.')
    return verdict.brokenBy('missing-file', {
      rationale: `${entry} is missing. mastery reset puts the starter back.`,
      where: null,
      output: '',
    })
  }
  let timeouts = 0
  for (const { part, file } of planned) {
    if (timeouts >= MAX_TIMEOUTS) {
      verdict.leaveOut(part, file, 'two test files before it ran out of time.')
      continue
    }
    const random = randomOf(input.seed, `${part}/${file.path}`)
    const canaries = plant(file, random)
    if (canaries.mustFail.length === 0 || canaries.mustPass.length === 0)
      throw new MasteryError(
        'invalid-data',
        `Nothing can be put among the tests of ${file.path}, so their results could be forged.`,
        { next: 'Write them as methods of classes such as: class GreetTest(unittest.TestCase)' },
      )
    const request = testsRequest(exercise, part, { ...file, text: canaries.text }, files, atLeast)
    const result = await ctx.runner.runTests(
      signal === undefined ? request : { ...request, signal },
    )
    if (result.cancelled) throw new MasteryError('cancelled', 'Cancelled. Nothing was graded.')
    if (result.timedOut) timeouts++
    verdict.add(part, file, judgeTests(exercise, file, canaries, result), result)
  }
  return verdict.end()
}

/** Puts together what the files of tests gave. */
class FrameworkVerdict {
  private readonly exercise: Exercise
  private readonly framework: FrameworkTests
  private readonly tests: TestResult[] = []
  private readonly loading: TestsResult[] = []
  private files = 0
  private kinds: string[] = []
  private tampering: string | null = null
  private durationMs = 0
  private tier: Tier
  private hiddenSoFar = 0

  constructor(exercise: Exercise, framework: FrameworkTests, tier: Tier) {
    this.exercise = exercise
    this.framework = framework
    this.tier = tier
  }

  add(
    part: 'visible' | 'hidden',
    file: TestFile,
    judged: ReturnType<typeof judgeTests>,
    result: TestsResult,
  ): void {
    this.files++
    this.tier = result.tier
    this.durationMs += result.durationMs
    this.tampering ??= judged.tampering
    if (judged.kind !== null) this.kinds.push(judged.kind)
    if (result.error !== null && result.tests.length === 0) this.loading.push(result)
    for (const test of judged.tests) this.push(part, file, test)
  }

  leaveOut(part: 'visible' | 'hidden', file: TestFile, why: string): void {
    for (const expected of file.expected) {
      const message = `Not run: ${why}`
      const rest = { where: null, output: '', durationMs: 0 }
      this.push(part, file, { expected, status: 'skipped', message, ...rest })
    }
  }

  end(): Verdict {
    const { tampering, loading } = this
    if (tampering !== null)
      return {
        ...this.brokenBy('tampered', {
          rationale: `The program reached into its own tests, so nothing they say counts. ${tampering} A teacher should read it.`,
          where: null,
          output: '',
        }),
        status: 'tampered',
      }
    const [first] = loading
    if (first?.error != null && loading.length === this.files) {
      const { error, stdout, stderr } = first
      const words = this.lacks(error.message) ?? unexpectedError(error, this.exercise)
      const late = error.classes.includes('SyntaxError')
        ? ''
        : ' That happens while the tests load the program.'
      const why = { rationale: words + late, where: placeOf(error), output: stdout + stderr }
      return this.brokenBy(error.type, why)
    }
    const counted = this.tests.filter((_, index) => !this.skippedByCourse.has(index))
    const passed = counted.filter(({ status }) => status === 'passed')
    const all = counted.length > 0 && passed.length === counted.length
    return {
      ...this.begun(),
      status: all ? 'passed' : 'failed',
      score: counted.length === 0 ? 0 : (100 * passed.length) / counted.length,
      points: passed.length,
      maxPoints: counted.length,
      errorKind: all ? null : (this.worst() ?? 'failed-test'),
      broken: null,
    }
  }

  /** Of a program that could not be tested at all, or whose tests say nothing. */
  brokenBy(errorKind: string, broken: Broken): Verdict {
    return {
      ...this.begun(),
      status: 'error',
      score: 0,
      points: 0,
      maxPoints: this.tests.length - this.skippedByCourse.size,
      tests: this.tests.map((test, index) => ({
        ...test,
        status: 'error',
        points: 0,
        rationale: index === 0 ? broken.rationale : 'Not run: the program cannot be tested.',
        evidence: null,
        output: '',
      })),
      errorKind,
      broken,
    }
  }

  /** Tests that the course itself skips: they are worth nothing. */
  private readonly skippedByCourse = new Set<number>()

  private begun() {
    const { tests, tier, durationMs } = this
    return { tests, tier, durationMs, framework: this.framework.name }
  }

  /** In words when the tests import a name that the program does not have. */
  private lacks(message: string): string | null {
    const name = /^cannot import name '(\w+)' from '\w+'/.exec(message)?.[1]
    if (name === undefined) return null
    const { edit } = this.exercise
    return `${edit[0]} has nothing called ${name}. Is it defined, with exactly this name?`
  }

  private worst(): string | null {
    const order = ['crash', 'memory', 'timeout', 'output', 'forbidden']
    return order.find((kind) => this.kinds.includes(kind)) ?? this.kinds[0] ?? null
  }

  private push(part: 'visible' | 'hidden', file: TestFile, test: JudgedTest): void {
    const hidden = part === 'hidden'
    const { expected, status, message, where, output, durationMs } = test
    if (hidden) this.hiddenSoFar++
    const named = !hidden || this.framework.showHiddenNames
    const twin = this.tests.filter(
      ({ id }) => id.replace(/#\d+$/, '') === `${file.path}::${expected.name}`,
    )
    const id = `${file.path}::${expected.name}${twin.length === 0 ? '' : `#${twin.length + 1}`}`
    const isOfCourse = expected.skipped && status === 'skipped' && message === ''
    if (isOfCourse) this.skippedByCourse.add(this.tests.length)
    const shown = isOfCourse
      ? 'The tests themselves skip it.'
      : hidden
        ? hiddenWords(test)
        : message
    const evidence = {
      ran: expected.name,
      expected: null,
      actual: null,
      difference: null,
      diff: [],
    }
    this.tests.push({
      id: named ? id : `hidden-${this.hiddenSoFar}`,
      title: named ? expected.name : `Hidden test ${this.hiddenSoFar}`,
      hidden,
      status,
      points: status === 'passed' ? 1 : 0,
      rationale: shown,
      help: '',
      evidence: hidden || status === 'skipped' ? null : { ...evidence, where },
      output: hidden ? '' : output,
      outputCut: false,
      durationMs,
    })
  }
}

/** What a failed test says holds what it expects: of a hidden one only what kind of failure it was. */
function hiddenWords({ status, message }: JudgedTest): string {
  if (status === 'passed') return ''
  if (status === 'failed') return 'It gave another result than it should.'
  if (status === 'skipped') return message
  const type = /^[A-Za-z]\w*(?=:|$)/.exec(message)?.[0]
  return type === undefined ? 'It ended with an error.' : `It ended with ${type}.`
}

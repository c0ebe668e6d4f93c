import type { AuthoredValue, Exercise, Raises, TestCase } from '../course/model.ts'
import { causeOf } from './cause-words.ts'
import type { CaseRun, GuestError } from './code-runner.ts'
import { compareValues } from './compare.ts'
import { describeRun, describeStep } from './describe-run.ts'
import { diffLines } from './diff.ts'
import { judgeRows } from './judge-rows.ts'
import { matchText } from './output-match.ts'
import { renderLines, renderValue } from './render-value.ts'
import { readValue, type Value } from './value.ts'
import type { DiffLine, Evidence } from './verdict.ts'
import { lastLine, missingName, placeOf, returnedNothing, unexpectedError } from './words.ts'

/** What is wrong with one run. */
export interface Fault {
  /** `error`: the program itself ended badly; `failed`: it ran, and the result is wrong. */
  status: 'failed' | 'error'
  /** A cause, an exception's class, or what kind of result is wrong. */
  kind: string
  rationale: string
  /** The same without anything the case holds, for hidden cases. */
  hiddenRationale: string
  evidence: Evidence
}

/**
 * Judges what a run gave back against what its case expects. Null when all is as expected. Pure: the guest
 * never saw what is compared here.
 */
export function judge(exercise: Exercise, test: TestCase, run: CaseRun): Fault | null {
  const ran = describeRun(exercise, test)
  // In SQL a case's own query may have to fail; what fails before it is the learner's own.
  const raises =
    test.action.type === 'script' && test.action.query !== null && run.whileLoading
      ? undefined
      : test.raises
  const asked = raises !== undefined && run.error !== null && raised(raises, run.error)
  const cause = causeOf(asked ? { ...run, forbidden: false } : run, exercise)
  if (cause !== null)
    return {
      status: 'error',
      kind: cause.kind,
      rationale: cause.words,
      hiddenRationale: cause.words,
      evidence: { ...noEvidence(ran), where: run.where ?? placeOf(run.error) },
    }
  if (run.missing !== null) {
    const words = missingName(run.missing, exercise)
    return {
      status: 'failed',
      kind: 'missing-name',
      rationale: words,
      hiddenRationale: words,
      evidence: noEvidence(ran),
    }
  }
  return (
    judgeError(raises, run.error, exercise, ran) ??
    judgeResult(exercise, test, run, ran) ??
    judgeOutput(test, run, ran) ??
    judgeFiles(test, run, ran)
  )
}

function judgeError(
  raises: Raises | undefined,
  error: GuestError | null,
  exercise: Exercise,
  ran: string,
): Fault | null {
  if (raises === undefined) {
    if (error === null) return null
    return {
      status: 'error',
      kind: error.type,
      rationale: unexpectedError(error, exercise),
      hiddenRationale: unexpectedError({ ...error, message: '' }, exercise),
      evidence: { ...noEvidence(ran), actual: lastLine(error), where: placeOf(error) },
    }
  }
  const expected = raises.message === null ? raises.type : `${raises.type}: …${raises.message}…`
  if (error === null)
    return {
      status: 'failed',
      kind: 'no-exception',
      rationale: `It should end with ${raises.type}, but no exception came.`,
      hiddenRationale: 'It should end with an exception, but none came.',
      evidence: { ...noEvidence(ran), expected, actual: 'no exception' },
    }
  if (raised(raises, error)) return null
  const rightType = isOfType(error, raises.type)
  const actual = lastLine(error)
  return {
    status: 'failed',
    kind: error.type,
    rationale: rightType
      ? `${error.type} is right, but its message is not.`
      : `It ended with ${error.type} instead of ${raises.type}.`,
    hiddenRationale: 'It ended with another exception than it should.',
    evidence: {
      ...noEvidence(ran),
      expected,
      actual,
      difference: rightType ? `the message must contain "${raises.message}"` : null,
      diff: diffLines([expected], [actual]),
      where: placeOf(error),
    },
  }
}

function raised(raises: Raises, error: GuestError): boolean {
  if (!isOfType(error, raises.type)) return false
  return raises.message === null || error.message.includes(raises.message)
}

/** A subclass counts. */
function isOfType(error: GuestError, type: string): boolean {
  return error.type === type || error.classes.includes(type)
}

function judgeResult(exercise: Exercise, test: TestCase, run: CaseRun, ran: string): Fault | null {
  if (test.action.type === 'steps') return judgeSteps(exercise, test, run)
  if (test.action.type === 'script') return judgeRows(exercise, test, run.value, ran)
  return judgeReturn(exercise, test, run)
}

function judgeReturn(exercise: Exercise, test: TestCase, run: CaseRun): Fault | null {
  if (test.returns === undefined) return null
  return judgeValue(
    exercise,
    test,
    test.returns,
    run.value,
    run.stdout,
    describeRun(exercise, test),
  )
}

function judgeSteps(exercise: Exercise, test: TestCase, run: CaseRun): Fault | null {
  if (test.action.type !== 'steps') return null
  for (const [index, step] of test.action.steps.entries()) {
    const done = run.steps[index]
    const ran = describeRun(exercise, test, index)
    if (done === undefined)
      return {
        status: 'error',
        kind: 'crash',
        rationale: `It ended before ${describeStep(exercise.runner, step)} was reached.`,
        hiddenRationale: 'It ended before all steps were reached.',
        evidence: noEvidence(ran),
      }
    const raises = 'raises' in step ? step.raises : undefined
    const wrong =
      judgeError(raises, done.error, exercise, ran) ??
      ('returns' in step && step.returns !== undefined
        ? judgeValue(exercise, test, step.returns, done.value, run.stdout, ran)
        : null)
    if (wrong !== null) return wrong
  }
  return null
}

function judgeValue(
  exercise: Exercise,
  test: TestCase,
  authored: AuthoredValue,
  wire: unknown,
  stdout: string,
  ran: string,
): Fault | null {
  const language = exercise.runner
  const expected = readValue(authored, language)
  const actual = readValue(wire, language)
  const rules = { language, tolerance: test.tolerance, types: test.types }
  const difference = compareValues(expected, actual, rules)
  if (difference === null) return null
  const [expectedText, actualText] = [
    renderValue(expected, language),
    renderValue(actual, language),
  ]
  const last = ran.split('\n').at(-1) ?? ran
  const nothing = returnedNothing(expected, actual, stdout, last, language)
  const at = difference.path === '' ? '' : `${difference.path} is `
  const isType = difference.kind === 'type'
  return {
    status: 'failed',
    kind: nothing !== null ? 'no-return' : isType ? 'wrong-type' : 'wrong-value',
    rationale:
      nothing ??
      (difference.path === '' && difference.kind === 'value' && actualText.length <= 40
        ? `${last} gave back ${actualText}.`
        : `${last} gave back something else: ${at}${difference.words}.`),
    hiddenRationale:
      nothing === null
        ? `It gave back a wrong ${isType ? 'type of value' : 'value'}.`
        : 'It gave back nothing.',
    evidence: {
      ran,
      expected: expectedText,
      actual: actualText,
      difference: `${at}${difference.words}`,
      diff: diffValues(expected, actual, exercise),
      where: null,
    },
  }
}

/** Text of several lines is compared line by line, other values as they are written in the language. */
function diffValues(expected: Value, actual: Value, exercise: Exercise): DiffLine[] {
  if (expected.is === 'text' && actual.is === 'text' && /\n/.test(expected.value + actual.value))
    return diffLines(expected.value.split('\n'), actual.value.split('\n'))
  return diffLines(renderLines(expected, exercise.runner), renderLines(actual, exercise.runner))
}

function judgeOutput(test: TestCase, run: CaseRun, ran: string): Fault | null {
  if (test.stdout === undefined) return null
  const mismatch = matchText(test.stdout, run.stdout, test.match)
  if (mismatch === null) return null
  const silent = run.stdout.trim() === '' && test.stdout.trim() !== ''
  return {
    status: 'failed',
    kind: 'wrong-output',
    rationale: silent
      ? 'It printed nothing.'
      : `What it printed is different: ${mismatch.difference}.`,
    hiddenRationale: silent ? 'It printed nothing.' : 'What it printed is different.',
    evidence: { ...noEvidence(ran), expected: test.stdout, actual: run.stdout, ...mismatch },
  }
}

function judgeFiles(test: TestCase, run: CaseRun, ran: string): Fault | null {
  for (const [path, text] of Object.entries(test.creates)) {
    const made = run.files[path] ?? null
    if (made === null)
      return {
        status: 'failed',
        kind: 'missing-file',
        rationale: `It did not make the file ${path}.`,
        hiddenRationale: 'It did not make a file that it should.',
        evidence: { ...noEvidence(ran), expected: text, difference: `${path} is missing` },
      }
    const mismatch = matchText(text, made, test.match)
    if (mismatch !== null)
      return {
        status: 'failed',
        kind: 'wrong-file',
        rationale: `The file ${path} is different: ${mismatch.difference}.`,
        hiddenRationale: 'A file that it made is different.',
        evidence: { ...noEvidence(ran), expected: text, actual: made, ...mismatch },
      }
  }
  return null
}

function noEvidence(ran: string): Evidence {
  return { ran, expected: null, actual: null, difference: null, diff: [], where: null }
}

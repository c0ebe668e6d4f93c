import type { AuthoredValue, Exercise, TestCase } from '../../course/model.ts'
import { literal } from './literals.ts'

/** The text of a forged submission. */
export interface ForgedText {
  name: string
  does: string
  text: string
}

/** What one visible case wants, written in the exercise's language. */
export interface KnownAnswer {
  test: TestCase
  /** What comes back, as an expression; null when nothing is compared. */
  returns: string | null
  raises: string | null
  prints: string
}

export function knownAnswers(exercise: Exercise): KnownAnswer[] {
  return exercise.visible.map((test) => ({
    test,
    returns: test.returns === undefined ? null : literal(test.returns, exercise.runner),
    raises: test.raises?.type ?? null,
    prints: test.stdout ?? '',
  }))
}

/** The answer that most visible cases want; the first of several. */
export function mostCommon(answers: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return [...counts].find(([, count]) => count === most)?.[0] ?? null
}

/** Values as the elements of a list in either language. */
export function literals(values: readonly AuthoredValue[], { runner }: Exercise): string {
  return `[${values.map((value) => literal(value, runner)).join(', ')}]`
}

const BY_HEART = 'knows the visible cases by heart'
/** What it does with every other input. */
const OTHERWISE = {
  common: `${BY_HEART} and else gives the answer that most of them want`,
  argument: `${BY_HEART} and else gives back what it was given`,
  nothing: `${BY_HEART} and else gives nothing`,
} as const
export type Otherwise = keyof typeof OTHERWISE

/** One that knows the visible cases for each thing that it can do with others. */
export function knownByHeart(text: (otherwise: Otherwise) => string): ForgedText[] {
  return (Object.keys(OTHERWISE) as Otherwise[]).map((otherwise) => ({
    name: `by-heart-else-${otherwise}`,
    does: OTHERWISE[otherwise],
    text: text(otherwise),
  }))
}

export const FAKE_REPORT = [
  'PASS',
  'OK (12 tests)',
  'TAP version 14',
  '1..1',
  'ok 1 - all',
  '<testsuites><testsuite name="all" tests="1" failures="0"/></testsuites>',
  '{"status":"passed","score":100,"tests":[]}',
].join('\n')

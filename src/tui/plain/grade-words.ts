import type { GradedSubmission } from '../../core/grading/grade-report.ts'
import { type Outcome, outcomeOf } from '../../core/grading/report/rows.ts'
import { safeText } from './safe.ts'
import { LOOKS, type Look } from './spans.ts'

/** Each outcome has a sign and a word beside its colour. */
const OUTCOMES: Record<Outcome, { word: string; look: Look }> = {
  passed: { word: '✓ passed', look: LOOKS.good },
  failed: { word: '✗ failed', look: LOOKS.bad },
  error: { word: '✗ error', look: LOOKS.bad },
  tampered: { word: '✗ tampered', look: LOOKS.bad },
  flaky: { word: '✗ not stable', look: LOOKS.bad },
  ungraded: { word: '– not graded', look: LOOKS.warning },
}

export function outcomeWords(submission: GradedSubmission): { word: string; look: Look } {
  return OUTCOMES[outcomeOf(submission)]
}

/** The learner where the name tells one, and what was handed in. */
export function named({ name, learner }: GradedSubmission): string {
  const shown = oneLine(name)
  return learner === null || learner === name ? shown : `${oneLine(learner)} (${shown})`
}

export function oneLine(text: string): string {
  return safeText(text).replaceAll(/\s+/g, ' ')
}

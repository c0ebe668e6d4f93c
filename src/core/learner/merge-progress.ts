import type { ItemProgress } from './progress.ts'

/**
 * One progress from two: an item that was renamed has one under each id. What happened last counts where
 * there can be only one; sums and bests are taken over both.
 */
export function mergeProgress(one: ItemProgress, other: ItemProgress): ItemProgress {
  const [older, newer] = one.touchedAt <= other.touchedAt ? [one, other] : [other, one]
  const hasQuiz = newer.quizScore !== null
  const quiz = hasQuiz ? newer : older
  return {
    ...newer,
    place: Math.max(older.place, newer.place),
    readOn: earliest(older.readOn, newer.readOn),
    attempt: newer.attempt ?? (hasQuiz ? null : older.attempt),
    quizScore: quiz.quizScore,
    quizUnaided: quiz.quizUnaided,
    quizRevision: quiz.quizRevision,
    quizzesFinished: older.quizzesFinished + newer.quizzesFinished,
    startedOn: earliest(older.startedOn, newer.startedOn),
    startedAt: earliest(older.startedAt, newer.startedAt),
    passedOn: earliest(older.passedOn, newer.passedOn),
    checks: older.checks + newer.checks,
    submissions: older.submissions + newer.submissions,
    failedInARow: newer.checks + newer.submissions > 0 ? newer.failedInARow : older.failedInARow,
    bestScore: bests(older.bestScore, newer.bestScore),
    bestUnaided: bests(older.bestUnaided, newer.bestUnaided),
    quality: newer.quality ?? older.quality,
    hintsShown: Math.max(older.hintsShown, newer.hintsShown),
    solutionShown: older.solutionShown || newer.solutionShown,
    modelHelped: older.modelHelped || newer.modelHelped,
    lastCode: newer.lastCode ?? older.lastCode,
    lastSubmission: newer.lastSubmission ?? older.lastSubmission,
    lastErrorKind: newer.lastErrorKind ?? older.lastErrorKind,
    seconds: older.seconds + newer.seconds,
  }
}

function earliest<T extends string | number>(one: T | null, other: T | null): T | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

function bests(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const merged = { ...one }
  for (const [major, score] of Object.entries(other))
    merged[major] = Math.max(merged[major] ?? 0, score)
  return merged
}

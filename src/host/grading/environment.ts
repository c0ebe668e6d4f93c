import type { Exercise } from '../../core/course/model.ts'
import type { CodeRunner, Tier } from '../../core/grading/code-runner.ts'
import type { GradeEnvironment } from '../../core/grading/grade-report.ts'
import { runLimits } from '../../core/grading/limits.ts'

/**
 * What will grade: the tier in which programs of this exercise run, and what was found to hold in it.
 * @throws MasteryError `no-sandbox` when there is none, before anything is graded
 */
export async function environmentOf(
  { runner, version }: { runner: CodeRunner; version: string },
  exercise: Exercise,
  atLeast: Tier,
): Promise<GradeEnvironment> {
  const language = exercise.runner
  const limits = runLimits(exercise)
  const { edit, starter } = exercise
  // No case: it only chooses, and says in words why it cannot.
  const { tier } = await runner.runCases({
    language,
    files: starter,
    entry: edit[0] ?? '',
    limits,
    atLeast,
    cases: [],
  })
  const reports = await runner.tiers({ languages: [language], untilHeld: true })
  const found = reports.find((report) => report.tier === tier)
  return {
    mastery: version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    tier,
    promises: found?.promises ?? [],
    limits,
  }
}

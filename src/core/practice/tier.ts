import type { Tier } from '../grading/code-runner.ts'
import type { PracticeContext } from './context.ts'

/**
 * The weakest sandbox that will do for programs of a course: what comes with mastery counts as the learner's own. In
 * any other course also the learner's program holds files that somebody else wrote.
 */
export function tierFor(ctx: Pick<PracticeContext, 'library' | 'settings'>, course: string): Tier {
  const bundled = ctx.library.installed(course)?.source.kind === 'bundled'
  return ctx.settings.get<Tier>(bundled ? 'sandbox.tier' : 'sandbox.tier-for-others')
}

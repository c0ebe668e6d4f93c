import { MasteryError } from '../../core/errors.ts'
import { reviewContext } from '../../core/practice/question-tools.ts'
import { sourceOf } from '../../core/review/review-page.ts'
import {
  type ReviewContext,
  ReviewSession,
  type SessionOptions,
} from '../../core/review/session.ts'
import type { ReviewSummary } from '../../core/review/types.ts'
import { whyDate } from '../../core/review/why-date.ts'
import { whyDateText } from '../plain/why.ts'
import { withScreens } from '../render.tsx'
import type { ReviewProps, ScreenOptions } from '../screens/props.ts'
import { screenOptions } from './options.ts'
import type { Hands } from './practice.ts'

/** What the review screen is wired to. */
export type ReviewTools = Omit<ReviewContext, 'questions'>

/** A sitting on the review screen: the queue is computed here, once. */
export function reviewProps(
  tools: ReviewTools,
  hands: Pick<Hands, 'edit'>,
  options: SessionOptions = {},
): { props: ReviewProps; session: ReviewSession } {
  const ctx = reviewContext(tools)
  const session = new ReviewSession(ctx, options)
  const props: ReviewProps = {
    queue: session.queue(),
    reload: async () => session.queue(),
    record: async (item, given) => session.record(item, given),
    gradeTyped: (item, typed) => session.gradeTyped(item, typed),
    undo: async () => session.undo(),
    bury: async (item) => {
      session.bury(item)
    },
    suspend: async (item, suspended) => {
      session.suspend(item, suspended)
    },
    flag: async (item, flagged) => {
      session.flag(item, flagged)
    },
    why: async (item) => whyDateText(whyDate(ctx, item), 78),
    edit: async (item) => {
      const source = sourceOf(ctx.library, item)
      if (source === null)
        throw new MasteryError('usage', `${item.courseTitle} is no folder on this machine.`, {
          next: 'Bundled and packed courses cannot be edited: mastery course add PATH',
        })
      await hands.edit(source.path, source.line)
    },
  }
  return { props, session }
}

/** Opens the review screen for a command. Returns the exit code and what the sitting came to. */
export async function reviewFromCommand(
  tools: ReviewTools & { settings: { list(): { key: string; value: unknown }[] } },
  hands: Pick<Hands, 'edit'>,
  look: { color: boolean; linear: boolean },
  options: SessionOptions,
): Promise<{ code: number; summary: ReviewSummary }> {
  const { props, session } = reviewProps(tools, hands, options)
  const { settings, clock } = tools
  const screen: ScreenOptions = screenOptions({ settings, clock, ...look })
  const result = await withScreens(screen, (screens) => screens.review(props))
  return { code: result.to === 'leave' ? 130 : 0, summary: session.summary() }
}

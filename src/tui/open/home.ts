import { MasteryError } from '../../core/errors.ts'
import { type ListContext, listItems } from '../../core/learner/list.ts'
import { type StatsContext, stats } from '../../core/learner/stats.ts'
import { type StatusContext, status } from '../../core/learner/status.ts'
import { withScreens } from '../render.tsx'
import type { ScreenResult, Screens } from '../screens/props.ts'
import { screenOptions } from './options.ts'
import type { Hands, PracticeTools } from './practice.ts'
import { type ReviewTools, reviewProps } from './review.ts'
import { openItems } from './run.ts'

/** All that the home screen leads to. */
export type HomeTools = PracticeTools & ReviewTools & StatusContext & StatsContext & ListContext

type Place = { course: string; item: string } | null

/** Home, what was chosen there, home again, until it is left. Returns the exit code. */
export async function homeFromCommand(
  tools: HomeTools & { settings: { list(): { key: string; value: unknown }[] } },
  hands: Hands,
  look: { color: boolean; linear: boolean },
): Promise<number> {
  const { settings, clock } = tools
  return withScreens(screenOptions({ settings, clock, ...look }), async (screens) => {
    let problem: string | null = null
    for (;;) {
      const chosen = await screens.home({ status: status(tools), problem })
      if (chosen.to === 'back') return 0
      const attempt = await tried(() => follow(screens, tools, hands, chosen))
      if (attempt.result?.to === 'leave') return 130
      problem = attempt.problem
    }
  })
}

/** Opens what was chosen, and what that leads to; ends where one goes back, or leaves. */
async function follow(
  screens: Screens,
  tools: HomeTools,
  hands: Hands,
  chosen: ScreenResult,
): Promise<ScreenResult> {
  switch (chosen.to) {
    case 'open': {
      if (chosen.kind === 'deck') {
        const { course, item } = chosen
        return screens.review(reviewProps(tools, hands, { course, item }).props)
      }
      const result = await openItems(screens, tools, hands, chosen)
      return result.to === 'back' ? result : follow(screens, tools, hands, result)
    }
    case 'review':
      return screens.review(reviewProps(tools, hands).props)
    case 'stats':
      return screens.stats({ stats: stats(tools) })
    case 'tree':
      return browse(screens, tools, hands)
    default:
      return chosen
  }
}

/** The course tree, what was opened there, the tree again at the same place. */
async function browse(screens: Screens, tools: HomeTools, hands: Hands): Promise<ScreenResult> {
  const { course, item } = status(tools).next
  let at: Place = course === null || item === null ? null : { course, item }
  let problem: string | null = null
  for (;;) {
    const { rows, courses } = listItems(tools, { all: true })
    const chosen = await screens.tree({ rows, courses, at, problem })
    if (chosen.to !== 'open') return chosen
    at = chosen
    const attempt = await tried(() => follow(screens, tools, hands, chosen))
    if (attempt.result?.to === 'leave') return attempt.result
    problem = attempt.problem
  }
}

/** What cannot be opened is said on the screen one comes from; it does not end the session. */
async function tried(
  open: () => Promise<ScreenResult>,
): Promise<{ result: ScreenResult | null; problem: string | null }> {
  try {
    return { result: await open(), problem: null }
  } catch (error) {
    if (!(error instanceof MasteryError)) throw error
    const { message, next } = error
    return { result: null, problem: next === undefined ? message : `${message}\n${next}` }
  }
}

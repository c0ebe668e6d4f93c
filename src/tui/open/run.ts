import type { Opening, Subject } from '../../core/practice/context.ts'
import type { CheckReport } from '../../core/practice/types.ts'
import { withScreens } from '../render.tsx'
import type { ScreenOptions, ScreenResult, Screens, TraceProps } from '../screens/props.ts'
import {
  type Hands,
  lessonProps,
  type PracticeTools,
  quizProps,
  traceProps,
  watchProps,
} from './practice.ts'

/** Opens items one after another, as far as each leads to the next lesson, quiz or exercise. */
export async function openItems(
  screens: Screens,
  tools: PracticeTools,
  hands: Hands,
  first: Opening,
): Promise<ScreenResult> {
  let at: Opening = first
  for (;;) {
    const result = await openItem(screens, tools, hands, at)
    if (result.to !== 'open' || result.kind === 'deck') return result
    at = result
  }
}

function openItem(
  screens: Screens,
  tools: PracticeTools,
  hands: Hands,
  { course, item, kind, restart = false }: Opening,
): Promise<ScreenResult> {
  const subject = { course, item }
  switch (kind) {
    case 'lesson':
      return screens.lesson(lessonProps(tools, subject))
    case 'quiz':
      return screens.quiz(quizProps(tools, subject, { restart }))
    case 'exercise':
      return practise(screens, tools, hands, subject)
    case 'deck':
      return Promise.resolve({ to: 'review' })
  }
}

/** An exercise, and the traces of its tests: from each one comes back to it as it was. */
async function practise(
  screens: Screens,
  tools: PracticeTools,
  hands: Hands,
  subject: Subject,
): Promise<ScreenResult> {
  let report: CheckReport | null = null
  for (;;) {
    const result = await screens.watch({ ...watchProps(tools, hands, subject), report })
    if (result.to !== 'trace') return result
    const props = traceProps(tools, hands, subject, result.traced)
    let edited = false
    const edit: TraceProps['edit'] = async (file, line) => {
      edited = true
      await props.edit?.(file, line)
    }
    const left = await screens.trace({ ...props, edit })
    if (left.to === 'leave') return left
    // What it said of the program as it was would be taken for what it is now.
    report = edited ? null : result.report
  }
}

/**
 * A terminal session for a command that opens one item. What the screens lead to that only the home screen can
 * open is named as a command.
 * @returns the exit code, and the command to go on with, if any
 */
export async function runItems(
  tools: PracticeTools,
  hands: Hands,
  first: Opening,
  options: ScreenOptions,
): Promise<{ code: number; next: string | null }> {
  const result = await withScreens(options, (screens) => openItems(screens, tools, hands, first))
  if (result.to === 'leave') return { code: 130, next: null }
  const next = {
    back: null,
    open: 'mastery review',
    review: 'mastery review',
    tree: 'mastery',
    stats: 'mastery stats',
    trace: null,
  }
  return { code: 0, next: next[result.to] }
}

import type { ReviewProps } from '../screens/props.ts'
import type { Machine } from './program.ts'
import {
  type ReviewEffect,
  type ReviewEvent,
  type ReviewState,
  reviewFacts,
  reviewMode,
  startReview,
  stepReview,
} from './review.ts'

/** The review screen without a terminal: its reducer, and its effects as callbacks. */
export function reviewMachine(
  props: ReviewProps,
  now: () => number,
): Machine<ReviewState, ReviewEvent, ReviewEffect> {
  const putAside = async (text: string): Promise<ReviewEvent> => ({
    type: 'put-aside',
    queue: await props.reload(),
    at: now(),
    text,
  })
  return {
    name: 'review',
    initial: startReview(props.queue, now()),
    start: [],
    step: stepReview,
    mode: reviewMode,
    facts: (state) => [...reviewFacts(state), ...(props.edit === null ? [] : ['editable'])],
    async perform(effect, report, tools) {
      switch (effect.type) {
        case 'record':
          return report({
            type: 'recorded',
            recorded: await props.record(effect.item, effect.given),
          })
        case 'grade-typed':
          return report({
            type: 'graded-typed',
            text: effect.text,
            grade: props.gradeTyped(effect.item, effect.text),
          })
        case 'load':
          return report({ type: 'loaded', queue: await props.reload(), at: now() })
        case 'undo': {
          const item = await props.undo()
          return report({ type: 'undone', item, queue: await props.reload(), at: now() })
        }
        case 'bury':
          await props.bury(effect.item)
          return report(await putAside('Not today: it comes back tomorrow.'))
        case 'suspend':
          await props.suspend(effect.item, true)
          return report(await putAside('Suspended: it is not asked any more. u takes it back.'))
        case 'flag':
          await props.flag(effect.item, effect.flagged)
          return report({ type: 'flagged', flagged: effect.flagged })
        case 'why':
          return report({ type: 'explained', text: await props.why(effect.item) })
        case 'edit': {
          const { edit } = props
          if (edit === null) return
          await tools.suspend(() => edit(effect.item))
          return report({ type: 'loaded', queue: await props.reload(), at: now() })
        }
      }
    },
  }
}

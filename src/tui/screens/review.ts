import { presentReview } from '../presenters/review.ts'
import type { Screen } from '../state/driver.ts'
import type { ReviewEffect, ReviewEvent, ReviewState } from '../state/review.ts'
import { reviewMachine } from '../state/review-machine.ts'
import type { ReviewProps } from './props.ts'

export function reviewScreen(
  props: ReviewProps,
  now: () => number,
): Screen<ReviewState, ReviewEvent, ReviewEffect> {
  return { machine: reviewMachine(props, now), present: presentReview }
}

import { presentReview } from '../presenters/review.ts'
import type { Screen } from '../state/driver.ts'
import {
  type ReviewEffect,
  type ReviewEvent,
  type ReviewState,
  reviewMachine,
} from '../state/review.ts'
import type { ReviewProps } from './props.ts'

export function reviewScreen(
  props: ReviewProps,
  now: () => number,
): Screen<ReviewState, ReviewEvent, ReviewEffect> {
  return { machine: reviewMachine(props, now), present: presentReview }
}

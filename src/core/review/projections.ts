import type { Projection } from '../events/projection.ts'
import { dayProjection } from '../learner/day.ts'
import { itemProjection } from '../learner/item-progress.ts'
import { struggleProjection } from '../learner/struggle.ts'
import { memoryProjection } from './memory.ts'

/**
 * Every fold over what the learner did. It stands here, not in `learner`, because `review` may import
 * `learner` and not the other way round.
 */
export const learnerProjections: readonly Projection[] = [
  memoryProjection as Projection,
  itemProjection as Projection,
  dayProjection as Projection,
  struggleProjection as Projection,
]

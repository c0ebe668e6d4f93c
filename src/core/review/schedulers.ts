import { sm2In1990, sm2InDelphi } from './sm2.ts'
import type { Scheduler } from './types.ts'

const SCHEDULERS: readonly Scheduler[] = [sm2In1990, sm2InDelphi]

/** What the setting `review.scheduler` may hold. */
export const SCHEDULER_NAMES: readonly string[] = SCHEDULERS.map((scheduler) => scheduler.name)

/** The scheduler of this name; the default one for a name that a newer version wrote. */
export function schedulerNamed(name: string | null | undefined): Scheduler {
  return SCHEDULERS.find((scheduler) => scheduler.name === name) ?? sm2In1990
}

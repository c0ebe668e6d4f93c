import { DEFAULT_LIMITS, type RunLimits } from '../grading/code-runner.ts'
import type { SettingsReader } from './context.ts'

/** What the learner's own settings allow one run of a program that is no exercise. */
export function ownLimits(settings: SettingsReader): RunLimits {
  return {
    wallMs: settings.get<number>('limits.seconds') * 1000,
    memoryBytes: settings.get<number>('limits.memory-mb') * 1024 * 1024,
    outputBytes: DEFAULT_LIMITS.outputBytes,
  }
}

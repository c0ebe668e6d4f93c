import type { Exercise } from '../course/model.ts'
import type { RunLimits } from './code-runner.ts'

/** What an exercise allows one run of its program, or of one test file. */
export function runLimits({ limits }: Pick<Exercise, 'limits'>): RunLimits {
  return {
    wallMs: Math.round(limits.seconds * 1000),
    memoryBytes: limits.memoryMb * 1024 * 1024,
    outputBytes: limits.outputKb * 1024,
  }
}

import { availableParallelism } from 'node:os'

/** Beside the program's own memory: the engine that it runs in. */
const ENGINE_BYTES = 100 * 1024 * 1024

/** How many submissions are graded at once: one for each core, and no more than fit into the memory that is free. */
export function jobsFor(memoryBytes: number): number {
  const fitting = Math.floor(process.availableMemory() / 2 / (memoryBytes + ENGINE_BYTES))
  return Math.max(1, Math.min(availableParallelism(), fitting))
}

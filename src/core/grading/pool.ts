/**
 * Runs jobs, so many at a time, and gives back what came of each in their order. When one throws no other is begun,
 * those that run are told to stop, and what it threw is thrown here once they have.
 */
export async function runPooled<T>(
  jobs: readonly ((signal: AbortSignal) => Promise<T>)[],
  workers: number,
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const results: T[] = []
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  let next = 0
  let failure: { error: unknown } | null = null
  const work = async (): Promise<void> => {
    while (next < jobs.length && failure === null) {
      const index = next++
      try {
        results[index] = await (jobs[index] as (typeof jobs)[number])(stopping.signal)
      } catch (error) {
        failure ??= { error }
        stop()
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, workers) }, work))
  signal?.removeEventListener('abort', stop)
  if (failure !== null) throw (failure as { error: unknown }).error
  return results
}

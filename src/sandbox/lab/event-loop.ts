import { readFileSync } from 'node:fs'

const TICK_MS = 10

/**
 * Watches how long this process's event loop stands still, until `stop` gives the longest time in milliseconds. What
 * counts is only what we did ourselves: the time in which the thread was ready to run and the machine had no
 * processor for it is taken off, as the kernel's scheduler counts it (Documentation/scheduler/sched-stats.rst). Where
 * it counts nothing, all of a gap counts.
 */
export function watchEventLoop(): { stop(): number } {
  let longest = 0
  let before = performance.now()
  let waited = waitedMs()
  const look = () => {
    const now = performance.now()
    const waitedNow = waitedMs()
    longest = Math.max(longest, now - before - TICK_MS - (waitedNow - waited))
    before = now
    waited = waitedNow
  }
  const timer = setInterval(look, TICK_MS)
  return {
    stop() {
      clearInterval(timer)
      look()
      return longest
    },
  }
}

/** Time that this thread has waited for a processor. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

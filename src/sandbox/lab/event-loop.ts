const TICK_MS = 10

/**
 * Watches how long this process's event loop stands still, until `stop` gives the longest time in milliseconds. What
 * counts is the processor time of this thread between two turns: that is what a program can make us spend. Waiting for
 * a busy machine, for a processor or for a child to start, is not our doing; a wait without end shows in how long the
 * run takes.
 */
export function watchEventLoop(): { stop(): number } {
  let longest = 0
  let before = process.threadCpuUsage()
  const look = () => {
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, (user + system) / 1000)
    before = process.threadCpuUsage()
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

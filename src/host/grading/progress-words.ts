/** Results before which nobody can say how long it will take. */
const FEWEST = 3

/** Says how far a class is, `taken` of those done without grading. `now`: milliseconds. */
type Progress = (done: number, total: number, taken: number, now: number) => string

/** Words such as `Graded 120 of 500 · 2 min left`. The time is that of the results since the first one. */
export function progressWords(): Progress {
  let began: number | null = null
  return (done, total, taken, now) => {
    began ??= now
    const graded = done - taken - 1
    const words = `Graded ${done} of ${total}`
    if (graded < FEWEST || done === total) return words
    const seconds = ((now - began) / 1000 / graded) * (total - done)
    return `${words} · ${timeLeft(seconds)} left`
  }
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  return `${Math.round(seconds / 60)} min`
}

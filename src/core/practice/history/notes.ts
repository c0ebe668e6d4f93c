import type { Exercise } from '../../course/model.ts'
import type { HistoryNote, HistoryNotes } from '../../grading/similarity/history-notes.ts'
import type { Submission } from '../../grading/submission.ts'
import { type HistoryEvent, isRun, linesOf, newLines, type Step, stepsOf } from './versions.ts'

/** Fewer lines are written in one go by anybody. */
const LEAST_LINES = 15
/** Share of a program's own lines that makes a step "at once". */
const AT_ONCE = 0.9
/**
 * Characters a second. Of 168,000 people the mean was 52 words a minute and the fastest reached 120, which is ten
 * characters a second (Dhakal et al., "Observations on Typing from 136 Million Keystrokes", CHI 2018).
 */
const FAST = 10
/** Less can be completed by an editor. */
const FAST_LEAST = 200
/** A block within so many seconds was hardly typed. */
const BLOCK_SECONDS = 60

export interface HistoryInput {
  submission: Pick<Submission, 'name' | 'learner' | 'files'>
  source: HistoryNotes['source']
  exercise: Exercise
  /** Of this exercise, in the order of (hlc, id). */
  events: readonly HistoryEvent[]
  /** The code of a run, or null when it is not there. */
  readBlob: (hash: string) => string | null
}

/** What stands out in the history of a submission; null when there is none. It says what is there, never why. */
export function notesOn(input: HistoryInput): HistoryNotes | null {
  const { submission, source, exercise, events, readBlob } = input
  const runs = events.filter(isRun).length
  if (runs === 0) return null
  const steps = stepsOf(exercise, events, readBlob)
  const own = submission.files.filter(({ path }) => exercise.edit.includes(path))
  const handedIn = linesOf(own)
  const starter = linesOf(exercise.starter.filter(({ path }) => exercise.edit.includes(path)))
  const notes = [
    atOnce(steps, starter, handedIn),
    fast(steps),
    block(steps),
    firstRun(events, handedIn.length),
    notInHistory(steps, handedIn),
    solutionShown(events),
  ].filter((note) => note !== null)
  const { name, learner } = submission
  return { submission: name, learner, source, runs, notes }
}

function atOnce(
  steps: readonly Step[],
  starter: readonly string[],
  handedIn: readonly string[],
): HistoryNote | null {
  const own = newLines(starter, handedIn).map(({ text }) => text)
  if (own.length < LEAST_LINES) return null
  for (const step of steps) {
    const added = step.added.map(({ text }) => text)
    const share = own.length - newLines(added, own).length
    if (share < AT_ONCE * own.length) continue
    const run = step.after.run
    const seconds = secondsOf(step)
    return {
      kind: 'at-once',
      text: `${share} of its ${own.length} own lines appear together in run ${run}${since(step, seconds)}.`,
      numbers: { lines: share, ofLines: own.length, run, ...(seconds === null ? {} : { seconds }) },
    }
  }
  return null
}

function fast(steps: readonly Step[]): HistoryNote | null {
  const timed = steps.flatMap((step) => {
    const seconds = secondsOf(step)
    const characters = step.added.reduce((sum, { text }) => sum + text.length, 0)
    if (seconds === null || characters < FAST_LEAST) return []
    return [{ step, seconds, characters, rate: characters / Math.max(1, seconds) }]
  })
  const best = timed.toSorted((one, other) => other.rate - one.rate)[0]
  if (best === undefined || best.rate <= FAST) return null
  const { seconds, characters, rate, step } = best
  const a = Math.round(rate)
  return {
    kind: 'fast',
    text: `${characters} characters were added within ${seconds} s before run ${step.after.run}: ${a} a second. The fastest typists reach about ${FAST}.`,
    numbers: { characters, seconds, perSecond: a, run: step.after.run },
  }
}

function block(steps: readonly Step[]): HistoryNote | null {
  for (const step of steps) {
    const seconds = secondsOf(step)
    const lines = longestRow(step.added)
    if (seconds === null || seconds > BLOCK_SECONDS || lines < LEAST_LINES) continue
    return {
      kind: 'block',
      text: `${lines} new lines in a row were there ${seconds} s later, at run ${step.after.run}.`,
      numbers: { lines, seconds, run: step.after.run },
    }
  }
  return null
}

function firstRun(events: readonly HistoryEvent[], lines: number): HistoryNote | null {
  const first = events.find(isRun)
  if (first?.type !== 'exercise.submitted' || !first.payload.accepted) return null
  if (lines < LEAST_LINES) return null
  return {
    kind: 'first-run',
    text: `All ${lines} lines were accepted at the first run; nothing was run before.`,
    numbers: { lines },
  }
}

function notInHistory(steps: readonly Step[], handedIn: readonly string[]): HistoryNote | null {
  if (steps.length === 0) return null
  const text = handedIn.join('\n')
  const runs = steps.length === 1 ? '1 run there is' : `${steps.length} runs there are`
  if (steps.some(({ after }) => after.lines.join('\n') === text)) return null
  return {
    kind: 'not-in-history',
    text: `What was handed in was not run as it is: the ${runs} had other code.`,
    numbers: { runs: steps.length },
  }
}

function solutionShown(events: readonly HistoryEvent[]): HistoryNote | null {
  const index = events.findIndex(({ type }) => type === 'exercise.solution_shown')
  if (index === -1) return null
  const before = events.slice(0, index).filter(isRun).length
  return {
    kind: 'solution-shown',
    text: `mastery showed the reference solution after ${before} ${before === 1 ? 'run' : 'runs'}.`,
    numbers: { runs: before },
  }
}

/** Whole seconds of a step; null when nobody knows when it began, or the clock was set back. */
function secondsOf({ before, after }: Step): number | null {
  if (before.at === null || after.at === null || after.at < before.at) return null
  return Math.round((after.at - before.at) / 1000)
}

function since({ before }: Step, seconds: number | null): string {
  if (seconds === null) return ''
  const from = before.run === 0 ? 'the exercise was started' : `run ${before.run}`
  return `, ${seconds} s after ${from}`
}

function longestRow(added: Step['added']): number {
  let longest = 0
  let row = 0
  added.forEach(({ index }, place) => {
    row = index === (added[place - 1]?.index ?? Number.NaN) + 1 ? row + 1 : 1
    longest = Math.max(longest, row)
  })
  return longest
}

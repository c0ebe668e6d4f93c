import { expect, test } from 'vitest'
import type { NewEvent } from '../../../src/core/events/event.ts'
import { packCode } from '../../../src/core/practice/code.ts'
import { notesOn } from '../../../src/core/practice/history/notes.ts'
import { HISTORY_EVENTS, type HistoryEvent } from '../../../src/core/practice/history/versions.ts'
import { happened } from '../../helpers/events.ts'
import { exercise } from '../../helpers/sandbox.ts'
import { world } from '../../helpers/world.ts'

const STARTER = 'def solve(text):\n    pass\n'
const LINES = Array.from({ length: 24 }, (_, n) => `    step_${n} = text.count("letter ${n}")`)
const program = (lines: number) =>
  `def solve(text):\n${LINES.slice(0, lines).join('\n')}\n    return step_0\n`

/** A learner who ran these programs, each so many seconds after what was before, and hands one in. */
function notes(
  story: { seconds: number; code: string; event: 'check' | 'accept' | 'reject' }[],
  handedIn: string,
  start = true,
) {
  const { log, clock } = world()
  const pack = (text: string) => packCode([{ path: 'main.py', text }])
  let now = Date.parse('2026-03-01T09:00:00Z')
  const write = (event: NewEvent, code: string[]) => {
    clock.set(new Date(now).toISOString())
    log.append([event], { blobs: code })
  }
  if (start) write(happened.started('sum'), [])
  for (const { seconds, code, event } of story) {
    now += seconds * 1000
    const blob = pack(code)
    const more = { code: log.hash(blob) }
    write(
      event === 'check'
        ? happened.checked('sum', 1, more)
        : happened.submitted('sum', event === 'accept' ? 100 : 0, more),
      [blob],
    )
  }
  return notesOn({
    submission: { name: 'ada', learner: null, files: [{ path: 'main.py', text: handedIn }] },
    source: 'profile',
    exercise: exercise('python', [], { starter: [{ path: 'main.py', text: STARTER }] }),
    events: [...log.read({ item: 'sum', types: HISTORY_EVENTS })] as HistoryEvent[],
    readBlob: (hash) => log.readBlob(hash),
  })
}

test('who works step by step is not remarked on', () => {
  const history = notes(
    [
      { seconds: 300, code: program(5), event: 'check' },
      { seconds: 400, code: program(12), event: 'check' },
      { seconds: 600, code: program(24), event: 'check' },
      { seconds: 30, code: program(24), event: 'accept' },
    ],
    program(24),
  )
  expect(history).toMatchObject({ submission: 'ada', source: 'profile', runs: 4, notes: [] })
})

test('a solution that appears whole in one save is told with its numbers, four times', () => {
  const history = notes([{ seconds: 20, code: program(24), event: 'accept' }], program(24))
  expect(history?.notes.map(({ kind, text }) => [kind, text])).toEqual([
    [
      'at-once',
      '25 of its 25 own lines appear together in run 1, 20 s after the exercise was started.',
    ],
    [
      'fast',
      '785 characters were added within 20 s before run 1: 39 a second. The fastest typists reach about 10.',
    ],
    ['block', '25 new lines in a row were there 20 s later, at run 1.'],
    ['first-run', 'All 26 lines were accepted at the first run; nothing was run before.'],
  ])
  expect(history?.notes[0]?.numbers).toEqual({ lines: 25, ofLines: 25, run: 1, seconds: 20 })
})

test('all at once but slowly was perhaps typed elsewhere: nothing is said of speed', () => {
  const history = notes(
    [
      { seconds: 3_600, code: program(24), event: 'check' },
      { seconds: 60, code: program(24), event: 'accept' },
    ],
    program(24),
  )
  expect(history?.notes.map(({ kind }) => kind)).toEqual(['at-once'])
})

test('a start that nobody recorded says nothing of speed', () => {
  const history = notes([{ seconds: 5, code: program(24), event: 'check' }], program(24), false)
  expect(history?.notes.map(({ kind, text }) => [kind, text])).toEqual([
    ['at-once', '25 of its 25 own lines appear together in run 1.'],
  ])
})

test('a clock that was set back makes nobody fast', () => {
  const history = notes(
    [
      { seconds: 900, code: program(10), event: 'check' },
      { seconds: -400, code: program(24), event: 'accept' },
    ],
    program(24),
  )
  expect(history?.notes).toEqual([])
})

test('lines that only moved are not new', () => {
  const moved = `def solve(text):\n${LINES.toReversed().join('\n')}\n    return step_0\n`
  const history = notes(
    [
      { seconds: 700, code: program(12), event: 'check' },
      { seconds: 700, code: program(24), event: 'check' },
      { seconds: 3, code: moved, event: 'accept' },
    ],
    moved,
  )
  expect(history?.notes).toEqual([])
})

test('what was handed in and never run is said; small programs and no history are not', () => {
  const other = notes([{ seconds: 900, code: program(3), event: 'reject' }], program(6))
  expect(other?.notes.map(({ text }) => text)).toEqual([
    'What was handed in was not run as it is: the 1 run there is had other code.',
  ])
  expect(notes([{ seconds: 2, code: program(3), event: 'accept' }], program(3))?.notes).toEqual([])
  expect(notes([], program(24))).toBeNull()
})

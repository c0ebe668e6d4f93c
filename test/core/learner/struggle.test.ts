import { describe, expect, it } from 'vitest'
import { raiseStruggle } from '../../../src/core/learner/raise-struggle.ts'
import { saysStuck } from '../../../src/core/learner/struggle.ts'
import { course, exercise, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const sample = () =>
  world([
    course({
      skills: [skill('s')],
      units: { one: [lesson('intro', ['s']), exercise('task', ['s']), quiz('quiz', ['s'])] },
    }),
  ])

const MINUTE = 60_000
const subject = { course: 'sample', item: 'task' }

/** One failed check after some minutes, and what it raises. */
function fail(w: World, minutes: number, errorKind: string | null, seconds = 10) {
  w.clock.advance(minutes * MINUTE)
  w.log.append([happened.checked('task', 0, { errorKind, seconds })])
  return raiseStruggle(w, subject)
}

describe('is raised by', () => {
  it('the same error kind three times within 30 minutes', () => {
    const w = sample()
    expect(fail(w, 0, 'NameError')).toBeNull()
    expect(fail(w, 10, 'NameError')).toBeNull()
    expect(fail(w, 19, 'NameError')).toMatchObject({
      cause: 'repeated-error',
      command: 'mastery hint task',
    })
  })

  it('but not when they are further apart, or of different kinds', () => {
    const apart = sample()
    for (const minutes of [0, 16, 16, 16]) expect(fail(apart, minutes, 'NameError')).toBeNull()
    const mixed = sample()
    for (const kind of ['NameError', 'TypeError', 'NameError', 'TypeError'])
      expect(fail(mixed, 1, kind)).toBeNull()
  })

  it('more than ten minutes of active work without a pass', () => {
    const w = sample()
    expect(fail(w, 5, null, 300)).toBeNull()
    expect(fail(w, 5, null, 300)).toBeNull()
    expect(fail(w, 1, null, 1)).toMatchObject({ cause: 'slow' })
  })

  it('five failed runs in a row', () => {
    const w = sample()
    for (let run = 0; run < 4; run++) expect(fail(w, 1, null)).toBeNull()
    expect(fail(w, 1, null)).toMatchObject({ cause: 'failed-runs' })
  })

  it('four failed runs, a green one, and one more do not', () => {
    const w = sample()
    for (let run = 0; run < 4; run++) fail(w, 1, null)
    w.log.append([happened.checked('task', 3)])
    expect(fail(w, 1, null)).toBeNull()
  })

  it('a quiz under 50 %', () => {
    const w = sample()
    w.log.append([happened.quizFinished('quiz', 49.9)])
    expect(raiseStruggle(w, { course: 'sample', item: 'quiz' })).toMatchObject({
      cause: 'low-quiz',
      command: 'mastery learn intro',
    })
    const half = sample()
    half.log.append([happened.quizFinished('quiz', 50)])
    expect(raiseStruggle(half, { course: 'sample', item: 'quiz' })).toBeNull()
  })

  it('the learner, who says so', () => {
    const w = sample()
    expect(raiseStruggle(w, { ...subject, said: "I'm stuck" })).toMatchObject({ cause: 'said-so' })
    expect(raiseStruggle(sample(), { ...subject, said: 'What is a list?' })).toBeNull()
  })
})

describe('is offered', () => {
  it('not for three wrong results: they say nothing about why', () => {
    const w = sample()
    for (let run = 0; run < 3; run++) expect(fail(w, 1, 'wrong-output')).toBeNull()
  })

  it('once for a cause, and again only for another', () => {
    const w = sample()
    for (let run = 0; run < 2; run++) fail(w, 1, 'NameError')
    expect(fail(w, 1, 'NameError')).toMatchObject({ cause: 'repeated-error' })
    expect(fail(w, 1, 'NameError')).toBeNull()
    expect(fail(w, 1, 'NameError')).toMatchObject({ cause: 'failed-runs' })
    for (let run = 0; run < 10; run++) expect(fail(w, 1, 'NameError', 1)).toBeNull()
    const raised = [...w.log.read({ types: ['struggle.raised'] })]
    expect(raised.map((e) => (e.payload as { cause: string }).cause)).toEqual([
      'repeated-error',
      'failed-runs',
    ])
    expect([...w.log.read({ types: ['struggle.offered'] })]).toHaveLength(2)
  })

  it('with the next useful command: a hint, then the lesson when hints are used up', () => {
    const w = sample()
    w.log.append([happened.hint('task', 2)])
    for (let run = 0; run < 2; run++) fail(w, 1, 'NameError')
    expect(fail(w, 1, 'NameError')?.offer).toContain('One hint is left')
    const used = sample()
    used.log.append([happened.hint('task', 3)])
    for (let run = 0; run < 2; run++) fail(used, 1, 'NameError')
    expect(fail(used, 1, 'NameError')).toMatchObject({ command: 'mastery learn intro' })
  })

  it('and is over after a pass', () => {
    const w = sample()
    for (let run = 0; run < 3; run++) fail(w, 1, 'NameError')
    w.log.append([happened.submitted('task', 100)])
    expect(raiseStruggle(w, subject)).toBeNull()
    expect([...w.log.read({ types: ['struggle.resolved'] })]).toHaveLength(1)
    expect(raiseStruggle(w, subject)).toBeNull()
    expect([...w.log.read({ types: ['struggle.resolved'] })]).toHaveLength(1)
  })
})

it('hears the learner say so', () => {
  for (const text of [
    "I'm stuck",
    'i am really stuck',
    'I’m so lost here',
    "I don't understand",
    'I do not understand this at all',
    "i still don't get it",
    'this makes no sense',
    'help me please',
    'I give up',
  ])
    expect([text, saysStuck(text)]).toEqual([text, true])
  for (const text of [
    'What does strip do?',
    'The loop is stuck at 3',
    'I understand',
    'lost update',
  ])
    expect([text, saysStuck(text)]).toEqual([text, false])
})

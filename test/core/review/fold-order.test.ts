import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LearnerEvent, NewEvent } from '../../../src/core/events/event.ts'
import { PROJECTION_NAMES } from '../../../src/core/events/projection.ts'
import { happened } from '../../helpers/events.ts'
import { world } from '../../helpers/world.ts'

const uuid = (n: number) => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const grade = fc.integer({ min: 0, max: 5 })
const item = fc.constantFrom('deck-a', 'quiz-b', 'task-c', 'lesson-d')
const part = fc.constantFrom('one', 'two#r')

/** Any fact of the kinds that projections look at, in no sensible order. */
const fact: fc.Arbitrary<NewEvent | 'undo'> = fc.oneof(
  fc
    .record({ item, part, grade, predicted: fc.constantFrom(null, 0.9), repeat: fc.boolean() })
    .map(({ item, part, grade, ...more }) => happened.reviewed(`${item}/${part}`, grade, more)),
  fc
    .record({ item, part, grade, try: fc.integer({ min: 1, max: 2 }) })
    .map(({ item, part, grade, ...more }) => happened.answered(`${item}/${part}`, grade, more)),
  item.map((id) => happened.read(id)),
  item.map((id) => happened.quizStarted(id)),
  fc.tuple(item, fc.integer({ min: 0, max: 100 })).map(([id, n]) => happened.quizFinished(id, n)),
  item.map((id) => happened.started(id)),
  fc.tuple(item, fc.integer({ min: 0, max: 3 })).map(([id, n]) => happened.checked(id, n)),
  fc
    .tuple(
      item,
      fc.constantFrom(0, 50, 100),
      fc.constantFrom('1.0', '2.1'),
      fc.integer({ min: 0, max: 2 }),
    )
    .map(([id, score, revision, hints]) => happened.submitted(id, score, { revision, hints })),
  fc.record({ item, part }).map(
    (subject): NewEvent => ({
      type: 'learning.card_suspended',
      payload: { course: 'sample', ...subject, suspended: true },
    }),
  ),
  fc.record({ item, part }).map(
    (subject): NewEvent => ({
      type: 'learning.card_buried',
      payload: { course: 'sample', ...subject, until: '2026-11-22' },
    }),
  ),
  item.map(
    (id): NewEvent => ({
      type: 'struggle.raised',
      payload: {
        course: 'sample',
        item: id,
        revision: '1.0',
        skills: [],
        cause: 'slow',
        detail: id,
      },
    }),
  ),
  fc.constant('undo' as const),
)

/** A history over two devices and four days, each event with its envelope. */
const history = fc
  .array(
    fc.record({
      fact,
      device: fc.constantFrom('d1', 'd2'),
      hours: fc.integer({ min: 0, max: 96 }),
    }),
    {
      minLength: 2,
      maxLength: 25,
    },
  )
  .map((facts) => {
    const seqs: Record<string, number> = {}
    const start = Date.parse('2026-11-19T00:00:00Z')
    const events: LearnerEvent[] = []
    for (const [at, { fact, device, hours }] of facts.entries()) {
      const event = fact === 'undo' ? undoOf(events) : fact
      if (event === null) continue
      const wall = start + hours * 3_600_000
      const seq = (seqs[device] ?? 0) + 1
      seqs[device] = seq
      events.push({
        ...event,
        id: uuid(at + 1),
        device,
        seq,
        hlc: `${wall.toString(16).padStart(12, '0')}-${at.toString(16).padStart(4, '0')}`,
        wall,
        tz: 'UTC',
        day: new Date(wall).toISOString().slice(0, 10),
        v: 1,
      } as LearnerEvent)
    }
    return events
  })

function undoOf(events: LearnerEvent[]): NewEvent | null {
  const target = events.findLast((event) => event.type === 'learning.card_reviewed')
  if (target === undefined) return null
  const { course, item, part } = target.payload
  return { type: 'learning.review_undone', payload: { course, item, part, event: target.id } }
}

function statesAfter(events: readonly LearnerEvent[]): Record<string, unknown> {
  const { log } = world()
  // One by one, as they would arrive.
  for (const event of events) log.adopt([event])
  const states = Object.fromEntries(PROJECTION_NAMES.map((name) => [name, [...log.list(name)]]))
  expect(log.projections.rebuild().differences).toEqual([])
  log.close()
  return states
}

test('histories fold to the same states in whatever order they arrive', () => {
  fc.assert(
    fc.property(
      history.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
      ),
      ([events, arrived]) => {
        const inOrder = events.toSorted((a, b) => (a.hlc < b.hlc ? -1 : 1))
        expect(statesAfter(arrived)).toEqual(statesAfter(inOrder))
      },
    ),
    { numRuns: 20 },
  )
})

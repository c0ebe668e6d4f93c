import { expect, test } from 'vitest'
import { reviewContracts } from '../../../src/contracts/review.ts'
import { catchup } from '../../../src/core/review/catchup.ts'
import { course, deck, quiz } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const cards = Array.from({ length: 30 }, (_, at) => `c${at}`)

function behind() {
  const w = world([
    course({ skills: [], units: { one: [deck('deck', [], cards), quiz('quiz', [], ['q'])] } }),
  ])
  // Due yesterday with an interval of 1 day.
  w.on(
    '2026-11-18',
    ...cards.slice(0, 10).map((id) => happened.reviewed(`deck/${id}`, 4, { seconds: 20 })),
  )
  // Due on 11-08 with an interval of 6 days.
  for (const day of ['2026-11-01', '2026-11-02'])
    w.on(
      day,
      ...cards.slice(10, 20).map((id) => happened.reviewed(`deck/${id}`, 4, { seconds: 20 })),
    )
  w.clock.set(`${TODAY}T09:00:00Z`)
  return w
}

test('the time given is filled by what waiting costs most, and the rest is named', () => {
  const report = catchup(behind(), { minutes: 3 })
  // 20 seconds a card: the learner's own median
  expect(report.pace).toEqual({ card: 20, question: 30, own: true })
  expect(report).toMatchObject({ seconds: 180, left: { count: 11, seconds: 220 } })
  // recall(today) − recall(tomorrow): 0.9^2 − 0.9^3 = 0.081 for an interval of 1 day, two days after
  // 0.9^(18/6) − 0.9^(19/6) = 0.0127 for an interval of 6, eighteen days after
  expect(report.picked.map((pick) => pick.interval)).toEqual(Array(9).fill(1))
  expect(report.picked[0]).toMatchObject({
    recall: expect.closeTo(0.81, 9),
    loss: expect.closeTo(0.081, 9),
  })
  expect(report.saved).toBeCloseTo(9 * 0.081, 9)
  expect(report.left.loss).toBeCloseTo(0.081 + 10 * (0.9 ** 3 - 0.9 ** (19 / 6)), 9)
  reviewContracts['mastery.catchup/1'].parse(JSON.parse(JSON.stringify(report)))
})

test('a question that takes longer must be worth more', () => {
  const w = behind()
  w.on('2026-11-18', happened.answered('quiz/q', 4))
  w.clock.set(`${TODAY}T09:00:00Z`)
  const { picked } = catchup(w, { minutes: 600 })
  // As forgotten as the first ten cards, but 30 seconds instead of 20.
  expect(picked.findIndex((pick) => pick.id === 'quiz/q')).toBe(10)
})

test('with time enough nothing is left; with none of it due nothing is picked', () => {
  expect(catchup(behind(), { minutes: 60 })).toMatchObject({ left: { count: 0 } })
  expect(catchup(world(), { minutes: 15 })).toMatchObject({ picked: [], left: { count: 0 } })
})

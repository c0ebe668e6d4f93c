import { expect, test } from 'vitest'
import { reviewProps } from '../../../src/tui/open/review.ts'
import { course, deck, quiz } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'

function due() {
  const w = world([
    course({
      skills: [],
      units: { one: [deck('deck', [], ['a', 'b', 'c']), quiz('quiz', [], ['q'])] },
    }),
  ])
  w.on('2026-11-10', happened.reviewed('deck/a', 4), happened.reviewed('deck/b', 4))
  w.on('2026-11-18', happened.answered('quiz/q', 4))
  w.clock.set(`${TODAY}T09:00:00Z`)
  return w
}

test('the screen is given a queue, and each thing it does is recorded before the queue moves on', async () => {
  const w = due()
  const edited: string[] = []
  const edit = async (path: string, line?: number) => {
    edited.push(`${path}:${line}`)
  }
  const { props, session } = reviewProps(w, { edit }, {})
  const shown = async () => (await props.reload()).items[0]?.id
  const [first] = props.queue.items
  if (first === undefined) throw new Error('nothing is due')
  expect([first.id, props.queue.due, props.queue.newLeft]).toEqual(['deck/a', 3, 1])
  expect(await props.why(first)).toContain('Due on 2026-11-11: 1 day after the last review')
  await props.edit?.(first)
  expect(edited).toEqual(['/courses/sample/deck.md:7'])
  const graded = { kind: 'graded', grade: 4, typed: null, seconds: 3 } as const
  expect(await props.record(first, graded)).toMatchObject({ grade: 4, interval: 6 })
  expect(await shown()).toBe('deck/b')
  expect((await props.undo())?.id).toBe('deck/a')
  expect(await shown()).toBe('deck/a')
  await props.bury(first)
  const [second] = (await props.reload()).items
  if (second !== undefined) await props.suspend(second, true)
  expect(await shown()).toBe('quiz/q')
  const [question] = (await props.reload()).items
  if (question !== undefined) {
    await props.flag(question, true)
    const answered = {
      kind: 'answered',
      answer: { type: 'choice', id: 'no' },
      hints: 0,
      seconds: 9,
    } as const
    expect(await props.record(question, answered)).toMatchObject({ grade: 1, interval: 0 })
  }
  expect(session.summary()).toMatchObject({ reviewed: 1, left: { due: 0, fresh: 1, repeats: 1 } })
  expect([...w.log.read({ fromDay: TODAY })].map((event) => event.type)).toEqual([
    'learning.card_reviewed',
    'learning.review_undone',
    'learning.card_buried',
    'learning.card_suspended',
    'learning.card_flagged',
    'learning.question_answered',
  ])
})

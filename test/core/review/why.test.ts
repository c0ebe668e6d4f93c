import { describe, expect, it } from 'vitest'
import { reviewContracts } from '../../../src/contracts/review.ts'
import { courseEvidence, skillMastery } from '../../../src/core/learner/evidence.ts'
import { why } from '../../../src/core/review/why.ts'
import { course, deck, exercise, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const sample = () =>
  course({
    skills: [skill('s')],
    units: {
      one: [
        lesson('s', ['s']),
        exercise('task', ['s']),
        exercise('other', ['s']),
        quiz('quiz', ['s'], ['q']),
        deck('deck', ['s'], ['a', 'b']),
      ],
    },
  })

function asked(w: World, id: string) {
  const report = why(w, { id })
  reviewContracts['mastery.why/1'].parse(JSON.parse(JSON.stringify(report)))
  return report
}

describe('a date', () => {
  it('is explained review by review, from events, with the numbers of the formula', () => {
    const w = world([sample()])
    w.on('2026-11-01', happened.reviewed('deck/a', 5))
    w.on(
      '2026-11-02',
      happened.reviewed('deck/a', 3),
      happened.reviewed('deck/a', 4, { repeat: true }),
    )
    w.on('2026-11-08', happened.reviewed('deck/a', 4))
    const { date, kind } = asked(w, 'deck/a')
    expect(kind).toBe('card')
    expect(date).toMatchObject({
      scheduler: 'sm2-1990',
      due: '2026-11-23',
      interval: 15,
      easiness: 2.46,
    })
    expect(
      date?.reviews.map(({ day, grade, counts, interval }) => [day, grade, counts, interval]),
    ).toEqual([
      ['2026-11-01', 5, true, { before: null, after: 1 }],
      ['2026-11-02', 3, true, { before: 1, after: 6 }],
      ['2026-11-02', 4, false, { before: 6, after: 6 }],
      ['2026-11-08', 4, true, { before: 6, after: 15 }],
    ])
    expect(date?.reviews.at(-1)?.arithmetic).toEqual([
      'EF 2.46 + (0.1 − (5 − 4) × (0.08 + (5 − 4) × 0.02)) = 2.46',
      'interval 6 × 2.46 = 14.76 → 15 days (the new EF, rounded up)',
    ])
    expect(date?.assumption).toContain('assumption')
  })

  it('leaves out what was undone', () => {
    const w = world([sample()])
    w.on('2026-11-01', happened.reviewed('deck/a', 4))
    const [event] = w.on('2026-11-02', happened.reviewed('deck/a', 0))
    w.on('2026-11-02', {
      type: 'learning.review_undone',
      payload: { course: 'sample', item: 'deck', part: 'a', event: event?.id ?? '' },
    })
    expect(asked(w, 'deck/a').date?.reviews).toHaveLength(1)
  })

  it('is none for a card that was never reviewed', () => {
    expect(asked(world([sample()]), 'deck/a').date).toMatchObject({
      due: null,
      reviews: [],
      recall: null,
    })
  })
})

describe('a percentage', () => {
  it('is explained by what each item adds, and is the same as everywhere else', () => {
    const w = world([sample()])
    const [weak] = w.on('2026-11-18', happened.submitted('task', 50))
    const [best] = w.on('2026-11-19', happened.submitted('task', 100, { hints: 1 }))
    const [quizzed] = w.on(TODAY, happened.quizFinished('quiz', 80))
    const { skills } = asked(w, 'task')
    const [explained] = skills
    expect(explained?.exercises).toEqual([
      {
        item: 'task',
        title: 'Title task',
        score: 100,
        unaided: 50,
        event: best?.id,
        day: '2026-11-19',
      },
      { item: 'other', title: 'Title other', score: null, unaided: null, event: null, day: null },
    ])
    expect(explained?.quizzes?.[0]).toMatchObject({ score: 80, event: quizzed?.id, day: TODAY })
    expect(explained?.quality?.[0]).toMatchObject({ item: 'task', score: 90, event: best?.id })
    const evidence = courseEvidence(w, 'sample', explained?.streakDays ?? 0)
    expect(explained?.mastery).toEqual(evidence === null ? null : skillMastery(evidence, 's'))
    // 0.40 × 50 + 0.30 × 80 + 0.20 × 90 + 0.10 × 200/7: finishing a quiz without answering is no learning
    expect(explained?.formula).toBe(
      '0.40 × 50.0 (exercises) + 0.30 × 80.0 (quizzes) + 0.20 × 90.0 (quality) + 0.10 × 28.6 (consistency) = 64.86 → 65 %, Learning',
    )
    expect(
      asked(w, 'task').attempts.map(({ event, score, unaided }) => [event, score, unaided]),
    ).toEqual([
      [weak?.id, 50, true],
      [best?.id, 100, false],
    ])
  })
})

describe('ids', () => {
  it('an item lists its scheduled parts; a lesson and a skill of one name are both meant', () => {
    const w = world([sample()])
    w.on('2026-11-18', happened.reviewed('deck/b', 4), happened.reviewed('deck/a', 4))
    expect(asked(w, 'deck').parts.map((part) => part.id)).toEqual(['deck/a', 'deck/b'])
    expect(asked(w, 's')).toMatchObject({ kind: 'lesson', skills: [{ skill: 's' }] })
  })

  it('an unknown one suggests the nearest', () => {
    const w = world([sample()])
    const suggests = (id: string, near: string) =>
      expect(() => why(w, { id })).toThrow(
        expect.objectContaining({ next: expect.stringContaining(near) }),
      )
    suggests('tsak', 'mastery why task')
    suggests('deck/bb', 'mastery why deck/b')
    suggests('dekc/a', 'mastery why deck/a')
  })
})

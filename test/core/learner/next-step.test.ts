import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CompiledCourse, Item } from '../../../src/core/course/model.ts'
import { nextStep } from '../../../src/core/learner/next-step.ts'
import type { NextStep } from '../../../src/core/learner/progress.ts'
import { ReviewSession } from '../../../src/core/review/session.ts'
import { course, deck, exercise, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

const TODAY = '2026-11-20'
const sample = () =>
  course({
    skills: [skill('basic'), skill('more', ['basic'])],
    units: {
      one: [
        lesson('intro', ['basic']),
        exercise('task', ['basic']),
        quiz('quiz', ['basic']),
        deck('deck', ['basic'], ['a', 'b', 'c']),
      ],
      two: [lesson('further', ['more']), exercise('last', ['more'])],
    },
  })
const next = (w: World) => nextStep(w)
const goal = (w: World) => {
  const { action, item } = next(w)
  return `${action} ${item}`
}

describe('the rule', () => {
  it('begins with the first item of the outline', () => {
    const w = world([sample()])
    expect(next(w)).toMatchObject({
      action: 'lesson',
      course: 'sample',
      item: 'intro',
      title: 'Title intro',
      command: 'mastery learn intro',
      reason: 'The first lesson of Course sample.',
    })
    w.on(TODAY, happened.read('intro'))
    expect(next(w).reason).toBe(
      'The next exercise of Course sample. What it needs is there: Skill basic (lesson read).',
    )
  })

  it('an exercise in progress comes before everything, until it is passed or given up', () => {
    const w = world([sample()])
    w.on('2026-11-18', happened.reviewed('deck/a', 4))
    w.on(TODAY, happened.started('task'), happened.checked('task', 1))
    expect(next(w)).toMatchObject({
      action: 'exercise',
      item: 'task',
      command: 'mastery start task',
    })
    expect(next(w).reason).toContain('run once')
    w.on(TODAY, happened.solutionShown('task'))
    expect(next(w).action).toBe('review')
    const passed = world([sample()])
    passed.on(TODAY, happened.started('task'), happened.submitted('task', 100))
    expect(next(passed).action).not.toBe('exercise')
  })

  it('an exercise left alone for two weeks waits its turn again', () => {
    const w = world([sample()])
    w.on('2026-11-01', happened.started('task'))
    w.clock.set('2026-11-15T09:00:00Z')
    expect(next(w).action).toBe('exercise')
    w.clock.set('2026-11-16T09:00:00Z')
    expect(goal(w)).toBe('lesson intro')
  })

  it('due reviews come before the outline', () => {
    const w = world([sample()])
    w.on('2026-11-18', happened.reviewed('deck/a', 4), happened.reviewed('deck/b', 4))
    w.clock.set(`${TODAY}T09:00:00Z`)
    expect(next(w)).toMatchObject({ action: 'review', command: 'mastery review' })
    expect(next(w).reason).toContain('2 reviews wait for today')
  })

  it('then the outline, in order', () => {
    const w = world([sample()])
    const did: string[] = []
    for (let at = 0; at < 4; at++) {
      did.push(goal(w))
      doIt(w, next(w), { share: 1 })
    }
    expect(did).toEqual(['lesson intro', 'exercise task', 'quiz quiz', 'deck deck'])
  })

  it('what needs a skill waits until that is at Learning, and practice of it comes instead', () => {
    const w = world([sample()], { 'review.new-per-day': 0 })
    w.on(TODAY, happened.read('intro'), happened.quizFinished('quiz', 20))
    w.on(TODAY, happened.solutionShown('task'))
    // (0.4 × 0 + 0.3 × 20 + 0.2 × 0 + 0.1 × 14) = 7 %
    expect(next(w)).toMatchObject({
      action: 'practice',
      item: 'quiz',
      command: 'mastery quiz quiz',
    })
    expect(next(w).reason).toContain('“Skill basic” is your weakest skill (7 %, Beginner)')
    w.on(TODAY, happened.submitted('task', 100))
    expect(goal(w)).toBe('lesson further')
    expect(next(w).reason).toContain('Skill basic')
  })

  it('a lesson that was read counts where nothing has asked for its skill before', () => {
    const w = world([
      course({
        skills: [skill('basic'), skill('more', ['basic'])],
        units: {
          one: [
            lesson('intro', ['basic']),
            lesson('further', ['more']),
            quiz('all', ['basic', 'more']),
          ],
        },
      }),
    ])
    expect(goal(w)).toBe('lesson intro')
    w.on(TODAY, happened.read('intro'))
    expect(next(w)).toMatchObject({ item: 'further' })
    expect(next(w).reason).toContain('lesson read')
  })

  it('after three tries at a quiz the outline goes on all the same', () => {
    const w = world([sample()], { 'review.new-per-day': 0 })
    w.on(TODAY, happened.read('intro'), happened.solutionShown('task'))
    for (let times = 0; times < 2; times++) {
      w.on(TODAY, happened.quizFinished('quiz', 10))
      expect(goal(w)).toBe('practice quiz')
    }
    w.on(TODAY, happened.quizFinished('quiz', 10))
    expect(goal(w)).toBe('lesson further')
    expect(next(w).reason).toContain('still weak')
  })

  it('what was practised today has had its turn until tomorrow', () => {
    const w = world([course({ skills: [skill('s')], units: { one: [quiz('q', ['s'])] } })])
    w.on('2026-11-19', happened.quizFinished('q', 60))
    w.clock.set(`${TODAY}T09:00:00Z`)
    expect(next(w)).toMatchObject({ action: 'practice', item: 'q' })
    w.on(TODAY, happened.quizFinished('q', 65))
    expect(next(w)).toMatchObject({ action: 'done' })
    expect(next(w).reason).toContain('practised today')
  })

  it('nothing is left when every skill is mastered', () => {
    const w = world([course({ skills: [skill('s')], units: { one: [quiz('q', ['s'])] } })])
    for (let day = 14; day <= 20; day++) w.on(`2026-11-${day}`, happened.read('elsewhere'))
    w.on(TODAY, happened.quizFinished('q', 100))
    expect(next(w)).toMatchObject({ action: 'done', course: null, item: null })
  })

  it('says what to do when no course is installed', () => {
    expect(next(world())).toMatchObject({ action: 'done', command: 'mastery course add PATH' })
  })
})

describe('several courses', () => {
  const other = () =>
    course({ id: 'other', skills: [], units: { one: [lesson('start', []), lesson('intro', [])] } })

  it('the one used last comes first, and the setting before it', () => {
    const w = world([sample(), other()])
    expect(next(w).course).toBe('sample')
    w.on(TODAY, happened.read('start', { course: 'other' } as never))
    expect(next(w)).toMatchObject({
      course: 'other',
      command: 'mastery learn intro --course other',
    })
    w.settings.values.course = 'sample'
    expect(next(w).course).toBe('sample')
  })

  it('an unknown course is refused', () => {
    expect(() => nextStep(world([sample()]), { course: 'nope' })).toThrow(/no course "nope"/)
  })
})

/** Does what the step says, as a learner of a given strength would. */
function doIt(w: World, step: NextStep, { share }: { share: number }): void {
  const { item, course: courseId } = step
  if (step.action === 'review' || step.action === 'deck') {
    const session = new ReviewSession(w, step.action === 'deck' && item !== null ? { item } : {})
    for (let left = 200; left > 0; left--) {
      const now = session.current()
      if (now === null) return
      if (now.content.kind === 'card')
        session.record(now, { kind: 'graded', grade: 4, typed: null, seconds: 5 })
      else
        session.record(now, {
          kind: 'answered',
          answer: { type: 'choice', id: 'yes' },
          hints: 0,
          seconds: 5,
        })
    }
    return
  }
  const meta = courseId === null || item === null ? null : w.library.meta(courseId, item)
  if (meta === null) return
  const events = {
    lesson: () => [happened.read(meta.id)],
    quiz: () => [happened.quizFinished(meta.id, Math.round(100 * share))],
    exercise: () =>
      share > 0.5
        ? [happened.started(meta.id), happened.submitted(meta.id, 100)]
        : [
            happened.started(meta.id),
            happened.checked(meta.id, 0),
            happened.solutionShown(meta.id),
          ],
    deck: () => [],
  }
  w.log.append(events[meta.kind]())
}

/** Courses with any prerequisites (no circles among skills) in any order of items. */
const anyCourse: fc.Arbitrary<CompiledCourse> = fc
  .record({
    requires: fc.array(fc.array(fc.nat(5), { maxLength: 2 }), { minLength: 2, maxLength: 6 }),
    items: fc.array(
      fc.record({
        kind: fc.constantFrom('lesson', 'quiz', 'deck', 'exercise'),
        skills: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 2 }),
        needs: fc.uniqueArray(fc.nat(5), { maxLength: 1 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ requires, items }) => {
    const name = (n: number) => `s${n % requires.length}`
    const skills = requires.map((needed, at) =>
      skill(`s${at}`, [...new Set(needed.filter((n) => n < at).map(name))]),
    )
    const made = items.map(({ kind, skills, needs }, at): Item => {
      const names = [...new Set(skills.map(name))]
      if (kind === 'lesson') return lesson(`i${at}`, names)
      if (kind === 'quiz') return quiz(`i${at}`, names)
      if (kind === 'deck') return deck(`i${at}`, names, ['a', 'b'])
      return exercise(`i${at}`, names, needs.map(name))
    })
    return course({ skills, units: { one: made } })
  })

describe('for any course and any learner', () => {
  it('following next comes to everything: nobody gets stuck', () => {
    fc.assert(
      fc.property(anyCourse, fc.constantFrom(0.2, 0.6, 1), (one, share) => {
        const w = world([one])
        const visited = new Set<string>()
        for (let days = 0; days < 12 && visited.size < one.items.length; days++) {
          for (let steps = 0; steps < 20; steps++) {
            const step = next(w)
            if (step.action === 'done') break
            if (step.item !== null) visited.add(step.item)
            doIt(w, step, { share })
          }
          w.clock.advance(86_400_000)
        }
        expect([...visited].toSorted()).toEqual(one.items.map((item) => item.id).toSorted())
        w.log.close()
        w.library.close()
      }),
      { numRuns: 30 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, Question, Quiz } from '../../../src/core/course/model.ts'
import { eventSchemas } from '../../../src/core/events/types.ts'
import { nextQuestionHint, questionNamed } from '../../../src/core/practice/question-hint.ts'
import { answerQuiz, finishQuiz, isStale, openQuiz } from '../../../src/core/practice/quiz.ts'
import { takeQuiz } from '../../../src/core/practice/quiz-page.ts'
import { course, lesson, quiz, revision, single, skill } from '../../helpers/course.ts'
import { world } from '../../helpers/world.ts'

const subject = { course: 'sample', item: 'check' }
const skills = ['loops']

function generator(start: number): () => number {
  let state = start
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function setting(
  questions: Question[] = ['one', 'two', 'three', 'four'].map((id) => single(id, skills)),
) {
  const own: Quiz = { ...quiz('check', skills), questions }
  const sketch = { skills: [skill('loops')], units: { basics: [lesson('intro', skills), own] } }
  const made = world([course(sketch)])
  return Object.assign(made, {
    own,
    sketch,
    random: generator(42),
    workspace: { here: () => null },
  })
}

const yes: Answer = { type: 'choice', id: 'yes' }
const no: Answer = { type: 'choice', id: 'no' }
const help = { hints: 0, seconds: 10 }

describe('a quiz', () => {
  test('is resumed exactly where it was, in the same order, whatever was killed in between', () => {
    const ctx = setting()
    const first = openQuiz(ctx, subject)
    expect(first).toMatchObject({ at: 0, resumed: false, answered: [] })
    answerQuiz(ctx, subject, { attempt: first.attempt, question: 'one', answer: yes, ...help })
    answerQuiz(ctx, subject, { attempt: first.attempt, question: 'two', answer: no, ...help })
    const again = openQuiz(ctx, subject)
    expect(again).toMatchObject({
      attempt: first.attempt,
      at: 2,
      resumed: true,
      answered: [
        { question: 'one', score: 1 },
        { question: 'two', score: 0 },
      ],
    })
    expect(again.questions).toEqual(first.questions)
  })

  test('every answer and the finish are events that the schemas accept, each on disk at once', () => {
    const ctx = setting()
    const { attempt } = openQuiz(ctx, subject)
    const counts = ['one', 'two', 'three', 'four'].map((question) => {
      const { left } = answerQuiz(ctx, subject, { attempt, question, answer: yes, ...help })
      return [left, ctx.log.count()]
    })
    // Started, then one event an answer; the last brings the finish along in the same transaction.
    expect(counts).toEqual([
      [3, 2],
      [2, 3],
      [1, 4],
      [0, 6],
    ])
    for (const { type, payload } of ctx.log.read()) eventSchemas[type].parse(payload)
  })

  test('the score weighs points, and the summary names the mistakes and how unaided it was', () => {
    const ctx = setting([
      { ...single('one', skills), points: 3 },
      { ...single('two', skills), points: 1 },
    ])
    const { attempt } = openQuiz(ctx, subject)
    answerQuiz(ctx, subject, { attempt, question: 'one', answer: yes, hints: 1, seconds: 10 })
    expect(() => finishQuiz(ctx, subject, attempt)).toThrow('1 questions')
    const answered = answerQuiz(ctx, subject, {
      attempt,
      question: 'two',
      answer: no,
      hints: 0,
      seconds: 900,
    })
    expect(answered).toMatchObject({
      correct: false,
      feedback: 'No is wrong.',
      solution: 'Yes',
      left: 0,
    })
    const summary = finishQuiz(ctx, subject, attempt)
    // 900 seconds were not all spent thinking: five minutes count at most.
    expect(summary).toMatchObject({
      score: 75,
      passed: true,
      unaided: false,
      seconds: 310,
      struggle: null,
    })
    expect(summary.mistakes.map((mistake) => mistake.question.id)).toEqual(['two'])
    expect(summary.mastery.map((one) => one.skill)).toEqual(['loops'])
    expect(finishQuiz(ctx, subject, attempt).score).toBe(75)
    expect([...ctx.log.read({ types: ['learning.quiz_finished'] })]).toHaveLength(1)
  })

  test('under half of the points, help is offered once', () => {
    const ctx = setting()
    const { attempt } = openQuiz(ctx, subject)
    for (const question of ['one', 'two', 'three', 'four']) {
      answerQuiz(ctx, subject, { attempt, question, answer: no, ...help })
    }
    expect(finishQuiz(ctx, subject, attempt).struggle).toMatchObject({
      cause: 'low-quiz',
      command: 'mastery learn intro',
    })
    expect(finishQuiz(ctx, subject, attempt).struggle).toBeNull()
  })

  test('grades follow from right, help and quickness', () => {
    const ctx = setting()
    const take = (answers: [Answer, number, number][]) => {
      const { attempt, questions } = openQuiz(ctx, subject)
      questions.forEach(({ id }, at) => {
        const [answer, hints, seconds] = answers[at] as [Answer, number, number]
        answerQuiz(ctx, subject, { attempt, question: id, answer, hints, seconds })
      })
    }
    take([
      [yes, 0, 20],
      [no, 0, 20],
      [yes, 1, 20],
      [yes, 0, 20],
    ])
    take([
      [yes, 0, 20],
      [yes, 0, 9],
      [yes, 0, 11],
      [yes, 0, 0],
    ])
    const grades = [...ctx.log.read({ types: ['learning.question_answered'] })].map(
      (event) => (event.payload as { grade: number }).grade,
    )
    expect(grades).toEqual([4, 1, 3, 4, 4, 5, 4, 4])
  })

  test('what is no answer, a second answer and an old attempt are refused and count nothing', () => {
    const ctx = setting()
    const { attempt } = openQuiz(ctx, subject)
    const give =
      (question: string, answer: Answer, which = attempt) =>
      () =>
        answerQuiz(ctx, subject, { attempt: which, question, answer, ...help })
    expect(give('one', { type: 'choice', id: 'yse' })).toThrow('did you mean yes?')
    expect(give('oen', yes)).toThrow(expect.objectContaining({ next: 'Did you mean one?' }))
    give('one', yes)()
    expect(give('one', no)).toThrow('answered already')
    openQuiz(ctx, subject, { restart: true })
    expect(give('two', yes)).toThrow('This attempt is over')
    expect([...ctx.log.read({ types: ['learning.question_answered'] })]).toHaveLength(1)
    expect([...ctx.log.read({ types: ['learning.quiz_abandoned'] })]).toHaveLength(1)
  })

  test('a second attempt asks in another order', () => {
    const ctx = setting(Array.from({ length: 8 }, (_, at) => single(`q${at}`, skills)))
    const first = openQuiz(ctx, subject)
    const order = first.questions.map((one) => one.id)
    expect(order).toEqual(ctx.own.questions.map((one) => one.id))
    for (const question of order) {
      answerQuiz(ctx, subject, { attempt: first.attempt, question, answer: yes, ...help })
    }
    const second = openQuiz(ctx, subject)
    expect(second.attempt).not.toBe(first.attempt)
    expect(second.questions.map((one) => one.id).toSorted()).toEqual(order.toSorted())
    expect(second.questions.map((one) => one.id)).not.toEqual(order)
  })

  test('a changed course loses nobody their place: gone questions are skipped, old scores are stale', () => {
    const ctx = setting()
    const { attempt } = openQuiz(ctx, subject)
    for (const question of ['one', 'two', 'three']) {
      answerQuiz(ctx, subject, { attempt, question, answer: yes, ...help })
    }
    const shorter = {
      ...ctx.own,
      revision: revision(2),
      questions: ctx.own.questions.filter((one) => one.id !== 'four'),
    }
    ctx.library.install(course({ ...ctx.sketch, units: { basics: [shorter] } }), {
      kind: 'folder',
      path: '/courses/sample',
    })
    expect(finishQuiz(ctx, subject, attempt).score).toBe(100)
    expect(isStale(shorter, { quizRevision: '2.0' } as never)).toBe(false)
    expect(isStale(shorter, { quizRevision: '1.4' } as never)).toBe(true)
    expect(openQuiz(ctx, subject).stale).toBe(false)
  })

  test('any row of answers, killed anywhere, gives the score of its first answers', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (rights) => {
        const ctx = setting()
        rights.forEach((right) => {
          // Each answer in a process of its own, as if the one before had been killed.
          const view = openQuiz(ctx, subject)
          const question = view.questions[view.at]?.id ?? ''
          answerQuiz(ctx, subject, {
            attempt: view.attempt,
            question,
            answer: right ? yes : no,
            ...help,
          })
        })
        const [finish] = ctx.log.read({ types: ['learning.quiz_finished'] })
        expect(finish?.payload).toMatchObject({ score: rights.filter(Boolean).length * 25 })
      }),
      { numRuns: 16 },
    )
  })
})

describe('a quiz without a screen', () => {
  test('gives the questions, takes answers, ends with the summary', () => {
    const ctx = setting()
    const open = takeQuiz(ctx, subject, { answers: [], restart: false })
    expect(open.results).toBeNull()
    expect(open.page).toMatchObject({ total: 4, answered: [] })
    expect(JSON.stringify(open.page)).not.toMatch(/correct|because|No is wrong/)
    const half = takeQuiz(ctx, subject, {
      answers: [
        { question: 'one', answer: 'yes' },
        { question: 'check/two', answer: 'no' },
      ],
      restart: false,
    })
    expect(half.results).toMatchObject({ left: 2, summary: null })
    const rest = [
      { question: 'three', answer: 'yes' },
      { question: 'four', answer: 'yes' },
    ]
    expect(
      takeQuiz(ctx, subject, { answers: rest, restart: false }).results?.summary,
    ).toMatchObject({
      score: 75,
      passed: true,
      mistakes: [{ question: 'two', solution: 'Yes', answer: no }],
    })
  })

  test('a slip in one answer records none of them', () => {
    const ctx = setting()
    const answers = [
      { question: 'one', answer: 'yes' },
      { question: 'two', answer: 'maybe' },
    ]
    expect(() => takeQuiz(ctx, subject, { answers, restart: false })).toThrow('maybe')
    expect([...ctx.log.read({ types: ['learning.question_answered'] })]).toEqual([])
  })

  test('a hint that was asked for counts as help for the answer, in this attempt only', () => {
    const ctx = setting()
    openQuiz(ctx, subject)
    const asked = questionNamed(ctx, 'check/one')
    if (asked === null) throw new Error('not found')
    expect(nextQuestionHint(ctx, asked)).toMatchObject({
      rung: 1,
      of: 1,
      text: 'a hint',
      next: null,
    })
    nextQuestionHint(ctx, asked)
    expect([...ctx.log.read({ types: ['learning.question_hint_shown'] })]).toHaveLength(1)
    takeQuiz(ctx, subject, { answers: [{ question: 'one', answer: 'yes' }], restart: false })
    takeQuiz(ctx, subject, { answers: [{ question: 'one', answer: 'yes' }], restart: true })
    const hints = [...ctx.log.read({ types: ['learning.question_answered'] })].map(
      (event) => (event.payload as { hints: number }).hints,
    )
    expect(hints).toEqual([1, 0])
    expect(questionNamed(ctx, 'sample/check')).toBeNull()
    expect(questionNamed(ctx, 'sample/check/two')?.question.id).toBe('two')
    expect(() => questionNamed(ctx, 'check/twoo')).toThrow('no question')
  })
})

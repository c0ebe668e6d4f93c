import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../../src/core/course/model.ts'
import { eventSchemas } from '../../../src/core/events/types.ts'
import type { ProgramRequest, ProgramResult } from '../../../src/core/grading/code-runner.ts'
import { givenAnswers } from '../../../src/core/practice/given.ts'
import {
  answerInLesson,
  openLesson,
  placeInLesson,
  readLesson,
} from '../../../src/core/practice/lesson.ts'
import { takeLesson } from '../../../src/core/practice/lesson-page.ts'
import { course, exercise, lesson, single, skill } from '../../helpers/course.ts'
import { world } from '../../helpers/world.ts'
import { fence } from './questions.ts'

const subject = { course: 'sample', item: 'intro' }
const yes = { type: 'choice', id: 'yes' } as const
const none = { run: false, answers: [], done: false }

function setting(ends: Partial<ProgramResult> = {}) {
  const own: Lesson = {
    ...lesson('intro', ['loops']),
    sections: ['', 'Second', 'Third'].map((heading, at) => ({
      heading,
      slug: `s${at}`,
      blocks: [
        { type: 'markdown', text: `text ${at}` },
        { type: 'run', fence: fence(`print(${at})`, `${at}\n`) },
      ],
    })),
    questions: [single('one', ['loops'])],
  }
  const units = { basics: [own, exercise('swap', ['loops'])] }
  const made = world([course({ skills: [skill('loops')], units })], {
    'sandbox.tier': 'isolate',
    'limits.seconds': 5,
    'limits.memory-mb': 50,
  })
  const requests: ProgramRequest[] = []
  const runner = {
    runProgram: async (request: ProgramRequest): Promise<ProgramResult> => {
      requests.push(request)
      return {
        timedOut: false,
        outOfMemory: false,
        outputLimit: false,
        crashed: false,
        forbidden: false,
        cancelled: false,
        where: null,
        grew: null,
        tier: 'kernel',
        durationMs: 1,
        peakMemoryBytes: null,
        stdout: `${/\d/.exec(request.files[0]?.text ?? '')?.[0]}\n`,
        stderr: '',
        error: null,
        exitCode: 0,
        ...ends,
      }
    },
  }
  return Object.assign(made, { runner, requests })
}

describe('a lesson', () => {
  test('opens where it was left, within its bounds', () => {
    const ctx = setting()
    expect(openLesson(ctx, subject)).toMatchObject({
      progress: { place: 0, readOn: null },
      next: { item: 'swap', kind: 'exercise' },
    })
    placeInLesson(ctx, subject, 2)
    expect(openLesson(ctx, subject).progress?.place).toBe(2)
    placeInLesson(ctx, subject, 99)
    // The check questions stand after the last of the three sections.
    expect(openLesson(ctx, subject).progress?.place).toBe(3)
    const count = ctx.log.count()
    placeInLesson(ctx, subject, 3)
    expect(ctx.log.count()).toBe(count)
  })

  test('a check question is tried again as a second try of that day', () => {
    const ctx = setting()
    const give = (answer: { type: 'choice'; id: string }) =>
      answerInLesson(ctx, subject, { question: 'one', answer, hints: 0, seconds: 5 })
    expect(give({ type: 'choice', id: 'no' })).toMatchObject({ correct: false })
    expect(give(yes)).toMatchObject({ correct: true })
    ctx.clock.advance(86_400_000)
    give(yes)
    const answers = [...ctx.log.read({ types: ['learning.question_answered'] })]
    expect(answers.map((event) => event.payload)).toMatchObject([
      { try: 1, grade: 1, attempt: null, predicted: null },
      { try: 2, grade: 2, predicted: null },
      { try: 1, grade: 4, predicted: expect.any(Number) },
    ])
    readLesson(ctx, subject, { seconds: 1e9 })
    for (const { type, payload } of ctx.log.read()) eventSchemas[type].parse(payload)
    expect(openLesson(ctx, subject).progress).toMatchObject({ readOn: '2026-11-21' })
  })

  test('as a document: a section, its programs run, answers, read', async () => {
    const ctx = setting()
    const page = await takeLesson(ctx, subject, {
      section: 3,
      run: true,
      answers: givenAnswers(['one=yes'], null),
      done: true,
    })
    expect(page).toMatchObject({
      section: 3,
      sectionCount: 3,
      place: 3,
      readOn: '2026-11-20',
      sections: [{ number: 3, heading: 'Third' }],
      answers: [{ question: 'one', correct: true }],
    })
    expect(page.sections[0]?.blocks[1]).toMatchObject({
      run: { output: '2\n', error: null, asStated: true },
    })
    expect((await takeLesson(ctx, subject, none)).place).toBe(3)
    expect((await takeLesson(ctx, subject, { ...none, section: 1 })).questions).toEqual([])
    await expect(takeLesson(ctx, subject, { ...none, section: 4 })).rejects.toThrow('no section 4')
  })

  test('programs of courses from elsewhere need the kernel tier', async () => {
    const ctx = setting()
    await takeLesson(ctx, subject, { ...none, section: 1, run: true })
    expect(ctx.requests).toMatchObject([{ atLeast: 'kernel', stdin: '', entry: 'main.py' }])
  })

  test('how a program ended is said in words', async () => {
    const error = { type: 'ValueError', classes: [], message: 'no', where: null, frames: [] }
    for (const [ends, expected] of [
      [{ timedOut: true }, { error: 'it took too long and was stopped', asStated: false }],
      [{ error }, { output: '0\nValueError: no\n', error: 'ValueError: no', asStated: false }],
      [{ stdout: '0  \n\n' }, { error: null, asStated: true }],
    ] as const) {
      const page = await takeLesson(setting(ends), subject, { ...none, section: 1, run: true })
      expect(page.sections[0]?.blocks[1]).toMatchObject({ run: expected })
    }
  })
})

describe('answers as they are given', () => {
  test('by flag and by document', () => {
    expect(givenAnswers(['a=b=c'], '{"x": ["y"], "n": 3}')).toEqual([
      { question: 'a', answer: 'b=c' },
      { question: 'x', answer: ['y'] },
      { question: 'n', answer: 3 },
    ])
    expect(givenAnswers([], '\ufeff[{"question": "a", "answer": null}]')).toEqual([
      { question: 'a', answer: null },
    ])
  })

  test.each([
    [['a'], null, 'does not say which question'],
    [['=a'], null, 'does not say which question'],
    [['a=1', 'a=2'], null, 'two answers to a'],
    [[], '{', 'no JSON'],
    [[], '3', 'no JSON object'],
    [[], '[{"answer": 1}]', 'names no question'],
    [[], '[null]', 'names no question'],
  ])('%j %j is refused', (flags, document, message) => {
    expect(() => givenAnswers(flags, document)).toThrow(message)
  })
})

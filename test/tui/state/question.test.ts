import { describe, expect, test } from 'vitest'
import type { Question } from '../../../src/core/course/model.ts'
import { mark } from '../../../src/core/practice/mark.ts'
import type { BaseEvent } from '../../../src/tui/state/program.ts'
import {
  newQuestion,
  type QuestionState,
  questionFacts,
  questionMarked,
  questionMode,
  stepQuestion,
} from '../../../src/tui/state/question.ts'
import { questions } from '../fixtures/data.ts'
import { action } from './drive.ts'

function question(id: string): Question {
  const found = questions.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

const type = (text: string): BaseEvent => ({ type: 'text', text, pasted: false })

function answered(id: string, rights: string[], ...events: BaseEvent[]) {
  let state = newQuestion(question(id), rights, 1000)
  let answer: ReturnType<typeof stepQuestion>['answer'] = null
  let notice: string | null = null
  for (const event of events) {
    const step = stepQuestion(state, event)
    state = step.state
    answer ??= step.answer
    notice = step.notice
  }
  return { state, answer, notice }
}

const submit = action('answer', 'enter', {}, 9400)

describe('each type of question', () => {
  test('single: nothing is chosen at first, so a stray Enter answers nothing', () => {
    const before = answered('first-four', [], submit)
    expect(before.answer).toBeNull()
    expect(before.notice).toBe('Choose or type an answer first.')
    expect(answered('first-four', [], action('pick', '2'), submit).answer).toEqual({
      answer: { type: 'choice', id: 'four' },
      help: { hints: 0, seconds: 8 },
    })
    expect(
      answered('first-four', [], action('down'), action('down'), submit).answer?.answer,
    ).toEqual({ type: 'choice', id: 'four' })
    expect(answered('first-four', [], action('pick', '9'), submit).answer).toBeNull()
  })

  test('multi: numbers and Space choose and unchoose; none needs Enter twice', () => {
    const { answer } = answered(
      'methods',
      [],
      action('pick', '1'),
      action('pick', '3'),
      action('pick', '1'),
      action('down'),
      action('toggle'),
      submit,
    )
    expect(answer?.answer).toEqual({ type: 'choices', ids: ['strip', 'len'] })
    expect(answered('methods', [], submit).answer).toBeNull()
    expect(answered('methods', [], submit, submit).answer?.answer).toEqual({
      type: 'choices',
      ids: [],
    })
    expect(answered('methods', [], submit, action('down'), submit).answer).toBeNull()
  })

  test('order: a line is taken and moved, or moved at once', () => {
    const byHand = answered(
      'order',
      [],
      action('take'),
      action('down'),
      action('down'),
      action('take'),
      submit,
    )
    expect(byHand.answer?.answer).toEqual({ type: 'choices', ids: ['text', 'print', 'name'] })
    const atOnce = answered('order', [], action('move-down'), submit)
    expect(atOnce.answer?.answer).toEqual({ type: 'choices', ids: ['text', 'name', 'print'] })
    expect(answered('order', [], action('move-up'), submit).answer?.answer).toEqual({
      type: 'choices',
      ids: ['name', 'text', 'print'],
    })
  })

  test('match: a number gives the marked line its text and goes to the next open one', () => {
    const rights = ['no blanks at the ends', 'capital letters']
    expect(answered('pairs', rights, action('pick', '2'), submit).answer).toBeNull()
    expect(
      answered('pairs', rights, action('pick', '2'), action('pick', '1'), submit).answer?.answer,
    ).toEqual({
      type: 'gaps',
      gaps: { upper: 'capital letters', strip: 'no blanks at the ends' },
    })
    const byArrows = answered(
      'pairs',
      rights,
      action('change'),
      action('change'),
      action('down'),
      action('change-back'),
      action('change-back'),
      submit,
    )
    expect(byArrows.answer?.answer).toEqual({
      type: 'gaps',
      gaps: { upper: 'capital letters', strip: 'no blanks at the ends' },
    })
  })

  test('cloze: each gap has its own field', () => {
    const { answer } = answered(
      'gaps',
      [],
      type('range'),
      action('next-gap'),
      type('prin'),
      type('t'),
      submit,
    )
    expect(answer?.answer).toEqual({ type: 'gaps', gaps: { range: 'range', print: 'print' } })
    expect(answered('gaps', [], type('range'), submit).answer).toBeNull()
  })

  test('typed: Esc leaves the field so that keys are keys, and comes back', () => {
    const paused = answered('strip', [], type('str'), action('cancel'), type('h'))
    expect(questionMode(paused.state)).toBe('paused')
    const { answer } = answered(
      'strip',
      [],
      type('str'),
      action('cancel'),
      type('h'),
      action('type'),
      type('ip'),
      submit,
    )
    expect(answer?.answer).toEqual({ type: 'text', text: 'strip' })
    expect(answered('strip', [], type('  '), submit).answer).toBeNull()
  })

  test('what a program prints over several lines is typed over several lines', () => {
    const { state, answer } = answered(
      'output',
      [],
      type('0'),
      { type: 'edit', key: 'enter' },
      type('1'),
      submit,
    )
    expect(answer?.answer).toEqual({ type: 'text', text: '0\n1' })
    expect(questionMode({ ...state, phase: 'asking' })).toBe('lines')
  })
})

describe('help and results', () => {
  test('hints come one by one and are counted', () => {
    const { state, answer } = answered(
      'first-four',
      [],
      action('hint'),
      action('hint'),
      action('hint'),
      action('pick', '2'),
      submit,
    )
    expect(state.hints).toBe(2)
    expect(answer?.help.hints).toBe(2)
    expect(questionFacts(state)).not.toContain('hints')
  })

  test('while it is saved nothing changes; a failure lets one answer again', () => {
    const saving = answered('first-four', [], action('pick', '2'), submit).state
    expect(questionMode(saving)).toBe('saving')
    expect(stepQuestion(saving, action('pick', '1')).state.mark).toBe(1)
    expect(stepQuestion(saving, submit).answer).toBeNull()
    const again = stepQuestion(saving, { type: 'failed', message: 'disk full', next: null }).state
    expect(questionMode(again)).toBe('choose')
  })

  test('only Enter or Space goes on from the result', () => {
    const state: QuestionState = questionMarked(
      answered('seven', [], type('7'), submit).state,
      mark(question('seven'), { type: 'text', text: '7' }),
    )
    expect(questionMode(state)).toBe('answered')
    expect(stepQuestion(state, action('down')).done).toBe(false)
    expect(stepQuestion(state, action('continue')).done).toBe(true)
  })
})

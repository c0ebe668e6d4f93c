import type { ItemKind } from '../../core/course/model.ts'
import type { StatusReport } from '../../core/learner/progress.ts'
import type { HomeProps, ScreenResult } from '../screens/props.ts'
import {
  type BaseEffect,
  type BaseEvent,
  failure,
  isKey,
  leaving,
  type Machine,
  type Notice,
  type Step,
  stay,
} from './program.ts'
import { moveMark } from './scroll.ts'

/** One thing to do from the home screen. */
export interface HomeChoice {
  label: string
  title: string
  /** Why, or what is behind it; may be empty. */
  detail: string
  result: ScreenResult
}

export interface HomeState {
  status: StatusReport
  choices: readonly HomeChoice[]
  mark: number
  notice: Notice | null
}

export function startHome(status: StatusReport): HomeState {
  return { status, choices: choicesOf(status), mark: 0, notice: null }
}

/** What can be done now, the next best thing first. */
export function choicesOf(status: StatusReport): HomeChoice[] {
  const choices: HomeChoice[] = [nextChoice(status)]
  const { struggle } = status
  if (struggle !== null) {
    choices.push({
      label: 'Stuck?',
      title: struggle.offer,
      detail: struggle.cause,
      result: { to: 'open', course: struggle.course, item: struggle.item, kind: 'exercise' },
    })
  }
  if (dueCount(status) + status.due.newLeft > 0 && status.next.action !== 'review') {
    choices.push({ label: 'Review', title: dueWords(status), detail: '', result: { to: 'review' } })
  }
  for (const open of status.inProgress) {
    if (open.course === status.next.course && open.item === status.next.item) continue
    choices.push({
      label: 'Go on',
      title: open.title,
      detail: `begun ${open.since}`,
      result: { to: 'open', course: open.course, item: open.item, kind: 'exercise' },
    })
  }
  if (status.courses.length > 0) {
    choices.push({
      label: 'Courses',
      title: 'All lessons, quizzes, cards and exercises',
      detail: '',
      result: { to: 'tree' },
    })
    choices.push({
      label: 'Statistics',
      title: 'Days, forecast, mastery, time',
      detail: '',
      result: { to: 'stats' },
    })
  }
  return choices
}

export function dueCount({ due }: StatusReport): number {
  return due.cards + due.questions
}

/** `12 due, 3 of them overdue; 5 new`. */
export function dueWords(status: StatusReport): string {
  const { due } = status
  const count = dueCount(status)
  const overdue = due.overdue > 0 ? `, ${due.overdue} of them overdue` : ''
  const fresh = due.newLeft > 0 ? `${due.newLeft} new` : ''
  if (count === 0) return fresh === '' ? 'nothing due' : fresh
  return `${count} due${overdue}${fresh === '' ? '' : `; ${fresh}`}`
}

const KINDS: Record<string, ItemKind> = {
  exercise: 'exercise',
  practice: 'exercise',
  lesson: 'lesson',
  quiz: 'quiz',
  deck: 'deck',
}

function nextChoice({ next }: StatusReport): HomeChoice {
  const kind = KINDS[next.action]
  const open = kind !== undefined && next.course !== null && next.item !== null
  const result: ScreenResult = open
    ? { to: 'open', course: next.course ?? '', item: next.item ?? '', kind }
    : next.action === 'done'
      ? { to: 'tree' }
      : { to: 'review' }
  return { label: 'Next', title: next.title, detail: next.reason, result }
}

export function stepHome(before: HomeState, event: BaseEvent): Step<HomeState, BaseEffect> {
  const state = isKey(event) ? { ...before, notice: null } : before
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  if (event.type === 'failed') return stay({ ...state, notice: failure(event) })
  if (event.type === 'choose') return openChoice({ ...state, mark: event.index })
  if (event.type !== 'action') return stay(state)
  const go = (result: ScreenResult) => stay(state, { type: 'leave' as const, result })
  switch (event.action) {
    case 'open':
      return openChoice(state)
    case 'review':
      return go({ to: 'review' })
    case 'tree':
      return go({ to: 'tree' })
    case 'stats':
      return go({ to: 'stats' })
  }
  const mark = moveMark(event.action, state.mark, state.choices.length, event.view.page)
  return stay(mark === null ? state : { ...state, mark })
}

function openChoice(state: HomeState): Step<HomeState, BaseEffect> {
  const choice = state.choices[state.mark]
  if (choice === undefined) return stay({ ...state, mark: 0 })
  if (choice.result.to !== 'tree' || state.status.courses.length > 0) {
    return stay(state, { type: 'leave', result: choice.result })
  }
  const text = 'No course is installed yet. mastery course add PATH installs one.'
  return stay({ ...state, notice: { kind: 'info', text } })
}

export function homeMachine(props: HomeProps): Machine<HomeState, never, never> {
  return {
    name: 'home',
    initial: startHome(props.status),
    start: [],
    step: stepHome,
    mode: () => 'choose-next',
    facts: ({ status }) => (dueCount(status) + status.due.newLeft > 0 ? ['due'] : []),
    perform: async () => undefined,
  }
}

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
import { titleWithKind } from './tree.ts'

/** One thing to do from the home screen. */
interface HomeChoice {
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

export function startHome({ status, problem = null }: HomeProps): HomeState {
  const notice: Notice | null = problem === null ? null : { kind: 'error', text: problem }
  return { status, choices: choicesOf(status), mark: 0, notice }
}

/** What can be done now, the next best thing first. */
function choicesOf(status: StatusReport): HomeChoice[] {
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
  if (reviewCount(status) > 0 && status.next.action !== 'review') {
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

/** Due, same-day repeats and new ones that may be asked today. */
function reviewCount({ due }: StatusReport): number {
  return due.cards + due.questions + due.repeats + due.newLeft
}

/** `12 due, 3 of them overdue; 2 again; 5 new`. */
function dueWords({ due }: StatusReport): string {
  const count = due.cards + due.questions
  const overdue = due.overdue > 0 ? `, ${due.overdue} of them overdue` : ''
  const parts = [
    ...(count > 0 ? [`${count} due${overdue}`] : []),
    ...(due.repeats > 0 ? [`${due.repeats} again today`] : []),
    // How many of them wait is known only once their lessons were read.
    ...(due.newLeft > 0 ? [`up to ${due.newLeft} new`] : []),
  ]
  return parts.length === 0 ? 'nothing due' : parts.join('; ')
}

const KINDS: Record<string, { kind: ItemKind; word: string }> = {
  exercise: { kind: 'exercise', word: 'Exercise' },
  practice: { kind: 'exercise', word: 'Practice' },
  lesson: { kind: 'lesson', word: 'Lesson' },
  quiz: { kind: 'quiz', word: 'Quiz' },
  deck: { kind: 'deck', word: 'Cards' },
}

function nextChoice({ next }: StatusReport): HomeChoice {
  const { kind, word } = KINDS[next.action] ?? { kind: null, word: '' }
  const open = kind !== null && next.course !== null && next.item !== null
  const result: ScreenResult = open
    ? { to: 'open', course: next.course ?? '', item: next.item ?? '', kind }
    : next.action === 'done'
      ? { to: 'tree' }
      : { to: 'review' }
  return {
    label: 'Next',
    title: word === '' ? next.title : titleWithKind(word, next.title),
    detail: next.reason,
    result,
  }
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
    initial: startHome(props),
    start: [],
    step: stepHome,
    mode: () => 'choose-next',
    facts: ({ status }) => (reviewCount(status) > 0 ? ['due'] : []),
    perform: async () => undefined,
  }
}

import { KEY_GRADES } from '../../core/review/grade.ts'
import type { Grade, ReviewItem, ReviewQueue } from '../../core/review/types.ts'
import type { ReviewGiven, ReviewRecorded } from '../screens/props.ts'
import { type Editor, editorText, editText, insertText, newEditor } from './editor.ts'
import {
  type BaseEffect,
  type BaseEvent,
  failure,
  isKey,
  leaving,
  type Notice,
  type Step,
  stay,
} from './program.ts'
import {
  newQuestion,
  type QuestionState,
  questionFacts,
  questionFailed,
  questionMarked,
  questionMode,
  stepQuestion,
} from './question.ts'
import { scrollTo } from './scroll.ts'

/** A card on the screen. */
export interface CardState {
  face: 'front' | 'back' | 'saving'
  field: Editor
  typing: boolean
  /** What was typed, and the grade that earns; null until shown, and for cards that are not typed. */
  typed: { text: string; grade: Grade } | null
}

export interface ReviewState {
  queue: ReviewQueue
  item: ReviewItem | null
  card: CardState | null
  question: QuestionState | null
  /** Grades recorded in this session, newest last. */
  grades: readonly Grade[]
  /** What was done in this session, newest last: `undo` takes it back. */
  done: readonly ('graded' | 'put-aside')[]
  /** The arithmetic behind the item's date, while it is shown. */
  why: string | null
  asking: 'suspend' | null
  since: number
  started: number
  ended: number
  scroll: number | null
  notice: Notice | null
}

export type ReviewEvent =
  | { type: 'recorded'; recorded: ReviewRecorded }
  | { type: 'graded-typed'; text: string; grade: Grade }
  | { type: 'loaded'; queue: ReviewQueue; at: number }
  | { type: 'undone'; item: ReviewItem | null; queue: ReviewQueue; at: number }
  | { type: 'put-aside'; queue: ReviewQueue; at: number; text: string }
  | { type: 'flagged'; flagged: boolean }
  | { type: 'explained'; text: string }

export type ReviewEffect =
  | { type: 'record'; item: ReviewItem; given: ReviewGiven }
  | { type: 'grade-typed'; item: ReviewItem; text: string }
  | { type: 'load' }
  | { type: 'undo' }
  | { type: 'bury'; item: ReviewItem }
  | { type: 'suspend'; item: ReviewItem }
  | { type: 'flag'; item: ReviewItem; flagged: boolean }
  | { type: 'why'; item: ReviewItem }
  | { type: 'edit'; item: ReviewItem }

type ReviewStep = Step<ReviewState, ReviewEffect | BaseEffect>

export function startReview(queue: ReviewQueue, at: number): ReviewState {
  const empty: ReviewState = {
    queue,
    item: null,
    card: null,
    question: null,
    grades: [],
    done: [],
    why: null,
    asking: null,
    since: at,
    started: at,
    ended: at,
    scroll: null,
    notice: null,
  }
  return show(empty, queue.items[0] ?? null, at)
}

/** Puts an item on the screen, its answer hidden. */
function show(state: ReviewState, item: ReviewItem | null, at: number): ReviewState {
  const { content } = item ?? {}
  const question =
    content?.kind === 'question' ? newQuestion(content.question, content.rights, at) : null
  const card: CardState | null =
    content?.kind === 'card'
      ? { face: 'front', field: newEditor(), typing: true, typed: null }
      : null
  return {
    ...state,
    item,
    question,
    card,
    why: null,
    asking: null,
    since: at,
    ended: at,
    scroll: null,
  }
}

/** Due, repeats and new ones that are left. */
export function leftCount({ due, repeats, newLeft }: ReviewQueue): number {
  return due + repeats + newLeft
}

export function stepReview(before: ReviewState, event: ReviewEvent | BaseEvent): ReviewStep {
  const state = isKey(event) ? { ...before, notice: null } : before
  switch (event.type) {
    case 'recorded':
      return recorded(state, event.recorded)
    case 'graded-typed':
      return stay(
        withCard(state, { face: 'back', typed: { text: event.text, grade: event.grade } }),
      )
    case 'loaded':
      return stay(show({ ...state, queue: event.queue }, event.queue.items[0] ?? null, event.at))
    case 'undone':
      return stay(undone(state, event.item, event.queue, event.at))
    case 'put-aside': {
      const next = show(
        { ...state, queue: event.queue, done: [...state.done, 'put-aside' as const] },
        event.queue.items[0] ?? null,
        event.at,
      )
      return stay({ ...next, notice: { kind: 'info', text: event.text } })
    }
    case 'flagged':
      return stay(flagged(state, event.flagged))
    case 'explained':
      return stay({ ...state, why: event.text, scroll: 0 })
    case 'failed': {
      const card =
        state.card?.face === 'saving' ? { ...state.card, face: 'back' as const } : state.card
      const question = state.question === null ? null : questionFailed(state.question)
      return stay({ ...state, card, question, notice: failure(event) })
    }
    case 'text':
    case 'edit':
      return typing(state, event)
    case 'given':
      if (state.question === null || state.item === null) return stay(state)
      return stepAsking(state, state.question, state.item, event)
    case 'action':
      return stepAction(state, event)
    case 'choose':
      return stay(state)
  }
}

function recorded(state: ReviewState, { grade, marked, interval }: ReviewRecorded): ReviewStep {
  const next = {
    ...state,
    grades: [...state.grades, grade],
    done: [...state.done, 'graded' as const],
  }
  if (state.question !== null && marked !== null) {
    return stay({
      ...next,
      question: questionMarked(state.question, marked),
      notice: comesBack(interval),
    })
  }
  return stay({ ...next, notice: comesBack(interval) }, { type: 'load' })
}

function comesBack(interval: number): Notice {
  const when =
    interval === 0 ? 'again today' : interval === 1 ? 'again tomorrow' : `again in ${interval} days`
  return { kind: 'info', text: `Saved: ${when}. u takes it back.` }
}

function undone(
  state: ReviewState,
  item: ReviewItem | null,
  queue: ReviewQueue,
  at: number,
): ReviewState {
  if (item === null) {
    return {
      ...state,
      queue,
      done: [],
      notice: { kind: 'info', text: 'Nothing to take back in this session.' },
    }
  }
  const next = show(
    {
      ...state,
      queue,
      done: state.done.slice(0, -1),
      grades: state.done.at(-1) === 'graded' ? state.grades.slice(0, -1) : state.grades,
    },
    item,
    at,
  )
  return { ...next, notice: { kind: 'info', text: 'Taken back. Here it is again.' } }
}

function flagged(state: ReviewState, flag: boolean): ReviewState {
  const { item } = state
  const changed = item?.state == null ? item : { ...item, state: { ...item.state, flagged: flag } }
  return {
    ...state,
    item: changed,
    notice: { kind: 'info', text: flag ? 'Flagged for a closer look.' : 'Flag taken away.' },
  }
}

function withCard(state: ReviewState, change: Partial<CardState>): ReviewState {
  return state.card === null
    ? state
    : { ...state, card: { ...state.card, ...change }, scroll: null }
}

function typing(state: ReviewState, event: BaseEvent & { type: 'text' | 'edit' }): ReviewStep {
  if (state.question !== null)
    return stay({ ...state, question: stepQuestion(state.question, event).state })
  if (state.card === null || !state.card.typing) return stay(state)
  const { field } = state.card
  return stay(
    withCard(state, {
      field: event.type === 'text' ? insertText(field, event.text) : editText(field, event.key),
    }),
  )
}

function stepAction(state: ReviewState, event: BaseEvent & { type: 'action' }): ReviewStep {
  const { action } = event
  const { item } = state
  if (action === 'leave') return stay(state, { type: 'leave', result: { to: 'leave' } })
  if (state.why !== null) {
    if (action === 'close') return stay({ ...state, why: null, scroll: null })
    return scrolled(state, event)
  }
  if (state.asking !== null) {
    if (action !== 'yes' || item === null) return stay({ ...state, asking: null })
    return stay({ ...state, asking: null }, { type: 'suspend', item })
  }
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  if (action === 'undo') return stay(state, { type: 'undo' })
  if (item === null) {
    return action === 'finish'
      ? stay(state, { type: 'leave', result: { to: 'back' } })
      : scrolled(state, event)
  }
  switch (action) {
    case 'edit':
      return stay(state, { type: 'edit', item })
    case 'bury':
      return stay(state, { type: 'bury', item })
    case 'suspend':
      return stay({ ...state, asking: 'suspend' })
    case 'flag':
      return stay(state, { type: 'flag', item, flagged: !(item.state?.flagged ?? false) })
    case 'why':
      return stay(state, { type: 'why', item })
  }
  if (state.question !== null) return stepAsking(state, state.question, item, event)
  return state.card === null ? stay(state) : stepCard(state, state.card, item, event)
}

function stepAsking(
  state: ReviewState,
  question: QuestionState,
  item: ReviewItem,
  event: BaseEvent,
): ReviewStep {
  const step = stepQuestion(question, event)
  const notice: Notice | null =
    step.notice === null ? state.notice : { kind: 'info', text: step.notice }
  const next = { ...state, question: step.state, notice }
  if (step.done) return stay(next, { type: 'load' })
  if (step.answer === null) return stay(next)
  const { answer, help } = step.answer
  return stay(next, { type: 'record', item, given: { kind: 'answered', answer, ...help } })
}

const GRADE_ACTIONS = ['again', 'hard', 'good', 'easy']

function stepCard(
  state: ReviewState,
  card: CardState,
  item: ReviewItem,
  event: BaseEvent & { type: 'action' },
): ReviewStep {
  const { action, at } = event
  if (card.face === 'saving') return stay(state)
  if (card.face === 'front') {
    if (action === 'cancel') return stay(withCard(state, { typing: false }))
    if (action === 'type') return stay(withCard(state, { typing: true }))
    if (action === 'answer')
      return stay(state, { type: 'grade-typed', item, text: editorText(card.field) })
    if (action === 'reveal') return stay(withCard(state, { face: 'back' }))
    return scrolled(state, event)
  }
  const picked = GRADE_ACTIONS.indexOf(action)
  const grade = action === 'accept' ? card.typed?.grade : KEY_GRADES[picked]
  if (grade === undefined) return scrolled(state, event)
  const seconds = Math.max(0, Math.round((at - state.since) / 1000))
  const given: ReviewGiven = { kind: 'graded', grade, typed: card.typed?.text ?? null, seconds }
  return stay(withCard(state, { face: 'saving' }), { type: 'record', item, given })
}

function scrolled(state: ReviewState, event: BaseEvent & { type: 'action' }): ReviewStep {
  const scroll = scrollTo(event.action, event.view)
  return stay(scroll === null ? state : { ...state, scroll })
}

/** The mode that keys.ts knows. */
export function reviewMode(state: ReviewState): string {
  if (state.why !== null) return 'why'
  if (state.asking !== null) return 'confirm'
  if (state.item === null) return 'summary'
  if (state.question !== null) return questionMode(state.question)
  if (state.card?.face !== 'front') return state.card?.face ?? 'summary'
  const { content } = state.item
  if (content.kind !== 'card' || content.card.type !== 'typed') return 'front'
  return state.card.typing ? 'line' : 'paused'
}

export function reviewFacts(state: ReviewState): string[] {
  const facts = state.question === null ? ['complete'] : questionFacts(state.question)
  if (state.done.length > 0) facts.push('undoable')
  if (state.card?.typed != null) facts.push('graded')
  return facts
}

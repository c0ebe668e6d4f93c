import type { Answer, Question } from '../../core/course/model.ts'
import type { Marked } from '../../core/practice/types.ts'
import type { AnswerHelp } from '../screens/props.ts'
import { type Editor, editorText, editText, insertText, newEditor } from './editor.ts'
import type { BaseEvent } from './program.ts'
import { scrollTo } from './scroll.ts'

/** One question on the screen, in a quiz, a lesson or a review. */
export interface QuestionState {
  question: Question
  /** Right-hand texts of a match, in the order shown. */
  rights: readonly string[]
  /** The marked choice, line, pair or gap; -1: none yet, so that a stray Enter answers nothing. */
  mark: number
  /** multi: ids chosen. */
  chosen: readonly string[]
  /** order: ids as they stand. */
  order: readonly string[]
  /** order: the marked line is held and moves with the arrows. */
  held: boolean
  /** match: pair id → index into `rights`. */
  matched: Readonly<Record<string, number>>
  field: Editor
  gaps: Readonly<Record<string, Editor>>
  /** Whether keys go into the text field. */
  typing: boolean
  hints: number
  /** ms since 1970. */
  since: number
  phase: 'asking' | 'saving' | 'answered'
  given: Answer | null
  marked: Marked | null
  /** multi: Enter was pressed with nothing chosen. */
  sure: boolean
  /** Null: the view follows what is marked. */
  scroll: number | null
}

export interface QuestionStep {
  state: QuestionState
  /** An answer to record. */
  answer: { answer: Answer; help: AnswerHelp } | null
  /** The learner has read the result. */
  done: boolean
  /** What to say, or null. */
  notice: string | null
}

/** A question nobody has answered yet. `rights`: of a match, in the order shown; `at`: ms since 1970. */
export function newQuestion(
  question: Question,
  rights: readonly string[],
  at: number,
): QuestionState {
  const gaps = question.type === 'cloze' ? Object.keys(question.key) : []
  return {
    question,
    rights,
    mark: question.type === 'single' ? -1 : 0,
    chosen: [],
    order: question.type === 'order' ? question.lines.map(({ id }) => id) : [],
    held: false,
    matched: {},
    field: newEditor(hasSeveralLines(question)),
    gaps: Object.fromEntries(gaps.map((gap) => [gap, newEditor()])),
    typing: true,
    hints: 0,
    since: at,
    phase: 'asking',
    given: null,
    marked: null,
    sure: false,
    scroll: null,
  }
}

/** Whether the answer is typed in a field of several lines. */
function hasSeveralLines(question: Question): boolean {
  return question.type === 'code-output' && question.output.trimEnd().includes('\n')
}

/** Whether its answer is typed rather than chosen. */
export function isTyped(question: Question): boolean {
  return ['numeric', 'short', 'code-output', 'cloze'].includes(question.type)
}

/** The mode that keys.ts knows. */
export function questionMode(state: QuestionState): string {
  if (state.phase === 'answered') return 'answered'
  if (state.phase === 'saving') return 'saving'
  const { type } = state.question
  if (isTyped(state.question) && !state.typing) return 'paused'
  if (type === 'cloze') return 'gaps'
  if (isTyped(state.question)) return state.field.multiline ? 'lines' : 'line'
  if (type === 'multi') return 'multi'
  return type === 'order' || type === 'match' ? type : 'choose'
}

export function questionFacts(state: QuestionState): string[] {
  const facts: string[] = []
  if (answerOf(state) !== null) facts.push('complete')
  if (state.hints < state.question.hints.length) facts.push('hints')
  return facts
}

/** The answer as it stands; null while it is not complete. */
export function answerOf(state: QuestionState): Answer | null {
  const { question } = state
  switch (question.type) {
    case 'single': {
      const choice = question.choices[state.mark]
      return choice === undefined ? null : { type: 'choice', id: choice.id }
    }
    case 'multi':
      return { type: 'choices', ids: [...state.chosen] }
    case 'order':
      return { type: 'choices', ids: [...state.order] }
    case 'match': {
      const gaps: Record<string, string> = {}
      for (const { id } of question.pairs) {
        const right = state.rights[state.matched[id] ?? -1]
        if (right === undefined) return null
        gaps[id] = right
      }
      return { type: 'gaps', gaps }
    }
    case 'cloze': {
      const gaps = Object.entries(state.gaps).map(
        ([gap, editor]) => [gap, editorText(editor)] as const,
      )
      if (gaps.some(([, text]) => text.trim() === '')) return null
      return { type: 'gaps', gaps: Object.fromEntries(gaps) }
    }
    default: {
      const text = editorText(state.field)
      const mayBeEmpty = question.type === 'code-output' && question.output.trim() === ''
      return text.trim() === '' && !mayBeEmpty ? null : { type: 'text', text }
    }
  }
}

/** The answer was recorded and marked. */
export function questionMarked(state: QuestionState, marked: Marked): QuestionState {
  return { ...state, phase: 'answered', marked, scroll: null, held: false }
}

/** The answer could not be recorded: ask again. */
export function questionFailed(state: QuestionState): QuestionState {
  return state.phase === 'saving' ? { ...state, phase: 'asking', given: null } : state
}

export function stepQuestion(state: QuestionState, event: BaseEvent): QuestionStep {
  const only = (next: QuestionState, notice: string | null = null): QuestionStep => ({
    state: next,
    answer: null,
    done: false,
    notice,
  })
  if (event.type === 'failed') return only(questionFailed(state))
  if (event.type === 'given' && state.phase === 'asking') return give(state, event.answer, event.at)
  if (state.phase === 'asking' && (event.type === 'text' || event.type === 'edit')) {
    return only(typeInto(state, event))
  }
  if (event.type !== 'action') return only(state)
  if (event.action === 'answer' && state.phase === 'asking') return submit(state, event.at)
  if (event.action === 'continue' && state.phase === 'answered') {
    return { state, answer: null, done: true, notice: null }
  }
  if (event.action === 'hint' && state.phase === 'asking') {
    const hints = Math.min(state.question.hints.length, state.hints + 1)
    return only({ ...state, hints, scroll: null })
  }
  const moved = state.phase === 'asking' ? stepMarks(state, event.action, event.key) : null
  if (moved !== null) return only({ ...moved, scroll: null, sure: false })
  const scroll = scrollTo(event.action, event.view)
  return only(scroll === null ? state : { ...state, scroll })
}

function submit(state: QuestionState, at: number): QuestionStep {
  const answer = answerOf(state)
  if (answer === null) {
    return { state, answer: null, done: false, notice: 'Choose or type an answer first.' }
  }
  if (answer.type === 'choices' && answer.ids.length === 0 && !state.sure) {
    const notice = 'Nothing is chosen. Enter again answers “none of them”.'
    return { state: { ...state, sure: true }, answer: null, done: false, notice }
  }
  return give(state, answer, at)
}

function give(state: QuestionState, answer: Answer, at: number): QuestionStep {
  const seconds = Math.max(0, Math.round((at - state.since) / 1000))
  return {
    state: { ...state, phase: 'saving', given: answer, held: false },
    answer: { answer, help: { hints: state.hints, seconds } },
    done: false,
    notice: null,
  }
}

function typeInto(
  state: QuestionState,
  event: { type: 'text'; text: string } | { type: 'edit'; key: string },
): QuestionState {
  if (!state.typing) return state
  const apply = (editor: Editor) =>
    event.type === 'text' ? insertText(editor, event.text) : editText(editor, event.key)
  if (state.question.type !== 'cloze') return { ...state, field: apply(state.field), scroll: null }
  const gap = Object.keys(state.gaps)[state.mark]
  const editor = gap === undefined ? undefined : state.gaps[gap]
  if (gap === undefined || editor === undefined) return state
  return { ...state, gaps: { ...state.gaps, [gap]: apply(editor) }, scroll: null }
}

/** What the keys of this type of question do; null when the action is none of them. */
function stepMarks(state: QuestionState, action: string, key: string): QuestionState | null {
  const { question } = state
  if (action === 'cancel') {
    if (state.held) return { ...state, held: false }
    return isTyped(question) && state.typing ? { ...state, typing: false } : null
  }
  if (action === 'type') return { ...state, typing: true }
  const count = countOf(state)
  const moveTo = (to: number) => ({ ...state, mark: Math.min(count - 1, Math.max(0, to)) })
  switch (action) {
    case 'pick':
      return pick(state, Number(key) - 1)
    case 'toggle':
      return pick(state, state.mark)
    case 'take':
      return { ...state, held: !state.held }
    case 'move-up':
      return moveLine(state, -1)
    case 'move-down':
      return moveLine(state, 1)
    case 'change':
      return changeRight(state, 1)
    case 'change-back':
      return changeRight(state, -1)
    case 'next-gap':
      return { ...state, mark: (state.mark + 1) % Math.max(1, count) }
    case 'previous-gap':
      return { ...state, mark: (state.mark + count - 1) % Math.max(1, count) }
  }
  if (isTyped(question)) return null
  if (action === 'up') return state.held ? moveLine(state, -1) : moveTo(state.mark - 1)
  if (action === 'down') return state.held ? moveLine(state, 1) : moveTo(state.mark + 1)
  if (action === 'top') return moveTo(0)
  return action === 'bottom' ? moveTo(count - 1) : null
}

function countOf({ question, gaps }: QuestionState): number {
  if ('choices' in question) return question.choices.length
  if (question.type === 'order') return question.lines.length
  return question.type === 'match' ? question.pairs.length : Object.keys(gaps).length
}

function pick(state: QuestionState, index: number): QuestionState {
  const { question } = state
  if (question.type === 'match') {
    const pair = question.pairs[state.mark]
    if (pair === undefined || state.rights[index] === undefined) return state
    const matched = { ...state.matched, [pair.id]: index }
    const open = question.pairs.findIndex(
      ({ id }, at) => at > state.mark && matched[id] === undefined,
    )
    return { ...state, matched, mark: open === -1 ? state.mark : open }
  }
  const choice = 'choices' in question ? question.choices[index] : undefined
  if (choice === undefined) return state
  if (question.type === 'single') return { ...state, mark: index }
  const chosen = state.chosen.includes(choice.id)
    ? state.chosen.filter((id) => id !== choice.id)
    : [...state.chosen, choice.id]
  return { ...state, chosen, mark: index }
}

function moveLine(state: QuestionState, by: number): QuestionState {
  const to = state.mark + by
  const order = [...state.order]
  const [line, other] = [order[state.mark], order[to]]
  if (line === undefined || other === undefined) return state
  order[state.mark] = other
  order[to] = line
  return { ...state, order, mark: to }
}

function changeRight(state: QuestionState, by: number): QuestionState {
  const pair = state.question.type === 'match' ? state.question.pairs[state.mark] : undefined
  if (pair === undefined || state.rights.length === 0) return state
  const now = state.matched[pair.id]
  const count = state.rights.length
  const to = now === undefined ? (by > 0 ? 0 : count - 1) : (now + by + count) % count
  return { ...state, matched: { ...state.matched, [pair.id]: to } }
}

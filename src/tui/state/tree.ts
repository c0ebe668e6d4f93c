import type { OutlineRow } from '../../core/learner/progress.ts'
import type { ScreenResult, TreeProps } from '../screens/props.ts'
import { type Editor, editorText, editText, insertText, newEditor } from './editor.ts'
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

export interface TreeState {
  rows: readonly OutlineRow[]
  courses: Readonly<Record<string, string>>
  /** Index into `shownRows`. */
  mark: number
  filter: Editor
  filtering: boolean
  /** A locked row that was opened: asks first. */
  asking: OutlineRow | null
  notice: Notice | null
}

export function startTree({ rows, courses, at, problem = null }: TreeProps): TreeState {
  // Where the learner comes from, else where they would go on.
  const found = rows.findIndex((row) =>
    at === null
      ? row.state === 'open' || row.state === 'new'
      : row.course === at.course && row.item === at.item,
  )
  return {
    rows,
    courses,
    mark: Math.max(0, found),
    filter: newEditor(),
    filtering: false,
    asking: null,
    notice: problem === null ? null : { kind: 'error', text: problem },
  }
}

/** As the screen says it. */
export const KIND_WORDS = {
  lesson: 'Lesson',
  quiz: 'Quiz',
  deck: 'Cards',
  exercise: 'Exercise',
} as const
/** A title with the kind before it, unless it says so itself: `Quiz: Basics`. */
export function titleWithKind(kind: string, title: string): string {
  return title.startsWith(`${kind}: `) ? title : `${kind}: ${title}`
}

export const STATE_WORDS = { new: 'new', open: 'begun', done: 'done', locked: 'later' } as const

/** The rows that the filter leaves: all its words must occur in title, unit, kind, state or id. */
export function shownRows({ rows, filter }: Pick<TreeState, 'rows' | 'filter'>): OutlineRow[] {
  const wanted = editorText(filter)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return rows.filter((row) => {
    const { title, unitTitle, kind, state, item } = row
    const words = [title, unitTitle, kind, KIND_WORDS[kind], state, STATE_WORDS[state], item]
    const text = words.join(' ').toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

export function stepTree(before: TreeState, event: BaseEvent): Step<TreeState, BaseEffect> {
  const state = isKey(event) ? { ...before, notice: null } : before
  if (event.type === 'failed') return stay({ ...state, notice: failure(event) })
  if (event.type === 'text' || event.type === 'edit') {
    if (!state.filtering) return stay(state)
    const filter =
      event.type === 'text'
        ? insertText(state.filter, event.text)
        : editText(state.filter, event.key)
    return stay({ ...state, filter, mark: 0 })
  }
  if (event.type === 'choose') {
    const chosen = shownRows(state)[event.index]
    return chosen === undefined ? stay(state) : openRow({ ...state, mark: event.index }, chosen)
  }
  if (event.type !== 'action') return stay(state)
  if (event.action === 'leave') return stay(state, { type: 'leave', result: { to: 'leave' } })
  if (state.asking !== null) {
    if (event.action === 'yes') return stay({ ...state, asking: null }, open(state.asking))
    return stay(event.action === 'no' ? { ...state, asking: null } : state)
  }
  if (event.action === 'cancel') {
    return stay({ ...state, filter: newEditor(), filtering: false, mark: markOf(state) })
  }
  const leave = leaving(event)
  if (leave !== null) return stay(state, leave)
  if (event.action === 'filter') return stay({ ...state, filtering: true })
  if (event.action === 'accept') return stay({ ...state, filtering: false })
  const rows = shownRows(state)
  const row = rows[state.mark]
  if (event.action === 'open' && row !== undefined) return openRow(state, row)
  const mark = moveMark(event.action, state.mark, rows.length, event.view.page)
  return stay(mark === null ? state : { ...state, mark })
}

/** Dropping the filter keeps the marked row marked. */
function markOf(state: TreeState): number {
  const row = shownRows(state)[state.mark]
  return row === undefined ? 0 : Math.max(0, state.rows.indexOf(row))
}

function openRow(state: TreeState, row: OutlineRow): Step<TreeState, BaseEffect> {
  return row.state === 'locked' ? stay({ ...state, asking: row }) : stay(state, open(row))
}

function open(row: OutlineRow): BaseEffect {
  const result: ScreenResult = { to: 'open', course: row.course, item: row.item, kind: row.kind }
  return { type: 'leave', result }
}

export function treeMachine(props: TreeProps): Machine<TreeState, never, never> {
  return {
    name: 'tree',
    initial: startTree(props),
    start: [],
    step: stepTree,
    mode: (state) => (state.asking !== null ? 'confirm' : state.filtering ? 'filter' : 'list'),
    facts: () => [],
    perform: async () => undefined,
  }
}

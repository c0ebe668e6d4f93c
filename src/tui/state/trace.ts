import type { Traced } from '../../core/practice/traced.ts'
import { firstAtLine, nextAtLine, stepOut, stepOver } from '../../core/trace/seek.ts'
import { count } from '../plain/progress.ts'
import { Playback } from '../plain/trace/playback.ts'
import type { TraceProps } from '../screens/props.ts'
import { type Editor, editorText, editText, insertText, newEditor } from './editor.ts'
import {
  type BaseEffect,
  type BaseEvent,
  failure,
  isKey,
  type Machine,
  type Notice,
  type Step,
  stay,
} from './program.ts'
import { scrollTo } from './scroll.ts'

/** The parts of the screen, in the order in which `tab` goes through them. */
const PANES = ['program', 'variables', 'objects', 'output'] as const
export type PaneName = (typeof PANES)[number]

export interface TraceScreenState {
  playback: Playback<Traced>
  /** From 0. */
  index: number
  /** What is being typed: a line to run to, or a step to go to. */
  field: { for: 'to-line' | 'to-step'; editor: Editor } | null
  /** The pane that the arrows scroll, and how far; null: it follows by itself. */
  pane: PaneName
  scroll: number | null
  /** Variables and objects have the screen to themselves. */
  wide: boolean
  running: boolean
  notice: Notice | null
}

export type TraceScreenEvent =
  | { type: 'traced'; traced: Traced }
  | { type: 'stopped' }
  | { type: 'edited' }

export type TraceEffect =
  | { type: 'again' }
  | { type: 'abort' }
  | { type: 'edit'; file: string; line: number }

type TraceStepped = Step<TraceScreenState, TraceEffect | BaseEffect>

export function startTrace({
  traced,
  step,
}: Pick<TraceProps, 'traced' | 'step'>): TraceScreenState {
  const state: TraceScreenState = {
    playback: new Playback(traced),
    index: 0,
    field: null,
    pane: 'variables',
    scroll: null,
    wide: false,
    running: false,
    notice: null,
  }
  return step === null ? state : goToStep(state, step)
}

export function stepTrace(
  before: TraceScreenState,
  event: TraceScreenEvent | BaseEvent,
): TraceStepped {
  const state = isKey(event) ? { ...before, notice: null } : before
  switch (event.type) {
    case 'traced': {
      const text = `Traced again: ${count(event.traced.steps.length, 'step')}.`
      const fresh = startTrace({ traced: event.traced, step: null })
      return stay({ ...fresh, notice: { kind: 'info', text } })
    }
    case 'stopped':
      return stay({ ...state, running: false, notice: { kind: 'info', text: 'Stopped.' } })
    case 'edited':
      return stay({
        ...state,
        notice: { kind: 'info', text: 'This is still the program as it was. r traces it again.' },
      })
    case 'failed':
      return stay({ ...state, running: false, notice: failure(event) })
    case 'choose':
      return stay(goToStep(state, event.index + 1))
    case 'given':
      return stay(event.answer.type === 'text' ? runToLine(state, event.answer.text) : state)
    case 'text':
      return stay(inField(state, (editor) => insertText(editor, event.text)))
    case 'edit':
      return stay(inField(state, (editor) => editText(editor, event.key)))
    case 'action':
      return stepAction(state, event)
  }
}

function stepAction(state: TraceScreenState, event: BaseEvent & { type: 'action' }): TraceStepped {
  const { action } = event
  if (action === 'leave') return stay(state, { type: 'leave', result: { to: 'leave' } })
  if (state.running)
    return action === 'cancel' || action === 'back' ? stay(state, { type: 'abort' }) : stay(state)
  if (state.field !== null) {
    if (action === 'answer') return stay(answerField(state, state.field))
    return stay(action === 'cancel' || action === 'back' ? { ...state, field: null } : state)
  }
  if (action === 'back' || action === 'cancel')
    return stay(state, { type: 'leave', result: { to: 'back' } })
  if (action === 'edit') return edit(state)
  if (action === 'again') return stay({ ...state, running: true }, { type: 'again' })
  const to = target(state, action)
  if (to !== null) return stay(at(state, to))
  switch (action) {
    case 'to-line':
    case 'to-step':
      return stay({ ...state, field: { for: action, editor: newEditor() } })
    case 'values':
      return stay({ ...state, wide: !state.wide, pane: 'variables', scroll: null })
    case 'pane':
      return stay({ ...state, pane: nextPane(state), scroll: null, wide: false })
  }
  const [offset = 0, page = 1, maxScroll = 0] = event.view.anchors.pane ?? []
  const scroll = scrollTo(action, { scroll: offset, page, maxScroll, anchors: {} })
  return stay(scroll === null ? state : { ...state, scroll })
}

/** The step that a key leads to; null for keys that lead to none. */
function target({ playback, index }: TraceScreenState, action: string): number | null {
  switch (action) {
    case 'forward':
      return index + 1
    case 'previous':
      return index - 1
    case 'first':
      return 0
    case 'last':
      return playback.count - 1
    case 'over':
      return stepOver(playback.outline, index)
    case 'out':
      return stepOut(playback.outline, index)
    default:
      return null
  }
}

/** Another step, with everything in view again. */
function at(state: TraceScreenState, index: number): TraceScreenState {
  const last = Math.max(0, state.playback.count - 1)
  return { ...state, index: Math.min(last, Math.max(0, index)), scroll: null }
}

function goToStep(state: TraceScreenState, step: number): TraceScreenState {
  const { count: all } = state.playback
  if (step >= 1 && step <= all) return at({ ...state, field: null }, step - 1)
  return say(state, `There ${all === 1 ? 'is' : 'are'} only ${count(all, 'step')}.`)
}

/** `12` in the file that is shown, or `helper.py:12`. */
function runToLine(state: TraceScreenState, text: string): TraceScreenState {
  const { playback, index } = state
  const { trace } = playback
  const [, name, digits] = /^(?:(.+):)?\s*(\d+)$/.exec(text.trim()) ?? []
  if (digits === undefined) return say(state, 'Type the number of a line.')
  const file =
    name === undefined
      ? (trace.steps[index]?.file ?? 0)
      : trace.files.findIndex(({ path }) => path === name)
  const source = trace.files[file]
  if (source === undefined) return say(state, `There is no file ${name} in this program.`)
  const line = Number(digits)
  const lines = source.text.replace(/\n$/, '').split('\n').length
  if (line < 1 || line > lines) return say(state, `${source.path} has ${count(lines, 'line')}.`)
  const found = nextAtLine(trace, index, file, line)
  if (found !== null) return at({ ...state, field: null }, found)
  const first = firstAtLine(trace, file, line)
  return say(
    state,
    first === null
      ? `Line ${line} never runs in this trace.`
      : `Line ${line} does not run again after this step. It runs first at step ${first + 1}.`,
  )
}

function say(state: TraceScreenState, text: string): TraceScreenState {
  return { ...state, field: null, notice: { kind: 'info', text } }
}

function answerField(
  state: TraceScreenState,
  field: NonNullable<TraceScreenState['field']>,
): TraceScreenState {
  const text = editorText(field.editor).trim()
  if (text === '') return { ...state, field: null }
  if (field.for === 'to-line') return runToLine(state, text)
  return /^\d+$/.test(text)
    ? goToStep(state, Number(text))
    : say(state, 'Type the number of a step.')
}

function inField(state: TraceScreenState, change: (editor: Editor) => Editor): TraceScreenState {
  const { field } = state
  return field === null ? state : { ...state, field: { ...field, editor: change(field.editor) } }
}

function edit(state: TraceScreenState): TraceStepped {
  const { trace } = state.playback
  const step = trace.steps[state.index]
  const file = trace.files[step?.file ?? 0]?.path ?? trace.entry
  return stay(state, { type: 'edit', file, line: step?.line ?? trace.where?.line ?? 1 })
}

function nextPane({ pane, playback }: TraceScreenState): PaneName {
  const panes = PANES.filter(
    (name) =>
      (name !== 'output' || playback.printedLines > 0) &&
      (name !== 'objects' || playback.hasObjects),
  )
  return panes[(panes.indexOf(pane) + 1) % panes.length] ?? 'variables'
}

function traceFacts({ playback, index }: TraceScreenState): string[] {
  return [
    ...(index < playback.count - 1 ? ['later'] : []),
    ...(index > 0 ? ['earlier'] : []),
    ...((playback.outline.depth[index] ?? 0) > 1 ? ['inside'] : []),
  ]
}

export function traceMachine(
  props: TraceProps,
): Machine<TraceScreenState, TraceScreenEvent, TraceEffect> {
  let stopping = new AbortController()
  return {
    name: 'trace',
    initial: startTrace(props),
    start: [],
    step: stepTrace,
    mode: ({ running, field }) => (running ? 'running' : (field?.for ?? 'steps')),
    facts: (state) => [...traceFacts(state), ...(props.edit === null ? [] : ['editable'])],
    stop: () => stopping.abort(),
    async perform(effect, report, tools) {
      switch (effect.type) {
        case 'again':
          stopping = new AbortController()
          return report(await again(props, stopping.signal))
        case 'abort':
          return stopping.abort()
        case 'edit': {
          const { edit } = props
          if (edit !== null) await tools.suspend(() => edit(effect.file, effect.line))
          return report({ type: 'edited' })
        }
      }
    },
  }
}

/** A trace that was stopped is none, whatever came of it. */
async function again(props: TraceProps, signal: AbortSignal): Promise<TraceScreenEvent> {
  try {
    const traced = await props.again(signal)
    return signal.aborted ? { type: 'stopped' } : { type: 'traced', traced }
  } catch (error) {
    if (signal.aborted) return { type: 'stopped' }
    throw error
  }
}

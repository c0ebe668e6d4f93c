import { describe, expect, test } from 'vitest'
import type { BaseEvent } from '../../../src/tui/state/program.ts'
import type { TraceScreenEvent } from '../../../src/tui/state/trace.ts'
import { startTrace, stepTrace } from '../../../src/tui/state/trace.ts'
import { tracedOf, traceProps } from '../fixtures/traces.ts'
import { action, steps } from './drive.ts'

const begin = (name: Parameters<typeof traceProps>[0] = 'loop') => startTrace(traceProps(name))
const played = (state: ReturnType<typeof begin>, ...events: (TraceScreenEvent | BaseEvent)[]) =>
  steps(stepTrace, state, ...events)
const typed = (text: string): BaseEvent => ({ type: 'text', text, pasted: false })

describe('steps', () => {
  test('forward, back, first and last; no further than there are', () => {
    const at = (...names: string[]) =>
      played(begin(), ...names.map((name) => action(name))).state.index
    expect([at('forward', 'forward', 'previous'), at('previous'), at('last')]).toEqual([1, 0, 12])
    expect([at('last', 'forward'), at('last', 'first')]).toEqual([12, 0])
  })

  test('begins at the step that was asked for', () => {
    expect(startTrace({ traced: tracedOf('loop'), step: 5 }).index).toBe(4)
    const { index, notice } = startTrace({ traced: tracedOf('loop'), step: 500 })
    expect([index, notice?.text]).toEqual([0, 'There are only 13 steps.'])
  })

  test('over a call, and out of it', () => {
    const { state } = played(begin('alias'), { type: 'choose', index: 3 }, action('over'))
    expect(state.playback.trace.steps[state.index]).toMatchObject({ event: 'line', line: 7 })
    const inside = played(begin('fact'), { type: 'choose', index: 13 }, action('out')).state
    expect(inside.playback.trace.steps[inside.index]).toMatchObject({ event: 'return', line: 4 })
  })
})

describe('running to a line', () => {
  test('stops the next time that it is about to run, and then the time after', () => {
    const to4 = [action('to-line'), typed('4'), action('answer')]
    const first = played(begin(), ...to4).state
    expect([first.index, first.field]).toEqual([3, null])
    expect(played(first, ...to4).state.index).toBe(6)
  })

  test.each([
    ['99', 'loop.py has 5 lines.'],
    ['1', 'Line 1 does not run again after this step. It runs first at step 1.'],
    ['x', 'Type the number of a line.'],
    ['other.py:1', 'There is no file other.py in this program.'],
  ])('says why it cannot run to %s', (text, message) => {
    const given: BaseEvent = { type: 'given', answer: { type: 'text', text }, at: 0 }
    const { state } = played(begin(), action('forward'), given)
    expect([state.index, state.notice?.text]).toEqual([1, message])
  })

  test('says that a line never runs', () => {
    const given: BaseEvent = { type: 'given', answer: { type: 'text', text: '3' }, at: 0 }
    expect(played(begin('alias'), given).state.notice?.text).toBe(
      'Line 3 never runs in this trace.',
    )
  })

  test('can be thought better of', () => {
    const { state, effects } = played(begin(), action('to-step'), typed('4'), action('cancel'))
    expect([state.index, state.field, effects]).toEqual([0, null, []])
  })
})

test('tracing again begins anew and says how many steps; when stopped, all is as before', () => {
  const asked = played(begin(), action('last'), action('again'))
  expect(asked.effects).toEqual([{ type: 'again' }])
  expect(played(asked.state, action('forward')).state.index).toBe(12)
  expect(played(asked.state, action('cancel')).effects).toEqual([{ type: 'abort' }])
  const { state } = played(asked.state, { type: 'traced', traced: tracedOf('fact') })
  expect([state.index, state.running, state.notice?.text]).toEqual([
    0,
    false,
    'Traced again: 19 steps.',
  ])
  expect(played(asked.state, { type: 'stopped' }).state).toMatchObject({
    index: 12,
    running: false,
  })
})

test('the editor opens at the line; of a program without steps, where it could not be read', () => {
  const { effects } = played(begin(), action('forward'), action('edit'))
  expect(effects).toEqual([{ type: 'edit', file: 'loop.py', line: 2 }])
  const where = { file: 'loop.py', line: 3, text: '' }
  const none = startTrace({ traced: tracedOf('loop', { steps: [], where }), step: null })
  expect(played(none, action('forward'), action('edit')).effects).toEqual([
    { type: 'edit', file: 'loop.py', line: 3 },
  ])
})

test('the arrows scroll one pane, and a step brings everything back into view', () => {
  const view = { anchors: { pane: [0, 5, 20] } }
  const { state } = played(begin('many'), action('pane'), action('down', 'down', view))
  expect([state.pane, state.scroll]).toEqual(['objects', 1])
  expect(played(state, action('forward')).state.scroll).toBeNull()
  const all = ['output', 'program', 'variables'].map(() => action('pane'))
  expect(played(state, ...all).state.pane).toBe('variables')
  // A program that prints nothing has no output to scroll.
  expect(played(begin('objects'), action('pane'), action('pane')).state.pane).toBe('program')
})

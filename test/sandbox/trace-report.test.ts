import { describe, expect, test } from 'vitest'
import type { Trace, TraceStep } from '../../src/core/trace/model.ts'
import { Replay } from '../../src/core/trace/replay.ts'
import { StepRecorder } from '../../src/sandbox/trace.ts'
import { StepReader } from '../../src/sandbox/trace-report.ts'

const FILES = [
  { path: 'main.py', text: 'a\nb\r\nc\rd' },
  { path: 'other.py', text: '' },
]
const encode = (data: unknown) => Buffer.from(JSON.stringify(data))
const STEP = {
  event: 'line',
  file: 0,
  line: 1,
  stack: [7],
  frames: [{ id: 7, name: '<module>', line: 1, set: { x: '1', a: 3 } }],
  heap: { 3: { type: 'list', shape: 'sequence', items: ["'Ada'", 3] } },
} satisfies TraceStep

describe('steps of a guest', () => {
  test('are read, with all that a step can say', () => {
    const all: TraceStep = {
      ...STEP,
      frames: [{ ...STEP.frames[0], id: 7, kind: 'async', unset: ['y'] }],
      heap: {
        3: { type: 'dict', shape: 'mapping', entries: [["'k'", 4]], more: 9 },
        4: { type: 'function', shape: 'text', text: 'f(x)' },
      },
      returned: 4,
      exception: { type: 'ValueError', message: 'no' },
    }
    expect(new StepReader(FILES).read(encode([all]))).toEqual([all])
  })

  test('what they name is remembered from batch to batch', () => {
    const reader = new StepReader(FILES)
    const next = { event: 'return', file: 0, line: 4, returned: 3, stack: [7], keep: 1 }
    expect(new StepReader(FILES).read(encode([next]))).toBeNull()
    reader.read(encode([STEP]))
    expect(reader.read(encode([next]))).toEqual([next])
  })

  test('only what the format has is kept; a name cannot reach a prototype', () => {
    const hostile = Buffer.from(
      '[{"event":"line","file":0,"line":1,"out":"forged","then":1,"frames":[{"id":1,"name":"f","set":{"__proto__":"1"}}]}]',
    )
    const [step] = new StepReader(FILES).read(hostile) ?? []
    expect(Object.keys(step ?? {})).toEqual(['event', 'file', 'line', 'frames'])
    expect(Object.entries(step?.frames?.[0]?.set ?? {})).toEqual([['__proto__', '1']])
  })

  const frame = (more: object) => [{ ...STEP, frames: [{ ...STEP.frames[0], ...more }] }]
  const object = (more: object) => [{ ...STEP, heap: { 3: { ...STEP.heap[3], ...more } } }]
  test.each<[string, unknown]>([
    ['no list', STEP],
    ['no step', [null]],
    ['a list for a step', [[1]]],
    ['an event that is none', [{ ...STEP, event: 'jump' }]],
    ['an event that is an object', [{ ...STEP, event: { toString: 'line' } }]],
    ['a file that is not there', [{ ...STEP, file: 2 }]],
    ['a file that is no number', [{ ...STEP, file: '__proto__' }]],
    ['line 0', [{ ...STEP, line: 0 }]],
    ['a line after the last', [{ ...STEP, line: 5 }]],
    ['a line after the last of another file', [{ ...STEP, file: 1, line: 2 }]],
    ['half a line', [{ ...STEP, line: 1.5 }]],
    ['a stack with a frame nobody has told of', [{ ...STEP, stack: [8] }]],
    ['a stack that is no list', [{ ...STEP, stack: { length: 1 } }]],
    ['more kept of the stack than there was', [{ ...STEP, keep: 1 }]],
    ['a frame without a name', frame({ name: undefined })],
    ['a name that is a number', frame({ name: 1 })],
    ['a name without end', frame({ name: 'x'.repeat(301) })],
    ['a frame of no kind', frame({ kind: 'call' })],
    ['a negative id', frame({ id: -1 })],
    ['an id that is no id', frame({ id: 2 ** 40 })],
    ['a variable that refers to nothing', frame({ set: { x: 99 } })],
    ['a variable that is an object', frame({ set: { x: {} } })],
    ['a value without end', frame({ set: { x: 'x'.repeat(4001) } })],
    ['too many variables', frame({ set: Array.from({ length: 10_001 }, () => '1') })],
    ['names that are gone and no names', frame({ unset: [1] })],
    ['an object of no shape', object({ shape: 'round' })],
    ['an item that refers to nothing', object({ items: [99] })],
    ['too many items', object({ items: Array.from({ length: 10_001 }, () => '1') })],
    ['an entry of three', object({ entries: [['1', '2', '3']] })],
    ['an entry of one', object({ entries: [['1']] })],
    ['less than no items more', object({ more: -1 })],
    ['a text that is none', object({ text: [] })],
    ['an object under a word', [{ ...STEP, heap: { ...STEP.heap, length: STEP.heap[3] } }]],
    ['a value given back that is null', [{ ...STEP, returned: null }]],
    ['an exception that is a word', [{ ...STEP, exception: 'ValueError' }]],
    ['an exception without a message', [{ ...STEP, exception: { type: 'E' } }]],
  ])('malformed: %s', (_, data) => {
    expect(new StepReader(FILES).read(encode(data))).toBeNull()
  })

  test.each([
    ['no JSON', '[{'],
    ['nothing', ''],
    ['a million brackets', '['.repeat(1_000_000)],
  ])('malformed: %s', (_, text) => {
    expect(new StepReader(FILES).read(Buffer.from(text))).toBeNull()
  })
})

describe('the record of a run', () => {
  const at = (line: number) => ({ event: 'line', file: 0, line })

  test('output goes to the step it came before, what came last to the last one', () => {
    const recorder = new StepRecorder(FILES, 10)
    const euro = Buffer.from('€')
    recorder.steps(encode([STEP]))
    recorder.printed('stdout', Buffer.from('one '))
    recorder.printed('stdout', euro.subarray(0, 1))
    recorder.printed('stderr', Buffer.from('error'))
    recorder.printed('stdout', euro.subarray(1))
    recorder.steps(encode([at(2), at(3)]))
    recorder.steps(encode([at(4)]))
    recorder.printed('stdout', Buffer.from('last'))
    expect(recorder.end().map(({ out, err }) => [out, err])).toEqual([
      [undefined, undefined],
      ['one €', 'error'],
      [undefined, undefined],
      ['last', undefined],
    ])
  })

  test('a malformed batch and more steps than were asked for end the run as crashed', () => {
    const recorder = new StepRecorder(FILES, 3)
    expect(recorder.steps(encode([STEP, at(2)]))).toBeNull()
    expect(recorder.steps(encode([at(9)]))).toEqual({ crashed: true })
    expect(recorder.steps(encode([at(3), at(4)]))).toEqual({ crashed: true })
    expect(recorder.steps(encode([at(3)]))).toBeNull()
    expect(recorder.end()).toHaveLength(3)
  })

  test('a trace has at most 32 MB', () => {
    const recorder = new StepRecorder(FILES, 10_000)
    const items = Array.from({ length: 2_000 }, () => 'x'.repeat(4_000))
    const large = encode([{ ...STEP, heap: { 3: { type: 'list', shape: 'sequence', items } } }])
    for (let count = 0; count < 4; count++) expect(recorder.steps(large)).toBeNull()
    expect(recorder.full).toBe(false)
    expect(recorder.steps(large)).toEqual({})
    expect(recorder.full).toBe(true)
    expect(recorder.end()).toHaveLength(4)
  })

  test('the stack of a step may stand on the one before', () => {
    const frames = (id: number) => [{ id, name: `f${id}` }]
    const step = (more: Partial<TraceStep>): TraceStep => ({
      event: 'line',
      file: 0,
      line: 1,
      ...more,
    })
    const trace: Trace = {
      language: 'python',
      entry: 'main.py',
      files: FILES,
      maxSteps: 10,
      end: { how: 'finished' },
      steps: [
        step({ stack: [1], frames: frames(1) }),
        step({ stack: [2, 3], keep: 1, frames: [...frames(2), ...frames(3)] }),
        step({}),
        step({ stack: [4], keep: 2, frames: frames(4) }),
        step({ stack: [], keep: 1 }),
        step({ stack: [3] }),
      ],
    }
    const replay = new Replay(trace)
    expect(
      trace.steps.map((_, index) =>
        replay
          .at(index)
          .stack.map(({ id }) => id)
          .join(),
      ),
    ).toEqual(['1', '1,2,3', '1,2,3', '1,2,4', '1', '3'])
  })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Exercise, Language } from '../../../src/core/course/model.ts'
import { eventSchemas } from '../../../src/core/events/types.ts'
import { startExercise } from '../../../src/core/practice/exercise.ts'
import { obviousCase, traceCase } from '../../../src/core/practice/trace-case.ts'
import { traceFile } from '../../../src/core/practice/trace-file.ts'
import { outlineOf } from '../../../src/core/trace/outline.ts'
import { FolderWorkspace } from '../../../src/host/workspace.ts'
import { Playback } from '../../../src/tui/plain/trace/playback.ts'
import { sentences } from '../../../src/tui/plain/trace/sentences.ts'
import { course, exercise, skill } from '../../helpers/course.ts'
import { call, runnerOf, steps, testCase } from '../../helpers/sandbox.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'
import { world } from '../../helpers/world.ts'

const runner = runnerOf('namespaces')
afterAll(() => runner.close())

const subject = { course: 'sample', item: 'shapes' }

/** An exercise with these tests, begun, its file as the learner has it now. */
function begun(text: string, visible: Exercise['visible'], more: Partial<Exercise> = {}) {
  const own: Exercise = {
    ...exercise('shapes', ['calls']),
    edit: ['main.py'],
    starter: [{ path: 'main.py', text: '' }],
    visible,
    ...more,
  }
  const made = world([course({ skills: [skill('calls')], units: { basics: [own] } })], {
    'limits.seconds': 5,
    'limits.memory-mb': 50,
  })
  const root = temporaryFolder()
  const workspace = new FolderWorkspace({ root, cwd: root, now: () => made.clock.now() })
  const ctx = { ...made, workspace, runner }
  const { view } = startExercise(ctx, subject)
  writeFileSync(join(view.folder, own.edit[0] ?? ''), text)
  return ctx
}

const follow = (ctx: ReturnType<typeof begun>, id: string) =>
  traceCase(ctx, subject, { case: id, maxSteps: 100 })

/** The sentences of each step. */
function told(traced: Awaited<ReturnType<typeof traceCase>>): string[] {
  const playback = new Playback(traced)
  return traced.steps.map((_, index) => {
    const moment = playback.moment(index)
    return moment === null ? '' : sentences(moment).join(' ')
  })
}

describe('a test of an exercise', () => {
  const area = 'def area(w, h):\n    return w + h\n'

  test('its call is followed, not the loading of the file; what it may not know is not told', async () => {
    const ctx = begun(area, [testCase('three-four', call('area', 3, 4), { returns: 12 })])
    const traced = await follow(ctx, 'three-four')
    expect(traced).toMatchObject({
      ran: 'area(3, 4)',
      case: { course: 'sample', exercise: 'shapes', id: 'three-four', title: 'three-four' },
      ok: true,
      end: { how: 'finished' },
    })
    const said = told(traced)
    expect(said.at(0)).toContain('with w = 3, h = 4.')
    expect(said.at(-1)).toBe('area gives back 7.')
    expect(JSON.stringify([traced.ran, traced.files, traced.steps])).not.toContain('12')
  })

  test('the record of it says which exercise, which test, and what came of it', async () => {
    const ctx = begun(area, [testCase('one', call('area', 1, 'x'))])
    const traced = await follow(ctx, 'one')
    expect(traced).toMatchObject({ ok: false, errorKind: 'TypeError', where: { line: 2 } })
    const [event] = [...ctx.log.read({ types: ['code.traced'] })]
    expect(event?.payload).toMatchObject({
      course: 'sample',
      item: 'shapes',
      case: 'one',
      errorKind: 'TypeError',
      steps: traced.steps.length,
    })
    expect(eventSchemas['code.traced'].safeParse(event?.payload).success).toBe(true)
  })

  test('rows of steps are followed from the first to the last', async () => {
    const text =
      'class Counter:\n    def __init__(self):\n        self.n = 0\n    def add(self, k):\n        self.n += k\n'
    const row = steps(
      { do: 'new', name: 'Counter', args: [], kwargs: {}, as: 'c' } as never,
      { do: 'call', name: 'c.add', args: [2], kwargs: {}, as: null } as never,
    )
    const traced = await follow(begun(text, [testCase('adds', row)]), 'adds')
    expect(told(traced)).toEqual([
      'Counter.__init__ is called with self = Counter().',
      '',
      'Line 3: self.n is 0 (new). Counter.__init__ ends and gives back nothing (None).',
      'Counter.add is called with self = Counter(n=0), k = 2.',
      '',
      'Line 5: self.n is now 2 (was 0). Counter.add ends and gives back nothing (None).',
    ])
  })

  test('a name that is missing and a file that cannot be read are told in the words of a check', async () => {
    const missing = await follow(
      begun('def aera():\n    pass\n', [testCase('t', call('area'))]),
      't',
    )
    expect(missing).toMatchObject({ ok: false, errorKind: 'missing-name' })
    expect(missing.what).toContain('main.py has nothing called area, but it has aera.')
    const broken = await follow(begun('def area(:\n', [testCase('t', call('area'))]), 't')
    expect(broken).toMatchObject({ ok: false, errorKind: 'SyntaxError', where: { line: 1 } })
    expect(broken.steps).toEqual([])
  })

  test('a hidden one, an unknown one, and one in SQL are refused with what to do', async () => {
    const visible = [testCase('easy', call('area', 1, 1)), testCase('hard', call('area', 2, 2))]
    const ctx = begun(area, visible, { hidden: [testCase('secret', call('area', 99, 1))] })
    await expect(follow(ctx, 'secret')).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('is a hidden test'),
      next: 'mastery trace shapes --case easy, or with one of hard',
    })
    await expect(follow(ctx, 'esy')).rejects.toMatchObject({
      next: 'Did you mean: mastery trace shapes --case easy',
    })
    expect(() => obviousCase(ctx, subject)).toThrow('has several tests')
    expect(obviousCase(begun(area, [testCase('only', call('area'))]), subject)).toBe('only')
    const sql = begun('select 1', [testCase('t', call('x'))], { runner: 'sql' as Language })
    await expect(follow(sql, 't')).rejects.toMatchObject({
      message: expect.stringContaining('cannot be followed step by step'),
      next: 'mastery check shapes',
    })
    expect([...ctx.log.read({ types: ['code.traced'] })]).toEqual([])
  })
})

describe('a file', () => {
  const settings = { 'limits.seconds': 2, 'limits.memory-mb': 50 }
  const run = (text: string, maxSteps = 1000, entry = 'main.py', signal?: AbortSignal) => {
    const { log, settings: own } = world([], settings)
    const files = [{ path: entry, text }]
    return traceFile({ log, settings: own, runner }, { entry, files, stdin: '', maxSteps, signal })
  }

  test('one that never ends is followed as far as was asked for', async () => {
    const traced = await run('n = 0\nwhile True:\n    n += 1\n', 50)
    expect(traced).toMatchObject({ ok: true, errorKind: null, end: { how: 'steps' } })
    expect(traced.steps).toHaveLength(50)
    expect(traced.what).toBe(
      'It was followed for 50 steps, and would have gone on. More with --steps, up to 10,000.',
    )
  })

  test('one that waits too long is stopped, and the line is told', async () => {
    const traced = await run('import time\ntime.sleep(30)\n')
    expect(traced).toMatchObject({ ok: false, errorKind: 'timeout' })
    expect(traced.what).toContain('stopped in line 2 of main.py. Does it have to wait that long?')
  })

  test('one that ends itself has failed as its status says', async () => {
    expect(await run('import sys\nsys.exit(3)\n')).toMatchObject({ ok: false, errorKind: 'exit' })
    expect(await run('import sys\nsys.exit()\n')).toMatchObject({ ok: true, errorKind: null })
  })

  test('in JavaScript, what awaits leaves the stack and comes back', async () => {
    const text =
      'async function late(x) {\n  await null\n  return x\n}\nlate(1).then((x) => console.log(x))\n'
    const traced = await run(text, 1000, 'main.js')
    const { top } = outlineOf(traced)
    const events = traced.steps.map(({ event }) => event)
    expect(top[events.indexOf('suspend')]).toBe(top[events.indexOf('resume')])
    expect(traced.steps.map(({ out = '' }) => out).join('')).toBe('1\n')
  })

  test('one that is cancelled leaves no trace', async () => {
    const stopping = new AbortController()
    setTimeout(() => stopping.abort(), 300)
    const making = run('import time\ntime.sleep(30)\n', 10, 'main.py', stopping.signal)
    await expect(making).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

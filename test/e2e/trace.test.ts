import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { traceContracts } from '../../src/contracts/trace.ts'
import { learner } from '../helpers/cli.ts'
import { KEYS, Terminal } from '../tui/helpers/terminal.ts'

const RUN = join(import.meta.dirname, '../../bin/run.js')
/** Until a program was traced; CI has two busy cores. */
const PATIENCE = 20_000

function files(folder: string, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
}

test('a Python program is told step by step; what it printed and how it failed too', async () => {
  const cli = learner()
  files(cli.workspace, {
    'places.py':
      'def area(w, h):\n    return w * h\n\ncities = ["Rome"]\nb = cities\nb.append("Oslo")\ntotal = area(3, 4)\nprint(total)\ntotal = total // 0\n',
  })
  const run = await cli.run(['trace', 'places.py'])
  expect(run.code).toBe(1)
  expect(run.stdout).toBe(
    [
      'Trace of places.py: 11 steps.',
      '1. The program begins.',
      '2. Line 1: area is the function area(w, h) (new).',
      "3. Line 4: cities is a new list: ['Rome'].",
      '4. Line 5: b is the same list as cities.',
      "5. Line 6: The list cities (also b) has a new item at its end: 'Oslo'.",
      '6. Line 7 calls area with w = 3, h = 4.',
      '7. Next: line 2.',
      '8. area gives back 12.',
      '9. Line 7: total is 12 (new).',
      '10. Line 8 prints: 12',
      '11. Line 9 raises ZeroDivisionError: integer division or modulo by zero',
      '✗ It ended with ZeroDivisionError in line 9 of places.py: integer division or',
      '  modulo by zero.',
      '  9 │ total = total // 0',
      '',
    ].join('\n'),
  )
  const step = await cli.run(['trace', 'places.py', '--step', '8'])
  expect(step.stdout).toContain('area gives back 12.\nNext: back in the program, line 7.')
  expect(step.stdout).toContain("  cities = ['Rome', 'Oslo']\n  b is the same list as cities")
  expect((await cli.run(['export'])).stdout.match(/"code\.traced"/g)).toHaveLength(2)
})

test('--json is one document that its contract describes, also when nothing could run', async () => {
  const cli = learner()
  files(cli.workspace, {
    'ask.py': 'import helper\nname = input()\nprint(helper.twice(name))\n',
    'helper.py': 'def twice(text):\n    return text * 2\n',
    'bad.py': 'x = 1\nprint("a"\n',
    'empty.py': '',
  })
  const parsed = (value: Record<string, unknown> & { schema: string }) => {
    const { schema, ...rest } = value
    expect(schema).toBe('mastery.trace/1')
    return traceContracts['mastery.trace/1'].parse(rest)
  }
  const args = ['trace', 'ask.py', '--with', 'helper.py', '--stdin', '-', '--json']
  const asked = parsed((await cli.run(args, { stdin: 'Ada\n' })).json())
  expect(asked).toMatchObject({ ok: true, end: { how: 'finished' } })
  expect(asked.steps.map(({ out = '' }) => out).join('')).toBe('AdaAda\n')
  expect(new Set(asked.steps.map(({ file }) => asked.files[file]?.path))).toEqual(
    new Set(['ask.py', 'helper.py']),
  )
  const words = await cli.run(['trace', 'ask.py', '--with', 'helper.py', '--stdin', '-'], {
    stdin: 'Ada\n',
  })
  expect(words.stdout).toContain("Line 3 of ask.py calls twice with text = 'Ada'.")
  const bad = await cli.run(['trace', 'bad.py', '--json'])
  expect(bad.code).toBe(1)
  expect(parsed(bad.json())).toMatchObject({
    ok: false,
    errorKind: 'SyntaxError',
    steps: [],
    where: { line: 2 },
  })
  expect(parsed((await cli.run(['trace', 'empty.py', '--json'])).json())).toMatchObject({
    ok: true,
  })
})

test('an endless loop is followed as far as was asked for, and that is said', async () => {
  const cli = learner()
  files(cli.workspace, { 'endless.py': 'n = 0\nwhile True:\n    n += 1\n' })
  const usual = await cli.run(['trace', 'endless.py'])
  expect(usual.code).toBe(0)
  expect(usual.stdout).toContain('\n1000. Line 3: n is now 499 (was 498).\n')
  expect(usual.stdout).toContain(
    'It was followed for 1,000 steps, and would have gone on. More with --steps, up',
  )
  const most = await cli.run(['trace', 'endless.py', '--steps', '10000', '--json'])
  expect(most.json()).toMatchObject({ ok: true, end: { how: 'steps' }, maxSteps: 10_000 })
  expect((most.json().steps as unknown[]).length).toBe(10_000)
  expect(most.stdout.length).toBeLessThan(5_000_000)
  const refused = await cli.run(['trace', 'endless.py', '--steps', '20000'])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('10000')
})

test('one visible test of an exercise is traced in its own words, a hidden one is not', async () => {
  const cli = learner()
  await cli.run(['start', 'departure-board'])
  const traced = await cli.run(['trace', 'departure-board', '--case', 'to-lima', '--json'])
  expect(traced.json()).toMatchObject({
    ran: 'main.py with the input "Lima", "12"',
    case: { course: 'python', exercise: 'departure-board', id: 'to-lima' },
  })
  const log = (await cli.run(['export'])).stdout
  expect(log).toMatch(/"type":"code\.traced".*"case":"to-lima"/)
  // Inside its folder the exercise need not be named.
  const cwd = join(cli.workspace, 'python/departure-board')
  expect((await cli.run(['trace', '--case', 'to-lima'], { cwd })).stdout).toContain(
    "2. Line 2: city is 'Lima' (new).",
  )
  const hidden = await cli.run(['trace', 'departure-board', '--case', 'to-oslo'])
  expect(hidden.code).toBe(2)
  expect(hidden.stderr).toContain('is a hidden test: what it gives to your program is not shown')
})

describe('in a terminal', () => {
  const open: Terminal[] = []
  afterEach(() => {
    for (const terminal of open.splice(0)) terminal.kill('SIGKILL')
  })

  /** The built command in a real pseudo-terminal, with a home and a workspace of its own. */
  function start(args: string[], texts: Record<string, string>): Terminal {
    const cli = learner()
    files(cli.workspace, texts)
    const { NO_COLOR, ...env } = cli.env
    const terminal = new Terminal(process.execPath, [RUN, ...args], {
      cwd: cli.workspace,
      env: env as Record<string, string>,
    })
    open.push(terminal)
    return terminal
  }

  test('Python: forward, back, to a line; an alias is seen; the exit code is the program’s', async () => {
    const terminal = start(['trace', 'alias.py'], {
      'alias.py': 'a = [1]\nb = a\nb.append(2)\nprint(a[5])\n',
    })
    await terminal.shows('step 1 of 5', PATIENCE)
    await terminal.story(
      [KEYS.right, 'a is a new list: [1]'],
      ['n', 'b is the same list as a.'],
      ['n', '(also b) has a new item at its end: 2.'],
      [KEYS.left, 'step 3 of 5'],
      [`l4${KEYS.enter}`, 'step 4 of 5'],
      ['G', '✗ It ended with IndexError in line 4'],
    )
    expect(terminal.text()).toMatch(/error ✗ 4 │ print\(a\[5\]\)/)
    terminal.type('q')
    expect((await terminal.exit).exitCode).toBe(1)
    expect(terminal.alternate).toBe(false)
  })

  test('JavaScript, async: what waits is told, and goes on', async () => {
    const terminal = start(['trace', 'tea.js'], {
      'tea.js':
        'async function boil(m) {\n  await null\n  return m * 60\n}\nasync function main() {\n  console.log(await boil(6))\n}\nmain()\n',
    })
    await terminal.shows('step 1 of', PATIENCE)
    await terminal.story([`l3${KEYS.enter}`, '◆ main waits in line 6'], ['G', '› 360'])
    terminal.type('q')
    expect((await terminal.exit).exitCode).toBe(0)
  })

  test('what a program reads is typed first, and the screen still hears keys', async () => {
    const terminal = start(['trace', 'ask.py'], { 'ask.py': 'name = input()\nprint(name * 2)\n' })
    await terminal.shows('Type what the program reads', PATIENCE)
    terminal.type(`Ada${KEYS.enter}`)
    terminal.type(KEYS.ctrlD)
    await terminal.shows('step 1 of 3', PATIENCE)
    await terminal.story([KEYS.right, "name is 'Ada' (new)."], [KEYS.right, '› AdaAda'])
    terminal.type('q')
    expect((await terminal.exit).exitCode).toBe(0)
  })

  test('Ctrl-C stops the making of a trace, and says so', async () => {
    const terminal = start(['trace', 'sleep.py'], { 'sleep.py': 'import time\ntime.sleep(60)\n' })
    await terminal.shows('Tracing sleep.py', PATIENCE)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    terminal.type(KEYS.ctrlC)
    await terminal.shows('Stopped. Nothing was recorded.')
    expect((await terminal.exit).exitCode).toBe(3)
  })

  test('--plain is a conversation of sentences', async () => {
    const terminal = start(['trace', 'sum.js', '--plain'], {
      'sum.js': 'let total = 0\nfor (const n of [4, 3]) total += n\nconsole.log(total)\n',
    })
    await terminal.shows('Enter: Step', PATIENCE)
    await terminal.story(
      [KEYS.enter, 'Line 1: total is 0 (new).'],
      [`l 3${KEYS.enter}`, 'Next: line 3: console.log(total)'],
      [`1${KEYS.enter}`, /Step 1 of .*\n.*Next: line 1/],
    )
    expect(terminal.alternate).toBe(false)
    terminal.type(KEYS.ctrlC)
    expect((await terminal.exit).exitCode).toBe(130)
  })

  test('from an exercise: t follows the failing test, q comes back to its result', async () => {
    const cli = learner()
    await cli.run(['start', 'departure-board'])
    const { NO_COLOR, ...env } = cli.env
    const terminal = new Terminal(process.execPath, [RUN, 'watch', 'departure-board'], {
      cwd: cli.workspace,
      env: env as Record<string, string>,
    })
    open.push(terminal)
    await terminal.shows('not run yet', PATIENCE)
    terminal.type('r')
    await terminal.shows('✗ passed 0/4', PATIENCE)
    terminal.type('t')
    await terminal.shows('Trace: departure-board, the train to Mombasa', PATIENCE)
    await terminal.story([KEYS.right, "city is 'Mombasa' (new)."], ['q', '✗ passed 0/4'])
    terminal.type('q')
    expect((await terminal.exit).exitCode).toBe(0)
  })
})

test.each([
  [['trace', 'misisng.py'], 'There is no file misisng.py.', 'Did you mean missing.py?'],
  [['trace', 'query.sql'], 'cannot be followed step by step', 'mastery run query.sql'],
  [['trace', 'a.rb'], 'is no program that mastery can run', 'Name a file that ends in .py'],
  [['trace'], 'Say which program to trace.', 'mastery trace FILE'],
  [['trace', 'missing.py', '--step', '9'], 'There is no step 9: there are 2.', 'Leave --step out'],
  [['trace', 'departure-board'], 'has several tests', '--case to-mombasa, or with one of to-lima'],
  [['trace', 'departure-board', '--case', 'to-lim'], 'no visible test "to-lim"', '--case to-lima'],
  [['trace', '--case', 'to-lima', '--stdin', 'x'], '--case', '--help'],
])('%j is refused with what to do', async (args, message, next) => {
  const cli = learner()
  files(cli.workspace, { 'missing.py': '', 'query.sql': '', 'a.rb': '' })
  const run = await cli.run(args)
  expect(run.code).toBe(2)
  const said = run.stderr.replaceAll(/\s+/g, ' ')
  expect(said).toContain(message)
  expect(said).toContain(next)
})

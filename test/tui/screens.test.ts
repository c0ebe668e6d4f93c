import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bundleFixtures } from './helpers/bundle.ts'
import { KEYS, Terminal, type TerminalOptions } from './helpers/terminal.ts'

/** Each screen in a real pseudo-terminal, driven by keys, with callbacks in memory. */
let fixture: Awaited<ReturnType<typeof bundleFixtures>>
const open: Terminal[] = []

beforeAll(async () => {
  fixture = await bundleFixtures()
})
afterAll(() => fixture.remove())
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.kill('SIGKILL')
})

function start(screen: string, options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal(process.execPath, [fixture.run, screen], options)
  open.push(terminal)
  return terminal
}

/** Started by a shell that says afterwards how it found the terminal. */
function startInShell(screen: string): Terminal {
  const script = `${process.execPath} ${fixture.run} ${screen}; echo "STATUS $?"; stty -a | tr ';' '\\n' | grep -o -E -e '-?(icanon|echo|isig)\\b' | tr '\\n' ' '; echo; sleep 5`
  const terminal = new Terminal('/bin/sh', ['-c', script])
  open.push(terminal)
  return terminal
}

/** The screen's own process. */
function childOf(pid: number): number {
  return Number(
    execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')[0],
  )
}

async function resultOf(
  terminal: Terminal,
): Promise<{ result: { to: string; item?: string }; log: string[] }> {
  await terminal.until(() => terminal.raw.includes('RESULT '), 'a result')
  await terminal.exit
  const line = /RESULT (\{.*\})/.exec(terminal.raw.replaceAll(/\r\n/g, '\n'))?.[1] ?? 'null'
  return JSON.parse(line)
}

describe('the terminal', () => {
  test('shows a screen of its own, and is as before afterwards', async () => {
    const terminal = startInShell('home')
    await terminal.shows('Work with text')
    expect(terminal.alternate).toBe(true)
    expect(terminal.cursorShown).toBe(false)
    terminal.type('q')
    await terminal.shows('STATUS 0')
    await terminal.shows(/^isig icanon echo/m)
    expect(terminal.alternate).toBe(false)
    expect(terminal.cursorShown).toBe(true)
    expect(terminal.bracketedPaste).toBe(false)
  })

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('is as before after %s', async (signal, status) => {
    const terminal = startInShell('quiz')
    await terminal.shows('Choose one')
    process.kill(childOf(terminal.pid), signal)
    await terminal.shows(`STATUS ${status}`)
    await terminal.shows(/^isig icanon echo/m)
    expect(terminal.alternate).toBe(false)
    expect(terminal.cursorShown).toBe(true)
    expect(terminal.bracketedPaste).toBe(false)
  })

  test('is as before after a crash, which is told on the ordinary screen', async () => {
    const terminal = startInShell('crash')
    await terminal.shows('deliberate crash')
    await terminal.shows(/STATUS 1/)
    await terminal.shows(/^isig icanon echo/m)
    expect(terminal.alternate).toBe(false)
    expect(terminal.cursorShown).toBe(true)
  })

  test.each(['home', 'tree', 'lesson', 'quiz', 'review', 'watch', 'stats', 'trace'])(
    '%s leaves on Ctrl-C',
    async (screen) => {
      const terminal = start(screen)
      await terminal.shows('Help')
      terminal.type(KEYS.ctrlC)
      expect((await resultOf(terminal)).result).toEqual({ to: 'leave' })
      expect(terminal.alternate).toBe(false)
    },
  )

  test('has no colours under NO_COLOR, and the same words', async () => {
    const terminal = start('home', { env: { NO_COLOR: '1' } })
    await terminal.shows('62 % Learning')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what must not be there
    expect(terminal.raw).not.toMatch(/\u001b\[(?:\d+;)*(?:3[0-79]|4[0-79]|9\d|10\d)m/)
  })

  test('one session, two screens: the ordinary screen never shows between them', async () => {
    const terminal = start('tour')
    await terminal.shows('Work with text')
    const before = terminal.raw.length
    terminal.type(KEYS.enter)
    await terminal.shows('26 items')
    expect(terminal.raw.slice(before)).not.toContain('\u001b[?1049')
    terminal.type('q')
    await resultOf(terminal)
  })

  test('draws only what changed', async () => {
    const terminal = start('tree')
    await terminal.shows('› · Lesson')
    const before = terminal.raw.length
    terminal.type('j')
    await terminal.shows('› ✓ Quiz')
    const drawn = terminal.raw.slice(before)
    expect(drawn).not.toContain('\u001b[2J')
    expect(drawn).not.toContain('\u001b[J')
    expect(drawn.length).toBeLessThan(900)
  })

  test('follows a resize, narrower and wider, shorter and taller', async () => {
    const terminal = start('lesson')
    await terminal.shows('A piece of text is called a string. You may')
    for (const [columns, rows] of [
      [40, 24],
      [20, 10],
      [100, 30],
      [60, 12],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows)
      // All at the same moment: between two looks it may be drawing again.
      await terminal.until(
        () =>
          terminal.rows()[rows - 1]?.includes('? Help') === true &&
          terminal.rows()[0]?.trim().startsWith('Work with') === true &&
          terminal.text().match(/\? Help/g)?.length === 1,
        `the title on top and keys once, in row ${rows} of ${columns} columns`,
      )
    }
    terminal.resize(15, 5)
    await terminal.shows('Terminal too')
    terminal.resize(80, 24)
    await terminal.shows('A piece of text is called a string. You may')
  })
})

describe('home', () => {
  test('opens what is next on Enter', async () => {
    const terminal = start('home')
    await terminal.shows('› Next')
    terminal.type(KEYS.enter)
    expect((await resultOf(terminal)).result).toEqual({
      to: 'open',
      course: 'python',
      item: 'text',
      kind: 'lesson',
    })
  })

  test('help lists all keys and closes', async () => {
    const terminal = start('home')
    await terminal.shows('› Next')
    await terminal.story(
      ['?', 'See all lessons'],
      [KEYS.escape, '› Next'],
      ['jj', '› Go on'],
      ['k', '› Review'],
    )
    terminal.type('t')
    expect((await resultOf(terminal)).result).toEqual({ to: 'tree' })
  })

  test('a key can be changed in the settings', async () => {
    const terminal = start('home', {
      env: { TEST_KEYS: JSON.stringify({ 'home.tree': 'ctrl+o' }) },
    })
    await terminal.shows('Ctrl-O Courses')
    terminal.type('t\u000f')
    expect((await resultOf(terminal)).result).toEqual({ to: 'tree' })
  })
})

describe('course tree', () => {
  test('filters, keeps its place, asks before what is locked', async () => {
    const terminal = start('tree')
    await terminal.shows('› · Lesson')
    await terminal.story(
      ['/', 'Filter:'],
      ['part 12', '2 items'],
      [KEYS.enter, '› – Exercise'],
      [KEYS.enter, 'it anyway?'],
      ['n', '/ Filter'],
    )
    await terminal.story(
      [KEYS.escape, '26 items'],
      ['g', '› ✓ Lesson    Print'],
      [KEYS.pageDown, /› – .*Loops/],
      ['G', 'Loops, part 20'],
    )
    terminal.type(`${KEYS.enter}`)
    await terminal.shows('it anyway?')
    terminal.type('y')
    expect((await resultOf(terminal)).result).toMatchObject({ to: 'open', item: 'loop-19' })
  })
})

describe('lesson', () => {
  test('is read, its programs run, its questions answered; every step is recorded', async () => {
    const terminal = start('lesson')
    await terminal.shows('▸ Program')
    await terminal.story(
      ['r', '✓ As the lesson says'],
      [' ', 'A string never'],
      [' ', 'end ──'],
      [' ', 'Check yourself 1 of 2'],
    )
    await terminal.story(
      ['2', '› 2'],
      [KEYS.enter, '✓ Right'],
      [KEYS.enter, 'Check yourself 2 of 2'],
    )
    await terminal.story(
      ['stripp', '> stripp'],
      [KEYS.backspace, /> strip\n/],
      [KEYS.enter, '✓ Right'],
      [KEYS.enter, '2 of 2 questions right'],
    )
    terminal.type(KEYS.enter)
    const { result, log } = await resultOf(terminal)
    expect(result).toMatchObject({ to: 'open', item: 'swap', kind: 'exercise' })
    expect(log.filter((text) => !text.startsWith('place'))).toEqual([
      'read',
      'answer first-four',
      'answer strip',
    ])
    expect(log.filter((text) => text.startsWith('place')).at(-1)).toBe('place 3')
  })
})

describe('quiz', () => {
  test('asks all types of question and shows the mistakes', async () => {
    const terminal = start('quiz')
    await terminal.shows('1 of 8')
    // A stray Enter answers nothing; nothing goes on by itself.
    await terminal.story(
      [KEYS.enter, 'Choose or type an answer first.'],
      ['h', 'Hint 1 of 2'],
      ['1', '› 1'],
      [KEYS.enter, '✗ Not right'],
    )
    await terminal.story(
      [KEYS.enter, '2 of 8'],
      ['1', '1 [x]'],
      ['3', '3 [x]'],
      [KEYS.enter, '✓ Right'],
    )
    await terminal.story([KEYS.enter, '3 of 8'], ['7', '> 7'], [KEYS.enter, '✓ Right'])
    await terminal.story([KEYS.enter, '4 of 8'], ['STRIP', '> STRIP'], [KEYS.enter, '✓ Right'])
    await terminal.story(
      [KEYS.enter, '5 of 8'],
      [' ', '↕ `print(text)`'],
      [KEYS.down, '1 `name'],
      [KEYS.down, '2 `text'],
      [' ', '3 `print(text)`'],
      [KEYS.enter, '✓ Right'],
    )
    await terminal.story(
      [KEYS.enter, '6 of 8'],
      ['2', '→  capital letters'],
      ['1', '→  no blanks'],
      [KEYS.enter, '✓ Right'],
    )
    await terminal.story(
      [KEYS.enter, '7 of 8'],
      ['range', '‹1: range›'],
      [KEYS.tab, '› 2'],
      ['print', '‹2: print›'],
      [KEYS.enter, '✓ Right'],
    )
    await terminal.story([KEYS.enter, '8 of 8'], ['0\r1', '  1'], [KEYS.ctrlD, '✓ Right'])
    await terminal.story([KEYS.enter, '88 %'])
    expect(terminal.text()).toContain('To look at again: 1 question')
    terminal.type(KEYS.enter)
    const { log } = await resultOf(terminal)
    expect(log).toHaveLength(8)
    expect(log[0]).toBe('answer first-four 0')
  })

  test('a text field edits what is typed and pasted, in any script', async () => {
    const terminal = start('quiz')
    await terminal.shows('1 of 8')
    await terminal.story(
      ['1', '› 1'],
      [KEYS.enter, 'Not right'],
      [KEYS.enter, '2 of 8'],
      ['1', '[x]'],
      [KEYS.enter, 'Partly right|Not right'.split('|')[1] ?? ''],
      [KEYS.enter, '3 of 8'],
      ['7', '> 7'],
      [KEYS.enter, 'Right'],
      [KEYS.enter, '4 of 8'],
    )
    terminal.type('\u001b[200~日本\nq?h\u001b[201~')
    await terminal.shows('> 日本 q?h')
    await terminal.story(
      [KEYS.home, '> 日本'],
      [KEYS.delete, '> 本 q?h'],
      ['語', '> 語本 q?h'],
      [KEYS.end, '語本'],
      [KEYS.backspace, /> 語本 q\?\n/],
      [KEYS.left, '語本'],
      ['é', '> 語本 qé?'],
    )
    const row = terminal.rows().findIndex((text) => text.includes('> 語本'))
    await terminal.until(
      () => terminal.cursor().y === row && terminal.cursor().x === 10,
      `the cursor after é, ${JSON.stringify(terminal.cursor())}`,
    )
    expect(terminal.cursorShown).toBe(true)
  })

  test('what was answered before Ctrl-C is recorded', async () => {
    const terminal = start('quiz')
    await terminal.shows('1 of 8')
    terminal.type(`2${KEYS.enter}${KEYS.ctrlC}`)
    const { result, log } = await resultOf(terminal)
    expect(result).toEqual({ to: 'leave' })
    expect(log).toEqual(['answer first-four 1'])
  })
})

describe('review', () => {
  test('reveals, grades with the next interval beside each grade, takes back', async () => {
    const terminal = start('review')
    await terminal.shows('overdue 3 d · 3 left')
    await terminal.story(
      ['3', 'overdue 3 d · 3 left'],
      [' ', '1 Again today/1 d · 2 Hard today/3 d · 3 Good 6 d · 4 Easy 9 d'],
    )
    await terminal.story(
      ['3', 'again in 6 days'],
      ['strip', '> strip'],
      [KEYS.enter, '3 Good 6 d ‹ earned'],
      [KEYS.enter, 'Choose one'],
    )
    await terminal.story(
      ['i', 'SM-2, 2 repetitions'],
      [KEYS.escape, 'Choose one'],
      ['u', 'Taken back'],
      [KEYS.escape, 'Enter Type'],
      ['u', '"ab".upper()'],
      ['-', 'comes back tomorrow'],
      [KEYS.escape, 'Enter Type'],
    )
    await terminal.story(
      ['@', 'Never ask it again?'],
      ['y', 'Suspended'],
      ['2', '› 2'],
      [KEYS.enter, '✓ Right'],
      [KEYS.enter, '1 answer in'],
    )
    terminal.type('q')
    const { log } = await resultOf(terminal)
    expect(log).toEqual([
      'record basics-cards/upper 4',
      'record basics-cards/strip 4',
      'undo basics-cards/strip',
      'undo basics-cards/upper',
      'record basics-cards/first-four answer',
    ])
  })
})

describe('watch', () => {
  test('runs on save and on keys, shows hints, submits, asks before a reset', async () => {
    const terminal = start('watch')
    await terminal.shows('not run yet')
    process.kill(terminal.pid, 'SIGUSR2')
    await terminal.shows('✗ passed 1/3')
    await terminal.shows('saved main.py 12:03')
    await terminal.story(
      ['h', 'Hint 1 of 3'],
      ['r', 'passed 2/3'],
      [KEYS.tab, 'hints 1/3'],
      ['x', 'Begin again from the starter?'],
      ['n', 'x Reset'],
      ['s', '✓ submitted, passed 3/3'],
      ['x', 'Begin again'],
      ['y', 'Your work is kept'],
    )
    await terminal.story(['e', 'not run yet'])
    terminal.type('n')
    const { result, log } = await resultOf(terminal)
    expect(result).toMatchObject({ to: 'open', item: 'text' })
    expect(log).toEqual(['check', 'hint 1', 'check', 'submit', 'edit', 'stopped watching'])
  })

  test('t follows the failing test step by step; the report is handed on, to be there again', async () => {
    const terminal = start('watch')
    await terminal.shows('not run yet')
    await terminal.story(['t', 'No visible test has failed'], ['r', '✗ passed 1/3'])
    terminal.type('t')
    const { result, log } = await resultOf(terminal)
    expect(log).toEqual(['check', 'trace t1', 'stopped watching'])
    expect(result).toMatchObject({
      to: 'trace',
      traced: { entry: 'alias.py' },
      report: { mode: 'check', verdict: { points: 1 } },
    })
  })
})

describe('trace', () => {
  test('goes forward and back, over calls, to lines and steps; q goes back', async () => {
    const terminal = start('trace')
    await terminal.shows('step 1 of 15')
    await terminal.story(
      [KEYS.right, 'step 2 of 15'],
      ['nn', 'backup is the same list as cities.'],
      ['n', 'calls add_oslo with places = the list cities.'],
      [KEYS.right, '▸ add_oslo, line 2'],
      [KEYS.left, 'step 5 of 15'],
      ['o', 'step 6 of 15'],
      ['u', 'Line 6 is done.'],
      [`l9${KEYS.enter}`, 'Line 8: copy is a new list'],
      [`l1${KEYS.enter}`, 'Line 1 does not run again after this step.'],
      [`s99${KEYS.enter}`, 'There are only 15 steps.'],
      [`s7${KEYS.enter}`, "*'Oslo'"],
      ['G', '■ That was the last step.'],
      [KEYS.right, 'No step comes after this one.'],
      [KEYS.home, 'step 1 of 15'],
      ['e', 'r traces it again.'],
      ['r', 'Traced again: 15 steps.'],
    )
    terminal.type('q')
    const { result, log } = await resultOf(terminal)
    expect([result, log]).toEqual([{ to: 'back' }, ['edit alias.py:1', 'again']])
    expect(terminal.alternate).toBe(false)
  })

  test('fits a narrow terminal, and follows a resize', async () => {
    const terminal = start('trace', { columns: 40, rows: 20 })
    await terminal.shows('step 1 of 15')
    await terminal.story([`s7${KEYS.enter}`, 'places = #'], ['v', '*'])
    terminal.type('v')
    terminal.resize(120, 30)
    await terminal.shows(/─ alias\.py ─+ {2}─ Variables/)
  })
})

test('linear mode: a conversation on the ordinary screen, left with Ctrl-C', async () => {
  const terminal = new Terminal(process.execPath, [fixture.run, 'quiz', 'linear'])
  open.push(terminal)
  await terminal.shows('Your choice, a number')
  await terminal.story(['2\r', 'Enter: Go on'], ['\r', 'Question 2 of 8'])
  expect(terminal.alternate).toBe(false)
  terminal.type(KEYS.ctrlC)
  const { result, log } = await resultOf(terminal)
  expect([result, log]).toEqual([{ to: 'leave' }, ['answer first-four 1']])
})

test('statistics scroll', async () => {
  const terminal = start('stats')
  await terminal.shows('Statistics')
  await terminal.story([KEYS.pageDown, /end|more below/], ['G', 'end ──'], ['g', 'Statistics'])
  terminal.type('q')
  expect((await resultOf(terminal)).result).toEqual({ to: 'back' })
})

import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { type Cli, learner } from '../helpers/cli.ts'

const DAMAGED = 6
const REVIEWS = 3

/** A home as `withHistory` makes it; made once, copied for each test. */
const template = mkdtempSync(join(tmpdir(), 'mastery-home-'))
afterAll(() => rmSync(template, { recursive: true, force: true }))

/** A learner with a setting, some reviews and a submission; one backup, older than most of it. */
async function withHistory(): Promise<Cli> {
  const cli = learner()
  if (readdirSync(template).length > 0) {
    // What the sandbox remembers is there already.
    cpSync(template, cli.home, { recursive: true, filter: (from) => !from.includes('/cache') })
    return cli
  }
  await cli.run(['config', 'set', 'review.new-per-day', '5'])
  const deck = ['review', 'basics-cards', '--course', 'python']
  const { items } = (await cli.run([...deck, '--json'])).json() as unknown as {
    items: { id: string }[]
  }
  for (const { id } of items.slice(0, REVIEWS))
    await cli.run([...deck, '--answer', id, '--grade', 'good', '--json'])
  await cli.run(['start', 'departure-board', '--json'])
  await cli.run(['submit', 'departure-board', '--json'])
  // Everything into the one file, as after a restart of the machine.
  edit(cli, 'PRAGMA wal_checkpoint(TRUNCATE)')
  cpSync(cli.home, template, { recursive: true })
  return cli
}

const file = (cli: Cli) => join(cli.home, 'learner.db')

function edit(cli: Cli, sql: string): void {
  const db = new Database(file(cli))
  db.exec(sql)
  db.close()
}

function eventIds(cli: Cli): string[] {
  const db = new Database(file(cli), { readonly: true })
  try {
    return db.prepare('SELECT id FROM events ORDER BY seq').pluck().all() as string[]
  } finally {
    db.close()
  }
}

interface Check {
  name: string
  status: string
  detail: string
  next: string | null
}

async function doctor(cli: Cli, ...more: string[]) {
  const ran = await cli.run(['doctor', ...more, '--json'])
  const report = ran.json() as unknown as {
    checks: Check[]
    rebuild: { events: number; differences: string[]; after: unknown } | null
  }
  const check = (name: string) => report.checks.find((one) => one.name === name)
  return { code: ran.code, note: ran.stderr, rebuild: report.rebuild, check }
}

function overwrite(cli: Cli, at: number, bytes: Buffer): void {
  const content = readFileSync(file(cli))
  bytes.copy(content, at)
  writeFileSync(file(cli), content)
}

const NOISE = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) & 0xff))

describe('a learner.db that is damaged', () => {
  test.each<[string, (cli: Cli) => void, 'all' | 'backup']>([
    ['noise', (cli) => writeFileSync(file(cli), NOISE), 'backup'],
    ['empty', (cli) => truncateSync(file(cli), 0), 'backup'],
    ['gone', (cli) => rmSync(file(cli)), 'backup'],
    ['cut off in the middle', (cli) => truncateSync(file(cli), 5 * 4096), 'backup'],
    ['one page of an index overwritten', (cli) => overwrite(cli, 4 * 4096, NOISE), 'all'],
  ])('%s: told, never used, restored on request', async (_what, damage, saved) => {
    const cli = await withHistory()
    const before = eventIds(cli)
    damage(cli)
    const sick = await doctor(cli)
    expect(sick.code).toBe(DAMAGED)
    expect(sick.check('learner database')).toMatchObject({ status: 'problem' })
    expect(sick.check('learner database')?.next).toContain('mastery doctor --restore')
    const write = await cli.run(['config', 'set', 'review.new-per-day', '6'])
    expect(write.code).not.toBe(70)
    if (saved === 'backup') expect(write.code).toBe(DAMAGED)

    expect((await cli.run(['doctor', '--restore'])).code).toBe(2)
    const well = await doctor(cli, '--restore', '--yes', '--rebuild')
    expect(well.code, well.note).toBe(0)
    expect(well.rebuild?.differences).toEqual([])
    const after = eventIds(cli)
    expect(after.slice(0, 1)).toEqual(before.slice(0, 1))
    if (saved === 'all') expect(after.slice(0, before.length)).toEqual(before)
    if (_what !== 'gone')
      expect(readdirSync(cli.home).some((name) => name.includes('.damaged-'))).toBe(true)
  })

  test('a bit that flipped inside an event', async () => {
    const cli = await withHistory()
    const before = eventIds(cli)
    edit(cli, "UPDATE events SET payload = '{' WHERE seq = 3")
    expect((await doctor(cli)).check('learner database')?.detail).toBe('1 events cannot be read')
    expect((await cli.run(['export', '--output', 'copy.jsonl'])).code).toBe(DAMAGED)
    expect(existsSync(join(cli.workspace, 'copy.jsonl'))).toBe(false)
    const well = await doctor(cli, '--restore', '--yes')
    expect(well.code).toBe(0)
    expect(well.check('earlier damage')).toMatchObject({ status: 'warning' })
    expect(eventIds(cli)).toEqual(before.filter((_, index) => index !== 2))
  })

  test('when no backup is whole either, everything stays as it was', async () => {
    const cli = await withHistory()
    for (const name of readdirSync(join(cli.home, 'backups')))
      writeFileSync(join(cli.home, 'backups', name), 'nothing')
    writeFileSync(file(cli), NOISE)
    const ran = await cli.run(['doctor', '--restore', '--yes'])
    expect(ran.code).toBe(DAMAGED)
    expect(ran.stderr).toContain('It was left as it is')
    expect(readFileSync(file(cli)).equals(NOISE)).toBe(true)
  })

  test('a whole one, or one of a newer version, is not replaced', async () => {
    const cli = await withHistory()
    const before = eventIds(cli)
    expect((await doctor(cli, '--restore', '--yes')).note).toContain('nothing was restored')
    edit(cli, 'PRAGMA user_version = 99')
    const ran = await cli.run(['doctor', '--restore', '--yes'])
    expect(ran.code).toBe(DAMAGED)
    expect(ran.stderr).toContain('written by a newer mastery')
    expect(eventIds(cli)).toEqual(before)
  })
})

test('a damaged library.db is built anew without a question', async () => {
  const cli = learner()
  const library = join(cli.home, 'cache', 'library.db')
  const list = async () => (await cli.run(['list', '--json'])).stdout
  const before = await list()
  for (const content of [NOISE, Buffer.alloc(0), readFileSync(library).subarray(0, 30_000)]) {
    writeFileSync(library, content)
    expect(await list()).toBe(before)
  }
})

describe('export and import', () => {
  test('the same numbers on another machine', async () => {
    const old = await withHistory()
    const copy = join(old.workspace, 'copy.jsonl')
    await old.run(['export', '--output', copy])
    const fresh = learner()
    expect((await fresh.run(['export', '--import', copy])).code).toBe(0)
    const [there, here] = [await doctor(old, '--rebuild'), await doctor(fresh, '--rebuild')]
    expect(here.rebuild?.differences).toEqual([])
    expect(here.rebuild?.after).toEqual(there.rebuild?.after)
    const twice = await fresh.run(['export', '--import', copy])
    expect(twice.code).toBe(2)
    expect(twice.stderr).toContain('--profile restored')
  })

  test('a file that was changed is refused with its line, and nothing comes in', async () => {
    const old = await withHistory()
    const text = (await old.run(['export'])).stdout
    const lines = text.trimEnd().split('\n')
    const first = lines.findIndex((line) => line.startsWith('{"event"'))
    const other = (change: (event: Record<string, unknown>) => void) => {
      const { event } = JSON.parse(lines[first] as string)
      change(event)
      return [...lines.slice(0, -1), JSON.stringify({ event }), lines.at(-1)].join('\n')
    }
    const id = '01a1f8c5-17b1-7a1a-bdb9-de8098dd0000'
    const files: [string, string][] = [
      [text.slice(0, text.length / 2), 'cut off'],
      [lines.slice(0, -1).join('\n'), 'the end is missing'],
      ['', 'the file is empty'],
      ['\u0000\u0001', 'no JSON'],
      [`${lines[0]}\nnull`, 'line 2: neither event'],
      [`${lines[0]}\n{"event":null}`, 'line 2: event:'],
      [`${lines[0]}\n{"blob":null}`, 'does not match its hash'],
      [`${lines[0]}\n{"end":null}`, 'line 2: it promises'],
      [`${lines[0]}\n${'x'.repeat(6 << 20)}`, 'over 4 MB'],
      [`${text}${lines[first]}`, 'something follows the end'],
      [other((event) => Object.assign(event, { id })), 'another one has its number'],
      [other((event) => Object.assign(event, { id, hlc: 'ffffffffffff-ffff' })), 'far future'],
      [
        other((event) => Object.assign(event, { payload: { key: 5, value: 1 } })),
        'settings.changed',
      ],
    ]
    const fresh = learner()
    const copy = join(fresh.workspace, 'copy.jsonl')
    for (const [content, words] of files) {
      writeFileSync(copy, content)
      const ran = await fresh.run(['export', '--import', copy])
      expect(ran.code, words).toBe(DAMAGED)
      expect(ran.stderr).toContain(words)
      expect(ran.stderr).toContain('Next: ')
    }
    expect(eventIds(fresh)).toEqual([])
  })
})

test('erasing asks, can be rehearsed, and keeps other profiles', async () => {
  const cli = await withHistory()
  const bob = ['--profile', 'bob']
  await cli.run([...bob, 'config', 'set', 'review.new-per-day', '9'])
  expect((await cli.run(['erase', '--dry-run'])).stdout).toContain('Would erase')
  const asked = await cli.run(['erase'])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('Next: mastery erase --yes')
  expect(eventIds(cli).length).toBeGreaterThan(3)
  expect((await cli.run(['erase', '--yes'])).code).toBe(0)
  expect(existsSync(file(cli))).toBe(false)
  expect((await cli.run([...bob, 'config', 'get', 'review.new-per-day'])).stdout).toBe('9\n')
})

describe('a clock that is wrong', () => {
  test('set back a year: said each time, and the order of answers is kept', async () => {
    const cli = await withHistory()
    const before = eventIds(cli)
    const env = { MASTERY_NOW: new Date(Date.now() - 365 * 86_400_000).toISOString() }
    for (const value of ['6', '7']) {
      expect((await cli.run(['status'], { env })).stdout).toContain('Set the clock')
      await cli.run(['config', 'set', 'review.new-per-day', value], { env })
    }
    expect((await cli.run(['config', 'get', 'review.new-per-day'])).stdout).toBe('7\n')
    expect(eventIds(cli).slice(0, before.length)).toEqual(before)
    expect((await doctor(cli, '--rebuild')).rebuild?.differences).toEqual([])
  })

  test('once in the future: copies go on, and the newest is the one restored', async () => {
    const cli = learner()
    const env = { MASTERY_NOW: new Date(Date.now() + 3 * 365 * 86_400_000).toISOString() }
    await cli.run(['config', 'set', 'review.new-per-day', '1'], { env })
    await cli.run(['config', 'set', 'review.new-per-day', '2'])
    writeFileSync(file(cli), NOISE)
    for (const end of ['-wal', '-shm']) rmSync(file(cli) + end, { force: true })
    await cli.run(['doctor', '--restore', '--yes'])
    expect((await cli.run(['config', 'get', 'review.new-per-day'])).stdout).toBe('2\n')
  })
})

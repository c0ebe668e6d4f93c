import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingProjection } from '../../../src/core/config/setting-projection.ts'
import type { LearnerEvent, NewEvent } from '../../../src/core/events/event.ts'
import { EventStore } from '../../../src/core/store/event-store.ts'
import { listBackups, SCHEMA_VERSION } from '../../../src/core/store/migrate.ts'
import { testClock } from '../../helpers/clock.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../src/core/store/migrations')

function open(folder = temporaryFolder(), clock = testClock()) {
  return new EventStore({
    path: join(folder, 'learner.db'),
    migrations: MIGRATIONS,
    clock,
    projections: [settingProjection],
  })
}

const setting = (key: string, value: string): NewEvent => ({
  type: 'settings.changed',
  payload: { key, value },
})

test('the newest migration is the version the program knows', () => {
  const numbers = readdirSync(MIGRATIONS).map((name) => Number.parseInt(name, 10))
  expect(Math.max(...numbers)).toBe(SCHEMA_VERSION)
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('events get an envelope: gapless seq, rising clock, local day; and can be read back', () => {
  const clock = testClock()
  const store = open(temporaryFolder(), clock)
  const [a, b] = store.append([setting('x', '1'), setting('y', '2')])
  clock.set('2025-11-20T09:00:00Z') // a year back
  const [c] = store.append([setting('x', '3')])
  expect([a?.seq, b?.seq, c?.seq]).toEqual([1, 2, 3])
  expect([a, b, c].map((e) => e?.hlc)).toEqual([a, b, c].map((e) => e?.hlc).sort())
  expect(a?.day).toBe('2026-11-20')
  expect(c?.day).toBe('2025-11-20')
  expect([...store.read()]).toEqual([a, b, c])
  expect(store.get('setting', 'x')).toEqual({ key: 'x', value: '3' })
  store.close()
})

test('all of an append or none of it', () => {
  const store = open()
  const tooLarge = setting('k', 'x'.repeat(17_000))
  expect(() => store.append([setting('a', '1'), tooLarge])).toThrow()
  expect(store.count()).toBe(0)
  expect(store.get('setting', 'a')).toBeNull()
  expect(store.append([setting('a', '1')])[0]?.seq).toBe(1)
  store.close()
})

test('events that arrive late, in any order, fold to the same state', () => {
  const origin = open()
  for (const [key, value] of [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
    ['a', '4'],
  ] as const)
    origin.append([setting(key, value)])
  const events = [...origin.read()]
  const want = origin.projections.digests()
  for (const order of permutations(events)) {
    const copy = open()
    for (const event of order) copy.adopt([event])
    expect(copy.projections.digests()).toEqual(want)
    expect(copy.adopt(order)).toBe(0)
    copy.close()
  }
  origin.close()
})

test('a rebuild finds and mends a projection that went wrong', () => {
  const store = open()
  store.append([setting('a', '1'), setting('b', '2')])
  expect(store.projections.rebuild().differences).toEqual([])
  store.db.prepare("UPDATE setting SET state = '{}' WHERE key = 'a'").run()
  expect(store.projections.rebuild().differences).toEqual(['setting'])
  expect(store.get('setting', 'a')).toEqual({ key: 'a', value: '1' })
  store.close()
})

test('a newer database is refused and left as it is', () => {
  const folder = temporaryFolder()
  const store = open(folder)
  store.db.pragma('user_version = 99')
  store.close()
  expect(() => open(folder)).toThrow(/newer mastery/)
})

test('blobs are kept under their hash, once', () => {
  const store = open()
  store.append([setting('a', '1')], { blobs: ['print(1)\n', 'print(1)\n'] })
  expect(store.readBlob(store.hash('print(1)\n'))).toBe('print(1)\n')
  expect(store.readBlob('00')).toBeNull()
  store.close()
})

test('one backup a day, three kept', () => {
  const folder = temporaryFolder()
  const clock = testClock()
  for (let day = 0; day < 5; day++) {
    for (let run = 0; run < 2; run++) {
      const store = open(folder, clock)
      store.append([setting('a', String(day))])
      store.backupDaily()
      store.close()
    }
    clock.advance(25 * 3_600_000)
  }
  expect(listBackups(join(folder, 'learner.db'))).toHaveLength(3)
})

function permutations(events: LearnerEvent[]): LearnerEvent[][] {
  if (events.length < 2) return [events]
  return events.flatMap((event, i) =>
    permutations(events.filter((_, j) => j !== i)).map((rest) => [event, ...rest]),
  )
}

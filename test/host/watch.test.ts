import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { silentFileSystem, type Watching, watchFiles } from '../../src/host/watch.ts'

let folder: string
let main: string
let saves: string[]
let watching: Watching | null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mastery-watch-'))
  main = join(folder, 'main.py')
  writeFileSync(main, 'one')
  saves = []
  watching = null
})
afterEach(() => {
  watching?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const start = (options: object = {}) => {
  watching = watchFiles({
    files: [main],
    onSaved: (path) => saves.push(path),
    debounceMs: 30,
    pollMs: 30,
    ...options,
  })
  return watching
}
const saved = (count: number) => vi.waitFor(() => expect(saves).toHaveLength(count), 3_000)

describe.each([
  ['native', false],
  ['polling', true],
] as const)('%s watching', (how, poll) => {
  test('sees a save in place, and a row of writes as one', async () => {
    expect(start({ poll }).how()).toBe(how)
    for (const text of ['two', 'three!', 'four!!!']) writeFileSync(main, text)
    await saved(1)
    await sleep(120)
    expect(saves).toEqual([main])
  })

  test('sees a save by rename, again and again', async () => {
    start({ poll })
    for (let count = 1; count <= 3; count++) {
      writeFileSync(join(folder, '4913'), '')
      writeFileSync(join(folder, '.main.py.swp'), 'x')
      writeFileSync(join(folder, 'main.py~'), `save number ${count}`)
      renameSync(join(folder, 'main.py~'), main)
      await saved(count)
    }
  })

  test('sees nothing in swap files, other files and a file that goes away', async () => {
    start({ poll })
    writeFileSync(join(folder, '.main.py.swp'), 'x')
    writeFileSync(join(folder, 'other.py'), 'x')
    rmSync(main)
    await sleep(200)
    expect(saves).toEqual([])
    writeFileSync(main, 'back')
    await saved(1)
  })
})

test('a failing watcher falls back to polling and says so', async () => {
  const reasons: string[] = []
  rmSync(folder, { recursive: true })
  start({ onFallback: (reason: string) => reasons.push(reason) })
  expect(reasons).toEqual(['ENOENT'])
  expect(watching?.how()).toBe('polling')
})

test('after stop nothing is reported', async () => {
  start().stop()
  writeFileSync(main, 'two')
  utimesSync(main, 1, 1)
  await sleep(150)
  expect(saves).toEqual([])
})

test('an ordinary disk can be watched natively', () => {
  expect(silentFileSystem(folder)).toBeNull()
  expect(silentFileSystem('/does/not/exist')).toBeNull()
})

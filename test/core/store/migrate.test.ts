import { copyFileSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingProjection } from '../../../src/core/config/setting-projection.ts'
import { learnerProjections } from '../../../src/core/review/projections.ts'
import type { MemoryState } from '../../../src/core/review/types.ts'
import { EventStore } from '../../../src/core/store/event-store.ts'
import { checkIntegrity } from '../../../src/core/store/integrity.ts'
import { SCHEMA_VERSION } from '../../../src/core/store/migrate.ts'
import { testClock } from '../../helpers/clock.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

const fixtures = join(import.meta.dirname, '../../fixtures')

/** Databases as each released schema wrote them; a release adds its own and never changes an old one. */
const versions = globSync('learner-v*.db', { cwd: fixtures }).sort()

test('there is a database of every schema', () => {
  expect(versions).toEqual(Array.from({ length: SCHEMA_VERSION }, (_, i) => `learner-v${i + 1}.db`))
})

test.each(versions)('%s opens with nothing lost, and a rebuild gives the same numbers', (name) => {
  const path = join(temporaryFolder(), 'learner.db')
  copyFileSync(join(fixtures, name), path)
  const store = new EventStore({
    path,
    migrations: join(import.meta.dirname, '../../../src/core/store/migrations'),
    clock: testClock(),
    projections: [...learnerProjections, settingProjection],
  })
  expect(checkIntegrity(store)).toMatchObject({ ok: true, events: 6 })
  expect([...store.read()].map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
  expect(store.projections.rebuild().differences).toEqual([])
  expect(store.get('setting', 'review.new-per-day')).toMatchObject({ value: 10 })
  const cards = [...store.list<MemoryState>('memory')]
  expect(cards.map(({ part, reviews, repeatOn }) => [part, reviews, repeatOn !== null])).toEqual([
    ['print-empty', 1, true],
    // Its second look was on the same day: a repeat.
    ['print-space', 1, false],
  ])
  store.close()
})

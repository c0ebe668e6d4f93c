import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { settingProjection } from '../../src/core/config/setting-projection.ts'
import type { CompiledCourse } from '../../src/core/course/model.ts'
import type { NewEvent } from '../../src/core/events/event.ts'
import { questionTools } from '../../src/core/practice/question-tools.ts'
import { learnerProjections } from '../../src/core/review/projections.ts'
import { EventStore } from '../../src/core/store/event-store.ts'
import { LibraryStore } from '../../src/core/store/library-store.ts'
import { ReviewStore } from '../../src/core/store/review-store.ts'
import { testClock } from './clock.ts'
import { temporaryFolder } from './temporary.ts'

/** A learner with real databases in a temporary folder, and a clock that the test moves. */
export function world(
  courses: readonly CompiledCourse[] = [],
  settings: Record<string, string | number | null> = {},
) {
  const folder = temporaryFolder()
  const clock = testClock()
  const log = new EventStore({
    path: join(folder, 'learner.db'),
    migrations: join(import.meta.dirname, '../../src/core/store/migrations'),
    clock,
    projections: [...learnerProjections, settingProjection],
  })
  // Nothing here tests what survives a power cut, and waiting for the disk is most of the time.
  log.db.pragma('synchronous = OFF')
  const library = new LibraryStore({
    path: join(folder, 'library.db'),
    sources: join(folder, 'courses.json'),
  })
  for (const one of courses) library.install(one, { kind: 'folder', path: `/courses/${one.id}` })
  onTestFinished(() => {
    log.close()
    library.close()
  })
  const values: Record<string, string | number | null> = {
    course: null,
    'review.scheduler': 'sm2-1990',
    'review.new-per-day': 20,
    'sandbox.tier': 'isolate',
    'sandbox.tier-for-others': 'kernel',
    ...settings,
  }
  return {
    log,
    library,
    clock,
    reviews: new ReviewStore(log.db, library),
    settings: {
      values,
      get: <T extends string | number | boolean | null>(key: string) => values[key] as T,
    },
    questions: questionTools,
    privacy: { model: null, platform: null },
    /** Moves the clock to the morning of a day and writes events there. */
    on(day: string, ...events: NewEvent[]) {
      clock.set(`${day}T09:00:00Z`)
      return log.append(events)
    },
  }
}

export type World = ReturnType<typeof world>

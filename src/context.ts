import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Paths, resolvePaths } from './core/config/paths.ts'
import { settingProjection } from './core/config/setting-projection.ts'
import { Settings, type SettingValue } from './core/config/settings.ts'
import { MasteryError } from './core/errors.ts'
import { systemClock } from './core/events/clock.ts'
import type { Clock, Random } from './core/events/event.ts'
import { learnerProjections } from './core/review/projections.ts'
import { EventStore } from './core/store/event-store.ts'
import { packageRoot } from './package-root.ts'

export interface ContextInput {
  profile?: string
  /** Settings given as flags, by key. */
  flags?: Readonly<Record<string, SettingValue | undefined>>
  cwd: string
  env: Readonly<Record<string, string | undefined>>
}

/**
 * The composition root: every adapter, each made on first use, so that a command pays only for what it
 * touches.
 */
export class Context {
  readonly input: ContextInput
  readonly paths: Paths
  readonly clock: Clock
  readonly random: Random = Math.random
  private made: { log?: EventStore; settings?: Settings } = {}

  constructor(input: ContextInput) {
    this.input = input
    this.paths = resolvePaths(
      { env: input.env, platform: process.platform, home: homedir() },
      input.profile ?? input.env.MASTERY_PROFILE ?? 'default',
    )
    this.clock = systemClock(fixedStart(input.env.MASTERY_NOW))
  }

  /** learner.db: the event log, blobs and projections. */
  get log(): EventStore {
    this.made.log ??= this.openLog()
    return this.made.log
  }

  /** Another connection to learner.db; the caller closes it. */
  openLog(): EventStore {
    return new EventStore({
      path: this.paths.learnerDb,
      migrations: join(packageRoot(), 'src/core/store/migrations'),
      clock: this.clock,
      projections: [...learnerProjections, settingProjection],
    })
  }

  get version(): string {
    return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version
  }

  get settings(): Settings {
    this.made.settings ??= new Settings({
      flags: this.input.flags ?? {},
      env: this.input.env,
      project: once(() => projectSettings(this.input.cwd)),
      stored: this.log,
    })
    return this.made.settings
  }

  /** Closes what was opened. Safe to call twice. */
  async close(): Promise<void> {
    this.made.log?.backupDaily()
    this.made.log?.close()
    this.made = {}
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function fixedStart(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const ms = Date.parse(text)
  if (Number.isNaN(ms))
    throw new MasteryError('usage', `MASTERY_NOW is "${text}", which is no date.`, {
      next: 'Use an ISO time such as MASTERY_NOW=2026-11-20T09:00:00',
    })
  return ms
}

/** `settings` of the nearest `.mastery.json` above `cwd`; nothing when there is none or it cannot be read. */
function projectSettings(cwd: string): Record<string, unknown> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, '.mastery.json')
    if (existsSync(file)) {
      try {
        const settings = JSON.parse(readFileSync(file, 'utf8')).settings
        return typeof settings === 'object' && settings !== null ? settings : {}
      } catch {
        throw new MasteryError('invalid-data', `${file} is not valid JSON.`, {
          next: 'Mend it, or remove it and run: mastery start <exercise>',
        })
      }
    }
    if (dirname(folder) === folder) return {}
  }
}

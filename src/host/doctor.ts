import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import type { Paths } from '../core/config/paths.ts'
import { MasteryError } from '../core/errors.ts'
import { DAY_MS } from '../core/events/clock.ts'
import type { Clock } from '../core/events/event.ts'
import type { CodeRunner } from '../core/grading/code-runner.ts'
import { translated } from '../core/store/database.ts'
import type { EventStore } from '../core/store/event-store.ts'
import { makeFolder } from '../core/store/folder.ts'
import { checkIntegrity } from '../core/store/integrity.ts'
import { backupAge, listBackups } from '../core/store/migrate.ts'
import type { RebuildReport } from '../core/store/projection-store.ts'

export interface Check {
  name: string
  status: 'ok' | 'warning' | 'problem'
  detail: string
  /** What to do about it; null when nothing needs doing. */
  next: string | null
}

export interface DoctorReport {
  version: string
  checks: Check[]
  rebuild: RebuildReport | null
  healthy: boolean
}

/** What the doctor looks at. Everything is a function, since each may be what is broken. */
export interface Patient {
  version: string
  paths: Paths
  clock: Clock
  log: () => EventStore
  courses: () => { id: string }[]
  /** Throws when a source has a value that its setting cannot take. */
  settings: () => readonly unknown[]
  runner: () => Pick<CodeRunner, 'tiers'>
  editor: () => { command: string; source: string } | null
  terminal: { isTTY: boolean; columns: number | null; color: boolean; term: string; locale: string }
}

const OLDEST_BACKUP_MS = 7 * DAY_MS
const LEAST_FREE_BYTES = 100 * 1024 * 1024

/** Looks at everything that learning on this machine depends on. Changes nothing. */
export async function diagnose(patient: Patient): Promise<Check[]> {
  const checks: Check[] = [node(), ...folders(patient.paths), ...disk(patient.paths)]
  checks.push(...guarded('learner database', () => learnerDatabase(patient)))
  checks.push(...guarded('courses', () => [courses(patient)]))
  checks.push(...guarded('settings', () => [settings(patient)]))
  checks.push(...guarded('editor', () => [editor(patient)]))
  checks.push(terminal(patient))
  checks.push(...(await sandbox(patient)))
  return checks
}

function guarded(name: string, check: () => Check[]): Check[] {
  try {
    return check()
  } catch (error) {
    return [fromError(name, error)]
  }
}

function fromError(name: string, error: unknown): Check {
  const detail = error instanceof Error ? error.message : String(error)
  const next = error instanceof MasteryError ? (error.next ?? null) : null
  return { name, status: 'problem', detail, next }
}

function node(): Check {
  const { node: version, modules } = process.versions
  return {
    name: 'node',
    status: 'ok',
    detail: `Node ${version} (ABI ${modules}) on ${process.platform} ${process.arch}`,
    next: null,
  }
}

function folders(paths: Paths): Check[] {
  return (['data', 'cache'] as const).map((name) => {
    const folder = paths[name]
    try {
      makeFolder(folder, 0o700)
      accessSync(folder, constants.W_OK)
      return { name: `${name} folder`, status: 'ok', detail: folder, next: null }
    } catch (error) {
      return {
        name: `${name} folder`,
        status: 'problem',
        detail: `${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`,
        next: 'Make it writable, or set MASTERY_HOME to a folder that is.',
      }
    }
  })
}

function disk(paths: Paths): Check[] {
  if (!existsSync(paths.data)) return []
  const { bavail, bsize } = statfsSync(paths.data)
  const free = bavail * bsize
  const detail = `${Math.floor(free / 1024 ** 2)} MB free`
  return free < LEAST_FREE_BYTES
    ? [{ name: 'disk', status: 'warning', detail, next: 'Free some space: at least 100 MB.' }]
    : [{ name: 'disk', status: 'ok', detail, next: null }]
}

function learnerDatabase({ log, clock, paths }: Patient): Check[] {
  const store = log()
  const integrity = translated(paths.learnerDb, () => checkIntegrity(store))
  const checks: Check[] = [
    {
      name: 'learner database',
      status: integrity.ok ? 'ok' : 'problem',
      detail: integrity.ok
        ? `${integrity.events} events, no gap, ${paths.learnerDb}`
        : integrity.findings.slice(0, 5).join('; '),
      next: integrity.ok ? null : 'mastery doctor --restore',
    },
  ]
  const { lost } = integrity
  if (lost.events + lost.code > 0)
    checks.push({
      name: 'earlier damage',
      status: 'warning',
      detail: `${lost.events} events and the code of ${lost.code} runs could not be saved when the database was restored. All else is whole.`,
      next: null,
    })
  const lastWall = store.lastWall()
  if (lastWall !== null && lastWall - clock.now() > DAY_MS)
    checks.push({
      name: 'clock',
      status: 'warning',
      detail: `The clock says ${clock.localDay(clock.now())}, but your last answer was recorded on ${clock.localDay(lastWall)}. Answers keep the order in which you gave them.`,
      next: 'Set the clock of this machine.',
    })
  const backup = listBackups(store.path)[0]
  const age = backup === undefined ? null : backupAge(backup, clock.now())
  if (integrity.events > 0)
    checks.push({
      name: 'backup',
      status: age === null || age > OLDEST_BACKUP_MS ? 'warning' : 'ok',
      detail: age === null ? 'none yet' : `${Math.floor(age / 3_600_000)} hours old, ${backup}`,
      next:
        age === null || age > OLDEST_BACKUP_MS
          ? 'mastery export --output mastery-backup.jsonl'
          : null,
    })
  return checks
}

function courses({ courses }: Patient): Check {
  const ids = courses().map((course) => course.id)
  return ids.length === 0
    ? {
        name: 'courses',
        status: 'warning',
        detail: 'none installed',
        next: 'mastery course add PATH',
      }
    : { name: 'courses', status: 'ok', detail: ids.join(', '), next: null }
}

function settings({ settings }: Patient): Check {
  return { name: 'settings', status: 'ok', detail: `${settings().length} settings`, next: null }
}

function editor({ editor }: Patient): Check {
  const found = editor()
  return found === null
    ? {
        name: 'editor',
        status: 'warning',
        detail: 'none found',
        next: 'mastery config set editor nano',
      }
    : { name: 'editor', status: 'ok', detail: `${found.command} (${found.source})`, next: null }
}

function terminal({ terminal }: Patient): Check {
  const { isTTY, columns, color, term, locale } = terminal
  const detail = isTTY
    ? `${columns} columns, ${color ? 'colours' : 'no colours'}, TERM=${term}, ${locale}`
    : 'not a terminal: text only'
  const narrow = isTTY && columns !== null && columns < 40
  return {
    name: 'terminal',
    status: narrow ? 'warning' : 'ok',
    detail,
    next: narrow ? 'Make the window at least 80 columns wide.' : null,
  }
}

async function sandbox({ runner }: Patient): Promise<Check[]> {
  try {
    const tiers = await runner().tiers({ untilHeld: true })
    const languages = [...new Set(tiers.map((tier) => tier.language))]
    return languages.map((language) => {
      const own = tiers.filter((tier) => tier.language === language)
      const best = own.find((tier) => tier.available)
      return best === undefined
        ? {
            name: `sandbox for ${language}`,
            status: 'problem',
            detail: own.map((tier) => `${tier.tier}: ${tier.detail}`).join('; '),
            next: own.find((tier) => tier.remedy !== null)?.remedy ?? null,
          }
        : {
            name: `sandbox for ${language}`,
            status: 'ok',
            detail: `${best.tier}: ${best.detail}`,
            next: null,
          }
    })
  } catch (error) {
    return [fromError('sandbox', error)]
  }
}

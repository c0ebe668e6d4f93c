import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changeSetting, definition, type Settings } from '../core/config/settings.ts'
import { MasteryError } from '../core/errors.ts'
import type { EventLog } from '../core/events/event.ts'

export interface SettingsEditing {
  settings: Settings
  log: EventLog
  /** Opens a file, and resolves when the person has closed it. */
  openAndWait: (file: string) => Promise<void>
  /** Throws for the key of a screen that does not exist. */
  requireKeySetting: (key: string) => void
}

/**
 * Lets a person edit all settings as lines `key = value`; an empty value means the default.
 * @returns the keys that changed
 * @throws MasteryError `usage` for the first line that is wrong; then nothing changes
 */
export async function editSettings(ctx: SettingsEditing): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mastery-settings-'))
  try {
    const file = join(folder, 'settings.conf')
    const before = asText(ctx.settings)
    writeFileSync(file, before, { mode: 0o600 })
    await ctx.openAndWait(file)
    const old = parse(before)
    const changes = [...parse(readFileSync(file, 'utf8'))].filter(
      ([key, value]) => (old.get(key) ?? '') !== value,
    )
    // All are checked before the first is written.
    for (const [key, value] of changes) {
      ctx.settings.check(definition(key), value)
      if (value !== '') ctx.requireKeySetting(key)
    }
    for (const [key, value] of changes) changeSetting(ctx.log, key, value === '' ? null : value)
    return changes.map(([key]) => key)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function asText(settings: Settings): string {
  const own = settings.list().map((entry) => {
    const value = entry.source === 'your settings' ? String(entry.value) : ''
    return `# ${entry.description} Now: ${entry.value ?? 'unset'} (${entry.source})\n${entry.key} = ${value}\n`
  })
  return `# Settings of mastery. An empty value means the default.\n\n${own.join('\n')}`
}

function parse(text: string): Map<string, string> {
  const entries = new Map<string, string>()
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.trim().startsWith('#')) return
    const match = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line)
    if (match === null)
      throw new MasteryError('usage', `Line ${index + 1} is not "key = value": ${line}`, {
        next: 'mastery config edit',
      })
    entries.set(match[1] as string, match[2] as string)
  })
  return entries
}

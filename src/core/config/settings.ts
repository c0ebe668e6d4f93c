import { MasteryError } from '../errors.ts'
import type { EventLog } from '../events/event.ts'
import type { ProjectionReader } from '../events/projection.ts'
import { nearest } from '../nearest.ts'
import { environmentName, KEY_SETTING, SETTINGS, type SettingDefinition } from './definitions.ts'

export type SettingValue = string | number | boolean | null
type SettingSource = 'flag' | 'environment' | 'project file' | 'your settings' | 'default'

export interface SettingEntry {
  key: string
  value: SettingValue
  source: SettingSource
  description: string
}

export interface SettingsInput {
  /** What flags of this command line say, by key. */
  flags?: Readonly<Record<string, SettingValue | undefined>>
  env: Readonly<Record<string, string | undefined>>
  /** The `settings` of `.mastery.json`, found upward; untrusted. */
  project: () => Readonly<Record<string, unknown>>
  stored: ProjectionReader
}

/** Settings that a project file cannot make. */
const FROM_HERE = /^(editor|sandbox\..*)$/

/** Settings by precedence: flag > MASTERY_* > project file > the learner's settings > default. */
export class Settings {
  private readonly input: SettingsInput

  constructor(input: SettingsInput) {
    this.input = input
  }

  /** @throws MasteryError `usage` for an unknown key, or a value that a source has and the key cannot take */
  get<T extends SettingValue>(key: string): T {
    return this.entry(definition(key)).value as T
  }

  /** @throws MasteryError `usage` when the text is no value for the setting; empty text is its default */
  check(d: SettingDefinition, text: string): void {
    if (text !== '') parseSetting(d, text, 'your settings')
  }

  list(): SettingEntry[] {
    const remapped = [...this.input.stored.list<StoredSetting>('setting')]
      .flatMap((s) => (s.value === null ? [] : [s.key]))
      .filter((key) => KEY_SETTING.test(key))
    return [...SETTINGS, ...remapped.map(definition)].map((d) => this.entry(d))
  }

  entry(d: SettingDefinition): SettingEntry {
    const found = (value: unknown, source: SettingSource): SettingEntry => ({
      key: d.key,
      value: parseSetting(d, value, source),
      source,
      description: d.description,
    })
    const flag = this.input.flags?.[d.key]
    if (flag !== undefined) return found(flag, 'flag')
    const env = this.input.env[environmentName(d.key)]
    if (env !== undefined && env !== '') return found(env, 'environment')
    // A project file comes from elsewhere and must not choose what is run on this machine, nor how safely.
    const project = FROM_HERE.test(d.key) ? undefined : this.input.project()[d.key]
    if (project !== undefined) return found(project, 'project file')
    const stored = this.input.stored.get<StoredSetting>('setting', d.key)
    if (stored !== null && stored.value !== null) return found(stored.value, 'your settings')
    return { key: d.key, value: d.default, source: 'default', description: d.description }
  }
}

/** State of the `setting` projection. */
export interface StoredSetting {
  key: string
  value: SettingValue
}

/** Records a setting; null returns it to its default. @throws MasteryError `usage` for a value it cannot take */
export function changeSetting(log: EventLog, key: string, text: string | null): SettingValue {
  const value = text === null ? null : parseSetting(definition(key), text, 'your settings')
  log.append([{ type: 'settings.changed', payload: { key, value } }])
  return value
}

/** @throws MasteryError `usage` with the nearest key */
export function definition(key: string): SettingDefinition {
  const found = SETTINGS.find((d) => d.key === key)
  if (found !== undefined) return found
  if (KEY_SETTING.test(key))
    return { key, type: 'text', default: null, description: 'A key of a screen.' }
  const near = nearest(
    key,
    SETTINGS.map((d) => d.key),
  )
  throw new MasteryError('usage', `There is no setting "${key}".`, {
    next:
      near === null ? 'See all: mastery config list' : `Did you mean: mastery config get ${near}`,
  })
}

function parseSetting(d: SettingDefinition, value: unknown, source: SettingSource): SettingValue {
  const wrong = (expected: string) =>
    new MasteryError('usage', `${d.key} must be ${expected}, but is "${value}" (${source}).`, {
      next: remedy(d, source),
    })
  switch (d.type) {
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong('a number')
      if (number < (d.min ?? -Infinity) || number > (d.max ?? Infinity))
        throw wrong(`from ${d.min} to ${d.max}`)
      return number
    }
    case 'boolean':
      if (value === true || value === 'true' || value === '1' || value === 'yes') return true
      if (value === false || value === 'false' || value === '0' || value === 'no') return false
      throw wrong('true or false')
    case 'choice':
      if (typeof value === 'string' && d.choices?.includes(value)) return value
      throw wrong(`one of ${d.choices?.join(', ')}`)
    case 'text':
      if (typeof value === 'string' && value !== '') return value
      throw wrong('some text')
  }
}

/** What to do about a wrong value, where it stands. */
function remedy(d: SettingDefinition, source: SettingSource): string {
  if (source === 'environment') return `unset ${environmentName(d.key)}`
  if (source === 'project file') return 'Mend "settings" in the nearest .mastery.json'
  if (source === 'flag') return 'Give the flag another value.'
  return `mastery config set ${d.key} ${d.default ?? '…'}`
}

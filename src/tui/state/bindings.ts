import {
  KEYS,
  type KeyBinding,
  type KeyGroup,
  SCREEN_GROUPS,
  type ScreenName,
  TEXT_MODES,
} from '../keys.ts'

/** A binding as it stands for this learner: their own keys, and the setting's name. */
export interface BoundKey extends KeyBinding {
  group: KeyGroup
}

/** Modes of a question in which keys of other modes work too. */
const WIDER_MODES: Record<string, readonly string[]> = { multi: ['multi', 'choose'] }

/**
 * The keys of a screen with the learner's own ones (settings below `keys.`) put in. A key given to one action
 * is taken from the others of its group.
 */
export function bindKeys(screen: ScreenName, own: Readonly<Record<string, string>>): BoundKey[] {
  return SCREEN_GROUPS[screen].flatMap((group) => {
    const bindings: readonly KeyBinding[] = KEYS[group]
    const taken = new Set(bindings.flatMap(({ action }) => keysOf(own[`${group}.${action}`]) ?? []))
    return bindings.map((binding) => {
      const changed = keysOf(own[`${group}.${binding.action}`])
      const keys = changed ?? binding.keys.filter((key) => !taken.has(key))
      return { ...binding, keys, group }
    })
  })
}

/** `"u, ctrl+z"` → its keys; undefined when nothing is set. A comma alone is the comma key. */
function keysOf(setting: string | undefined): string[] | undefined {
  if (setting === undefined || setting.trim() === '') return undefined
  if (setting.trim() === ',') return [',']
  return setting.split(/[\s,]+/).filter((key) => key !== '')
}

/** Whether a binding works in a mode. In text fields only those made for them, and keys that type nothing. */
function worksIn(binding: BoundKey, mode: string): boolean {
  const modes = WIDER_MODES[mode] ?? [mode]
  if (binding.modes !== undefined) return binding.modes.some((name) => modes.includes(name))
  if (mode === 'confirm') return binding.action === 'leave'
  return true
}

/** Keys that a text field needs for itself. */
const EDITING = new Set(['home', 'end', 'left', 'right', 'backspace', 'delete', 'ctrl+b', 'ctrl+f'])

function typesText(key: string): boolean {
  return [...key].length === 1 || key === 'space' || EDITING.has(key)
}

/** The binding that a key stands for in a mode, or null. */
export function findBinding(
  bound: readonly BoundKey[],
  mode: string,
  key: string,
): BoundKey | null {
  const text = TEXT_MODES.includes(mode)
  const fits = bound.filter(
    (binding) => binding.keys.includes(key) && worksIn(binding, mode) && !(text && typesText(key)),
  )
  return fits.find((binding) => binding.modes !== undefined) ?? fits.at(-1) ?? null
}

/** Why an action cannot be done now; null when it can. */
export function disabledReason(binding: BoundKey, facts: readonly string[]): string | null {
  for (const [fact, reason] of Object.entries(binding.needs ?? {})) {
    if (!facts.includes(fact)) return reason
  }
  return null
}

/** The bindings that work in a mode, each with the keys that reach it. */
export function activeKeys(bound: readonly BoundKey[], mode: string): BoundKey[] {
  return bound
    .map((binding) => ({
      ...binding,
      keys: binding.keys.filter((key) => {
        const found = findBinding(bound, mode, key)
        return found?.action === binding.action && found.group === binding.group
      }),
    }))
    .filter((binding) => binding.keys.length > 0 && worksIn(binding, mode))
}

const KEY_NAMES: Record<string, string> = {
  enter: 'Enter',
  escape: 'Esc',
  space: 'Space',
  tab: 'Tab',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  backspace: 'Backspace',
  delete: 'Del',
}

/** A key as it is written on a keyboard: `ctrl+d` → `Ctrl-D`. */
export function keyLabel(key: string): string {
  const [, modifier, name = key] = /^(ctrl|alt|shift)\+(.+)$/.exec(key) ?? []
  const shown = KEY_NAMES[name] ?? name
  if (modifier === undefined) return shown
  const word = modifier.charAt(0).toUpperCase() + modifier.slice(1)
  return `${word}-${shown.length === 1 ? shown.toUpperCase() : shown}`
}

/** The keys of one binding as text; a run of digits as a range. */
export function keyLabels(keys: readonly string[]): string {
  if (keys.length > 2 && keys.every((key) => /^\d$/.test(key))) return `${keys[0]}–${keys.at(-1)}`
  return keys.map(keyLabel).join(' ')
}

import type { Key } from 'ink'
import { splitGraphemes } from '../plain/layout.ts'
import type { Stroke } from '../state/driver.ts'

const SPECIAL: [keyof Key, string][] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]

/** Keys as keys.ts names them. Several typed at once, as over a slow line, come in one piece. */
export function strokesOf(input: string, key: Key): Stroke[] {
  if (key.eventType === 'release') return []
  const special = SPECIAL.find(([name]) => key[name] === true)
  if (special !== undefined) return [{ key: modified(special[1], key), text: null }]
  if (key.ctrl) return input === '' ? [] : [{ key: `ctrl+${input.toLowerCase()}`, text: null }]
  if (key.meta) return input === '' ? [] : [{ key: `alt+${input}`, text: null }]
  return splitGraphemes(input).map(strokeOf)
}

function modified(name: string, key: Key): string {
  if (key.ctrl) return `ctrl+${name}`
  if (key.meta && name !== 'escape') return `alt+${name}`
  return key.shift ? `shift+${name}` : name
}

function strokeOf(grapheme: string): Stroke {
  if (grapheme === '\r' || grapheme === '\r\n') return { key: 'enter', text: null }
  if (grapheme === '\n') return { key: 'ctrl+j', text: null }
  if (grapheme === '\t') return { key: 'tab', text: null }
  const code = grapheme.length === 1 ? grapheme.charCodeAt(0) : 0
  if (code > 0 && code < 27) return { key: `ctrl+${String.fromCharCode(code + 96)}`, text: null }
  if (grapheme === ' ') return { key: 'space', text: ' ' }
  return { key: grapheme, text: grapheme }
}

import { hashOf } from '../../course/canonical.ts'

/** Gives numbers from 0 up to but not 1. */
export type Random = () => number

/** The same numbers for the same seed and name: splitmix32 of Steele, Lea and Flood (2014). */
export function randomOf(seed: number, name: string): Random {
  let state = Number.parseInt(hashOf([seed, name], 8), 16)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** @param items not empty */
export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T
}

/** So many small letters. */
export function word(random: Random, letters: number): string {
  return Array.from({ length: letters }, () =>
    String.fromCharCode(97 + Math.floor(random() * 26)),
  ).join('')
}

/** Text with some of its letters changed; so many that no program gives it back by mistake. */
export function misspelt(text: string, random: Random): string {
  const letters = [...text.matchAll(/[A-Za-z]/g)].map(({ index }) => index)
  if (letters.length < 6) return text + word(random, 6)
  const changed = text.split('')
  for (let count = 0; count < 6; count++) {
    const [at = 0] = letters.splice(Math.floor(random() * letters.length), 1)
    changed[at] = otherLetter(changed[at] ?? 'a', random)
  }
  return changed.join('')
}

function otherLetter(letter: string, random: Random): string {
  const base = letter < 'a' ? 65 : 97
  const shift = 1 + Math.floor(random() * 25)
  return String.fromCharCode(base + ((letter.charCodeAt(0) - base + shift) % 26))
}

/** A range of a text, and what stands there instead. */
export interface Edit {
  at: number
  end: number
  text: string
}

/** Edits in the same place keep their order. */
export function edited(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, index) => ({ ...edit, index }))
  ordered.sort((one, other) => other.at - one.at || other.index - one.index)
  return ordered.reduce(
    (result, { at, end, text }) => result.slice(0, at) + text + result.slice(end),
    text,
  )
}

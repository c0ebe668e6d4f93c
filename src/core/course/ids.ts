import { nearest } from '../nearest.ts'
import type { Place, SourceFileView } from './problems.ts'

export const MAX_ID_LENGTH = 64
export const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
export const SKILL_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
/** An item's id, or `<item>/<part>`. */
export const FULL_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\/[a-z][a-z0-9]*(-[a-z0-9]+)*)?$/

/** The two halves of `<course>/<item>…` or `<item>/<part>`, cut at the first slash; null when there is none. */
export function splitId(id: string): [string, string] | null {
  const slash = id.indexOf('/')
  return slash === -1 ? null : [id.slice(0, slash), id.slice(slash + 1)]
}

/** Whether this can be an id: lower-case words with single hyphens, at most `MAX_ID_LENGTH` characters. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && SLUG.test(text)
}

/** A slug made of free text: `What does "a" give?` → `what-does-a-give`. */
export function slugOf(text: string, words = 4): string {
  const parts = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .slice(0, words)
  const slug = parts.join('-').slice(0, MAX_ID_LENGTH).replace(/-$/, '')
  return /^[a-z]/.test(slug) ? slug : slug === '' ? 'name-it' : `n-${slug}`
}

/** Gives out free slugs within one list. */
export class IdSet {
  private readonly places = new Map<string, Place>()

  /** Reports a bad or repeated id. True when it may be used. */
  take(source: SourceFileView, id: string, place: Place, what: string): boolean {
    if (!isSlug(id)) {
      source.error(
        place,
        'bad-id',
        `"${id}" cannot be the id of ${what}: use up to ${MAX_ID_LENGTH} lower-case letters, digits and single hyphens.`,
        slugOf(id, 10),
      )
      return false
    }
    const first = this.places.get(id)
    if (first !== undefined) {
      source.error(
        place,
        'duplicate-id',
        `The id "${id}" is used twice here, first in line ${first.line}.`,
      )
      return false
    }
    this.places.set(id, place)
    return true
  }

  has(id: string): boolean {
    return this.places.has(id)
  }

  all(): string[] {
    return [...this.places.keys()]
  }
}

/** Reports the skills that the course does not list; gives back those it does, without repetitions. */
export function knownSkills(
  source: SourceFileView,
  ids: readonly string[],
  known: ReadonlySet<string>,
  placeOf: (index: number) => Place,
): string[] {
  for (const [index, id] of ids.entries()) {
    if (known.has(id)) continue
    source.error(
      placeOf(index),
      'unknown-skill',
      `The skill "${id}" is not in skills.yaml.`,
      nearest(id, known) ?? `add it to skills.yaml: - {id: ${id}, title: …}`,
    )
  }
  return [...new Set(ids)].filter((id) => known.has(id))
}

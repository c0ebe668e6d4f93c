import { WinnowFilter } from '@dodona/dolos-core'
import type { Language } from '../../course/model.ts'

/**
 * What winnowing looks for: pieces of so many tokens, of which one is chosen among `window` neighbours. Every run of
 * `piece + window − 1` equal tokens is found (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document
 * Fingerprinting", SIGMOD 2003).
 */
export interface Winnowing {
  piece: number
  window: number
}

/** About two lines. Queries are short, and say much with each word. Measured: see docs/similarity.md. */
const CODE: Winnowing = { piece: 12, window: 4 }
const QUERIES: Winnowing = { piece: 8, window: 1 }

export function winnowingFor(language: Language): Winnowing {
  return language === 'sql' ? QUERIES : CODE
}

/** A piece of a program that stands for its surroundings. */
export interface Fingerprint {
  hash: number
  /** Index of its first token. */
  at: number
}

/** The pieces that winnowing chooses, in their order. */
export function fingerprintsOf(tokens: string[], { piece, window }: Winnowing): Fingerprint[] {
  return new WinnowFilter(piece, window)
    .fingerprints(tokens)
    .map(({ hash, start }) => ({ hash, at: start }))
}

/** Every piece, chosen or not: what is ignored must be ignored wherever it stands. */
export function allPieces(tokens: string[], { piece }: Winnowing): Fingerprint[] {
  return fingerprintsOf(tokens, { piece, window: 1 })
}

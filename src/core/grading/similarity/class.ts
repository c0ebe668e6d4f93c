import type { Submission } from '../submission.ts'
import type { Counts } from './all-pairs.ts'
import type { Prepared } from './prepare.ts'

/** A submission that could be read. */
export interface Comparable {
  submission: Submission
  prepared: Prepared
}

/** A piece is everybody's when more than this share of the class has it, and more than so many. */
const COMMON_SHARE = 0.25
const COMMON_LEAST = 5

/** How many submissions may have a piece before it is everybody's. */
export function commonFrom(submissions: number): number {
  return Math.max(COMMON_LEAST, Math.ceil(submissions * COMMON_SHARE))
}

/** Pieces that more than `most` submissions have. */
export function commonPieces(read: readonly Comparable[], most: number): Set<number> {
  const owners = new Map<number, number>()
  for (const { prepared } of read)
    for (const hash of countsOf(prepared).keys()) owners.set(hash, (owners.get(hash) ?? 0) + 1)
  return new Set([...owners].filter(([, count]) => count > most).map(([hash]) => hash))
}

/** How often a submission has each piece. */
export function countsOf({ files }: Prepared, common?: ReadonlySet<number>): Counts {
  const counts = new Map<number, number>()
  for (const { prints } of files)
    for (const { hash } of prints)
      if (common?.has(hash) !== true) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  return counts
}

/** Tokens below pieces that count. */
export function countedTokens({ files, piece }: Prepared, common: ReadonlySet<number>): number {
  let tokens = 0
  for (const { prints } of files) {
    let covered = 0
    for (const { hash, at } of prints) {
      if (common.has(hash)) continue
      tokens += at + piece - Math.max(at, covered)
      covered = at + piece
    }
  }
  return tokens
}

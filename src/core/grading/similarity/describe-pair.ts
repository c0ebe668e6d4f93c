import type { AlikePair, AllPairs } from './all-pairs.ts'
import { type Comparable, countsOf } from './class.ts'
import { sharedFragments } from './fragments.ts'
import type { LineRange, SimilarPair } from './model.ts'
import type { Prepared } from './prepare.ts'

/** A pair with what both share, by lines. */
export function describePair(
  pair: AlikePair,
  [one, other]: readonly [Comparable, Comparable],
  common: ReadonlySet<number>,
  all: AllPairs,
): SimilarPair {
  const fragments = sharedFragments(one.prepared, other.prepared, (hash) => !common.has(hash))
  const side = ({ submission, prepared }: Comparable, which: 'left' | 'right', shared: number) => ({
    submission: submission.name,
    learner: submission.learner,
    share: shared / totalOf(prepared, common),
    sharedLines: linesIn(fragments.map((fragment) => fragment[which])),
    lines: linesWithTokens(prepared),
  })
  return {
    left: side(one, 'left', pair.leftShared),
    right: side(other, 'right', pair.rightShared),
    similarity: pair.similarity,
    asSimilar: all.atLeast(pair.similarity),
    fragments,
  }
}

function totalOf(prepared: Prepared, common: ReadonlySet<number>): number {
  return [...countsOf(prepared, common).values()].reduce((sum, count) => sum + count, 0)
}

function linesIn(ranges: readonly LineRange[]): number {
  const lines = new Set<string>()
  for (const { file, from, to } of ranges)
    for (let line = from; line <= to; line++) lines.add(`${file}:${line}`)
  return lines.size
}

function linesWithTokens({ files }: Prepared): number {
  return files.reduce((sum, { from }) => sum + new Set(from).size, 0)
}

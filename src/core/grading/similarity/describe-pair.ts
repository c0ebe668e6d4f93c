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
    sharedLines: linesIn(
      prepared,
      fragments.map((fragment) => fragment[which]),
    ),
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

/** Lines with tokens in any of these ranges. */
function linesIn({ files }: Prepared, ranges: readonly LineRange[]): number {
  return files.reduce((sum, { path, from }) => {
    const within = ranges.filter(({ file }) => file === path)
    const lines = [...new Set(from)].filter((line) =>
      within.some((range) => range.from <= line && line <= range.to),
    )
    return sum + lines.length
  }, 0)
}

function linesWithTokens({ files }: Prepared): number {
  return files.reduce((sum, { from }) => sum + new Set(from).size, 0)
}

/** How often one submission has each fingerprint, by hash. */
export type Counts = ReadonlyMap<number, number>

export interface AlikePair {
  left: number
  right: number
  similarity: number
  /** Fingerprints of each that the other has too. */
  leftShared: number
  rightShared: number
}

export interface AllPairs {
  /** How many pairs there are, and how many are at least as similar. */
  count: number
  atLeast(similarity: number): number
  /** The similarity below which this share of the pairs lies. */
  quantile(share: number): number
  /** The most similar first. */
  top: AlikePair[]
}

/** Similarities are told apart to a hundredth of a percent; that is all the memory that the other pairs take. */
const BUCKETS = 10_000

/**
 * Compares each with each. Similarity is the share of both together that the other has too: 1 for equals, 0 for
 * those that share nothing, whichever comes first.
 * @param keep how many of the most similar pairs are given back
 */
export function comparePairs(counted: readonly Counts[], keep: number): AllPairs {
  const totals = counted.map((counts) => [...counts.values()].reduce((sum, n) => sum + n, 0))
  const owners = new Map<number, number[]>()
  counted.forEach((counts, index) => {
    for (const hash of counts.keys()) {
      const known = owners.get(hash)
      if (known === undefined) owners.set(hash, [index])
      else known.push(index)
    }
  })
  const buckets = new Uint32Array(BUCKETS + 1)
  const shared = { left: new Uint32Array(counted.length), right: new Uint32Array(counted.length) }
  let top: AlikePair[] = []
  counted.forEach((counts, left) => {
    shared.left.fill(0)
    shared.right.fill(0)
    for (const [hash, times] of counts)
      for (const right of owners.get(hash) ?? []) {
        if (right <= left) continue
        shared.left[right] = (shared.left[right] ?? 0) + times
        shared.right[right] = (shared.right[right] ?? 0) + (counted[right]?.get(hash) ?? 0)
      }
    for (let right = left + 1; right < counted.length; right++) {
      const leftShared = shared.left[right] ?? 0
      const rightShared = shared.right[right] ?? 0
      const of = (totals[left] ?? 0) + (totals[right] ?? 0)
      const similarity = of === 0 ? 0 : (leftShared + rightShared) / of
      const bucket = bucketOf(similarity)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
      if (similarity > 0) top.push({ left, right, similarity, leftShared, rightShared })
    }
    if (top.length > 4 * keep) top = best(top, keep)
  })
  return { ...distribution(buckets), top: best(top, keep) }
}

function best(pairs: readonly AlikePair[], keep: number): AlikePair[] {
  return pairs
    .toSorted(
      (one, other) =>
        other.similarity - one.similarity || one.left - other.left || one.right - other.right,
    )
    .slice(0, keep)
}

function bucketOf(similarity: number): number {
  return Math.floor(similarity * BUCKETS)
}

function distribution(buckets: Uint32Array): Omit<AllPairs, 'top'> {
  const count = buckets.reduce((sum, n) => sum + n, 0)
  return {
    count,
    atLeast(similarity) {
      let pairs = 0
      for (let bucket = bucketOf(similarity); bucket <= BUCKETS; bucket++)
        pairs += buckets[bucket] ?? 0
      return pairs
    },
    quantile(share) {
      let below = 0
      for (let bucket = 0; bucket <= BUCKETS; bucket++) {
        below += buckets[bucket] ?? 0
        if (below >= share * count) return bucket / BUCKETS
      }
      return 1
    },
  }
}

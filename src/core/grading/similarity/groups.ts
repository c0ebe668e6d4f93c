import type { AlikePair } from './all-pairs.ts'

/** Three and more that hang together through pairs, by their indexes. */
export function groupsOf(pairs: readonly Pick<AlikePair, 'left' | 'right'>[]): number[][] {
  const groupOf = new Map<number, Set<number>>()
  for (const { left, right } of pairs) {
    const merged = new Set([...(groupOf.get(left) ?? [left]), ...(groupOf.get(right) ?? [right])])
    for (const member of merged) groupOf.set(member, merged)
  }
  return [...new Set(groupOf.values())]
    .filter((group) => group.size > 2)
    .map((group) => [...group].sort((one, other) => one - other))
}

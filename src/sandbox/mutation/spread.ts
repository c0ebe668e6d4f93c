import type { Mutant } from '../../core/grading/mutant.ts'

/**
 * At most `most` of them, in the order of the text: the kinds of mistakes take turns, and within a kind the places are
 * taken from all over the text, not from its start.
 */
export function spread(mutants: readonly Mutant[], most: number): Mutant[] {
  if (mutants.length <= most) return [...mutants]
  const kinds = new Map<string, number[]>()
  for (const [index, { operator }] of mutants.entries())
    kinds.set(operator, [...(kinds.get(operator) ?? []), index])
  const rows = [...kinds.values()].map(scattered)
  const taken: number[] = []
  for (let round = 0; taken.length < most; round++)
    for (const row of rows) {
      const index = row[round]
      if (index !== undefined && taken.length < most) taken.push(index)
    }
  return taken.sort((one, other) => one - other).flatMap((index) => mutants[index] ?? [])
}

/** First the middle, then the middles of both halves, and so on. */
function scattered(places: readonly number[]): number[] {
  const order: number[] = []
  const halves: [number, number][] = [[0, places.length]]
  for (let half = halves.shift(); half !== undefined; half = halves.shift()) {
    const [from, to] = half
    if (from >= to) continue
    const middle = Math.floor((from + to) / 2)
    order.push(places[middle] as number)
    halves.push([from, middle], [middle + 1, to])
  }
  return order
}

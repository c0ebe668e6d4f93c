import { named } from './problem.ts'

/**
 * Names that are unique: people of one name get their number in the platform behind it, and what is still the same gets
 * the path it was read from, then a number in the order of the list. The same list gives the same names.
 */
export function uniqueNames(
  found: readonly { name: string; id: string | null; source: string }[],
): string[] {
  const numbered = told(
    found.map(({ name }) => name),
    (name, index) => {
      const id = found[index]?.id ?? null
      return id === null || id === name ? name : `${name} (${id})`
    },
  )
  const placed = told(numbered, (name, index) => named(found[index]?.source ?? name))
  const seen = new Set<string>()
  return placed.map((name) => {
    let unique = name
    for (let count = 2; seen.has(unique); count++) unique = `${name} (${count})`
    seen.add(unique)
    return unique
  })
}

/** Calls those otherwise that share their name with another one. */
function told(
  names: readonly string[],
  otherwise: (name: string, index: number) => string,
): string[] {
  const times = new Map<string, number>()
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1)
  return names.map((name, index) => ((times.get(name) ?? 0) > 1 ? otherwise(name, index) : name))
}

import { splitId } from './ids.ts'

/**
 * The present id behind an old one, which is an item's id or `<item>/<part>`: follows `aliases`, of the
 * whole item too. An id without alias is itself.
 */
export function followAliases(id: string, aliases: Readonly<Record<string, string>>): string {
  let at = id
  // A circle is reported by the check of course.yaml; it must only not hang here.
  for (let hops = 0; hops < 50; hops++) {
    const next = own(aliases, at) ?? ofItem(aliases, at)
    if (next === undefined) return at
    at = next
  }
  return at
}

function ofItem(aliases: Readonly<Record<string, string>>, id: string): string | undefined {
  const halves = splitId(id)
  if (halves === null) return undefined
  const item = own(aliases, halves[0])
  return item === undefined ? undefined : `${item}/${halves[1]}`
}

function own(aliases: Readonly<Record<string, string>>, id: string): string | undefined {
  return Object.hasOwn(aliases, id) ? aliases[id] : undefined
}

/** Whether an id, or the item it belongs to, is retired. */
export function isRetired(id: string, retired: ReadonlySet<string>): boolean {
  return retired.has(id) || retired.has(splitId(id)?.[0] ?? '')
}

import type { Node } from 'web-tree-sitter'
import type { Change } from './change.ts'

/** The variables of one scope. */
export interface Named {
  /** In the order of their first values. */
  declared: { name: string; at: number }[]
  /** Where the value of a variable is taken. */
  uses: Node[]
  /** `a = b`: for a while both are the same. */
  copies: [string, string][]
  /** What is known of their types; `mixed` when it is not one. */
  types: Map<string, string>
}

/** For each use another variable of the same type that has a value by then: the one declared nearest. */
export function wrongNames(
  { declared, uses, copies, types }: Named,
  change: (node: Node, name: string) => Change,
): Change[] {
  const isCopy = (one: string, other: string): boolean =>
    copies.some(([to, from]) => (to === one && from === other) || (to === other && from === one))
  return uses.flatMap((node) => {
    const own = declared.findIndex(({ name }) => name === node.text)
    const type = types.get(node.text)
    if (own < 0 || type === undefined || type === 'mixed') return []
    const others = declared
      .map(({ name, at }, index) => ({ name, at, away: Math.abs(index - own) }))
      .filter(
        ({ name, at }) =>
          name !== node.text &&
          at < node.startIndex &&
          types.get(name) === type &&
          !isCopy(name, node.text),
      )
      .sort((one, other) => one.away - other.away)
    const nearest = others[0]
    return nearest === undefined ? [] : [change(node, nearest.name)]
  })
}

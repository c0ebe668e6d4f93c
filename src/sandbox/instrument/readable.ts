import type { Binding, Scope } from './scopes.ts'

/** What can be read of the variables at one place, and the code that reads it. */
export interface Readable {
  names: string[]
  /** Items of an array, one for each name. */
  code: string
  /** Other functions may change some of them while this one waits for a call to return. */
  shared: boolean
}

/** Names that are no variable everywhere: in classes, in strict code. */
const RESERVED = new Set(
  'arguments await eval implements interface let package private protected public static yield'.split(
    ' ',
  ),
)
const MOST_NAMES = 200

/**
 * The variables that a frame has at a place, `this` first where the function uses it. One without a value yet
 * (`let` before its declaration) is left out, or read by the recorder's `t`, which bears that it is not there.
 */
export function readable(scope: Scope, at: number, recorder: string, hasEval: boolean): Readable {
  const { unit } = scope
  const found: { binding: Binding; guarded: boolean }[] = []
  const seen = new Set(RESERVED)
  let ownThis = false
  const scopes: Scope[] = []
  for (let one: Scope | null = scope; one !== null && one.unit === unit; one = one.parent) {
    scopes.push(one)
    ownThis ||= one.ownThis
  }
  const shown: (typeof found)[] = []
  for (const one of scopes) {
    const here: typeof found = []
    for (const binding of one.bindings.values()) {
      if (seen.has(binding.name) || binding.kind === 'self') continue
      seen.add(binding.name)
      if (binding.kind === 'lexical' && at < binding.from && !one.isSwitch) continue
      here.push({ binding, guarded: one.isSwitch || binding.kind === 'import' })
    }
    shown.unshift(here)
  }
  found.push(...shown.flat())
  for (const binding of unit.captured)
    if (!seen.has(binding.name)) {
      seen.add(binding.name)
      found.push({ binding, guarded: binding.kind === 'lexical' })
    }
  const kept = few(found)
  const names = kept.map(({ binding }) => binding.name)
  const code = kept.map(({ binding: { name }, guarded }) =>
    guarded ? `${recorder}.t(()=>${name})` : name,
  )
  if (unit.usesThis && !ownThis) {
    names.unshift('this')
    code.unshift(`${recorder}.t(()=>this)`)
  }
  const shared =
    hasEval || kept.some(({ binding }) => [...binding.writers].some((writer) => writer !== unit))
  return { names, code: code.join(), shared }
}

/** A frame of hundreds of variables: functions and imports do not change, and the last ones are nearest. */
function few<T extends { binding: Binding }>(found: readonly T[]): readonly T[] {
  if (found.length <= MOST_NAMES) return found
  return found
    .filter(({ binding: { kind } }) => kind !== 'function' && kind !== 'import')
    .slice(-MOST_NAMES)
}

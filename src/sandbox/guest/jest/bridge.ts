/**
 * The realm of the runtime and that of the tests have an `Array`, an `Error` … each. `expect` was written for one: so
 * here a value of the other counts as an instance of what it is there.
 */
import type { Realm } from './realm.ts'

const BRIDGED = [
  Error,
  AggregateError,
  Map,
  Set,
  Date,
  RegExp,
  Promise,
  DataView,
  String,
  Number,
  Boolean,
] as const

/** Must run before this realm is locked. */
export function bridgeInstances({ prototypes }: Realm): void {
  const isBelow = Object.prototype.isPrototypeOf
  for (const own of BRIDGED) {
    const other = prototypes[own.name as keyof Realm['prototypes']]
    Object.defineProperty(own, Symbol.hasInstance, {
      value(this: { prototype: object }, value: unknown) {
        if (typeof value !== 'object' || value === null) return false
        if (Reflect.apply(isBelow, this.prototype, [value])) return true
        // A class made from this one has instances of its own.
        return this === (own as unknown) && Reflect.apply(isBelow, other, [value])
      },
    })
  }
}

/** The constructor that `expect.any` knows, for one of the other realm. */
export function ownConstructor({ constructors }: Realm, given: unknown): unknown {
  const own = { String, Number, Function, Boolean, BigInt, Symbol, Object, Array }
  for (const [name, other] of Object.entries(constructors))
    if (given === other) return own[name as keyof typeof own]
  return given
}

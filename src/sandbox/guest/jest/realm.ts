/** What the runtime, which lives in another realm, has the learner's realm do or make. */
import { type Mocks, makeMocks } from './mocks.ts'

// biome-ignore lint/complexity/noBannedTypes: whatever can be called
type Callable = Function

export type Realm = ReturnType<typeof makeRealm>

/**
 * Runs in the learner's realm, before their code; `lock` makes its built-ins unchangeable afterwards. What is used later
 * is taken now: see lock.js for what a program may still change.
 */
export function makeRealm() {
  const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect
  const { create } = Object
  // biome-ignore lint/security/noGlobalEval: the realm is made for running code of others
  const globalEval = globalThis.eval
  const { parse } = JSON
  const PromiseOf = Promise
  const ErrorOf = Error
  const SyntaxErrorOf = SyntaxError
  const keep = (target: object, key: PropertyKey, value: unknown) =>
    defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  const copied = (target: object, source: object, key: PropertyKey) => {
    if (getOwnPropertyDescriptor(target, key) !== undefined) return
    const get = () => (source as Record<PropertyKey, unknown>)[key]
    defineProperty(target, key, { get, enumerable: true, configurable: true })
  }
  const mocks: Mocks = makeMocks(globalThis)
  return {
    mocks,
    evaluate: (text: string): unknown => globalEval(text),
    parse: (text: string): unknown => parse(text),
    call: (callable: Callable, self: unknown, args: readonly unknown[]): unknown => {
      const own: unknown[] = []
      for (let at = 0; at < args.length; at++) keep(own, at, args[at])
      return apply(callable, self, own)
    },
    object: (): object => ({}),
    error: (message: string): Error => new ErrorOf(message),
    /** Its stack names the place in the file that does not parse. */
    syntaxError(message: string, place: string): Error {
      const error = new SyntaxErrorOf(message)
      keep(error, 'stack', `SyntaxError: ${message}\n    at ${place}`)
      return error
    },
    /** An object of this realm with the same properties. */
    record(values: Readonly<Record<string, unknown>>): object {
      const made = {}
      for (const key of ownKeys(values)) keep(made, key, values[key as string])
      return made
    },
    /** A function of this realm that calls one of another. */
    own:
      (callable: (argument: never) => unknown) =>
      (argument: unknown): unknown =>
        callable(argument as never),
    promise: (make: () => unknown): Promise<unknown> =>
      new PromiseOf((resolve) => {
        resolve(make())
      }),
    /** `export * from`: all but the default. */
    exportAll(target: object, source: object): void {
      for (const key of ownKeys(source)) if (key !== 'default') copied(target, source, key)
    },
    /** What `import` sees of CommonJS: its exports by name, and all of them as the default. */
    interop(exports: unknown): object {
      if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null)
        return { default: exports }
      if ((exports as { __esModule?: unknown }).__esModule === true) return exports
      const made = create(null) as object
      keep(made, 'default', exports)
      for (const key of ownKeys(exports)) copied(made, exports, key)
      return made
    },
    prototypes: {
      Error: Error.prototype,
      AggregateError: AggregateError.prototype,
      Map: Map.prototype,
      Set: Set.prototype,
      Date: Date.prototype,
      RegExp: RegExp.prototype,
      Promise: Promise.prototype,
      DataView: DataView.prototype,
      String: String.prototype,
      Number: Number.prototype,
      Boolean: Boolean.prototype,
    },
    constructors: { String, Number, Function, Boolean, BigInt, Symbol, Object, Array },
  }
}

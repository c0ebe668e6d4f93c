/** What `expect` asks of values that are not to be trusted: scripts/jest-bundles.ts puts these calls into it. */

const { getOwnPropertyDescriptor, apply } = Reflect
const getter = (owner: object, name: PropertyKey) => {
  const { get } = getOwnPropertyDescriptor(owner, name) as { get: () => unknown }
  return (value: unknown) => apply(get, value, [])
}
const setSize = getter(Set.prototype, 'size')
const mapSize = getter(Map.prototype, 'size')
const setValues = Set.prototype.values
const mapEntries = Map.prototype.entries

/** Whether a built-in's own slot is there: no name, tag or prototype can lie about that. */
function accepts(reader: (value: unknown) => unknown, value: unknown): boolean {
  try {
    reader(value)
    return true
  } catch {
    return false
  }
}

export const isRealSet = (value: unknown): boolean => accepts(setSize, value)
export const isRealMap = (value: unknown): boolean => accepts(mapSize, value)
/** As a map or set says it itself, whatever its `size` says. */
export const realSize = (value: unknown): unknown =>
  isRealSet(value) ? setSize(value) : isRealMap(value) ? mapSize(value) : undefined

/** What is in a set or map itself, whatever its iterator says. */
export function realItems(value: unknown): unknown[] {
  const iterator = apply(isRealSet(value) ? setValues : mapEntries, value, [])
  return [...(iterator as Iterable<unknown>)]
}

const setHas = Set.prototype.has
const mapHas = Map.prototype.has
const mapGet = Map.prototype.get
export const realHas = (value: unknown, item: unknown): boolean =>
  apply(isRealSet(value) ? setHas : mapHas, value, [item]) as boolean
export const realGet = (value: unknown, key: unknown): unknown => apply(mapGet, value, [key])

const hasInstance = Function.prototype[Symbol.hasInstance]
/** By its prototypes, whatever the class says. */
export const isInstance = (value: unknown, maker: unknown): boolean =>
  apply(hasInstance, maker, [value]) as boolean

const matchers = new WeakSet<object>()
/** Called by each asymmetric matcher that `expect` makes. */
export const trustMatcher = (matcher: object): void => void matchers.add(matcher)
/** `expect.any(…)` and the like; an object that only calls itself one is a value like any other. */
export const isTrustedMatcher = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && matchers.has(value)

let isMockOfOurs: (value: object) => boolean = () => false
export const trustMocks = (isMock: (value: object) => boolean): void => {
  isMockOfOurs = isMock
}
export const isTrustedMock = (value: unknown): boolean =>
  typeof value === 'function' && isMockOfOurs(value)

/** The items of an array, whatever methods it brings along. */
export function itemsOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError('The calls of a mock were replaced')
  const items: unknown[] = []
  const { length } = value
  for (let at = 0; at < length; at++) items.push(value[at])
  return items
}

/** A promise that settles only when the other one says so itself. */
export function followed(promise: PromiseLike<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    promise.then((value) => resolve({ value }), reject)
  }).then((held) => (held as { value: unknown }).value)
}

/** Text that was read once; an object that says it is text is none. */
export const isText = (value: unknown): value is string => typeof value === 'string'

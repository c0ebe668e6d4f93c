// Makes what the language itself brings unchangeable in the realm in which it runs, before anybody else's code does:
// a test that calls `list.join()` calls the real one, whatever the code under test did. New names may still be added to
// the classes (`Array.prototype.sum`). What is built in becomes accessors on prototypes, so that an assignment to an
// object that inherits from one makes a property of its own, as ever: `counts['constructor'] = 1`, `error.name = 'X'`.
// Its value is a function; `sealed`: nothing may be added either. It gives back a function that lets the global `Date` be
// replaced after it was called with true: fake timers do.
;(function lock(sealed) {
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
  const { preventExtensions } = Object
  const TypeErrorOf = TypeError
  const toText = String
  // Tests replace these, and nothing that decides about a test uses them.
  const open = sealed
    ? []
    : [
        ...['console', 'prompt', 'queueMicrotask', 'structuredClone'],
        ...['setTimeout', 'setInterval', 'setImmediate'],
        ...['clearTimeout', 'clearInterval', 'clearImmediate'],
      ]
  const FREE = { Math: 'random', Date: 'now', Error: 'stackTraceLimit' }
  /** What programs assign to objects that inherit it: it must not be in the way there. */
  const OVERRIDDEN = new Set([
    'constructor',
    'toString',
    'toLocaleString',
    'valueOf',
    'toJSON',
    'name',
    'message',
  ])
  const NAMESPACES = new Set(['Math', 'JSON', 'Reflect', 'Intl', 'Atomics'])

  const names = new Map()
  const holders = []
  function visit(value, name) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return
    if (value === globalThis || names.has(value)) return
    names.set(value, name)
    holders.push(value)
  }

  const globals = ownKeys(globalThis).filter(
    (key) => !open.includes(key) && typeof key === 'string' && key !== 'globalThis',
  )
  for (const key of globals) visit(globalThis[key], key)
  // What no global name leads to.
  const samples = [
    function* () {},
    async () => {},
    async function* () {},
    [].values(),
    new Map().values(),
    new Set().values(),
    'a'[Symbol.iterator](),
    /a/[Symbol.matchAll](''),
    [].values().map((item) => item),
    Iterator.from({ next() {} }),
    new Uint8Array(0),
    new Intl.Segmenter().segment('a'),
    new Intl.Segmenter().segment('a')[Symbol.iterator](),
  ]
  for (const sample of samples)
    for (let at = getPrototypeOf(sample); at !== null; at = getPrototypeOf(at))
      visit(at, 'built-in')
  for (let at = 0; at < holders.length; at++) {
    const holder = holders[at]
    const name = names.get(holder)
    visit(getPrototypeOf(holder), 'built-in')
    for (const key of ownKeys(holder)) {
      const { value, get, set } = getOwnPropertyDescriptor(holder, key)
      const inner = `${name}.${toText(key)}`
      visit(value, inner)
      visit(get, inner)
      visit(set, inner)
    }
  }

  const isClass = (holder) => typeof holder === 'function' && holder !== Function.prototype
  const refused = (what) =>
    new TypeErrorOf(`${what} is part of the language and cannot be replaced while tests run`)

  /** Inherited as before, and hidden by assigning to an object that inherits it. */
  function fixInherited(holder, key, value, enumerable) {
    const what = `${names.get(holder)}.${toText(key)}`
    defineProperty(holder, key, {
      get: () => value,
      set(own) {
        if (this === holder) throw refused(what)
        if ((typeof this !== 'object' && typeof this !== 'function') || this === null) return
        const shape = { value: own, writable: true, enumerable: true, configurable: true }
        const before = getOwnPropertyDescriptor(this, key)
        if (!defineProperty(this, key, before === undefined ? shape : { value: own }))
          throw new TypeErrorOf(`Cannot assign to read only property '${toText(key)}'`)
      },
      enumerable,
      configurable: false,
    })
  }

  for (const holder of holders) {
    const name = names.get(holder)
    const isFixed = isClass(holder) || NAMESPACES.has(name)
    for (const key of ownKeys(holder)) {
      if (!sealed && FREE[name] === key) continue
      // They are only read, and there are thousands of them.
      if (isClass(holder) && (key === 'name' || key === 'length')) continue
      const found = getOwnPropertyDescriptor(holder, key)
      if (!found.configurable) continue
      if (!('value' in found)) defineProperty(holder, key, { configurable: false })
      else if (isFixed || (holder !== Object.prototype && !OVERRIDDEN.has(key)))
        defineProperty(holder, key, { writable: false, configurable: false })
      else fixInherited(holder, key, found.value, found.enumerable)
    }
  }

  // A class may get new methods, as long as they cannot hide inherited ones; its functions and all else may not.
  const extensible = new Set()
  for (const key of globals) {
    const value = globalThis[key]
    if (typeof value !== 'object' && typeof value !== 'function') continue
    extensible.add(value)
    const prototype =
      typeof value === 'function' ? getOwnPropertyDescriptor(value, 'prototype') : undefined
    if (prototype !== undefined && getPrototypeOf(prototype.value ?? null) === Object.prototype)
      extensible.add(prototype.value)
  }
  extensible.add(Object.prototype)
  for (const holder of holders) if (sealed || !extensible.has(holder)) preventExtensions(holder)

  let unlocked = false
  let CurrentDate = Date
  for (const key of globals) {
    if (key !== 'Date' || sealed)
      defineProperty(globalThis, key, { writable: false, configurable: false })
    else
      defineProperty(globalThis, key, {
        get: () => CurrentDate,
        set(made) {
          if (!unlocked) throw refused('Date')
          CurrentDate = made
        },
        enumerable: false,
        configurable: false,
      })
  }
  if (sealed) preventExtensions(globalThis)
  return (on) => {
    unlocked = on
  }
})

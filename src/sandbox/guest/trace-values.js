// Runs in the harness' realm, when a program is traced: says what a value is, without running anything of the program's.
// No getter is called, no Proxy asked. Its value is a function that gives what trace-recorder.js uses.
;(function traceValues(mark, namesJson) {
  const nameTable = JSON.parse(namesJson)

  /** Characters of a text, items of an object, digits of a BigInt. */
  const MOST_TEXT = 120
  const MOST_ITEMS = 64
  const MOST_DIGITS = 60
  const MOST_NAME = 100
  const MOST_HEAD = 120
  const MOST_DEPTH = 50

  const { keys: textKeys, getOwnPropertySymbols: symbolKeys, is: same } = Object
  const { isArray } = Array
  const { apply, ownKeys, getPrototypeOf, getOwnPropertyDescriptor: own } = Reflect
  const getter = (owner, name) => {
    const { get } = own(owner, name)
    return (value) => apply(get, value, [])
  }
  const method = (owner, name) => {
    const original = owner[name]
    return (value) => apply(original, value, [])
  }
  const typedPrototype = getPrototypeOf(Uint8Array.prototype)
  const read = {
    time: method(Date.prototype, 'getTime'),
    iso: method(Date.prototype, 'toISOString'),
    mapSize: getter(Map.prototype, 'size'),
    setSize: getter(Set.prototype, 'size'),
    entries: method(Map.prototype, 'entries'),
    values: method(Set.prototype, 'values'),
    source: getter(RegExp.prototype, 'source'),
    typedTag: getter(typedPrototype, Symbol.toStringTag),
    typedLength: getter(typedPrototype, 'length'),
    bytes: getter(ArrayBuffer.prototype, 'byteLength'),
    number: method(Number.prototype, 'valueOf'),
    string: method(String.prototype, 'valueOf'),
    boolean: method(Boolean.prototype, 'valueOf'),
    bigint: method(BigInt.prototype, 'valueOf'),
    symbol: method(Symbol.prototype, 'valueOf'),
    functionText: method(Function.prototype, 'toString'),
    description: getter(Symbol.prototype, 'description'),
  }
  const FLAGS = [
    ['hasIndices', 'd'],
    ['global', 'g'],
    ['ignoreCase', 'i'],
    ['multiline', 'm'],
    ['dotAll', 's'],
    ['unicode', 'u'],
    ['unicodeSets', 'v'],
    ['sticky', 'y'],
  ].map(([name, letter]) => [getter(RegExp.prototype, name), letter])
  /** What proves that a value is what its prototype says. */
  const PROOF = {
    map: read.mapSize,
    set: read.setSize,
    date: read.time,
    regexp: read.source,
    buffer: read.bytes,
    number: read.number,
    string: read.string,
    boolean: read.boolean,
    bigint: read.bigint,
    symbol: read.symbol,
  }

  /** Stand for what is not read; shown as their text. */
  class Unread {
    #text
    constructor(text) {
      this.#text = text
    }
    /** To ask for a private field is no question that a Proxy hears. */
    static is(value) {
      return typeof value === 'object' && value !== null && value !== globalObject && #text in value
    }
    static text(value) {
      return value.#text
    }
  }
  const GETTER = new Unread('<getter>')
  const SETTER = new Unread('<setter>')
  const EMPTY = new Unread('<empty>')
  const ABSENT = new Unread('<not initialised>')

  const proxies = new WeakSet()
  const hiddenFields = new WeakMap()
  const kinds = new Map()
  let objectPrototype = Object.prototype
  let globalObject = null

  // --- Primitives, as console.log writes them inside an object --------------------------------------------

  function quote(text) {
    const short = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text
    const mark = !short.includes("'")
      ? "'"
      : !short.includes('"')
        ? '"'
        : !short.includes('`')
          ? '`'
          : "'"
    let quoted = ''
    for (const character of short) {
      const code = character.codePointAt(0)
      if (character === mark || character === '\\') quoted += `\\${character}`
      else if (character === '\n') quoted += '\\n'
      else if (character === '\t') quoted += '\\t'
      else if (character === '\r') quoted += '\\r'
      else if (code < 32 || (code >= 127 && code < 160) || (code >= 0xd800 && code <= 0xdfff))
        quoted +=
          code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
      else quoted += character
    }
    return mark + quoted + mark
  }

  function symbolText(symbol) {
    return `Symbol(${(read.description(symbol) ?? '').slice(0, MOST_NAME)})`
  }

  function bigintText(value) {
    // Decimal digits take quadratic time, hexadecimal ones do not.
    const hex = value.toString(16)
    if (hex.length <= MOST_DIGITS) return `${value}n`
    const [sign, digits] = hex[0] === '-' ? ['-', hex.slice(1)] : ['', hex]
    return `${sign}0x${digits.slice(0, MOST_DIGITS)}… (${digits.length} hexadecimal digits)`
  }

  function isObject(value) {
    return (
      typeof value === 'function' ||
      (typeof value === 'object' && value !== null && !Unread.is(value))
    )
  }

  function primitive(value) {
    switch (typeof value) {
      case 'string':
        return quote(value)
      case 'number':
        return same(value, -0) ? '-0' : String(value)
      case 'bigint':
        return bigintText(value)
      case 'symbol':
        return symbolText(value)
      default:
        return Unread.is(value) ? Unread.text(value) : String(value)
    }
  }

  function keyText(key) {
    if (typeof key === 'symbol') return `[${symbolText(key)}]`
    return /^[\p{ID_Start}$_#][\p{ID_Continue}$]*$/u.test(key)
      ? key.slice(0, MOST_NAME)
      : quote(key)
  }

  // --- What an object is ---------------------------------------------------------------------------------------

  /** Prototypes of a value, nearest first, as far as no Proxy is among them. */
  function chainOf(value) {
    const chain = []
    for (let at = value; chain.length < MOST_DEPTH; ) {
      // The global object answers only its own realm.
      if (proxies.has(at) || at === globalObject) break
      at = getPrototypeOf(at)
      if (at === null) break
      chain.push(at)
    }
    return chain
  }

  /** Value of a property that is no getter's; of the nearest in `chain` that has it. */
  function dataOf(chain, key) {
    for (const owner of chain) {
      if (proxies.has(owner) || owner === globalObject) return undefined
      const found = own(owner, key)
      if (found !== undefined) return found.value
    }
    return undefined
  }

  function functionName(made) {
    const name = typeof made === 'function' && !proxies.has(made) ? own(made, 'name')?.value : ''
    return typeof name === 'string' ? name.slice(0, MOST_NAME) : ''
  }

  function className(chain) {
    const name = functionName(dataOf(chain, 'constructor'))
    if (name !== '' && name !== 'Object' && name !== 'Iterator') return name
    const tag = dataOf(chain, Symbol.toStringTag)
    return typeof tag === 'string' && tag !== '' ? tag.slice(0, MOST_NAME) : name || 'Object'
  }

  function kindOf(value, chain) {
    if (isArray(value)) return 'array'
    for (const prototype of chain) {
      const kind = kinds.get(prototype)
      if (kind === undefined) continue
      try {
        if (kind === 'typed') return read.typedTag(value) === undefined ? 'object' : 'typed'
        PROOF[kind]?.(value)
        return kind
      } catch {
        return 'object'
      }
    }
    return 'object'
  }

  /** Kind and class of an object: they are found once. */
  function classify(value) {
    if (proxies.has(value)) return { kind: 'proxy', type: 'Proxy', hidden: [] }
    if (value === globalObject) return { kind: 'global', type: 'global', hidden: [] }
    if (typeof value === 'function') return classifyFunction(value)
    const chain = chainOf(value)
    if (chain.length === 0)
      return { kind: 'object', type: tagOf(value) ?? 'Object: null prototype', hidden: [] }
    if (chain[0] === objectPrototype && !isArray(value))
      return { kind: 'object', type: 'Object', hidden: [] }
    const kind = kindOf(value, chain)
    const given = kind === 'error' ? dataOf([value, ...chain], 'name') : undefined
    const named = className(chain)
    const type = typeof given === 'string' && named === 'Error' ? given.slice(0, MOST_NAME) : named
    return {
      kind,
      type: type || 'Object',
      hidden: chain.flatMap((one) => hiddenFields.get(one) ?? []),
    }
  }

  /** The namespace of a module has no prototype, but a tag. */
  function tagOf(value) {
    const tag = own(value, Symbol.toStringTag)?.value
    return typeof tag === 'string' ? tag.slice(0, MOST_NAME) : undefined
  }

  /** The learner's own text up to the body, where no hook of ours is in it. */
  function classifyFunction(value) {
    const name = functionName(value)
    const text = read.functionText(value)
    const isClass = /^class\b/.test(text)
    const isNative = text.endsWith('{ [native code] }')
    let head = isNative ? '' : text.slice(0, 1000)
    const hook = head.indexOf(mark)
    if (isClass) head = head.slice(0, head.indexOf('{'))
    else if (hook >= 0)
      head = head.slice(0, hook).replace(/\{\s*(?:(['"])use strict\1;*)?;?const $/, '')
    else head = /^.*?(?:=>|\)\s*(?=\{))/s.exec(head)?.[0] ?? head
    head = head.replace(/\s+/g, ' ').trim()
    const balanced = head.split('(').length === head.split(')').length
    if (head === '' || head.includes(mark) || !balanced || head.length > MOST_HEAD)
      head = isClass ? `class ${name}` : `function ${name}(${isNative ? '' : '…'})`
    if (head.endsWith('=>')) head += ' …'
    return { kind: isClass ? 'class' : 'function', type: 'function', head: head.trim(), hidden: [] }
  }

  // --- What is in it -------------------------------------------------------------------------------------------

  const contentOf = (property) =>
    property === undefined
      ? EMPTY
      : 'value' in property
        ? property.value
        : property.get === undefined
          ? SETTER
          : GETTER

  /** Keys and values by turns. */
  function fields(value, { kind, hidden }) {
    const parts = []
    let more = 0
    const add = (key, item) => {
      if (parts.length < 2 * MOST_ITEMS) parts.push(key, item)
      else more++
    }
    if (kind === 'error')
      for (const key of ['message', 'cause']) {
        const property = own(value, key)
        if (property !== undefined && !property.enumerable) add(key, contentOf(property))
      }
    for (const { names, read: readHidden } of hidden) {
      const found = readHidden(value)
      names.forEach((name, at) => {
        if (found[at] !== ABSENT) add(name, found[at])
      })
    }
    for (const key of keysOf(value)) {
      if (parts.length === 2 * MOST_ITEMS) more++
      else
        try {
          parts.push(key, contentOf(own(value, key)))
        } catch {
          // An export of a module that has not run yet.
        }
    }
    return { shape: 'object', parts, more }
  }

  /** Enumerable keys. That of texts alone is many times faster than all of them with their descriptors. */
  function keysOf(value) {
    try {
      const keys = textKeys(value)
      const symbols = symbolKeys(value)
      if (symbols.length === 0) return keys
      return [...keys, ...symbols.filter((symbol) => own(value, symbol).enumerable)]
    } catch {
      return ownKeys(value)
    }
  }

  function list(length, itemAt) {
    const shown = Math.min(length, MOST_ITEMS)
    const parts = []
    for (let at = 0; at < shown; at++) parts.push(itemAt(at))
    return { shape: 'sequence', parts, more: length - shown }
  }

  const text = (shown) => ({ shape: 'text', parts: [], more: 0, text: shown })

  /** Contents of an object: `parts` are its items, or keys and values by turns. */
  function look(value, about) {
    switch (about.kind) {
      case 'array':
        return list(own(value, 'length').value, (at) => contentOf(own(value, at)))
      case 'typed':
        return list(read.typedLength(value), (at) => value[at])
      case 'map': {
        const parts = []
        const entries = read.entries(value)
        for (let at = 0; at < MOST_ITEMS; at++) {
          const { done, value: entry } = entries.next()
          if (done) break
          parts.push(entry[0], entry[1])
        }
        return { shape: 'mapping', parts, more: read.mapSize(value) - parts.length / 2 }
      }
      case 'set': {
        const parts = []
        const values = read.values(value)
        for (let at = 0; at < MOST_ITEMS; at++) {
          const { done, value: item } = values.next()
          if (done) break
          parts.push(item)
        }
        return { shape: 'set', parts, more: read.setSize(value) - parts.length }
      }
      case 'date': {
        const isValid = !Number.isNaN(read.time(value))
        return text(isValid ? read.iso(value) : 'Invalid Date')
      }
      case 'regexp': {
        const flags = FLAGS.filter(([has]) => has(value)).map(([, letter]) => letter)
        return text(`/${read.source(value).slice(0, MOST_TEXT)}/${flags.join('')}`)
      }
      case 'buffer':
        return text(`${read.bytes(value)} bytes`)
      case 'number':
      case 'string':
      case 'boolean':
      case 'bigint':
      case 'symbol':
        return text(`[${about.type}: ${primitive(read[about.kind](value))}]`)
      case 'global':
        return text('globalThis')
      case 'promise':
      case 'weak':
      case 'proxy':
        return text(about.type)
      case 'class':
      case 'function': {
        const found = fields(value, about)
        return found.parts.length === 0 ? text(about.head) : { ...found, type: about.head }
      }
      default:
        return fields(value, about)
    }
  }

  /** Class and message of what was thrown. */
  function thrown(error) {
    if (!isObject(error)) return { type: typeof error, message: primitive(error) }
    const { type } = classify(error)
    const chain = proxies.has(error) ? [] : [error, ...chainOf(error)]
    const message = dataOf(chain, 'message')
    return { type, message: typeof message === 'string' ? message.slice(0, 2000) : '' }
  }

  return {
    absent: ABSENT,
    isObject,
    primitive,
    keyText,
    classify,
    look,
    thrown,
    isProxy: (value) => void proxies.add(value),
    /** Private fields of the instances of a class, and what reads them. */
    hidden: (prototype, names, readFields) => {
      const known = hiddenFields.get(prototype) ?? []
      hiddenFields.set(prototype, [...known, { names: nameTable[names], read: readFields }])
    },
    know: ({ global, object, kinds: list }) => {
      globalObject = global
      objectPrototype = object
      for (const [kind, prototype] of list) kinds.set(prototype, kind)
    },
  }
})

// Runs in a realm of its own beside the learner's, in the same isolate: calls the learner's functions, writes what they
// give back as JSON with tags, and formats what they print. It knows inputs only. Nothing of this realm is handed
// to the learner's code, so that a patched built-in or a polluted prototype there changes nothing here.
// Its value is a function that takes what loads node-inspect-extracted and gives the functions isolate-worker.ts uses.
;(function harness(loadInspect) {
  let inspector = null
  /** The formatter takes longer to load than all the rest: only for what is more than plain text. */
  function util() {
    if (inspector !== null) return inspector
    // It asks for the names of what is in there, and never uses it.
    globalThis.Atomics = {}
    try {
      inspector = loadInspect()
    } finally {
      delete globalThis.Atomics
    }
    return inspector
  }

  /** What an object brings along to format itself would be handed functions of this realm. */
  const PLAINLY = { customInspect: false }

  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name]
  // The formatter asks whether a value is one of these.
  globalThis.URL = class URL {}

  const MAX_DEPTH = 100
  const MAX_VALUE = 256 * 1024
  const MAX_TEXT = 2000
  const quote = (text) => JSON.stringify(text)
  const own = (value, key) => Object.getOwnPropertyDescriptor(value, key)
  const getter = (owner, name) => {
    const read = own(owner, name).get
    return (value) => Reflect.apply(read, value, [])
  }
  const TypedArray = Object.getPrototypeOf(Uint8Array)
  const read = {
    mapSize: getter(Map.prototype, 'size'),
    setSize: getter(Set.prototype, 'size'),
    typedTag: getter(TypedArray.prototype, Symbol.toStringTag),
    time: (value) => Reflect.apply(Date.prototype.getTime, value, []),
  }
  /** Whether a built-in's own slot is there: no name, tag or prototype can lie about that. */
  const accepts = (reader, value) => {
    try {
      return reader(value) !== undefined
    } catch {
      return false
    }
  }

  // --- Names of classes --------------------------------------------------------------------------------

  /** Name of the class that made a prototype; '' when it has none. */
  function classOf(prototype) {
    const made = own(prototype, 'constructor')
    const maker = made === undefined ? undefined : made.value
    if (typeof maker !== 'function') return ''
    const name = own(maker, 'name')
    return name !== undefined && typeof name.value === 'string' ? name.value : ''
  }

  function classesOf(value) {
    const names = []
    let prototype = Object.getPrototypeOf(value)
    for (let depth = 0; prototype !== null && depth < 50; depth++) {
      const name = classOf(prototype)
      if (name !== '' && name !== 'Object' && names.at(-1) !== name) names.push(name)
      prototype = Object.getPrototypeOf(prototype)
    }
    return names
  }

  /** Whether a prototype belongs to a class of the language itself. */
  function isBuiltIn(prototype) {
    const made = own(prototype, 'constructor')
    if (made === undefined || typeof made.value !== 'function') return false
    return Reflect.apply(Function.prototype.toString, made.value, []).endsWith('{ [native code] }')
  }

  // --- Values ------------------------------------------------------------------------------------------

  class Refused {
    constructor(why) {
      this.why = why
    }
  }

  class Encoder {
    constructor(objectPrototype) {
      this.parts = []
      this.left = MAX_VALUE
      this.open = new Set()
      this.objectPrototype = objectPrototype
    }

    put(text) {
      this.left -= text.length
      if (this.left < 0) throw new Refused('large')
      this.parts.push(text)
    }

    text(value) {
      if (value.length > this.left) throw new Refused('large')
      this.put(quote(value))
    }

    encode(value, depth) {
      switch (typeof value) {
        case 'undefined':
          return this.put('{"$undefined":true}')
        case 'boolean':
          return this.put(value ? 'true' : 'false')
        case 'string':
          return this.text(value)
        case 'number':
          return this.number(value)
        case 'bigint': {
          const hex = value.toString(16)
          if (hex.length > this.left) throw new Refused('large')
          const digits = hex[0] === '-' ? `-0x${hex.slice(1)}` : `0x${hex}`
          return this.put(`{"$int":"${hex.length < 200 ? value.toString() : digits}"}`)
        }
        case 'symbol':
        case 'function':
          return this.opaque(typeof value, value)
        default:
          return value === null ? this.put('null') : this.nested(value, depth)
      }
    }

    number(value) {
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) return this.put(String(value))
      const named = Number.isNaN(value)
        ? 'nan'
        : value === Infinity
          ? 'inf'
          : value === -Infinity
            ? '-inf'
            : ''
      this.put(
        `{"$float":"${named !== '' ? named : Object.is(value, -0) ? '-0.0' : String(value)}"}`,
      )
    }

    nested(value, depth) {
      if (depth >= MAX_DEPTH) throw new Refused('deep')
      if (this.open.has(value)) throw new Refused('cycle')
      this.open.add(value)
      if (Array.isArray(value))
        this.list(
          '[',
          Array.from({ length: this.sizeOf(value) }, (_, at) => value[at]),
          ']',
          depth,
        )
      else if (accepts(read.mapSize, value)) this.map(value, depth)
      else if (accepts(read.setSize, value)) {
        const items = []
        Reflect.apply(Set.prototype.forEach, value, [(item) => items.push(item)])
        this.list('{"$set":[', items, ']}', depth)
      } else if (accepts(read.time, value)) this.date(value)
      else if (accepts(read.typedTag, value)) this.typed(value)
      else this.object(value, depth)
      this.open.delete(value)
    }

    sizeOf(array) {
      const { length } = array
      if (length > this.left) throw new Refused('large')
      return length
    }

    list(start, items, end, depth) {
      this.put(start)
      for (let at = 0; at < items.length; at++) {
        if (at > 0) this.put(',')
        this.encode(items[at], depth + 1)
      }
      this.put(end)
    }

    map(value, depth) {
      const entries = []
      Reflect.apply(Map.prototype.forEach, value, [(item, key) => entries.push([key, item])])
      this.put('{"$map":[')
      entries.forEach(([key, item], at) => {
        this.put(at > 0 ? ',[' : '[')
        this.encode(key, depth + 1)
        this.put(',')
        this.encode(item, depth + 1)
        this.put(']')
      })
      this.put(']}')
    }

    date(value) {
      const time = read.time(value)
      if (Number.isNaN(time)) return this.opaque('Date', value)
      this.put(`{"$datetime":"${new Date(time).toISOString()}"}`)
    }

    typed(value) {
      if (read.typedTag(value) !== 'Uint8Array') return this.opaque(read.typedTag(value), value)
      const length = Reflect.apply(own(TypedArray.prototype, 'length').get, value, [])
      if (length > this.left) throw new Refused('large')
      this.put(`{"$bytes":"${base64(value, length)}"}`)
    }

    object(value, depth) {
      const prototype = Object.getPrototypeOf(value)
      const isPlain =
        prototype === null || prototype === this.objectPrototype || prototype === Object.prototype
      const classes = isPlain ? [] : classesOf(value)
      const isError = classes.includes('Error')
      const name = classes[0] ?? 'object'
      const isOwnClass = !isPlain && classOf(prototype) !== '' && !isBuiltIn(prototype)
      if (!isPlain && !isError && !isOwnClass) return this.opaque(name, value)
      const keys = Object.keys(value)
      if (isError && own(value, 'message') !== undefined) keys.unshift('message')
      if (isPlain) {
        const tagged = keys.some((key) => key[0] === '$')
        this.put(tagged ? '{"$dict":' : '')
        this.fields(value, keys, depth)
        this.put(tagged ? '}' : '')
      } else {
        this.put(`{"$object":{"type":${quote(name)},"fields":`)
        this.fields(value, keys, depth)
        this.put('}}')
      }
    }

    fields(value, keys, depth) {
      this.put('{')
      keys.forEach((key, at) => {
        if (at > 0) this.put(',')
        this.text(key)
        this.put(':')
        this.encode(value[key], depth + 1)
      })
      this.put('}')
    }

    opaque(type, value) {
      const shown = util()
        .inspect(value, { ...PLAINLY, depth: 1 })
        .slice(0, 300)
      this.put(`{"$opaque":{"type":${quote(type)},"repr":${quote(shown)}}}`)
    }
  }

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  function base64(bytes, length) {
    let text = ''
    for (let at = 0; at < length; at += 3) {
      const group = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
      const left = length - at
      text += DIGITS[group >> 18] + DIGITS[(group >> 12) & 63]
      text += (left > 1 ? DIGITS[(group >> 6) & 63] : '=') + (left > 2 ? DIGITS[group & 63] : '=')
    }
    return text
  }

  function encode(value, objectPrototype) {
    const encoder = new Encoder(objectPrototype)
    try {
      encoder.encode(value, 0)
      return encoder.parts.join('')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const type = Array.isArray(value)
        ? 'array'
        : typeof value === 'object'
          ? 'object'
          : typeof value
      return `{"$refused":{"why":"${error.why}","type":"${type}"}}`
    }
  }

  // --- Errors ------------------------------------------------------------------------------------------

  function textOf(holder, key) {
    try {
      const value = holder[key]
      return typeof value === 'string' ? value : ''
    } catch {
      return ''
    }
  }

  /** What was thrown, as JSON; the worker finds the place in the stack. */
  function describe(error) {
    if ((typeof error !== 'object' && typeof error !== 'function') || error === null) {
      const message = typeof error === 'string' ? error : util().inspect(error, PLAINLY)
      return JSON.stringify({
        type: typeof error,
        classes: [],
        message: message.slice(0, MAX_TEXT),
        stack: '',
      })
    }
    let classes = []
    try {
      classes = classesOf(error)
    } catch {
      // A proxy or getter that throws: the name alone has to do.
    }
    const given = textOf(error, 'name')
    const type =
      classes[0] === undefined || (classes[0] === 'Error' && given !== '')
        ? given || 'object'
        : classes[0]
    if (given !== '' && !classes.includes(given)) classes.unshift(given)
    return JSON.stringify({
      type,
      classes,
      message: textOf(error, 'message').slice(0, MAX_TEXT),
      stack: textOf(error, 'stack').slice(0, 20_000),
    })
  }

  /** Values that print as they are, joined as console.log does; null when one of them needs the formatter. */
  function plain(list) {
    let text = ''
    for (let at = 0; at < list.length; at++) {
      const value = list[at]
      const kind = typeof value
      if (at === 0 && kind === 'string' && list.length > 1 && value.includes('%')) return null
      if (kind !== 'string' && kind !== 'boolean' && kind !== 'undefined' && kind !== 'number')
        return null
      if (at > 0) text += ' '
      text += Object.is(value, -0) ? '-0' : String(value)
    }
    return text
  }

  /** Text for console.log, without the frames of this file and the worker's. */
  function format(args, asTable) {
    try {
      const list = []
      for (let at = 0; at < args.length; at++) list.push(args[at])
      const text = asTable
        ? table(list[0], list[1])
        : (plain(list) ?? util().formatWithOptions(PLAINLY, ...list))
      return {
        text: text.replace(
          /\n\s+at [^\n]*(\(|\s)(mastery:|<isolated-vm>|\(<isolated-vm)[^\n]*/g,
          '',
        ),
        tooDeep: false,
      }
    } catch (error) {
      return { text: '[Object]', tooDeep: error instanceof RangeError }
    }
  }

  /** As Node draws it. */
  function table(data, wanted) {
    if (typeof data !== 'object' || data === null) return util().formatWithOptions(PLAINLY, data)
    const shown = (value) =>
      util().inspect(value, { ...PLAINLY, depth: -1, maxArrayLength: 3, breakLength: Infinity })
    const isMap = accepts(read.mapSize, data)
    const isSet = accepts(read.setSize, data)
    const rows = []
    if (isMap)
      Reflect.apply(Map.prototype.forEach, data, [
        (value, key) => rows.push([String(rows.length), value, key]),
      ])
    else if (isSet)
      Reflect.apply(Set.prototype.forEach, data, [
        (value) => rows.push([String(rows.length), value]),
      ])
    else for (const key of Object.keys(data)) rows.push([key, data[key]])
    const columns = []
    let hasValues = false
    const cells = rows.map(([label, value, key]) => {
      const row = new Map([['', label]])
      if (isMap) row.set('Key', shown(key))
      if (isMap || typeof value !== 'object' || value === null) {
        hasValues = true
        row.set('Values', shown(value))
      } else
        for (const name of wanted === undefined ? Object.keys(value) : Array.from(wanted)) {
          if (!columns.includes(name)) columns.push(name)
          if (own(value, name) !== undefined) row.set(name, shown(value[name]))
        }
      return row
    })
    const index = isMap || isSet ? '(iteration index)' : '(index)'
    const keys = ['', ...(isMap ? ['Key'] : []), ...columns, ...(hasValues ? ['Values'] : [])]
    const heads = keys.map((key) => (key === '' ? index : key))
    const widths = keys.map(
      (key, at) =>
        Math.max(heads[at].length, ...cells.map((row) => (row.get(key) ?? '').length)) + 2,
    )
    const line = (left, middle, right) =>
      left + widths.map((width) => '─'.repeat(width)).join(middle) + right
    const draw = (texts) =>
      `│${texts.map((text, at) => ` ${text.padEnd(widths[at] - 1)}`).join('│')}│`
    return [
      line('┌', '┬', '┐'),
      draw(heads),
      line('├', '┼', '┤'),
      ...cells.map((row) => draw(keys.map((key) => row.get(key) ?? ''))),
      line('└', '┴', '┘'),
    ].join('\n')
  }

  function membersOf(value) {
    const names = []
    let at = value == null ? null : Object(value)
    for (let depth = 0; at !== null && depth < 10 && !isBuiltIn(at); depth++) {
      names.push(...Object.getOwnPropertyNames(at).filter((name) => name !== 'constructor'))
      at = Object.getPrototypeOf(at)
    }
    return names.slice(0, 50)
  }

  return {
    format,
    describe,
    encode,
    membersOf,
    encodeMissing: (name, owner, defined) => {
      const isTop = owner === null
      const holder =
        owner === undefined ? 'undefined' : isTop ? null : (classesOf(Object(owner))[0] ?? 'object')
      return JSON.stringify({ name, owner: holder, defined: Array.from(defined) })
    },
  }
})

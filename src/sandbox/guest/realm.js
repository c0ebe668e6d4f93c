// Runs in the learner's own realm before any of their code, and gives it what a small program may expect: console,
// prompt, timers, structuredClone. Its value is a function that isolate-worker.ts calls once.
// Everything used later is taken now, so that a program that patches built-ins only fools itself.
;(function realm(write, inputText, tools) {
  const { format, describe, encode, encodeMissing, membersOf } = tools
  const { apply, construct, ownKeys, getPrototypeOf, defineProperty } = Reflect
  const { parse } = JSON
  const nowMs = Date.now
  const text = String
  const numberOf = Number
  const isArray = Array.isArray
  const objectPrototype = Object.prototype
  const MapOf = Map
  const SetOf = Set
  const DateOf = Date
  const BigIntOf = BigInt
  const Bytes = Uint8Array
  const ErrorOf = Error
  const RangeErrorOf = RangeError
  const TypeErrorOf = TypeError
  const PromiseOf = Promise
  const RegExpOf = RegExp
  const ObjectOf = Object
  const method = (owner, name) => {
    const original = owner[name]
    return (self, ...args) => apply(original, self, args)
  }
  const getter = (owner, name) => {
    const original = Object.getOwnPropertyDescriptor(owner, name).get
    return (self) => apply(original, self, [])
  }
  // Called through another name it runs at the top of the realm.
  // biome-ignore lint/security/noGlobalEval: the realm is made for running code of others
  const globalEval = globalThis.eval

  // --- What has no place in a small program, and what the isolate's memory limit does not hold ---------------

  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name]
  {
    const Original = ArrayBuffer
    // Resizable buffers escape the memory limit: the options are not passed on.
    // biome-ignore lint: it must go by the name that the learner's code sees
    const Fixed = function ArrayBuffer(length) {
      if (new.target === undefined) throw new TypeErrorOf("Constructor ArrayBuffer requires 'new'")
      return construct(Original, [length], new.target)
    }
    for (const key of ownKeys(Original))
      if (key !== 'prototype' && key !== 'length' && key !== 'name')
        defineProperty(Fixed, key, Object.getOwnPropertyDescriptor(Original, key))
    Fixed.prototype = Original.prototype
    for (const name of ['resize', 'transfer', 'transferToFixedLength'])
      delete Original.prototype[name]
    defineProperty(Original.prototype, 'constructor', {
      value: Fixed,
      writable: true,
      configurable: true,
    })
    define('ArrayBuffer', Fixed)
  }

  function define(name, value) {
    defineProperty(globalThis, name, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    })
  }

  // --- Output ------------------------------------------------------------------------------------------------

  const MOST = 1 << 20
  let indent = ''
  const replaceLines = method(String.prototype, 'replaceAll')
  const slice = method(String.prototype, 'slice')

  function put(stream, string) {
    const shown = indent === '' ? string : indent + replaceLines(string, '\n', `\n${indent}`)
    write(stream, slice(`${shown}\n`, 0, MOST))
  }

  /** The formatter lives in another realm: its own errors must not carry that realm to the learner. */
  function formatted(args) {
    const answer = format(args, false)
    if (answer.tooDeep) throw new RangeErrorOf('Maximum call stack size exceeded')
    return answer.text
  }

  const counts = new MapOf()
  const timers = new MapOf()
  const mapGet = method(Map.prototype, 'get')
  const mapSet = method(Map.prototype, 'set')
  const mapDelete = method(Map.prototype, 'delete')
  const out = (...args) => put('o', formatted(args))
  const err = (...args) => put('e', formatted(args))
  const say = (stream, first, args) =>
    put(stream, args.length > 0 ? `${first}: ${formatted(args)}` : first)
  const elapsed = (label, end, rest) => {
    const began = mapGet(timers, label)
    if (began === undefined)
      return err(`Warning: No such label '${label}' for console.time${end ? 'End' : 'Log'}()`)
    put('o', `${label}: ${nowMs() - began}ms${rest.length > 0 ? ` ${formatted(rest)}` : ''}`)
  }
  const consoleMethods = {
    log: out,
    info: out,
    debug: out,
    error: err,
    warn: err,
    trace: (...args) => say('e', 'Trace', args),
    dir: (value) => out(value),
    dirxml: out,
    table: (data, columns) => {
      const answer = format([data, columns], true)
      put('o', answer.tooDeep ? formatted([data]) : answer.text)
    },
    group: (...args) => {
      if (args.length > 0) put('o', formatted(args))
      indent += '  '
    },
    groupEnd: () => {
      indent = slice(indent, 2)
    },
    assert: (condition, ...args) => {
      if (!condition) say('e', 'Assertion failed', args)
    },
    count: (label = 'default') => {
      const times = (mapGet(counts, text(label)) ?? 0) + 1
      mapSet(counts, text(label), times)
      out(`${label}: ${times}`)
    },
    countReset: (label = 'default') => void mapDelete(counts, text(label)),
    time: (label = 'default') => void mapSet(timers, text(label), nowMs()),
    timeLog: (label = 'default', ...rest) => elapsed(text(label), false, rest),
    timeEnd: (label = 'default', ...rest) => {
      elapsed(text(label), true, rest)
      mapDelete(timers, text(label))
    },
    clear: () => {},
  }
  consoleMethods.groupCollapsed = consoleMethods.group
  {
    const console = {}
    for (const name of ownKeys(consoleMethods))
      defineProperty(console, name, {
        // A method of this shape has no prototype and its own name.
        value: { [name]: (...args) => void apply(consoleMethods[name], undefined, args) }[name],
        writable: true,
        enumerable: true,
        configurable: true,
      })
    define('console', console)
  }

  // --- Input -------------------------------------------------------------------------------------------------

  let input = inputText
  const indexOf = method(String.prototype, 'indexOf')
  define('prompt', function prompt(question = '') {
    if (question !== '') write('o', slice(indent + text(question), 0, MOST))
    if (input === '') return null
    const end = indexOf(input, '\n')
    const line = end < 0 ? input : slice(input, 0, end)
    input = end < 0 ? '' : slice(input, end + 1)
    return line !== '' && line[line.length - 1] === '\r' ? slice(line, 0, -1) : line
  })

  // --- Timers ------------------------------------------------------------------------------------------------

  const pending = new MapOf()
  const forEach = method(Map.prototype, 'forEach')
  let lastId = 0

  function schedule(callback, delay, args, repeat) {
    if (typeof callback !== 'function')
      throw new TypeErrorOf('The "callback" argument must be of type function.')
    const wait = numberOf(delay)
    const every = wait >= 1 && wait < 2 ** 31 ? wait : 1
    const id = ++lastId
    mapSet(pending, id, { callback, args, at: nowMs() + every, every: repeat ? every : null, id })
    return id
  }
  define('setTimeout', function setTimeout(callback, delay, ...args) {
    return schedule(callback, delay, args, false)
  })
  define('setInterval', function setInterval(callback, delay, ...args) {
    return schedule(callback, delay, args, true)
  })
  define('setImmediate', function setImmediate(callback, ...args) {
    return schedule(callback, 0, args, false)
  })
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate'])
    define(name, { [name]: (id) => void mapDelete(pending, id) }[name])
  {
    const settled = PromiseOf.resolve()
    const then = method(Promise.prototype, 'then')
    define('queueMicrotask', function queueMicrotask(callback) {
      if (typeof callback !== 'function')
        throw new TypeErrorOf('The "callback" argument must be of type function.')
      then(settled, () => void callback())
    })
  }

  /** The timer that is due next; of those due at the same time the one that was set first. */
  function nextTimer(withIntervals) {
    let next = null
    forEach(pending, (timer) => {
      if (!withIntervals && timer.every !== null) return
      if (next === null || timer.at < next.at || (timer.at === next.at && timer.id < next.id))
        next = timer
    })
    return next
  }

  // --- structuredClone ---------------------------------------------------------------------------------------

  const cloners = {
    date: method(Date.prototype, 'getTime'),
    mapSize: getter(Map.prototype, 'size'),
    setSize: getter(Set.prototype, 'size'),
    setEach: method(Set.prototype, 'forEach'),
    setAdd: method(Set.prototype, 'add'),
    source: getter(RegExp.prototype, 'source'),
    flags: getter(RegExp.prototype, 'flags'),
    typedTag: getter(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag),
    typedSlice: method(getPrototypeOf(Uint8Array.prototype), 'slice'),
    bufferSize: getter(ArrayBuffer.prototype, 'byteLength'),
    bufferSlice: method(ArrayBuffer.prototype, 'slice'),
  }
  const keysOf = Object.keys

  /** Whether a built-in's own getter accepts the value: no name or tag can lie about that. */
  function accepts(read, value) {
    try {
      return read(value) !== undefined
    } catch {
      return false
    }
  }

  function clone(value, seen) {
    if (typeof value === 'symbol' || typeof value === 'function') throw notCloneable(value)
    if (typeof value !== 'object' || value === null) return value
    const known = mapGet(seen, value)
    if (known !== undefined) return known
    const keep = (copy) => {
      mapSet(seen, value, copy)
      return copy
    }
    if (isArray(value)) {
      const copy = keep([])
      copy.length = value.length
      for (const key of keysOf(value)) copy[key] = clone(value[key], seen)
      return copy
    }
    if (accepts(cloners.date, value)) return keep(new DateOf(cloners.date(value)))
    if (accepts(cloners.mapSize, value)) {
      const copy = keep(new MapOf())
      forEach(value, (item, key) => mapSet(copy, clone(key, seen), clone(item, seen)))
      return copy
    }
    if (accepts(cloners.setSize, value)) {
      const copy = keep(new SetOf())
      cloners.setEach(value, (item) => cloners.setAdd(copy, clone(item, seen)))
      return copy
    }
    if (accepts(cloners.typedTag, value)) return keep(cloners.typedSlice(value))
    if (accepts(cloners.bufferSize, value)) return keep(cloners.bufferSlice(value, 0))
    if (value instanceof RegExpOf)
      return keep(new RegExpOf(cloners.source(value), cloners.flags(value)))
    if (value instanceof ErrorOf) {
      const copy = keep(new ErrorOf(text(value.message)))
      defineProperty(copy, 'name', { value: text(value.name), writable: true, configurable: true })
      return copy
    }
    if (value instanceof PromiseOf) throw notCloneable(value)
    const copy = keep({})
    for (const key of keysOf(value))
      defineProperty(copy, key, {
        value: clone(value[key], seen),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    return copy
  }

  function notCloneable(value) {
    const error = new ErrorOf(`${formatted([value])} could not be cloned.`)
    defineProperty(error, 'name', { value: 'DataCloneError', configurable: true })
    return error
  }
  define('structuredClone', function structuredClone(value) {
    return clone(value, new MapOf())
  })

  // --- Authored values as values of this realm (see "Values" in docs/authoring.md) ----------------------------

  const push = (list, item) => {
    defineProperty(list, list.length, {
      value: item,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
  const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

  function decode(data, named) {
    if (typeof data !== 'object' || data === null) return data
    if (isArray(data)) {
      const list = []
      for (let index = 0; index < data.length; index++) push(list, decode(data[index], named))
      return list
    }
    const keys = keysOf(data)
    if (keys.length === 1 && keys[0][0] === '$') return decodeTagged(keys[0], data[keys[0]], named)
    return decodeFields(data, {}, named)
  }

  function decodeFields(data, target, named) {
    const keys = keysOf(data)
    for (let index = 0; index < keys.length; index++)
      defineProperty(target, keys[index], {
        value: decode(data[keys[index]], named),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    return target
  }

  function decodeTagged(tag, body, named) {
    if (tag === '$ref') return mapGet(named, body)
    if (tag === '$undefined') return undefined
    if (tag === '$int') return BigIntOf(body)
    if (tag === '$float')
      return body === 'nan'
        ? NaN
        : body === 'inf'
          ? Infinity
          : body === '-inf'
            ? -Infinity
            : numberOf(body)
    if (tag === '$dict') return decodeFields(body, {}, named)
    if (tag === '$datetime' || tag === '$date') {
      const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(body) || indexOf(body, ':') < 0
      return new DateOf(hasZone ? body : `${body}Z`)
    }
    if (tag === '$bytes') return new Bytes(fromBase64(body))
    if (tag === '$set') {
      const set = new SetOf()
      for (let index = 0; index < body.length; index++)
        cloners.setAdd(set, decode(body[index], named))
      return set
    }
    if (tag === '$map') {
      const map = new MapOf()
      for (let index = 0; index < body.length; index++)
        mapSet(map, decode(body[index][0], named), decode(body[index][1], named))
      return map
    }
    if (tag === '$object') {
      const made = ObjectOf.create(globalEval(body.type).prototype)
      return decodeFields(body.fields, made, named)
    }
    throw new TypeErrorOf(`A value of kind ${tag} cannot be given to JavaScript`)
  }

  function fromBase64(string) {
    const bytes = []
    let bits = 0
    let held = 0
    for (let index = 0; index < string.length; index++) {
      const digit = indexOf(BASE64, string[index])
      if (digit < 0) break
      held = ((held << 6) | digit) & 0xffffff
      bits += 6
      if (bits >= 8) {
        bits -= 8
        push(bytes, (held >> bits) & 255)
      }
    }
    return bytes
  }

  // --- Jobs: calls and steps of a case ---------------------------------------------------------------------

  const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u
  const matches = method(RegExp.prototype, 'test')
  const split = method(String.prototype, 'split')
  const lastIndexOf = method(String.prototype, 'lastIndexOf')
  const mapHas = method(Map.prototype, 'has')
  const setHas = method(Set.prototype, 'has')
  const join = method(Array.prototype, 'join')

  /** A name the case needs is not there. The brand cannot be faked. */
  class Missing {
    #brand = true
    constructor(name, owner, defined) {
      this.json = encodeMissing(name, owner, defined)
    }
    static is(value) {
      return typeof value === 'object' && value !== null && #brand in value
    }
  }

  let done = false
  const fields = { value: 'null', steps: '[]', missing: 'null', error: 'null' }
  const named = new MapOf()

  /** The value of a name at the top of the learner's file: an export of the module, or any name of the script. */
  function topLevel(name, namespace, declared) {
    if (namespace !== undefined) {
      const names = keysOf(namespace)
      for (let at = 0; at < names.length; at++) if (names[at] === name) return namespace[name]
      throw new Missing(name, null, names)
    }
    if (!matches(IDENTIFIER, name) || !globalEval(`typeof ${name} !== 'undefined'`))
      throw new Missing(name, null, declared)
    return globalEval(name)
  }

  /** What a dotted name stands for, and what it is a member of. */
  function find(path, namespace, declared) {
    const keys = split(path, '.')
    let owner
    let value = mapHas(named, keys[0])
      ? mapGet(named, keys[0])
      : topLevel(keys[0], namespace, declared)
    for (let at = 1; at < keys.length; at++) {
      owner = value
      if (owner === undefined || owner === null || !(keys[at] in ObjectOf(owner)))
        throw new Missing(keys[at], owner, membersOf(owner))
      value = owner[keys[at]]
    }
    return { owner, value }
  }

  function invoke(step, namespace, declared) {
    const { owner, value } = find(step.name, namespace, declared)
    const args = decode(step.args, named)
    return step.do === 'new' ? construct(value, args) : apply(value, owner, args)
  }

  async function runStep(step, namespace, declared) {
    if (step.do === 'set') {
      const at = lastIndexOf(step.name, '.')
      const value = decode(step.to, named)
      const holder = at < 0 ? globalThis : find(slice(step.name, 0, at), namespace, declared).value
      holder[slice(step.name, at + 1)] = value
      return undefined
    }
    const found =
      step.do === 'get'
        ? find(step.name, namespace, declared).value
        : invoke(step, namespace, declared)
    const value = await found
    if (step.as !== null) mapSet(named, step.as, value)
    return value
  }

  async function runSteps(steps, namespace, declared) {
    const reports = []
    const lost = new SetOf()
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at]
      if (setHas(lost, split(step.name, '.')[0])) break
      let value = 'null'
      let error = 'null'
      try {
        value = encode(await runStep(step, namespace, declared), objectPrototype)
      } catch (caught) {
        if (Missing.is(caught)) throw caught
        error = describe(caught)
        if (typeof step.as === 'string') cloners.setAdd(lost, step.as)
      }
      push(reports, `{"value":${value},"error":${error}}`)
      fields.steps = `[${join(reports, ',')}]`
    }
  }

  async function run(action, namespace, declared) {
    try {
      if (action.type === 'call')
        fields.value = encode(await invoke(action, namespace, declared), objectPrototype)
      else await runSteps(action.steps, namespace, declared)
    } catch (error) {
      if (Missing.is(error)) fields.missing = error.json
      else fields.error = describe(error)
    }
    done = true
  }

  // --- For the worker alone ----------------------------------------------------------------------------------

  return {
    /** Starts a case; `namespace` is undefined for a script, `declared` are names to suggest. */
    begin: (namespace, declared, action) => void run(parse(action), namespace, parse(declared)),
    isDone: () => done,
    collect: () =>
      `{"value":${fields.value},"steps":${fields.steps},"missing":${fields.missing},"error":${fields.error}}`,
    /** Milliseconds until the next timer is due; -1 when there is none. */
    nextDelay: (withIntervals) => {
      const timer = nextTimer(withIntervals)
      return timer === null ? -1 : timer.at > nowMs() ? timer.at - nowMs() : 0
    },
    /** Calls the next timer's function. Gives null, or the error it ended with as JSON. */
    fire: (withIntervals) => {
      const timer = nextTimer(withIntervals)
      if (timer === null) return null
      if (timer.every === null) mapDelete(pending, timer.id)
      else timer.at = nowMs() + timer.every
      try {
        apply(timer.callback, globalThis, timer.args)
        return null
      } catch (error) {
        return describe(error)
      }
    },
  }
})

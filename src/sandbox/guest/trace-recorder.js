// Runs in the harness' realm, when a program is traced: keeps the stack that the program's hooks tell of, and at each
// step sends what is different from the step before (src/core/trace/model.ts). Its value is a function that gives the
// functions that trace-hooks.js calls, and those for the worker.
;(function traceRecorder(values, tablesJson, tell, cut) {
  const tables = JSON.parse(tablesJson)
  const same = Object.is

  /** Objects that are looked at in one step, functions aside. */
  const MOST_OBJECTS = 200
  /** Characters of the objects told in one step; when there are more, the rest are told without their contents. */
  const MOST_CHARACTERS = 500_000
  /** Frames below the running one that are read again in each step. */
  const NEAR_FRAMES = 16
  /** Frames whose objects are looked at in each step. */
  const ROOT_FRAMES = 64

  const stack = []
  /** By file: what a module holds is there for its functions also when it has run to its end. */
  const modules = new Map()
  const unfinished = new Set()
  let lastId = 0

  /** Steps told, and looks taken: of these there may be more. */
  let count = 0
  let now = 0
  let maxSteps = 0
  let ends = false
  /** What was sent before another generation counts as not sent. */
  let generation = 1
  /** The stack as it was told, and how much of it has stayed since. */
  let sent = null
  let lowest = 0
  let isFresh = true

  // --- Objects -------------------------------------------------------------------------------------------------

  const records = new WeakMap()
  let queue = []
  let looked = 0
  let room = 0
  let heap = null

  /** Notes that an object is looked at in this step; its record, or null when there are too many. */
  function reach(object) {
    let record = records.get(object)
    if (record === undefined) {
      if (looked >= MOST_OBJECTS && typeof object !== 'function') return null
      record = { id: ++lastId, about: values.classify(object), step: 0, sent: 0 }
      record.parts = null
      records.set(object, record)
    }
    if (record.step === now) return record
    if (looked >= MOST_OBJECTS && typeof object !== 'function')
      return record.sent === generation ? record : null
    if (typeof object !== 'function') looked++
    record.step = now
    queue.push(object, record)
    return record
  }

  /** A value as the trace has it: text, or the id of an object. */
  function encode(value) {
    if (!values.isObject(value)) return values.primitive(value)
    const record = reach(value)
    return record === null ? `[${values.classify(value).type}]` : record.id
  }

  function lookAtQueue() {
    for (let at = 0; at < queue.length; at += 2) lookAt(queue[at], queue[at + 1])
    queue = []
  }

  function look(object, about) {
    try {
      return values.look(object, about)
    } catch (error) {
      if (error instanceof RangeError) throw error
      // Another realm's, or what no engine had when this was written.
      return { shape: 'text', parts: [], more: 0, text: '?' }
    }
  }

  function areSame(parts, before) {
    for (let at = 0; at < parts.length; at++) if (!same(parts[at], before[at])) return false
    return true
  }

  function lookAt(object, record) {
    const { type = record.about.type, shape, parts, more, text } = look(object, record.about)
    const before = record.parts
    const isSame =
      record.sent === generation &&
      !record.isPartial &&
      before.length === parts.length &&
      record.more === more &&
      record.text === text &&
      areSame(parts, before)
    if (isSame) {
      for (let at = 0; at < parts.length; at++) if (values.isObject(parts[at])) reach(parts[at])
      return
    }
    record.isPartial = room <= 0
    const told = room > 0 ? parts : []
    const encoded = told.map((part) => {
      const code = encode(part)
      room -= typeof code === 'string' ? code.length : 0
      if (typeof code === 'string' && values.isObject(part)) record.isPartial = true
      return code
    })
    const described = { type, shape }
    if (shape === 'sequence' || shape === 'set') described.items = encoded
    else if (shape !== 'text') {
      described.entries = []
      for (let at = 0; at < told.length; at += 2)
        described.entries.push([
          shape === 'object' ? values.keyText(parts[at]) : encoded[at],
          encoded[at + 1],
        ])
    } else described.text = text
    const left =
      told === parts ? 0 : shape === 'sequence' || shape === 'set' ? parts.length : parts.length / 2
    if (more + left > 0) described.more = more + left
    Object.assign(record, { parts, more, text, sent: generation })
    heap ??= {}
    heap[record.id] = described
  }

  // --- Frames --------------------------------------------------------------------------------------------------

  function makeFrame(index, read) {
    const { name, kind, file, line, names, shared } = tables.functions[index]
    const frame = { id: ++lastId, name, kind, file, line, names, shared, read }
    return Object.assign(frame, {
      shown: new Map(),
      sent: 0,
      sentLine: 0,
      waits: '',
      returned: undefined,
      isLeaving: false,
      raised: null,
    })
  }

  /** What is different in a frame; null: nothing. */
  function changeOf(frame) {
    const isNew = frame.sent !== generation
    const change = { id: frame.id }
    if (isNew) {
      change.name = frame.name.slice(0, 200)
      if (frame.kind !== 'call') change.kind = frame.kind
    }
    if (isNew || frame.sentLine !== frame.line) change.line = frame.line
    readVariables(frame, change)
    frame.sent = generation
    frame.sentLine = frame.line
    return isNew || change.line !== undefined || change.set || change.unset ? change : null
  }

  function readVariables(frame, change) {
    if (frame.read === null) return
    const names = tables.names[frame.names]
    const { shown } = frame
    const read = frame.read()
    const put = (list, name, value) =>
      Object.defineProperty(list, name, { value, enumerable: true, configurable: true })
    let here = 0
    for (let at = 0; at < names.length; at++) {
      const name = names[at]
      const value = read[at]
      if (value === values.absent) continue
      here++
      const known = shown.get(name)
      if (known?.sent === generation && !known.isPartial && same(known.value, value)) {
        known.step = now
        continue
      }
      const code = encode(value)
      const isPartial = typeof code === 'string' && values.isObject(value)
      if (known?.sent !== generation || known.code !== code) {
        change.set ??= Object.create(null)
        put(change.set, name, code)
      }
      shown.set(name, { value, code, isPartial, sent: generation, step: now })
    }
    if (shown.size === here) return
    for (const [name, { step }] of shown)
      if (step !== now) {
        shown.delete(name)
        change.unset ??= []
        change.unset.push(name)
      }
  }

  /** Objects that a frame shows. */
  function reachFrom(frame) {
    for (const { value } of frame.shown.values()) if (values.isObject(value)) reach(value)
  }

  // --- Steps ---------------------------------------------------------------------------------------------------

  function emit(event, frame, more) {
    if (count >= maxSteps) {
      if (ends) cut()
      return
    }
    count++
    now++
    looked = 0
    room = MOST_CHARACTERS
    queue = []
    heap = null
    try {
      tell(JSON.stringify(describe(event, frame, more)))
    } catch (error) {
      // Most likely the program has filled the stack. What was noted as sent was not.
      count--
      restart()
      throw error
    }
  }

  function describe(event, frame, more) {
    const step = { event, file: frame.file, line: frame.line }
    const base = baseFrame()
    const changes = []
    const look = (one) => {
      if (one !== frame && one.sent === generation && !one.shared) return
      const change = changeOf(one)
      if (change !== null) changes.push(change)
    }
    for (let at = stack.length - 1; at >= 0; at--)
      if (isFresh || at >= stack.length - NEAR_FRAMES) look(stack[at])
      else break
    if (base !== null) look(base)
    changes.reverse()
    if (changes.length > 0) step.frames = changes
    tellStack(step, base)
    if (more?.exception !== undefined) step.exception = more.exception
    if (more !== undefined && 'returned' in more) step.returned = encode(more.returned)
    for (let at = stack.length - 1; at >= 0 && at >= stack.length - ROOT_FRAMES; at--)
      reachFrom(stack[at])
    if (base !== null) reachFrom(base)
    lookAtQueue()
    if (heap !== null) step.heap = heap
    isFresh = false
    return step
  }

  /** The module of the outermost function is always shown below it, for its variables. */
  function baseFrame() {
    const module = modules.get(stack[0].file)
    return module === undefined || module === stack[0] ? null : module
  }

  /** Ids of the stack, as far as they are others than before. */
  function tellStack(step, base) {
    const below = base === null ? 0 : 1
    const isKept = sent !== null && sent.base === base
    const kept = isKept ? Math.min(lowest, stack.length) : 0
    if (!isKept || kept < stack.length || kept < sent.depth) {
      step.stack = []
      if (!isKept && base !== null) step.stack.push(base.id)
      for (let at = kept; at < stack.length; at++) step.stack.push(stack[at].id)
      if (isKept && kept + below > 0) step.keep = kept + below
    }
    sent = { base, depth: stack.length }
    lowest = stack.length
  }

  function restart() {
    generation++
    sent = null
    isFresh = true
  }

  // --- The stack -----------------------------------------------------------------------------------------------

  function cutAt(length) {
    stack.length = length
    lowest = Math.min(lowest, length)
  }

  /** Makes a frame the running one: what was above it is gone, and what waited goes on. */
  function arrive(frame) {
    if (stack[stack.length - 1] === frame) return
    const at = stack.lastIndexOf(frame)
    if (at >= 0) {
      cutAt(at + 1)
      return
    }
    // What waited for a promise goes on from an empty stack, what yielded from that of its caller.
    if (frame.waits === 'await') cutAt(0)
    stack.push(frame)
  }

  function wake(frame) {
    arrive(frame)
    if (frame.waits !== 'await') return
    frame.waits = ''
    emit('resume', frame)
  }

  function leaveStack(frame) {
    const at = stack.lastIndexOf(frame)
    if (at >= 0) cutAt(at)
  }

  function raise(frame, error) {
    wake(frame)
    if (frame.raised !== null && same(frame.raised.error, error)) return
    frame.raised = { error }
    emit('exception', frame, { exception: values.thrown(error) })
  }

  function giveBack(frame) {
    emit('return', frame, { returned: frame.returned })
    leaveStack(frame)
  }

  const hooks = {
    enterModule(index) {
      const frame = makeFrame(index, null)
      modules.set(frame.file, frame)
      unfinished.add(frame)
      stack.push(frame)
      return frame
    },
    endModule(frame, index, read) {
      wake(frame)
      const { names, shared } = tables.steps[index]
      Object.assign(frame, { names, shared: shared || frame.shared, read })
      emit('return', frame)
      leaveStack(frame)
      unfinished.delete(frame)
    },
    enter(index, read) {
      const frame = makeFrame(index, read)
      stack.push(frame)
      emit('call', frame)
      return frame
    },
    step(frame, index, read) {
      if (frame === undefined) return
      wake(frame)
      const { line, names, shared } = tables.steps[index]
      frame.line = line
      frame.names = names
      frame.shared = shared
      frame.read = read
      frame.isLeaving = false
      frame.raised = null
      emit('line', frame)
    },
    value(frame, given) {
      if (frame === undefined) return
      frame.returned = given
      frame.isLeaving = false
    },
    end(frame) {
      if (frame === undefined) return
      frame.returned = undefined
      frame.isLeaving = false
    },
    leave(frame) {
      if (frame === undefined) return
      wake(frame)
      if (frame.isLeaving) leaveStack(frame)
      else giveBack(frame)
    },
    out(frame, given) {
      if (frame === undefined) return
      wake(frame)
      frame.returned = given
      giveBack(frame)
    },
    passing(frame, error) {
      if (frame === undefined) return
      frame.isLeaving = true
      raise(frame, error)
    },
    caught(frame, error) {
      if (frame === undefined) return
      raise(frame, error)
      frame.raised = null
    },
    suspend(frame, given, why) {
      if (frame === undefined) return
      wake(frame)
      emit('suspend', frame, { returned: given })
      leaveStack(frame)
      frame.waits = why
    },
    resume(frame, given) {
      if (frame === undefined) return
      arrive(frame)
      frame.waits = ''
      emit('resume', frame, { returned: given })
    },
    hidden: values.hidden,
    absent: values.absent,
    isProxy: values.isProxy,
    know: values.know,
  }

  return {
    hooks,
    /** From now on steps are told, from nothing; after so many the program is ended, or no more is told. */
    begin: (most, endsThere) => {
      maxSteps = most
      ends = endsThere
      count = 0
      restart()
    },
    /** The program ended with an exception, which may not have passed any hook. */
    fail: (type, message) => {
      const frame = stack.at(-1) ?? [...unfinished].at(-1)
      if (frame === undefined) return
      wake(frame)
      if (frame.raised !== null) return
      emit('exception', frame, { exception: { type, message } })
    },
  }
})

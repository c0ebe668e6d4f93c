// Runs in the learner's own realm before any of their code, when it is traced: makes the hooks that the instrumented
// program calls (src/sandbox/instrument). The recorder behind them lives in another realm. Nothing that goes wrong
// there may reach the program, not even a full stack; so each hook bears it and gives back what it was given.
;(function traceHooks(recorder) {
  const { enter, step, value, end, leave, passing, caught, suspend, resume, out } = recorder
  const { enterModule, endModule, hidden, absent } = recorder

  recorder.know({
    global: globalThis,
    object: Object.prototype,
    kinds: [
      ['map', Map.prototype],
      ['set', Set.prototype],
      ['date', Date.prototype],
      ['regexp', RegExp.prototype],
      ['error', Error.prototype],
      ['promise', Promise.prototype],
      ['typed', Object.getPrototypeOf(Uint8Array.prototype)],
      ['buffer', ArrayBuffer.prototype],
      ['weak', WeakMap.prototype],
      ['weak', WeakSet.prototype],
      ['weak', WeakRef.prototype],
      ['number', Number.prototype],
      ['string', String.prototype],
      ['boolean', Boolean.prototype],
      ['bigint', BigInt.prototype],
      ['symbol', Symbol.prototype],
    ],
  })

  // No look at a Proxy is without effect: they are known by their making, and never looked into.
  {
    const Original = Proxy
    const { revocable } = Proxy
    const { construct, apply } = Reflect
    const { isProxy } = recorder
    Object.defineProperty(Original, 'revocable', {
      value: {
        revocable(target, handler) {
          const made = apply(revocable, Original, [target, handler])
          isProxy(made.proxy)
          return made
        },
      }.revocable,
      writable: true,
      configurable: true,
    })
    const Known = new Original(Original, {
      construct(_, args, newTarget) {
        const made = construct(Original, args, newTarget === Known ? Original : newTarget)
        isProxy(made)
        return made
      },
    })
    Object.defineProperty(globalThis, 'Proxy', {
      value: Known,
      writable: true,
      enumerable: false,
      configurable: true,
    })
  }

  return Object.freeze({
    /** A module or script starts. */
    m: (index) => {
      try {
        return enterModule(index)
      } catch {}
    },
    /** It came to its end. */
    x: (frame, index, read) => {
      try {
        endModule(frame, index, read)
      } catch {}
    },
    /** A function starts. */
    e: (index, read) => {
      try {
        return enter(index, read)
      } catch {}
    },
    /** A line is about to run. */
    s: (frame, index, read) => {
      try {
        step(frame, index, read)
      } catch {}
    },
    /** `return`, where `l` follows. */
    v: (frame, given) => {
      try {
        value(frame, given)
      } catch {}
      return given
    },
    /** The end of a function without `return`, where `l` follows. */
    z: (frame) => {
      try {
        end(frame)
      } catch {}
    },
    /** A function is left, in whatever way. */
    l: (frame) => {
      try {
        leave(frame)
      } catch {}
    },
    /** `return`, or the end of a function, where no `l` follows. */
    o: (frame, given) => {
      try {
        out(frame, given)
      } catch {}
      return given
    },
    /** An exception passes. */
    c: (frame, error) => {
      try {
        passing(frame, error)
      } catch {}
      return error
    },
    /** An exception was caught. */
    k: (frame, error) => {
      try {
        caught(frame, error)
      } catch {}
      return error
    },
    /** `await` is about to wait. */
    w: (frame, given) => {
      try {
        suspend(frame, given, 'await')
      } catch {}
      return given
    },
    /** `yield` hands over. */
    y: (frame, given) => {
      try {
        suspend(frame, given, 'yield')
      } catch {}
      return given
    },
    /** `yield*` lets another hand over. */
    d: (frame, given) => {
      try {
        suspend(frame, given, 'yield')
      } catch {}
      return given
    },
    /** It goes on, with what it was given. */
    r: (frame, given) => {
      try {
        resume(frame, given)
      } catch {}
      return given
    },
    /** Reads what may not be there yet. */
    t: (read) => {
      try {
        return read()
      } catch {
        return absent
      }
    },
    /** A class has private fields. */
    p: (made, names, read) => {
      try {
        hidden(made.prototype, names, read)
      } catch {}
    },
  })
})

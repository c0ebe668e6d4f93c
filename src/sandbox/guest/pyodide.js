/**
 * Inside the isolate: starts Python in WebAssembly, without anything of Pyodide that leads from Python to JavaScript.
 * What the program can reach of this realm is a file system in memory, the clock, random bytes, and three descriptors
 * that go to the worker around it. The last expression of this file is the function `start`.
 */
;(() => {
  const CHANNEL = 3
  const HOST = 4
  const NOTES = 5
  const FOLDER = '/tmp'
  const MOST_FILE_BYTES = 8 * 1024 * 1024
  const MOST_ENTRIES = 1024
  const PIECE = 65536
  const STOP_EARLY_MS = 30
  const PAGE = 65536
  /** Of the linear stack; V8's own, of 8 MB, takes up to seven times as much for the same calls. */
  const STACK_BYTES = 768 * 1024
  /** Emscripten's numbers. */
  const EPERM = 63
  const EROFS = 69
  const ENOSPC = 51
  const EAI_FAIL = -4
  const { Instance, Memory, Module } = WebAssembly
  const { fromCharCode } = String
  const wallClock = Date.now

  /** What Python itself calls of what Emscripten offers: the system, time, and calls through pointers. */
  const NEEDED = new RegExp(
    `^(${[
      'invoke_\\w+',
      '__syscall_\\w+',
      'fd_\\w+',
      'clock_\\w+',
      'environ_\\w+',
      'random_get',
      'proc_exit',
      'exit',
      '_(tzset|timegm|mktime|localtime|gmtime|mmap|munmap|msync|abort|setitimer)_js',
      'emscripten_(date_now|get_now|resize_heap|get_heap_max|runtime_keepalive_\\w+)',
      '_emscripten_(get_progname|runtime_keepalive_clear|lookup_name)',
      '__call_sighandler',
      '__assert_fail',
      '_Py_emscripten_runtime',
      '_Py_CheckEmscriptenSignals_Helper',
      '_PyEM_TrampolineCall_JS',
      '__hiwire_deduplicate_new',
      '_try_fcntl64',
      '_maybe_poll_async',
    ].join('|')})$`,
  )
  const SOCKETS =
    /^__syscall_(accept4|bind|connect|getpeername|getsockname|getsockopt|listen|recvfrom|recvmsg|sendmsg|sendto|socket)$/

  /** Sockets are refused in words that Python knows; anything else that leads out of Python ends the run. */
  function confine(imports) {
    for (const functions of Object.values(imports))
      for (const [name, given] of Object.entries(functions)) {
        if (typeof given !== 'function' || (NEEDED.test(name) && !SOCKETS.test(name))) continue
        const refuse = () => {
          if (SOCKETS.test(name)) return -EPERM
          if (name === 'getaddrinfo') return EAI_FAIL
          throw new Error(`mastery: refused ${name}`)
        }
        // Emscripten asks the functions themselves for their types.
        functions[name] = Object.assign(refuse, given)
      }
  }

  /** A byte is a character: only text crosses the border of an isolate without an object of the other side. */
  function textOf(buffer, offset, length) {
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)
    let text = ''
    for (let at = 0; at < length; at += 8192)
      text += fromCharCode.apply(null, bytes.subarray(at, at + 8192))
    return text
  }

  /** Descriptors 0 to 5. Gives what messages to the program are put into. */
  function openDescriptors(FS, write, hostText) {
    const inbox = []
    const device = (number, path, read, put) => {
      const id = FS.makedev(64, number)
      FS.registerDevice(id, {
        open() {},
        close() {},
        read(_, buffer, offset, length) {
          const bytes = read(length)
          for (let at = 0; at < bytes.length; at++) buffer[offset + at] = bytes[at]
          return bytes.length
        },
        write(_, buffer, offset, length) {
          for (let at = 0; at < length; at += PIECE)
            put(textOf(buffer, offset + at, Math.min(PIECE, length - at)))
          return length
        },
      })
      FS.mkdev(path, 0o666, id)
    }
    const nothing = () => []
    device(1, '/dev/out', nothing, (text) => write(1, text))
    device(2, '/dev/error', nothing, (text) => write(2, text))
    device(
      CHANNEL,
      '/dev/channel',
      (most) => inbox.splice(0, most),
      (text) => write(CHANNEL, text),
    )
    const heard = { host: '', notes: '' }
    const charCodes = (text) => Array.from(text, (letter) => letter.charCodeAt(0))
    const hear = (name) => (text) => {
      heard[name] += text
    }
    device(HOST, '/dev/host', () => charCodes(hostText()), hear('host'))
    device(NOTES, '/dev/notes', nothing, hear('notes'))
    const paths = ['/dev/null', '/dev/out', '/dev/error', '/dev/channel', '/dev/host', '/dev/notes']
    for (const fd of [0, 1, 2]) FS.close(FS.getStream(fd))
    for (const path of paths) FS.open(path, path === '/dev/null' ? 0 : 2)
    return { inbox, heard }
  }

  /** Only the temporary folder can be written, and no more than fits. */
  function boundFiles(FS) {
    const { MEMFS } = FS.filesystems
    const { ErrnoError } = FS
    const { root } = FS.lookupPath(FOLDER).node.mount
    let bytes = 0
    let entries = 0
    const own = (node) => {
      if (node.mount.root !== root) throw new ErrnoError(EROFS)
    }
    const room = (more, one) => {
      if (bytes + more > MOST_FILE_BYTES || entries + one > MOST_ENTRIES)
        throw new ErrnoError(ENOSPC)
    }
    const sized = (node, change) => {
      const before = node.usedBytes ?? 0
      const result = change()
      bytes += (node.usedBytes ?? 0) - before
      return result
    }
    const gone = (node) => {
      entries--
      bytes -= node.usedBytes ?? 0
    }
    const { dir, file, link, chrdev } = MEMFS.ops_table
    for (const ops of [dir.node, file.node, link.node, chrdev.node]) {
      const { setattr } = ops
      ops.setattr = (node, attributes) => {
        own(node)
        if (attributes.size !== undefined) room(attributes.size - (node.usedBytes ?? 0), 0)
        return sized(node, () => setattr(node, attributes))
      }
    }
    const { mknod, symlink, rename, unlink, rmdir } = dir.node
    for (const [name, make] of Object.entries({ mknod, symlink }))
      dir.node[name] = (parent, ...rest) => {
        own(parent)
        room(0, 1)
        const node = make(parent, ...rest)
        entries++
        return node
      }
    for (const [name, remove] of Object.entries({ unlink, rmdir }))
      dir.node[name] = (parent, child) => {
        own(parent)
        const node = FS.lookupNode(parent, child)
        remove(parent, child)
        gone(node)
      }
    dir.node.rename = (node, folder, name) => {
      own(node)
      own(folder)
      const over = folder.contents[name]
      rename(node, folder, name)
      if (over !== undefined && over !== node) gone(over)
    }
    const { write } = file.stream
    file.stream.write = (stream, buffer, offset, length, position, ...rest) => {
      own(stream.node)
      room(Math.max(0, position + length - stream.node.usedBytes), 0)
      return sized(stream.node, () => write(stream, buffer, offset, length, position, ...rest))
    }
  }

  /** What nothing needs any more once Python runs, and what takes memory that nobody counts. */
  function removeGlobals() {
    const { prototype } = ArrayBuffer
    for (const name of [
      'resize',
      'transfer',
      'transferToFixedLength',
      'resizable',
      'maxByteLength',
    ])
      delete prototype[name]
    delete Memory.prototype.constructor
    for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'eval', 'Function'])
      delete globalThis[name]
    for (const kind of [() => {}, async () => {}, function* () {}, async function* () {}])
      delete Object.getPrototypeOf(kind).constructor
  }

  /**
   * @param write called with a descriptor and bytes as text
   * @param random gives so many bytes as text
   * @param now milliseconds of a steady clock
   * @param create what `pyodide.asm.mjs` exports
   * @param code text of the harness; null: it is in the memory
   * @param memory pages of a snapshot, one after another; null: start Python from nothing
   * @param plan JSON of what belongs to the memory, see `snapshot` of what comes back
   */
  return async function start(write, random, now, create, binary, library, code, memory, plan) {
    let stopAt = Number.POSITIVE_INFINITY
    /** Time spent outside does not count for V8, which would stop too late what calls out again and again. */
    const inTime = (call) => (value) => {
      if (wallClock() > stopAt) {
        write(NOTES, doing())
        for (;;);
      }
      return call(value)
    }
    globalThis.performance = { now: inTime(() => now()) }
    const randomText = inTime(random)
    globalThis.crypto = {
      getRandomValues(array) {
        const text = randomText(array.byteLength)
        const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
        for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at)
        return array
      },
    }
    globalThis.console = { log() {}, warn() {}, error() {} }
    globalThis.setTimeout = globalThis.clearTimeout = () => 0
    let python = null
    let top = 0
    const restored = plan === null ? null : JSON.parse(plan)
    const Python = await create({
      noInitialRun: memory !== null,
      heapMax: 2 ** 31,
      // `-s -S -B -X utf8`, as CPython gets them.
      thisProgram: 'python3',
      arguments: [],
      API: { config: {}, runtimeEnv: {}, lockFilePromise: new Promise(() => {}) },
      print() {},
      printErr() {},
      preRun: [
        ({ ENV, FS }) => {
          for (const name of ['USER', 'LOGNAME', 'PATH', 'PWD', 'HOME', '_']) ENV[name] = undefined
          Object.assign(ENV, { PYTHONHASHSEED: '0', PYTHONUTF8: '1', LANG: 'C.UTF-8' })
          FS.mkdirTree('/lib/python3.14/lib-dynload')
          FS.writeFile('/lib/python314.zip', new Uint8Array(library), { canOwn: true })
          FS.rmdir('/home/web_user')
          FS.rmdir('/home')
          FS.mount(FS.filesystems.MEMFS, {}, FOLDER)
          FS.chdir(FOLDER)
        },
      ],
      instantiateWasm(imports, done) {
        imports.env.Jsv_GetError_import = () => null
        imports.env.JsvError_Check = () => 0
        confine(imports)
        const module = new Module(binary)
        done(new Instance(module, imports), module)
        return {}
      },
    })
    const { FS } = Python
    const { inbox, heard } = openDescriptors(FS, write, () =>
      String(Math.max(0, Python._sbrk(0) - top)),
    )
    if (memory === null) {
      const thread = Python._PyThreadState_Get()
      const base = Python._emscripten_stack_get_base()
      Python._PyUnstable_ThreadState_SetStackProtection(thread, base - STACK_BYTES, STACK_BYTES)
      const text = Python.stringToNewUTF8(code)
      if (Python._PyRun_SimpleString(text) !== 0) throw new Error('the harness does not start')
      Python._free(text)
      python = heard.host.split(' ').map(Number)
      for (const pointer of python) Python._Py_IncRef(pointer)
    } else {
      const { pages, size } = restored
      python = restored.python
      // What starting wrote where the snapshot has nothing.
      const kept = new Set(pages)
      for (let page = 0; page * PAGE < Python._sbrk(0); page++)
        if (!kept.has(page)) Python.HEAPU8.fill(0, page * PAGE, (page + 1) * PAGE)
      if (size > Python.HEAPU8.length) Python._emscripten_resize_heap(size)
      const bytes = new Uint8Array(memory)
      pages.forEach((page, index) => {
        Python.HEAPU8.set(bytes.subarray(index * PAGE, (index + 1) * PAGE), page * PAGE)
      })
    }
    top = Python._sbrk(0)
    boundFiles(FS)
    removeGlobals()
    const [warm, begin, turn, tell] = python
    const call = (pointer, text) => {
      for (let at = 0; at < text.length; at++) inbox.push(text.charCodeAt(at))
      if (Python._PyObject_CallNoArgs(pointer) === 0) throw new Error('the harness failed')
    }
    /** What Python is doing, or was when it was stopped, as its `faulthandler` tells it. */
    function doing() {
      heard.notes = ''
      stopAt = Number.POSITIVE_INFINITY
      // While it sleeps it has given up the lock that everything needs.
      Python._PyGILState_Ensure()
      Python._PyObject_CallNoArgs(tell)
      return heard.notes
    }
    return {
      /** All that the memory holds, for a snapshot: a plan, and the pages that are not empty. */
      snapshot() {
        const heap = Python.HEAPU8
        const words = new BigUint64Array(heap.buffer)
        const pages = []
        for (let page = 0; page * PAGE < heap.length; page++) {
          const end = ((page + 1) * PAGE) / 8
          let word = (page * PAGE) / 8
          while (word < end && words[word] === 0n) word++
          if (word < end) pages.push(page)
        }
        const bytes = new Uint8Array(pages.length * PAGE)
        pages.forEach((page, index) => {
          bytes.set(heap.subarray(page * PAGE, (page + 1) * PAGE), index * PAGE)
        })
        return { plan: JSON.stringify({ pages, size: heap.length, python }), bytes: bytes.buffer }
      },
      warm: () => call(warm, ''),
      begin(message, bytes) {
        Python.heapMax = Math.floor((top + bytes) / PAGE) * PAGE
        call(begin, message)
      },
      /** @param milliseconds until it is stopped from outside */
      turn(message, milliseconds) {
        stopAt = wallClock() + milliseconds - STOP_EARLY_MS
        call(turn, message)
        stopAt = Number.POSITIVE_INFINITY
      },
      tell: () => doing(),
    }
  }
})()

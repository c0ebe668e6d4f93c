/**
 * The disposable process around an isolate in which Python runs, compiled to WebAssembly. It holds no secret and no
 * permission that the learner's code could use: it hands inputs from the channel (descriptor 3) to the harness inside,
 * and writes out what that gives. Started with `make` as its last argument it only makes the snapshot.
 */
import { randomFillSync } from 'node:crypto'
import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type ivm from 'isolated-vm'
import { openIsolatedVm } from './open-isolated-vm.ts'
import { readSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts'
import { dataBytes, die, Inbox, send, watchMemory } from './worker-process.ts'

/** For JavaScript's own objects in there, files in memory among them. Memory of WebAssembly has a limit of its own. */
const HEAP_MEGABYTES = 128
const MOST_RANDOM_BYTES = 65536
/** What asking takes on a busy machine. */
const ASK_MS = 100
const STOP_MS = 200
const CHANNEL = 3
const NOTES = 5

interface Init {
  memoryBytes: number
  wallMs: number
}

interface Python {
  isolate: ivm.Isolate
  warm: ivm.Reference
  begin: ivm.Reference
  turn: ivm.Reference
  tell: ivm.Reference
  snapshot: ivm.Reference
}

const [guestFolder = '', pyodideFolder = '', binary = '', snapshotFile = '', task = ''] =
  process.argv.slice(2)
const { Callback, ExternalCopy, Isolate } = openIsolatedVm(binary)

/** Pyodide's own loader as a script: no module of Node, no shell, and a limit of memory that can be set. */
function loaderSource(): string {
  const source = readFileSync(join(pyodideFolder, 'pyodide.asm.mjs'), 'latin1')
  const changes: [string | RegExp, string][] = [
    ['export default _createPyodideModule;', '_createPyodideModule'],
    [/ENVIRONMENT_IS_SHELL=!ENVIRONMENT_IS_WEB[^;]*/, 'ENVIRONMENT_IS_SHELL=false'],
    ['getHeapMax=()=>4294901760', 'getHeapMax=()=>Module.heapMax'],
    [/import\.meta\.url/g, '"file:///python"'],
  ]
  return changes.reduce((text, [from, to]) => {
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`this version of Pyodide is not known: no ${from}`)
    return changed
  }, source)
}

/** Bytes for the isolate, without keeping a copy of them. */
function moved(bytes: Uint8Array<ArrayBuffer>): unknown {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
  const copy = new ExternalCopy(own.buffer, { transferOut: true })
  return copy.copyInto({ release: true, transferIn: true })
}

function fileBytes(folder: string, name: string): Uint8Array<ArrayBuffer> {
  return readFileSync(join(folder, name))
}

/** What the program writes: descriptors 1 and 2 are its output, 3 carries messages, 5 notes of the moment. */
function write(descriptor: unknown, text: unknown): void {
  const bytes = Buffer.from(String(text), 'latin1')
  if (descriptor === 1) send('o', bytes)
  if (descriptor === 2) send('e', bytes)
  if (descriptor === CHANNEL || descriptor === NOTES)
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
}

function random(count: unknown): string {
  const size = Math.min(MOST_RANDOM_BYTES, Number(count) || 0)
  return randomFillSync(Buffer.alloc(size)).toString('latin1')
}

async function startPython(snapshot: Snapshot | null): Promise<Python> {
  const isolate = new Isolate({
    memoryLimit: HEAP_MEGABYTES,
    onCatastrophicError: (message) => {
      send('m', message)
      die()
    },
  })
  const context = await isolate.createContext()
  const source = loaderSource()
  const loader = await isolate.compileScript(source, {
    filename: 'mastery:loader',
    ...(snapshot === null ? {} : { cachedData: new ExternalCopy(snapshot.code.buffer) }),
  })
  const create: ivm.Reference = await loader.run(context, { reference: true })
  const realm = readFileSync(join(guestFolder, 'pyodide.js'), 'utf8')
  const start: ivm.Reference = await context.eval(realm, {
    reference: true,
    filename: 'mastery:pyodide',
  })
  const args = [
    new Callback(write),
    new Callback(random),
    new Callback(() => performance.now()),
    create.derefInto(),
    moved(fileBytes(pyodideFolder, 'pyodide.asm.wasm')),
    moved(fileBytes(pyodideFolder, 'python_stdlib.zip')),
    snapshot === null ? program() : null,
    snapshot === null ? null : moved(snapshot.memory),
    snapshot === null ? null : snapshot.plan,
  ]
  const api: ivm.Reference = await start.apply(undefined, args, {
    result: { promise: true, reference: true },
  })
  const part = (name: string) => api.getSync(name, { reference: true }) as ivm.Reference
  return {
    isolate,
    warm: part('warm'),
    begin: part('begin'),
    turn: part('turn'),
    tell: part('tell'),
    snapshot: part('snapshot'),
  }
}

/** The harness, with built-ins of its own, so that a learner who patches theirs does not patch ours. */
function program(): string {
  const text = ['harness.py', 'pyodide.py']
    .map((name) => readFileSync(join(guestFolder, name), 'utf8'))
    .join('\n\n')
  return `exec(compile(${JSON.stringify(text)}, "<mastery>", "exec"), {"__name__": "mastery", "__builtins__": dict(vars(__builtins__))})`
}

async function makeSnapshot(): Promise<never> {
  const python = await startPython(null)
  const api = python.snapshot
  const made = (await api.apply(undefined, [], { result: { copy: true } })) as {
    plan: string
    bytes: ArrayBuffer
  }
  const options = { filename: 'mastery:loader', produceCachedData: true }
  // Its types leave out what it says in its description.
  const script: ivm.Script & ivm.CachedDataResult = await python.isolate.compileScript(
    loaderSource(),
    options,
  )
  writeSnapshot(snapshotFile, {
    plan: made.plan,
    memory: new Uint8Array(made.bytes),
    code: new Uint8Array(script.cachedData?.copy() ?? new ArrayBuffer(0)),
  })
  process.exit(0)
}

/** One job. When time is nearly over, what Python was doing is asked; the parent ends this process. */
async function runJob(python: Python, job: string, deadline: number): Promise<void> {
  const timeout = Math.max(1, Math.round(deadline - performance.now()))
  try {
    await python.turn.apply(undefined, [job, timeout], { timeout })
  } catch (thrown) {
    const { message } = thrown as Error
    if (message === 'Script execution timed out.') return tellLine(python)
    const report = broken(message)
    if (python.isolate.isDisposed) send('m', 'the isolate reached its limit')
    else if (report !== null) send('d', JSON.stringify(report))
    else process.stderr.write(`${message}\n`)
    die()
  }
}

async function tellLine(python: Python): Promise<never> {
  const dump = await python.tell.apply(undefined, [], { timeout: STOP_MS }).catch(() => '')
  writeSync(NOTES, String(dump))
  return new Promise(() => {})
}

/**
 * The report about a program that Python itself cannot go back to: it asked for what leads out of it, as ctypes can, or
 * V8's stack was full before Python's own was. Null when it is neither.
 */
function broken(message: string): unknown {
  const [, name] = /^mastery: refused (\w+)/.exec(message) ?? []
  if (name !== undefined) {
    const classes = ['PermissionError', 'OSError', 'Exception', 'BaseException']
    const error = { type: classes[0], classes, message: `Operation not permitted (${name})` }
    return { error, forbidden: true, retire: true }
  }
  if (!message.includes('Maximum call stack')) return null
  const classes = ['RecursionError', 'RuntimeError', 'Exception', 'BaseException']
  const error = { type: classes[0], classes, message: 'maximum recursion depth exceeded' }
  return { error, retire: true }
}

async function main(): Promise<never> {
  if (task === 'make') return makeSnapshot()
  const python = await startPython(readSnapshot(snapshotFile))
  await python.warm.apply(undefined, [])
  const baseline = process.resourceUsage().maxRSS * 1024
  send('r', String(dataBytes()))
  const inbox = new Inbox()
  const init = await inbox.nextFrame()
  const { memoryBytes, wallMs } = JSON.parse(init.subarray(4).toString('utf8')) as Init
  await python.begin.apply(undefined, [init.toString('latin1'), memoryBytes])
  watchMemory(memoryBytes, baseline)
  const margin = Math.max(ASK_MS, wallMs / 20)
  for (;;) {
    const job = await inbox.nextFrame()
    await runJob(python, job.toString('latin1'), inbox.heardAt + wallMs - margin)
  }
}

void main()

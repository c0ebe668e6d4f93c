/**
 * The disposable process around one V8 isolate. It holds no secret and no permission that the learner's code could
 * use: it takes inputs from the channel (descriptor 3), runs them in the isolate, and writes back what came.
 * Endless work inside the isolate is not its business: the parent kills the whole process.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type ivm from 'isolated-vm'
import type { TestsAction } from '../jobs.ts'
import { IsolateTests } from './isolate-tests.ts'
import { IsolateTracer } from './isolate-tracer.ts'
import { openIsolatedVm } from './open-isolated-vm.ts'
import { placesIn } from './stack-places.ts'
import { dataBytes, die, Inbox, MEGABYTE, send, watchMemory } from './worker-process.ts'

const DEFAULT_MEGABYTES = 50
/** What the recorder of a trace may take in the isolate, beyond the learner's own. */
const TRACER_MEGABYTES = 32
/** What realms leave behind must not shrink the memory of those that come after. */
const MOST_JOBS = 200

interface Init {
  files: { path: string; text: string }[]
  entry: string
  memoryBytes: number
  wallMs: number
  trace?: { maxSteps: number; source: string }
}

interface Job {
  action: { type: 'call' | 'steps' } | { type: 'program'; stdin: string } | TestsAction
  readBack: string[]
}

interface Thrown {
  type: string
  classes: string[]
  message: string
  stack: string
}

interface Machine {
  isolate: ivm.Isolate
  megabytes: number
  realm: ivm.Script
  tools: ivm.Reference
}

type Api = Record<'begin' | 'isDone' | 'collect' | 'nextDelay' | 'fire', ivm.Reference>

const [guestFolder = '', inspectFile = '', binary = ''] = process.argv.slice(2)
const { Callback, Isolate } = openIsolatedVm(binary)
const realmSource = readFileSync(join(guestFolder, 'realm.js'), 'utf8')
const harnessSource = readFileSync(join(guestFolder, 'harness.js'), 'utf8')
/** A function that is not called yet: V8 skips over it, which is most of what loading it takes. */
const inspectSource = `const load = () => { const exports = {}, module = { exports }; ${readFileSync(inspectFile, 'utf8')}
;return module.exports }; load`

function makeMachine(megabytes: number): Machine {
  const isolate = new Isolate({
    memoryLimit: Math.max(8, megabytes),
    onCatastrophicError: (message) => {
      send('m', message)
      die()
    },
  })
  const context = isolate.createContextSync()
  const load = context.evalSync(inspectSource, { reference: true, filename: 'mastery:inspect' })
  const make = context.evalSync(harnessSource, { reference: true, filename: 'mastery:harness' })
  const tools: ivm.Reference = make.applySync(undefined, [load.derefInto()], {
    result: { reference: true },
  })
  const realm = isolate.compileScriptSync(realmSource, { filename: 'mastery:realm' })
  return { isolate, megabytes, realm, tools }
}

/** A realm that nothing has run in: made before its job is known, so that a guest started ahead has it ready. */
interface Realm {
  context: ivm.Context
  setUp: ivm.Reference
}

function makeRealm({ isolate, realm }: Machine): Realm {
  const context = isolate.createContextSync()
  return { context, setUp: realm.runSync(context, { reference: true }) as ivm.Reference }
}

/** One job: a fresh realm, the program loaded in it, then the case's own call. */
class Run {
  private readonly machine: Machine
  private readonly init: Init
  private readonly job: Job
  private readonly context: ivm.Context
  private readonly api: Api
  private active = true
  /** Shortly before the parent ends it: then V8 can still say which line is running. */
  private readonly deadline: number
  private readonly held: ivm.Reference[] = []
  private readonly sources: Map<string, string>
  private readonly tracer: IsolateTracer | null
  private readonly tests: IsolateTests | null

  constructor(machine: Machine, { context, setUp }: Realm, init: Init, job: Job) {
    this.machine = machine
    this.init = init
    this.job = job
    this.deadline = performance.now() + init.wallMs - Math.max(50, init.wallMs / 20)
    this.sources = new Map(init.files.map(({ path, text }) => [path, text]))
    this.context = context
    const write = new Callback((stream: unknown, text: unknown) => {
      if (this.active) send(stream === 'e' ? 'e' : 'o', String(text))
    })
    const stdin = job.action.type === 'program' ? job.action.stdin : ''
    const api: ivm.Reference = setUp.applySync(
      undefined,
      [write, stdin, machine.tools.derefInto()],
      { result: { reference: true } },
    )
    this.held.push(setUp, api)
    const part = (name: string) => api.getSync(name, { reference: true }) as ivm.Reference
    this.api = {
      begin: part('begin'),
      isDone: part('isDone'),
      collect: part('collect'),
      nextDelay: part('nextDelay'),
      fire: part('fire'),
    }
    this.tracer = init.trace === undefined ? null : this.trace(init.trace)
    this.tests = job.action.type === 'tests' ? this.testsOf(job.action) : null
  }

  private testsOf(action: TestsAction): IsolateTests {
    const { isolate, tools } = this.machine
    const format = tools.getSync('format', { reference: true })
    const { context, api } = this
    const isolated = { isolate, context, Callback, format, timers: api }
    return new IsolateTests(isolated, action, this.deadline)
  }

  private trace(trace: NonNullable<Init['trace']>): IsolateTracer {
    const isProgram = this.job.action.type === 'program'
    return new IsolateTracer(this.machine.isolate, this.context, Callback, trace, isProgram)
  }

  /** Runs the job and gives the report as JSON. */
  async report(retire: boolean): Promise<string> {
    let loading = true
    let error: Thrown | null = null
    let fields = '{}'
    try {
      if (this.tests !== null) {
        const thrown = await this.tests.run()
        error = thrown === null ? null : { ...thrown, classes: [thrown.type] }
        this.active = false
        return this.finish(fields, error !== null, error, true)
      }
      const namespace = await this.load()
      loading = false
      this.tracer?.loaded()
      if (this.job.action.type === 'program') error = await this.drain(true)
      else {
        error = await this.act(namespace)
        fields = (await this.api.collect.apply(undefined, [], this.within)) as string
      }
    } catch (thrown) {
      if (isTimeout(thrown)) return this.tellLine(thrown)
      if (this.machine.isolate.isDisposed) {
        send('m', 'the isolate reached its limit')
        die()
      }
      error = fromHost(thrown)
      // A program that parses has been started: what it throws is its own, not the file's.
      if (this.job.action.type === 'program' && error.type !== 'SyntaxError') loading = false
    }
    this.active = false
    return this.finish(fields, loading, error, retire)
  }

  /** What V8 was running when time was nearly over. The parent ends this process. */
  private tellLine(timeout: Error): Promise<never> {
    const { where } = this.place(fromHost(timeout))
    if (where !== null) send('w', JSON.stringify(where))
    return new Promise(() => {})
  }

  /** For each call into the isolate. */
  private get within(): { timeout: number } {
    return { timeout: Math.max(1, Math.round(this.deadline - performance.now())) }
  }

  private async finish(
    fields: string,
    loading: boolean,
    error: Thrown | null,
    retire: boolean,
  ): Promise<string> {
    const parsed = JSON.parse(fields) as Record<string, unknown> & {
      error?: Thrown
      steps?: { value: unknown; error: Thrown | null }[]
    }
    const thrown = error ?? parsed.error ?? null
    if (thrown !== null) await this.tracer?.fail(thrown.type, thrown.message)
    const steps = (parsed.steps ?? []).map((step) => ({
      value: step.value,
      error: step.error === null ? null : this.place(step.error),
    }))
    this.release()
    return JSON.stringify({
      ...parsed,
      steps,
      error: thrown === null ? null : this.place(thrown),
      loading,
      retire,
      exit: thrown === null ? 0 : 1,
      oom:
        thrown !== null &&
        /allocation failed|out of memory|invalid string length/i.test(thrown.message),
      files: Object.fromEntries(this.job.readBack.map((path) => [path, null])),
      peak: Math.max(0, process.resourceUsage().maxRSS * 1024 - baseline),
    })
  }

  /** A realm that anything still points to stays in the isolate's memory. */
  private release(): void {
    for (const reference of [...this.held, ...Object.values(this.api)]) reference.release()
    this.context.release()
  }

  private async act(namespace: ivm.Reference | undefined): Promise<Thrown | null> {
    const { begin, isDone } = this.api
    const text = this.sources.get(this.init.entry) ?? ''
    const declared = this.tracer?.declared ?? declaredNames(text)
    const action = JSON.stringify(this.job.action)
    const args = [namespace?.derefInto(), JSON.stringify(declared), action]
    await begin.apply(undefined, args, this.within)
    const failed = await this.turn(
      async () => (await isDone.apply(undefined, [], this.within)) === true,
    )
    return failed ?? (await this.drain(false))
  }

  /** Runs timers until `over`. Gives the error of a timer, or of waiting for what can never come. */
  private async turn(over: () => Promise<boolean>): Promise<Thrown | null> {
    for (let idle = 0; !(await over()); ) {
      const delay = (await this.api.nextDelay.apply(undefined, [true], this.within)) as number
      if (delay < 0) {
        // What settles a promise may still be on its way between the threads.
        if (++idle > 20) return NEVER_SETTLES
        await sleep(idle)
        continue
      }
      idle = 0
      if (delay > 0) await sleep(delay)
      const error = (await this.api.fire.apply(undefined, [true], this.within)) as string | null
      if (error !== null) return JSON.parse(error) as Thrown
    }
    return null
  }

  /** Runs the timers that are left, as Node does before it ends; after a call, intervals do not count. */
  private async drain(withIntervals: boolean): Promise<Thrown | null> {
    for (;;) {
      const delay = (await this.api.nextDelay.apply(
        undefined,
        [withIntervals],
        this.within,
      )) as number
      if (delay < 0) return null
      if (delay > 0) await sleep(delay)
      const error = (await this.api.fire.apply(undefined, [withIntervals], this.within)) as
        | string
        | null
      if (error !== null) return JSON.parse(error) as Thrown
    }
  }

  /** Loads the entry; gives its namespace when it is a module. */
  private async load(): Promise<ivm.Reference | undefined> {
    const { entry } = this.init
    const text = this.sources.get(entry) ?? ''
    if (!entry.endsWith('.mjs')) {
      const script = await this.compileScript(entry, text)
      if (script !== null) {
        await script.run(this.context, this.within)
        return undefined
      }
    }
    const paths = new Map<ivm.Module, string>()
    const known = new Map<string, ivm.Module>()
    const module = await this.compileModule(entry, text, known, paths)
    await module.instantiate(this.context, (specifier, referrer) =>
      this.resolve(specifier, paths.get(referrer) ?? entry, known, paths),
    )
    // A module that waits at its top is over only when one that imports it may run.
    let settled = false
    const mark = `$${randomUUID().replaceAll('-', '')}`
    const over = new Callback(() => {
      settled = true
    })
    this.context.global.setSync(mark, over)
    const last = await this.machine.isolate.compileModule(`import ''; ${mark}()`, {
      filename: 'mastery:last',
    })
    await last.instantiate(this.context, () => module)
    await last.evaluate(this.within)
    const stuck = await this.turn(async () => settled)
    this.context.global.deleteSync(mark)
    if (stuck !== null) throw new GuestThrown(stuck)
    // It is over already; only then isolated-vm gives its namespace.
    await module.evaluate(this.within)
    const { namespace } = module
    this.held.push(namespace)
    return namespace
  }

  /** Null when the text is a module's. */
  private async compileScript(path: string, text: string): Promise<ivm.Script | null> {
    try {
      return await this.machine.isolate.compileScript(text, { filename: path })
    } catch (error) {
      const { message } = error as Error
      if (
        /import statement outside|token 'export'|import\.meta|await is only valid|reserved word/.test(
          message,
        )
      )
        return null
      throw error
    }
  }

  private async compileModule(
    path: string,
    text: string,
    known: Map<string, ivm.Module>,
    paths: Map<ivm.Module, string>,
  ): Promise<ivm.Module> {
    const module = await this.machine.isolate.compileModule(text, { filename: path })
    known.set(path, module)
    paths.set(module, path)
    return module
  }

  /** Finds an import among the given files; extensions may be left out. */
  private async resolve(
    specifier: string,
    from: string,
    known: Map<string, ivm.Module>,
    paths: Map<ivm.Module, string>,
  ): Promise<ivm.Module> {
    const target = posix.join(posix.dirname(from), specifier)
    const names = ['', '.js', '.mjs', '.ts', '/index.js', '/index.ts'].map((end) => target + end)
    if (/\.m?js$/.test(target)) names.push(target.replace(/\.(m?)js$/, '.$1ts'))
    const path = /^\.\.?\//.test(specifier)
      ? names.find((name) => this.sources.has(name))
      : undefined
    if (path === undefined)
      throw new GuestThrown({
        type: 'ModuleNotFoundError',
        classes: ['ModuleNotFoundError', 'Error'],
        message: `Cannot find "${specifier}"`,
        stack: `\n    at ${this.placeOfImport(from, specifier)}`,
      })
    return known.get(path) ?? this.compileModule(path, this.sources.get(path) ?? '', known, paths)
  }

  private placeOfImport(file: string, specifier: string): string {
    const lines = (this.sources.get(file) ?? '').split('\n')
    const at = lines.findIndex(
      (line) => line.includes(specifier) && /import|export|from/.test(line),
    )
    return `${file}:${at + 1}:1`
  }

  /** Finds the learner's own places in a stack. */
  private place({ type, classes, message, stack }: Thrown) {
    const frames = this.tests?.places(stack) ?? placesIn(stack, this.sources)
    const where = frames[0] ?? null
    return { type, classes, message, where, frames: frames.reverse().slice(-20) }
  }
}

const NEVER_SETTLES: Thrown = {
  type: 'UnsettledPromise',
  classes: ['UnsettledPromise', 'Error'],
  message: 'it waits for a promise that nothing will ever settle',
  stack: '',
}

class GuestThrown extends Error {
  readonly thrown: Thrown

  constructor(thrown: Thrown) {
    super(thrown.message)
    this.thrown = thrown
  }
}

/** What isolated-vm hands over when the program itself throws, outside any call of ours. */
function fromHost(error: unknown): Thrown {
  if (error instanceof GuestThrown) return error.thrown
  if (!(error instanceof Error))
    return { type: typeof error, classes: [], message: String(error).slice(0, 2000), stack: '' }
  let { message, stack = '' } = error
  if (/not an instance of `Error`/.test(message)) {
    message = 'something that is no Error was thrown'
    return { type: 'object', classes: [], message, stack: '' }
  }
  const syntax = /^(.*) \[(.*):(\d+):(\d+)\]$/s.exec(message)
  if (syntax !== null) {
    message = syntax[1] ?? message
    stack = `\n    at ${syntax[2]}:${syntax[3]}:${syntax[4]}`
  }
  // The host's own frames follow the line that marks the boundary.
  stack = stack.split('(<isolated-vm boundary>)')[0] ?? ''
  const base = error.constructor.name
  const name = typeof error.name === 'string' && error.name !== '' ? error.name : base
  const classes = [...new Set([name, base, 'Error'])]
  return { type: name, classes, message: message.slice(0, 2000), stack }
}

function isTimeout(thrown: unknown): thrown is Error {
  return thrown instanceof Error && thrown.message === 'Script execution timed out.'
}

/** Names a script declares at its start of lines: only to suggest the nearest. */
function declaredNames(text: string): string[] {
  const pattern =
    /^(?:async\s+)?(?:function\*?|class|const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gmu
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '').slice(0, 50)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Bytes in use when the isolate was ready: what the learner's program needs comes on top. */
let baseline = 0

async function main(): Promise<never> {
  let machine = makeMachine(DEFAULT_MEGABYTES)
  baseline = process.resourceUsage().maxRSS * 1024
  let realm: Realm | null = makeRealm(machine)
  send('r', String(dataBytes()))
  const inbox = new Inbox()
  const init = await inbox.next<Init>()
  const tracer = init.trace === undefined ? 0 : TRACER_MEGABYTES
  const megabytes = Math.ceil(init.memoryBytes / MEGABYTE) + tracer
  if (megabytes !== machine.megabytes) {
    machine.isolate.dispose()
    machine = makeMachine(megabytes)
    realm = null
  }
  watchMemory(init.memoryBytes + tracer * MEGABYTE, baseline)
  let jobs = 0
  for (;;) {
    const job = await inbox.next<Job>()
    const run = new Run(machine, realm ?? makeRealm(machine), init, job)
    realm = null
    send('s', '')
    send('d', await run.report(++jobs >= MOST_JOBS))
  }
}

void main()

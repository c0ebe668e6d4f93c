import { setFlagsFromString } from 'node:v8'
import type ivm from 'isolated-vm'
import type { TestsAction } from '../jobs.ts'
import type { RawResult } from './jest/runtime.ts'
import type { ThrownWords } from './jest/thrown.ts'
import { placesIn, type StackPlace } from './stack-places.ts'
import { send } from './worker-process.ts'

/** What src/sandbox/jest/prepare.ts sends as the source of the framework. */
export interface JestHarness {
  /** Programs: for both realms, for the learner's, for the runtime's. */
  lock: string
  realm: string
  runtime: string
  /** The files as they are run, JSON of `CompiledModule[]`. */
  modules: string
  entry: string
}

interface Isolated {
  isolate: ivm.Isolate
  context: ivm.Context
  Callback: typeof ivm.Callback
  /** Formats values as console.log does: it makes titles of rows in tables. */
  format: ivm.Reference
  timers: Timers
}

/** Of guest/realm.js. */
type Timers = Record<'nextDelay' | 'fire', ivm.Reference>
type Runtime = Record<
  'load' | 'timeoutOf' | 'begin' | 'left' | 'giveUp' | 'uncaught',
  ivm.Reference
>

/** What ended the loading of a file. */
export interface LoadError {
  type: string
  message: string
  stack: string
}

/** So often nothing may be there to do before a promise counts as one that nothing settles. */
const MOST_IDLE = 20

/** The worker's end of a test file: makes both realms ready, runs step after step, and sends each result. */
export class IsolateTests {
  private readonly runtime: Runtime
  private readonly timers: Timers
  private readonly nonce: string
  /** In milliseconds of `performance.now()`. */
  private readonly deadline: number
  private readonly testFiles: readonly string[]
  /** Text of each file as V8 counts its lines: after the line of the function around it. */
  private readonly sources: ReadonlyMap<string, string>
  private sent = 0

  constructor(isolated: Isolated, action: TestsAction, deadline: number) {
    const { isolate, context, Callback, format, timers } = isolated
    const harness = JSON.parse(action.source) as JestHarness
    const modules = JSON.parse(harness.modules) as { path: string; code: string }[]
    this.sources = new Map(modules.map(({ path, code }) => [path, `\n${code}`]))
    this.timers = timers
    this.nonce = action.nonce
    this.deadline = deadline
    this.testFiles = action.testFiles
    // The runtime calls functions of the other realm: without this, `eval` and `new Function` give nothing there.
    setFlagsFromString('--allow-unsafe-function-constructor')
    const own = isolate.createContextSync()
    const load = (at: ivm.Context, text: string, file: string) =>
      at.evalSync(text, { reference: true, filename: `mastery:${file}` }) as ivm.Reference
    const call = (called: ivm.Reference, ...args: unknown[]) =>
      called.applySync(undefined, args, { result: { reference: true } }) as ivm.Reference
    const realm = call(call(load(context, harness.realm, 'jest-realm')))
    const unlockDate = call(load(context, harness.lock, 'lock'), false)
    const makeRuntime = call(load(own, harness.runtime, 'jest-runtime'), format.derefInto())
    const report = new Callback((json: string) => this.tell(JSON.parse(json) as RawResult))
    const runtime = call(
      makeRuntime,
      realm.derefInto(),
      harness.modules,
      harness.entry,
      JSON.stringify(action.testFiles),
      unlockDate.derefInto(),
      report,
    )
    call(load(own, harness.lock, 'lock'), true)
    const part = (name: keyof Runtime) => runtime.getSync(name, { reference: true })
    this.runtime = {
      load: part('load'),
      timeoutOf: part('timeoutOf'),
      begin: part('begin'),
      left: part('left'),
      giveUp: part('giveUp'),
      uncaught: part('uncaught'),
    }
  }

  /**
   * Loads the test file and runs all that is in it. Gives what kept it from being loaded.
   * @throws what isolated-vm throws when the time of the whole file is over
   */
  async run(): Promise<LoadError | null> {
    const count = await this.ask<number | string>('load')
    if (typeof count === 'string') {
      const { type, said, stack } = JSON.parse(count) as ThrownWords
      return { type, message: said, stack }
    }
    for (let index = 0; index < count; index++) {
      this.sendFrame({ begin: true })
      await this.runStep(index)
    }
    this.sendFrame({ end: this.sent, patched: null })
    return null
  }

  /** The innermost places of a stack in the files, as lines of the code that was run. */
  places(stack: string): StackPlace[] {
    return placesIn(stack, this.sources).map((place) => ({ ...place, line: place.line - 1 }))
  }

  private async runStep(index: number): Promise<void> {
    const timeout = await this.ask<number>('timeoutOf', index)
    const tooLong = `It took longer than ${timeout} ms`
    try {
      await this.runtime.begin.apply(undefined, [index], this.within(timeout))
      await this.wait(tooLong)
    } catch (error) {
      // Its own time is over, but not that of the file: the next test can run.
      const isOver = performance.now() >= this.deadline
      if (isOver || !/^Script execution timed out/.test((error as Error).message)) throw error
      await this.ask('giveUp', tooLong)
    }
  }

  /** Runs timers until the step is over. What only looks does not change threads: there may be thousands of timers. */
  private async wait(tooLong: string): Promise<void> {
    for (let idle = 0; ; ) {
      const left = this.runtime.left.applySync(undefined, [], this.within()) as number
      if (left < 0) return
      if (left === 0) return this.ask('giveUp', tooLong)
      const delay = this.timers.nextDelay.applySync(undefined, [true], this.within(left)) as number
      if (delay < 0) {
        // What settles a promise may still be on its way between the threads.
        if (++idle > MOST_IDLE)
          return this.ask('giveUp', 'It waits for a promise that nothing will ever settle')
        await sleep(idle)
        continue
      }
      idle = 0
      if (delay > 0) await sleep(Math.min(delay, left))
      if (delay > left) continue
      const thrown = await this.timers.fire.apply(undefined, [true], this.within(left))
      if (typeof thrown === 'string') {
        const { type, message } = JSON.parse(thrown) as LoadError
        await this.ask('uncaught', `${type}: ${message}`)
      }
    }
  }

  private async ask<Answer>(part: keyof Runtime, ...args: unknown[]): Promise<Answer> {
    return (await this.runtime[part].apply(undefined, args, this.within())) as Answer
  }

  /** For each call into the isolate. */
  private within(atMost = Number.POSITIVE_INFINITY): { timeout: number } {
    const left = Math.min(atMost, this.deadline - performance.now())
    return { timeout: Math.max(1, Math.round(left)) }
  }

  private tell({ name, status, message, stack, durationMs }: RawResult): void {
    const where = this.places(stack).find(({ file }) => !this.testFiles.includes(file)) ?? null
    this.sent++
    this.sendFrame({ name, status, message, where, ms: durationMs })
  }

  private sendFrame(frame: object): void {
    send('f', JSON.stringify({ nonce: this.nonce, ...frame }))
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

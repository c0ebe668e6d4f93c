import type ivm from 'isolated-vm'
import { die, send, sendStep } from './worker-process.ts'

/** What the parent sends of a program that is traced: src/sandbox/trace-javascript.ts. */
interface TracerSource {
  hooks: string
  recorder: string
  values: string
  /** Name of the hooks in the program. */
  name: string
  tables: { names: string[][] }
  declared: string[]
}

/** The parent ends this process when it has the report; should it be gone itself, nobody does. */
const LAST_WAIT_MS = 1000

/** The worker's end of a trace: puts the recorder beside the learner's realm and its hooks into it, and sends the steps. */
export class IsolateTracer {
  /** Names that the learner declared at the top of the entry: only to suggest the nearest. */
  readonly declared: readonly string[]
  private readonly isProgram: boolean
  private readonly maxSteps: number
  private readonly begin: ivm.Reference
  private readonly failed: ivm.Reference

  constructor(
    isolate: ivm.Isolate,
    realm: ivm.Context,
    Callback: typeof ivm.Callback,
    trace: { maxSteps: number; source: string },
    isProgram: boolean,
  ) {
    this.maxSteps = trace.maxSteps
    this.isProgram = isProgram
    const source = JSON.parse(trace.source) as TracerSource
    const { hooks, recorder, values, name, tables } = source
    this.declared = source.declared
    // A call that nobody waits for. What follows it, waited for or not, arrives later.
    const step = new Callback((json: string) => sendStep(json), { ignored: true })
    const cut = new Callback(() => endHere())
    const own = isolate.createContextSync()
    const load = (context: ivm.Context, text: string, file: string, args: unknown[]) =>
      (
        context.evalSync(text, { reference: true, filename: `mastery:${file}` }) as ivm.Reference
      ).applySync(undefined, args, { result: { reference: true } }) as ivm.Reference
    const described = load(own, values, 'trace-values', [name, JSON.stringify(tables.names)])
    const recorded = load(own, recorder, 'trace-recorder', [
      described.derefInto(),
      JSON.stringify(tables),
      step,
      cut,
    ])
    this.begin = recorded.getSync('begin', { reference: true })
    this.failed = recorded.getSync('fail', { reference: true })
    const made = load(realm, hooks, 'trace-hooks', [
      recorded.getSync('hooks', { reference: true }).derefInto(),
    ])
    // A constant beside the global object, not a property of it: the program cannot come upon it.
    realm.global.setSync(`${name}x`, made.derefInto())
    realm.evalSync(`const ${name} = globalThis.${name}x; 0`)
    realm.global.deleteSync(`${name}x`)
    this.begin.applySync(undefined, [trace.maxSteps, isProgram])
  }

  /** The module is there; of a case, its own call comes next, and nothing before it is of interest. */
  loaded(): void {
    if (this.isProgram) return
    send('b', '')
    this.begin.applySync(undefined, [this.maxSteps, true])
  }

  /** The program ended with an exception. */
  async fail(type: string, message: string): Promise<void> {
    await this.failed.apply(undefined, [type, message])
  }
}

/** The isolate waits for this call, so that nothing of the program runs any more. */
function endHere(): never {
  send('d', JSON.stringify({ cut: true, retire: true }))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_WAIT_MS)
  die()
}

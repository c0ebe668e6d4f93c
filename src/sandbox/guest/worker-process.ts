/**
 * What the workers around an isolate share: messages on descriptor 3, an end that is sure, and a watch over the memory
 * of the whole process.
 */
import { read, readFileSync, writeSync } from 'node:fs'

const CHANNEL = 3
export const MEGABYTE = 1024 * 1024

/** One message to the parent: see `frames.ts`. */
export function send(kind: string, payload: string | Buffer): void {
  sendSteps()
  write(kind, payload)
}

const MOST_STEPS = 100
const MOST_LENGTH = 500_000
let steps: string[] = []
let length = 0

/** One step of a trace, as JSON. Several go in one message, before any other and before this process is idle. */
export function sendStep(json: string): void {
  if (steps.length === 0) setImmediate(sendSteps)
  steps.push(json)
  length += json.length
  if (steps.length >= MOST_STEPS || length > MOST_LENGTH) sendSteps()
}

function sendSteps(): void {
  if (steps.length === 0) return
  const batch = `[${steps.join()}]`
  steps = []
  length = 0
  write('t', batch)
}

function write(kind: string, payload: string | Buffer): void {
  const body = Buffer.from(payload as string)
  const head = Buffer.alloc(5)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  const whole = Buffer.concat([head, body])
  for (let at = 0; at < whole.length; ) at += writeSync(CHANNEL, whole, at)
}

/** The parent is gone, or nothing more can be done here. `process.exit` may hang on a broken isolate. */
export function die(): never {
  try {
    process.kill(process.pid, 'SIGKILL')
  } catch {
    // A box may deny even signals to oneself.
  }
  process.abort()
}

/** Messages of the parent. It is always listened for: also while a job runs, its end must be heard. */
export class Inbox {
  /** When the last message came, in milliseconds of `performance.now()`: the parent counts from there. */
  heardAt = 0
  private bytes = Buffer.alloc(0)
  private wake: () => void = () => {}
  private readonly chunk = Buffer.alloc(65536)

  constructor() {
    this.listen()
  }

  async next<T>(): Promise<T> {
    const frame = await this.nextFrame()
    return JSON.parse(frame.subarray(4).toString('utf8')) as T
  }

  /** A message as it came: four bytes of length, then JSON. */
  async nextFrame(): Promise<Buffer> {
    for (;;) {
      const size = this.bytes.length < 4 ? Number.POSITIVE_INFINITY : this.bytes.readUInt32BE()
      if (this.bytes.length >= size + 4) {
        const frame = this.bytes.subarray(0, size + 4)
        this.bytes = this.bytes.subarray(size + 4)
        return frame
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }

  private listen(): void {
    read(CHANNEL, this.chunk, 0, this.chunk.length, null, (error, count) => {
      if (error !== null || count === 0) die()
      this.heardAt = performance.now()
      this.bytes = Buffer.concat([this.bytes, this.chunk.subarray(0, count)])
      this.wake()
      this.listen()
    })
  }
}

const LOOK_MS = 20

/** The isolate's own limit does not hold everything: so the whole process is watched, and ended in time. */
export function watchMemory(limit: number, before: number): void {
  let told = false
  const timer = setInterval(() => {
    const used = residentBytes() - before
    if (used > 2 * limit + 64 * MEGABYTE) {
      send('m', 'the process grew too large')
      die()
    }
    if (used > limit && !told) {
      told = true
      send('p', '')
    }
  }, LOOK_MS)
  timer.unref()
}

/** Memory in use, in bytes; where /proc cannot be read the most that ever was. */
function residentBytes(): number {
  try {
    return process.memoryUsage.rss()
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}

/** Bytes of private writable memory this process has reserved, for the limit on it; 0 where nobody says. */
export function dataBytes(): number {
  try {
    const match = /VmData:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
    return Number(match?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

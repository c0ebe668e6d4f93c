import type { Engine } from './engine.ts'
import { GuestProcess } from './guest-process.ts'

/**
 * Guests started ahead, one for each engine that was used, each for one use. A spare keeps neither this
 * process alive nor itself when this process ends.
 */
export class Spares {
  private readonly warm: boolean
  private readonly waiting = new Map<Engine, GuestProcess>()
  private readonly running = new Set<GuestProcess>()
  private closed = false

  constructor(warm: boolean) {
    this.warm = warm
  }

  /** A guest nobody has used. */
  take(engine: Engine): GuestProcess {
    const spare = this.waiting.get(engine)
    this.waiting.delete(engine)
    if (spare !== undefined && spare.exited === null) {
      spare.hold(true)
      return this.watch(spare)
    }
    return this.watch(new GuestProcess(engine.command()))
  }

  /** Starts the next spare, once a run is over. */
  fill(engine: Engine): void {
    if (!this.warm || this.closed || this.waiting.has(engine)) return
    const spare = new GuestProcess(engine.command())
    spare.hold(false)
    this.waiting.set(engine, spare)
  }

  /** Ends every guest, waiting or running. */
  async close(): Promise<void> {
    this.closed = true
    const guests = [...this.waiting.values(), ...this.running]
    this.waiting.clear()
    for (const guest of guests) {
      guest.hold(true)
      guest.kill()
    }
    await Promise.all(guests.map((guest) => guest.gone))
  }

  private watch(guest: GuestProcess): GuestProcess {
    this.running.add(guest)
    void guest.gone.then(() => this.running.delete(guest))
    return guest
  }
}

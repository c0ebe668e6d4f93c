import { type ChildProcess, spawn } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { encodeMessage, type Frame, FrameReader } from './frames.ts'
import { innermost, residentBytes } from './resident.ts'

/** How to start a guest: everything is given, nothing is inherited. */
export interface GuestCommand {
  file: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
  cwd: string
  /** Account to run as; null: the same as this process. */
  user: { uid: number; gid: number } | null
  /** Sent on descriptor 4 and closed, for bubblewrap; null: no such descriptor. */
  seccomp: Buffer | null
  /** First thing sent on the channel: the program that the guest's loader runs; null: none. */
  program: Buffer | null
  /** Whether it wrote more than it may; asked now and then while it runs. Absent: something else sees to that. */
  overfull?: (pid: number) => boolean
  /** Called once when the process is gone, to remove what it left. */
  cleanUp?: () => void
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** What the guest wrote on its real descriptors 1 and 2, and on the channel. */
export interface GuestListener {
  frame(frame: Frame): void
  output(stream: 'stdout' | 'stderr', bytes: Buffer): void
  /** The channel carried something that is no message. */
  garbage(): void
  exit(exit: Exit): void
}

const IGNORE: GuestListener = { frame() {}, output() {}, garbage() {}, exit() {} }
const STDERR_KEPT = 4096
const NOTES_KEPT = 8192
/** Who writes more than this takes no notes. */
const MOST_NOTES = 1024 * 1024
const LOOK_MS = 50
const LET_GO_MS = 2_000

/**
 * One disposable child. It leads a process group of its own, talks over descriptor 3, and is only ever ended by
 * SIGKILL to the whole group.
 */
export class GuestProcess {
  /** What the guest said when it was up; rejects with its last words when it died before. */
  readonly ready: Promise<string>
  /** Last bytes on the real standard error: what an engine says when it dies. */
  lastWords = ''
  /** Last bytes on descriptor 5: what an engine notes of the moment. Emptied by whoever starts a job. */
  notes = ''
  exited: Exit | null = null
  /** It was killed because it wrote more than it may. */
  overfull = false
  /** Settles when the process is gone and everything it wrote was read. */
  readonly gone: Promise<void>
  private watched: { pid: number; before: number } | null = null
  private isGone: () => void = () => {}
  private readonly child: ChildProcess
  private readonly channel: Duplex
  /** Descriptors 1, 2, 3 and 5: what can be read of it. */
  private readonly streams: readonly Readable[]
  private listener: GuestListener = IGNORE

  constructor(command: GuestCommand) {
    this.child = spawn(command.file, [...command.args], {
      env: { ...command.env },
      cwd: command.cwd,
      detached: true,
      windowsHide: true,
      stdio: [
        'ignore',
        'pipe',
        'pipe',
        'pipe',
        command.seccomp === null ? 'ignore' : 'pipe',
        'pipe',
      ],
      ...(command.user ?? {}),
    })
    const ends: readonly unknown[] = this.child.stdio
    this.channel = ends[3] as Duplex
    this.streams = [1, 2, 3, 5].map((descriptor) => ends[descriptor] as Readable)
    if (command.overfull !== undefined) this.lookAfter(command.overfull)
    this.gone = new Promise((resolve) => {
      this.isGone = resolve
    })
    const reader = new FrameReader()
    this.ready = new Promise((resolve, reject) => {
      this.channel.on('data', (chunk: Buffer) => {
        try {
          for (const frame of reader.push(chunk)) {
            if (frame.kind === 'r') resolve(frame.payload.toString('utf8'))
            else this.listener.frame(frame)
          }
        } catch {
          this.reject()
        }
      })
      this.child.once('error', (error) => {
        this.end({ code: null, signal: null }, command)
        reject(error)
      })
      // `close` comes after the last byte of every pipe was read, so that nothing printed is lost.
      this.child.once('close', (code, signal) => {
        this.end({ code, signal }, command)
        reject(new Error(this.lastWords || `ended with ${signal ?? `code ${code}`}`))
      })
    })
    this.ready.catch(() => {})
    this.read('stdout', this.child.stdout as Readable)
    this.read('stderr', this.child.stderr as Readable)
    const notes = ends[5] as Readable
    let noted = 0
    notes.on('data', (bytes: Buffer) => {
      noted += bytes.length
      const left = NOTES_KEPT - this.notes.length
      if (left > 0) this.notes += bytes.subarray(0, left).toString('utf8')
      if (noted > MOST_NOTES) this.reject()
    })
    notes.on('error', () => {})
    // A guest that died leaves EPIPE behind; `close` tells what happened.
    this.channel.on('error', () => {})
    if (command.seccomp !== null) {
      const filter = this.child.stdio[4] as Duplex
      filter.on('error', () => {})
      filter.end(command.seccomp)
      filter.resume()
    }
    if (command.program !== null) {
      const head = Buffer.alloc(4)
      head.writeUInt32BE(command.program.length)
      this.channel.write(Buffer.concat([head, command.program]))
    }
  }

  /** It says what is no message: nothing more of it is read. */
  private reject(): void {
    this.listener.garbage()
    this.kill()
  }

  listen(listener: GuestListener): void {
    this.listener = listener
    if (this.exited !== null) listener.exit(this.exited)
  }

  send(message: unknown): void {
    this.channel.write(encodeMessage(message))
  }

  /** Lets this process end although the guest still runs, and the other way round. */
  hold(on: boolean): void {
    const held = [...this.streams, this.child] as { ref?(): void; unref?(): void }[]
    for (const stream of held) on ? stream.ref?.() : stream.unref?.()
  }

  /** Bytes by which it has grown since this was first asked; 0 where nobody can tell. */
  growth(): number {
    const { pid } = this.child
    if (pid === undefined || this.exited !== null) return 0
    this.watched ??= { pid: innermost(pid), before: residentBytes(innermost(pid)) ?? 0 }
    const now = residentBytes(this.watched.pid)
    return now === null ? 0 : Math.max(0, now - this.watched.before)
  }

  kill(): void {
    const { pid } = this.child
    if (pid === undefined || this.exited !== null) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      this.child.kill('SIGKILL')
    }
    // Should anything still hold the other ends, it must not hold us.
    const letGo = () => {
      for (const stream of this.streams) stream.destroy()
    }
    setTimeout(letGo, LET_GO_MS).unref()
  }

  private lookAfter(overfull: (pid: number) => boolean): void {
    const timer = setInterval(() => {
      if (this.exited !== null) clearInterval(timer)
      else if (overfull(this.child.pid ?? 0)) {
        this.overfull = true
        this.kill()
      }
    }, LOOK_MS)
    timer.unref()
  }

  private read(name: 'stdout' | 'stderr', stream: Readable): void {
    stream.on('data', (bytes: Buffer) => {
      if (name === 'stderr')
        this.lastWords = (this.lastWords + bytes.toString('utf8')).slice(-STDERR_KEPT)
      this.listener.output(name, bytes)
    })
    stream.on('error', () => {})
  }

  private end(exit: Exit, command: GuestCommand): void {
    if (this.exited !== null) return
    this.exited = exit
    command.cleanUp?.()
    this.listener.exit(exit)
    this.isGone()
  }
}

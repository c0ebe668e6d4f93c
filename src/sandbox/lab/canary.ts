import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Things on the host that an attack would touch, were it to get out. */
export interface Canary {
  /** Puts the names of the host's things (`@SECRET_FILE@`, …) into a program that is to look for them. */
  arm(text: string): string
  /** What was touched since it was last asked, and what the output gives away; in words. */
  touched(output: string): string[]
  /** Processes of its own. */
  pids: readonly number[]
  close(): Promise<void>
}

/** Where a file that an attack made with `@MARK@` in its name would turn up. */
const PLACES = ['/tmp', '/dev/shm', '/dev/mqueue', '/var/tmp', '/run', '/run/lock', '/']
const NOBODY = 65534
const SECRET_MODE = 0o666

/**
 * A secret in a file, in our environment and in that of a decoy process, and listeners on loopback, on an abstract
 * UNIX socket and on one with a path.
 */
export async function releaseCanary(): Promise<Canary> {
  const secret = randomBytes(12).toString('hex')
  const mark = `marked-${randomBytes(6).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'mastery-canary-'))
  const file = join(folder, 'secret')
  writeFileSync(file, secret)
  // Whatever account a guest has: nothing but the sandbox may stand between it and these.
  chmodSync(folder, 0o777)
  chmodSync(file, SECRET_MODE)
  const variable = `MASTERY_CANARY_${mark.replace('-', '_').toUpperCase()}`
  process.env[variable] = secret
  let visits = 0
  const count = () => {
    visits++
  }
  const visited = (socket: Socket) => {
    count()
    socket.on('error', () => {}).end()
  }
  const servers = [createServer(visited), createServer(visited), createServer(visited)] as const
  const [tcp, path, abstract] = servers
  const socketFile = join(folder, 'socket')
  const abstractName = `mastery-canary-${mark}`
  const udp = createSocket('udp4', count)
  tcp.listen(0, '127.0.0.1')
  udp.bind(0, '127.0.0.1')
  await Promise.all([once(tcp, 'listening'), once(udp, 'listening')])
  if (process.platform !== 'win32' && (await listens(path, socketFile)))
    chmodSync(socketFile, 0o777)
  if (process.platform === 'linux') await listens(abstract, `\0${abstractName}`)
  const decoy = await startDecoy(secret)
  const known = new Set(readdirSync(folder))
  const words: Record<string, string> = {
    SECRET_FILE: file,
    SECRET_FOLDER: folder,
    TCP_PORT: String((tcp.address() as AddressInfo).port),
    UDP_PORT: String(udp.address().port),
    SOCKET_FILE: socketFile,
    ABSTRACT: abstractName,
    HOST_PID: String(process.pid),
    DECOY_PID: String(decoy?.pid ?? 0),
    MARK: mark,
  }
  return {
    pids: decoy?.pid === undefined ? [] : [decoy.pid],
    arm: (text) => text.replace(/@([A-Z_]+)@/g, (word, key: string) => words[key] ?? word),
    touched(output) {
      const faults: string[] = []
      if (output.includes(secret)) faults.push('it read a secret of the host')
      if (visits > 0) faults.push('it reached a listener on the host')
      visits = 0
      if (changed(folder, file, secret, known)) {
        faults.push('it changed files of the host')
        for (const name of readdirSync(folder))
          if (!known.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
        writeFileSync(file, secret)
        chmodSync(file, SECRET_MODE)
      }
      if (decoy !== null && !isAsleep(decoy))
        faults.push('it stopped or ended a process of the host')
      const left = [...PLACES, tmpdir(), process.cwd()].flatMap((place) =>
        namesIn(place)
          .filter((name) => name.includes(mark))
          .map((name) => join(place, name)),
      )
      if (left.length > 0) faults.push(`it left on the host: ${[...new Set(left)].join(', ')}`)
      for (const one of left) rmSync(one, { recursive: true, force: true })
      return faults
    },
    async close() {
      delete process.env[variable]
      decoy?.kill('SIGKILL')
      udp.close()
      for (const server of servers) if (server.listening) server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * A process with the account that a guest has, which only waits. It ends with us, however we end: then what it reads
 * from is closed. Null where there is no such program.
 */
async function startDecoy(secret: string): Promise<ChildProcess | null> {
  if (process.platform !== 'linux') return null
  const decoy = spawn('cat', {
    env: { PATH: '/usr/bin:/bin', MASTERY_CANARY: secret },
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  return new Promise((resolve) => {
    decoy.once('spawn', () => resolve(decoy))
    decoy.once('error', () => resolve(null))
  })
}

/** Neither ended nor stopped, by a signal or by somebody who watches it. */
function isAsleep({ pid }: ChildProcess): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return /^[SRD]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return false
  }
}

function changed(folder: string, file: string, secret: string, known: Set<string>): boolean {
  try {
    return (
      readFileSync(file, 'utf8') !== secret ||
      (statSync(file).mode & 0o777) !== SECRET_MODE ||
      readdirSync(folder).some((name) => !known.has(name))
    )
  } catch {
    return true
  }
}

/** A socket may itself be denied, as in a container. */
async function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('listening', () => resolve(true))
    server.once('error', () => resolve(false))
    server.listen(path)
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

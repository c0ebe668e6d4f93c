import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Things on the host that an attack would touch, were it to get out. */
export interface Canary {
  /** Puts the names of the host's things into a program that is to look for them. */
  arm(text: string): string
  /** What was touched since it was last asked, and what the output gives away; in words. */
  touched(output: string): string[]
  close(): Promise<void>
}

const PLACES = ['/tmp', '/dev/shm', '/var/tmp', '/run', '/']

/** A secret file, a secret in the environment, and listeners on loopback and on an abstract UNIX socket. */
export async function releaseCanary(): Promise<Canary> {
  const secret = randomBytes(12).toString('hex')
  const mark = `marked-${randomBytes(6).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'mastery-canary-'))
  const file = join(folder, 'secret')
  writeFileSync(file, secret)
  // Whatever account a guest has: nothing but the sandbox may stand between it and these.
  chmodSync(folder, 0o777)
  chmodSync(file, 0o666)
  const before = process.env.MASTERY_CANARY
  process.env.MASTERY_CANARY = secret
  let visits = 0
  const count = () => {
    visits++
  }
  const visited = (socket: Socket) => {
    count()
    socket.on('error', () => {}).end()
  }
  const tcp = createServer(visited).on('error', () => {})
  const name = `mastery-canary-${mark}`
  const abstract = createServer(visited)
  const udp = createSocket('udp4', count)
  tcp.listen(0, '127.0.0.1')
  udp.bind(0, '127.0.0.1')
  await Promise.all([once(tcp, 'listening'), once(udp, 'listening')])
  const hasAbstract = process.platform === 'linux' && (await listens(abstract, `\0${name}`))
  const words: Record<string, string> = {
    SECRET_FILE: file,
    SECRET_DIR: folder,
    TCP_PORT: String((tcp.address() as AddressInfo).port),
    UDP_PORT: String(udp.address().port),
    ABSTRACT: name,
    HOST_PID: String(process.pid),
    MARK: mark,
  }
  return {
    arm: (text) => text.replace(/@([A-Z_]+)@/g, (word, key: string) => words[key] ?? word),
    touched(output) {
      const faults: string[] = []
      if (output.includes(secret)) faults.push('it read a secret of the host')
      if (visits > 0) faults.push('it reached a listener on the host')
      visits = 0
      if (
        !existsSync(file) ||
        readFileSync(file, 'utf8') !== secret ||
        readdirSync(folder).length > 1
      ) {
        faults.push('it changed files of the host')
        for (const name of readdirSync(folder))
          rmSync(join(folder, name), { recursive: true, force: true })
        writeFileSync(file, secret)
      }
      const left = [...PLACES, tmpdir(), process.cwd()].flatMap((place) =>
        namesIn(place).filter((name) => name.includes(mark) && !name.includes('canary')),
      )
      if (left.length > 0)
        faults.push(`it left files on the host: ${[...new Set(left)].join(', ')}`)
      return faults
    },
    async close() {
      if (before === undefined) delete process.env.MASTERY_CANARY
      else process.env.MASTERY_CANARY = before
      tcp.close()
      udp.close()
      if (hasAbstract) abstract.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An abstract socket may itself be denied, as in a container. */
async function listens(server: Server, path: string): Promise<boolean> {
  server.listen(path)
  return new Promise((resolve) => {
    server.once('listening', () => resolve(true))
    server.once('error', () => resolve(false))
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

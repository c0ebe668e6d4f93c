/**
 * The file of a snapshot: Python's memory after it started and read its standard library, as pages that are not empty,
 * with what V8 made of the loader's source. A line of JSON says how long the parts are and what they must add up to.
 */
import { closeSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

export interface Snapshot {
  /** JSON: where the pages belong, and the addresses of what is called. */
  plan: string
  memory: Uint8Array<ArrayBuffer>
  code: Uint8Array<ArrayBuffer>
}

interface Head {
  plan: string
  memory: number
  code: number
  sum: number
}

/** Written beside its place and put there as a whole: whoever reads meanwhile sees none or all of it. */
export function writeSnapshot(file: string, { plan, memory, code }: Snapshot): void {
  const sum = crc32(code, crc32(memory))
  const head: Head = { plan, memory: memory.length, code: code.length, sum }
  const temporary = `${file}.${process.pid}`
  try {
    writeFileSync(
      temporary,
      Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), memory, code]),
    )
    renameSync(temporary, file)
  } finally {
    rmSync(temporary, { force: true })
  }
}

const PIECE = 1024 * 1024
const MOST_HEAD = 65536

/** Whether there is a snapshot, and all of it is as it was written. Read in pieces: it is larger than all the rest. */
export function isWhole(file: string): boolean {
  let descriptor: number | null = null
  try {
    const { size } = statSync(file)
    descriptor = openSync(file, 'r')
    const { start, memory, code, sum } = readHead(descriptor)
    if (size !== start + memory + code) return false
    let found = 0
    for (let at = start; at < size; at += PIECE)
      found = crc32(readPart(descriptor, at, Math.min(PIECE, size - at)), found)
    return found === sum
  } catch {
    return false
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** Null when there is none. Whether it is whole was found out before: `isWhole` takes as long as all the reading. */
export function readSnapshot(file: string): Snapshot | null {
  let descriptor: number | null = null
  try {
    descriptor = openSync(file, 'r')
    const { start, plan, memory, code } = readHead(descriptor)
    return {
      plan,
      memory: readPart(descriptor, start, memory),
      code: readPart(descriptor, start + memory, code),
    }
  } catch {
    return null
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

function readHead(descriptor: number): Head & { start: number } {
  const piece = readPart(descriptor, 0, MOST_HEAD)
  const start = piece.indexOf(10) + 1
  return { start, ...(JSON.parse(Buffer.from(piece).toString('utf8', 0, start)) as Head) }
}

/** Bytes in a buffer of their own, so that they can be handed on without a copy; fewer where the file ends. */
function readPart(descriptor: number, from: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (let count = -1; at < length && count !== 0; at += count)
    count = readSync(descriptor, bytes, at, length - at, from + at)
  return at === length ? bytes : bytes.slice(0, at)
}

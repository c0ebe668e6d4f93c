/**
 * The file of a snapshot: Python's memory after it started and read its standard library, as pages that are not empty,
 * with what V8 made of the loader's source. A line of JSON says how long the parts are and what they must add up to.
 */
import {
  closeSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
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
    const piece = Buffer.alloc(PIECE)
    const start = piece.subarray(0, readSync(descriptor, piece, 0, MOST_HEAD, 0)).indexOf('\n') + 1
    const { memory, code, sum } = JSON.parse(piece.toString('utf8', 0, start)) as Head
    if (size !== start + memory + code) return false
    let found = 0
    for (let at = start; at < size; ) {
      const count = readSync(descriptor, piece, 0, PIECE, at)
      found = crc32(piece.subarray(0, count), found)
      at += count
    }
    return found === sum
  } catch {
    return false
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** Null when there is none. Whether it is whole was found out before: `isWhole` takes as long as all the reading. */
export function readSnapshot(file: string): Snapshot | null {
  try {
    const bytes = readFileSync(file)
    const start = bytes.indexOf('\n') + 1
    const { plan, memory, code } = JSON.parse(bytes.toString('utf8', 0, start)) as Head
    if (bytes.length !== start + memory + code) return null
    const part = (from: number, length: number) =>
      new Uint8Array(bytes.subarray(from, from + length))
    return { plan, memory: part(start, memory), code: part(start + memory, code) }
  } catch {
    return null
  }
}

/** One message from a guest: a byte of kind, four of length, the payload. */
export interface Frame {
  kind: string
  payload: Buffer
}

/** A single message is never larger; the longest is a report with a few files. */
const MAX_FRAME = 8 * 1024 * 1024

/** Cuts a stream of bytes into frames. What it reads is not trusted. */
export class FrameReader {
  private chunks: Buffer[] = []
  private size = 0

  /**
   * The frames that are complete now.
   * @throws RangeError when the guest announces more than any message can hold
   */
  push(chunk: Buffer): Frame[] {
    this.chunks.push(chunk)
    this.size += chunk.length
    const frames: Frame[] = []
    while (this.size >= 5) {
      const head = this.peek(5)
      const length = head.readUInt32BE(1)
      if (length > MAX_FRAME) throw new RangeError('frame too large')
      if (this.size < 5 + length) break
      const whole = this.peek(5 + length)
      frames.push({
        kind: String.fromCharCode(whole[0] ?? 0),
        payload: whole.subarray(5, 5 + length),
      })
      const rest = whole.subarray(5 + length)
      this.chunks = rest.length > 0 ? [rest] : []
      this.size = rest.length
    }
    return frames
  }

  /** All bytes as one buffer when fewer than `count` lie in the first chunk. */
  private peek(count: number): Buffer {
    const first = this.chunks[0]
    if (first !== undefined && first.length >= count) {
      if (this.chunks.length === 1) return first
      if (count <= 5) return first
    }
    const all = Buffer.concat(this.chunks)
    this.chunks = [all]
    return all
  }
}

/** A message to a guest: four bytes of length, then JSON. */
export function encodeMessage(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(4)
  head.writeUInt32BE(body.length)
  return Buffer.concat([head, body])
}

/** Standard output and error of one job, cut at a number of bytes while it is read. */
export class CappedOutput {
  /** More came than is kept. */
  full = false
  private left: number
  private readonly parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] }

  constructor(bytes: number) {
    this.left = bytes
  }

  /** Gives back what of it is kept. */
  add(stream: 'stdout' | 'stderr', bytes: Buffer): Buffer {
    const kept = bytes.subarray(0, this.left)
    if (kept.length < bytes.length) this.full = true
    this.left -= kept.length
    if (kept.length > 0) this.parts[stream].push(Buffer.from(kept))
    return kept
  }

  /** Both as text; a character that the cut went through is left out. */
  text(): { stdout: string; stderr: string } {
    const decode = (parts: Buffer[]) => {
      const text = Buffer.concat(parts).toString('utf8')
      return this.full ? text.replace(/\ufffd+$/, '') : text
    }
    return { stdout: decode(this.parts.stdout), stderr: decode(this.parts.stderr) }
  }
}

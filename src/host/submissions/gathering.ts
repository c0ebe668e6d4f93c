import { MasteryError } from '../../core/errors.ts'
import type { Content, Group } from './entry.ts'
import { tooLarge } from './problem.ts'

/** What takes the bytes of one entry as they come. */
export interface Sink {
  piece(bytes: Buffer): void
  end(): void
}

/** Bytes of groups that are begun and not complete, in an archive that has their files mixed. */
const MOST_HELD = 64 * 1024 * 1024

interface Place {
  group: number
  at: number
  path: string
  most: number
}

/** Puts groups together whose entries come one after another, in the order of an archive that has no other way. */
export class Gathering {
  private readonly places = new Map<number, Place>()
  private readonly groups: { left: number; contents: Content[] }[]
  private ready: number[]
  private held = 0

  constructor(groups: readonly Group[]) {
    for (const [group, { entries, most }] of groups.entries())
      for (const [at, { index, path }] of entries.entries())
        this.places.set(index, { group, at, path, most })
    this.groups = groups.map(({ entries }) => ({ left: entries.length, contents: [] }))
    this.ready = this.groups.flatMap(({ left }, index) => (left === 0 ? [index] : []))
  }

  /** What takes the entry at this index; null when nobody asked for it. */
  sink(index: number): Sink | null {
    const place = this.places.get(index)
    if (place === undefined) return null
    let pieces: Buffer[] = []
    let length = 0
    return {
      piece: (bytes) => {
        length += bytes.length
        // Copied: a piece is a window on a larger buffer, which would stay as long.
        if (length <= place.most && this.held + length <= MOST_HELD) pieces.push(Buffer.from(bytes))
        else pieces = []
      },
      end: () => {
        if (length > place.most) return this.settle(place, tooLarge(place.path, place.most))
        if (this.held + length > MOST_HELD) return this.settle(place, mixed())
        this.held += length
        this.settle(place, Buffer.concat(pieces))
      },
    }
  }

  /** The groups that are complete since it was last asked; they are held no longer. */
  *complete(): Generator<{ index: number; contents: Content[] }> {
    const ready = this.ready
    this.ready = []
    for (const index of ready) {
      const { contents } = this.groups[index] as { contents: Content[] }
      this.groups[index] = { left: 0, contents: [] }
      for (const content of contents) if (Buffer.isBuffer(content)) this.held -= content.length
      yield { index, contents }
    }
  }

  /** The groups that never became complete, with why. */
  *broken(failure: Error): Generator<{ index: number; contents: Content[] }> {
    for (const [index, { left, contents }] of this.groups.entries()) {
      if (left === 0) continue
      const all = Array.from(
        { length: left + Object.keys(contents).length },
        (_, at) => contents[at],
      )
      yield { index, contents: all.map((content) => content ?? failure) }
    }
  }

  private settle({ group, at }: Place, content: Content): void {
    const mine = this.groups[group] as { left: number; contents: Content[] }
    mine.contents[at] = content
    mine.left -= 1
    if (mine.left === 0) this.ready.push(group)
  }
}

function mixed(): MasteryError {
  return new MasteryError('limit', 'Its files lie too far apart in the archive.', {
    next: 'Unpack the archive and grade the folder.',
  })
}

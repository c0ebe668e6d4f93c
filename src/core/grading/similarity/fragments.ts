import type { LineRange, SharedFragment } from './model.ts'
import type { Prepared } from './prepare.ts'

/** More places of one piece in a program are not tried: a line that is repeated a thousand times looks alike anywhere. */
const MAX_PLACES = 24

/** A fingerprint with its place among those of its file. */
interface Print {
  file: number
  hash: number
  at: number
}

/**
 * What stands in both without a break, the longest first. Each piece of either is used once, the longest run that begins
 * with it first, so that a line that occurs twice here and once there is not counted twice.
 * @param counts whether a piece counts; others only continue a fragment, as it would have no meaning alone
 */
export function sharedFragments(
  left: Prepared,
  right: Prepared,
  counts: (hash: number) => boolean,
): SharedFragment[] {
  const { piece } = left
  const ours = printsOf(left)
  const theirs = printsOf(right)
  const places = new Map<number, number[]>()
  theirs.forEach(({ hash }, index) => {
    const known = places.get(hash)
    if (known === undefined) places.set(hash, [index])
    else if (known.length < MAX_PLACES) known.push(index)
  })
  const used = new Uint8Array(theirs.length)
  const fragments: SharedFragment[] = []
  for (let start = 0; start < ours.length; ) {
    const first = ours[start] as Print
    let best = { length: 0, place: 0 }
    if (counts(first.hash))
      for (const place of places.get(first.hash) ?? []) {
        const length = runLength({ ours, start, theirs, place, used, piece })
        if (length > best.length) best = { length, place }
      }
    if (best.length === 0) {
      start++
      continue
    }
    let { length } = best
    while (length > 1 && !counts((ours[start + length - 1] as Print).hash)) length--
    used.fill(1, best.place, best.place + length)
    const last = ours[start + length - 1] as Print
    fragments.push({
      tokens: last.at + piece - first.at,
      left: linesOf(left, first, last),
      right: linesOf(right, theirs[best.place] as Print, theirs[best.place + length - 1] as Print),
    })
    start += length
  }
  return fragments.toSorted((one, other) => other.tokens - one.tokens)
}

function printsOf({ files }: Prepared): Print[] {
  return files.flatMap(({ prints }, file) => prints.map(({ hash, at }) => ({ file, hash, at })))
}

/** How many neighbouring pieces are the same on both sides, at the same distances. */
function runLength(run: {
  ours: readonly Print[]
  start: number
  theirs: readonly Print[]
  place: number
  used: Uint8Array
  piece: number
}): number {
  const { ours, start, theirs, place, used, piece } = run
  const first = ours[start]
  const there = theirs[place]
  if (first === undefined || there === undefined) return 0
  let length = 0
  for (;;) {
    const one = ours[start + length]
    const other = theirs[place + length]
    if (one === undefined || other === undefined) return length
    if (one.hash !== other.hash || used[place + length] === 1) return length
    if (one.file !== first.file || other.file !== there.file) return length
    if (one.at - first.at !== other.at - there.at) return length
    // Two stretches with given code between them are two fragments.
    const before = ours[start + length - 1]
    if (length > 0 && before !== undefined && one.at - before.at > piece) return length
    length++
  }
}

function linesOf({ files, piece }: Prepared, first: Print, last: Print): LineRange {
  const file = files[first.file]
  if (file === undefined) throw new RangeError(`No file ${first.file}`)
  return {
    file: file.path,
    from: file.from[first.at] ?? 1,
    to: file.to[last.at + piece - 1] ?? 1,
  }
}

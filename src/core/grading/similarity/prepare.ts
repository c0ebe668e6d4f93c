import type { SubmittedFile } from '../submission.ts'
import { allPieces, type Fingerprint, fingerprintsOf, type Winnowing } from './fingerprints.ts'
import { MAX_TOKENS, type Tokenizer, type Tokens } from './tokens.ts'

/** One submission as it is compared: fingerprints of what is its own, and the lines they stand on. */
export interface Prepared {
  /** Tokens below each fingerprint. */
  piece: number
  files: PreparedFile[]
  /** How many tokens were not given. */
  ownTokens: number
}

interface PreparedFile {
  path: string
  /** Lines of each token. */
  from: Uint32Array
  to: Uint32Array
  /** In the order of the tokens. None where the code was given, or would be half given. */
  prints: Fingerprint[]
}

interface Reading {
  tokenizer: Tokenizer
  winnowing: Winnowing
}

/**
 * Hashes of the pieces of given code: with its own names gone, as a learner may have put others there, and as it is
 * written, as its free names may be ones that the learner makes.
 */
interface Given {
  kinds: Set<number>
  written: Set<number>
}

/** The pieces of the code that everybody was given. What cannot be read of it is left out. */
export function givenPieces(material: readonly string[], { tokenizer, winnowing }: Reading): Given {
  const given: Given = { kinds: new Set(), written: new Set() }
  for (const text of material) {
    const tokens = tokenizer.read(text)
    if (typeof tokens === 'string') continue
    for (const { hash } of allPieces(tokens.kinds, winnowing)) given.kinds.add(hash)
    for (const { hash } of allPieces(tokens.written, winnowing)) given.written.add(hash)
  }
  return given
}

/**
 * Reads the files of a submission.
 * @param given pieces of the code that everybody was given
 * @returns or in words why it cannot be compared
 */
export function prepare(
  files: readonly SubmittedFile[],
  given: Given,
  { tokenizer, winnowing }: Reading,
): Prepared | string {
  const prepared: Prepared = { piece: winnowing.piece, files: [], ownTokens: 0 }
  let all = 0
  for (const { path, text } of files) {
    const tokens = tokenizer.read(text)
    if (typeof tokens === 'string') return `${path} ${tokens}`
    all += tokens.kinds.length
    if (all > MAX_TOKENS) return `has more than ${MAX_TOKENS.toLocaleString('en')} tokens`
    const { prints, own } = ownPrints(tokens, given, winnowing)
    prepared.ownTokens += own
    prepared.files.push({
      path,
      from: Uint32Array.from(tokens.from),
      to: Uint32Array.from(tokens.to),
      prints,
    })
  }
  return prepared
}

/**
 * Fingerprints of the stretches between given code. Each is looked at alone, so that given code around it, the same
 * in every submission, adds nothing to what two have in common.
 */
function ownPrints(
  { kinds, written }: Tokens,
  given: Given,
  winnowing: Winnowing,
): { prints: Fingerprint[]; own: number } {
  const isGiven = new Uint8Array(kinds.length)
  const mark = (row: string[], pieces: ReadonlySet<number>) => {
    if (pieces.size === 0) return
    for (const { hash, at } of allPieces(row, winnowing))
      if (pieces.has(hash)) isGiven.fill(1, at, at + winnowing.piece)
  }
  mark(kinds, given.kinds)
  mark(written, given.written)
  const prints: Fingerprint[] = []
  let own = 0
  for (let start = 0; start < kinds.length; ) {
    let end = start + 1
    while (end < kinds.length && isGiven[end] === isGiven[start]) end++
    if (isGiven[start] === 0) {
      own += end - start
      for (const { hash, at } of fingerprintsOf(kinds.slice(start, end), winnowing))
        prints.push({ hash, at: start + at })
    }
    start = end
  }
  return { prints, own }
}

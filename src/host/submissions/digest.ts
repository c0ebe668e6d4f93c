import { createHash } from 'node:crypto'

/**
 * SHA-256 (hex) over the names and bytes of files. Each name and each content is preceded by its length in bytes (64
 * bits, most significant first), and the files are taken in the order of their names: the same files give the same
 * digest whatever they came in, and nothing can be moved between a name and a content.
 */
export function submissionDigest(files: readonly { path: string; bytes: Buffer }[]): string {
  const hash = createHash('sha256')
  const length = Buffer.alloc(8)
  const add = (bytes: Buffer): void => {
    length.writeBigUInt64BE(BigInt(bytes.length))
    hash.update(length).update(bytes)
  }
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  for (const { path, bytes } of sorted) {
    add(Buffer.from(path, 'utf8'))
    add(bytes)
  }
  return hash.digest('hex')
}

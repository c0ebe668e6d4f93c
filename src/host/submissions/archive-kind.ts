/** What a file is by its first bytes, when it is an archive: those that are read, and the name of those that are not. */
export type ArchiveKind = 'zip' | 'tar' | 'gzip' | { unread: string }

/** Bytes from the start that are enough to tell. */
export const KIND_BYTES = 512

const UNREAD: readonly (readonly [start: readonly number[], name: string])[] = [
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], '7z'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], 'RAR'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'xz'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'Zstandard'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
]

/** Told by content, never by name; null for what is no archive. */
export function archiveKind(start: Buffer): ArchiveKind | null {
  const begins = (bytes: readonly number[]): boolean =>
    bytes.every((byte, index) => start[index] === byte)
  // A local file header; the end of the directory alone, of an empty archive.
  if (begins([0x50, 0x4b, 0x03, 0x04]) || begins([0x50, 0x4b, 0x05, 0x06])) return 'zip'
  if (begins([0x1f, 0x8b, 0x08])) return 'gzip'
  if (start.subarray(257, 262).toString('latin1') === 'ustar') return 'tar'
  const unread = UNREAD.find(([bytes]) => begins(bytes))
  // Source text may well start with "BZh": then no digit and no block follow.
  if (unread?.[1] === 'bzip2' && start.readUIntBE(4, 6) !== 0x314159265359) return null
  return unread === undefined ? null : { unread: unread[1] }
}

/** Whether the name says archive: a reason to look into it, never a reason to believe it. */
export function isArchiveName(path: string): boolean {
  return /\.(zip|tar|tgz|tar\.gz|gz|7z|rar|tar\.xz|txz|xz|tar\.bz2|tbz2?|bz2|zst|jar)$/i.test(path)
}

import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Begins the name of every temporary folder of a guest; harness.py empties no other. */
const PREFIX = 'mastery-run-'
const STALE_MS = 60 * 60 * 1000

/** Begins the names of the folders that this process made. */
export function temporaryPrefix(): string {
  return `${PREFIX}${process.pid}-`
}

/** A folder for one guest, which belongs to the account it runs as. */
export function makeTemporaryFolder(user: { uid: number; gid: number } | null): string {
  removeStale()
  const folder = mkdtempSync(join(tmpdir(), temporaryPrefix()))
  if (user !== null) chownSync(folder, user.uid, user.gid)
  return folder
}

/** Folders whose mastery was killed before it could remove them. */
function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = join(tmpdir(), name)
    try {
      if (Date.now() - statSync(folder).mtimeMs > STALE_MS) removeFolder(folder)
    } catch {
      // Gone meanwhile.
    }
  }
}

/**
 * Removes a folder, whatever a program that is gone has made of it: folders without permissions, names that are no
 * text, paths longer than any system call takes. Folders are moved up to the top before they are looked into, so that
 * no path grows. Never throws: what belongs to somebody else stays, and is tried again when it is stale.
 */
export function removeFolder(folder: string): void {
  try {
    const mark = randomUUID()
    let moved = 0
    for (let left = listIn(folder); left.length > 0; left = listIn(folder))
      for (const { path, isFolder } of left) {
        if (isFolder)
          for (const inner of listIn(path))
            if (inner.isFolder) renameSync(inner.path, join(folder, `${mark}-${moved++}`))
            else unlinkSync(inner.path)
        if (isFolder) rmdirSync(path)
        else unlinkSync(path)
      }
    rmdirSync(folder)
  } catch {
    // Said above.
  }
}

/** What is in a folder, as bytes; the folders among it can be looked into and moved afterwards. */
function listIn(folder: string | Buffer): { path: Buffer; isFolder: boolean }[] {
  const entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })
  return entries.map((entry) => {
    const path = Buffer.concat([Buffer.from(folder), Buffer.from('/'), entry.name])
    const isFolder = entry.isDirectory()
    if (isFolder) chmodSync(path, 0o700)
    return { path, isFolder }
  })
}

/**
 * Whether a folder holds more than so many bytes or entries, while a program changes it. Nothing in it is followed. What
 * cannot be looked into, because its path is too long or its permissions were taken away, counts as too much.
 */
export function isLarger(folder: string, bytes: number, entries: number): boolean {
  let size = 0
  let count = 0
  const waiting: (string | Buffer)[] = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      for (const entry of readdirSync(next, { withFileTypes: true, encoding: 'buffer' })) {
        const path = Buffer.concat([Buffer.from(next), Buffer.from('/'), entry.name])
        if (++count > entries) return true
        if (entry.isDirectory()) waiting.push(path)
        else size += lstatSync(path).size
        if (size > bytes) return true
      }
    } catch (error) {
      // It may be gone meanwhile; the next look will see what there is then.
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return true
    }
  }
  return false
}

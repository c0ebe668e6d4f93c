import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` never returns where a file system says "no such
 * folder" although the parent is there, as in /proc or in a folder that was deleted meanwhile.
 * @param mode of each folder that is made
 * @throws what the file system says: ENOTDIR or EEXIST for a file in the way, EACCES, ENOENT, …
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = []
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) {
    missing.push(folder)
    if (dirname(folder) === folder) break
  }
  for (const folder of missing.reverse()) makeOne(folder, mode)
  if (missing.length === 0 && !statSync(path).isDirectory()) makeOne(resolve(path), mode)
}

function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another process was quicker.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}

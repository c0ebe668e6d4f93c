import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folder of mastery's own package.json, from the sources as from the bundles in dist/. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

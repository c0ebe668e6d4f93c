import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Small facts about this machine, each under a key that names the versions it was found for. */
export interface Cache {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

const FORMAT = 1
const MOST_ENTRIES = 40

/**
 * A cache in one JSON file, or only in memory when `file` is null. A file that cannot be read or written
 * costs time, never correctness.
 */
export function fileCache(file: string | null): Cache {
  let entries: Map<string, unknown> | null = null
  const load = () => (entries ??= readEntries(file))
  return {
    get: (key) => load().get(key),
    set(key, value) {
      // Another process may have written meanwhile.
      const merged = new Map([...readEntries(file), ...load()])
      merged.delete(key)
      merged.set(key, value)
      entries = new Map([...merged].slice(-MOST_ENTRIES))
      if (file === null) return
      try {
        // Not recursive: that never returns where a folder cannot be made, as below /proc.
        if (!existsSync(dirname(file))) mkdirSync(dirname(file), { mode: 0o700 })
        const temporary = `${file}.${process.pid}`
        const document = { format: FORMAT, entries: Object.fromEntries(entries) }
        writeFileSync(temporary, JSON.stringify(document), { mode: 0o600 })
        renameSync(temporary, file)
      } catch {
        // A read-only home: probe again next time.
      }
    },
  }
}

function readEntries(file: string | null): Map<string, unknown> {
  if (file === null) return new Map()
  try {
    const document = JSON.parse(readFileSync(file, 'utf8'))
    return document.format === FORMAT ? new Map(Object.entries(document.entries)) : new Map()
  } catch {
    return new Map()
  }
}

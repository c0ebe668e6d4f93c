import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { BundledCourses } from '../core/course/bundled.ts'

/**
 * The compiled courses that the build put into a folder, one `<id>.json` each. A compiled course begins with its
 * id and digest, so that a start of the program reads some bytes of each and no more.
 */
export function bundledCourses(folder: string): BundledCourses {
  return {
    list: () => {
      const files = existsSync(folder) ? readdirSync(folder) : []
      return files
        .filter((name) => name.endsWith('.json'))
        .sort()
        .flatMap((name) => headOf(join(folder, name)) ?? [])
    },
    read: (id) => JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')),
  }
}

function headOf(path: string): { id: string; digest: string } | null {
  const head = Buffer.alloc(256)
  const file = openSync(path, 'r')
  const length = readSync(file, head)
  closeSync(file)
  const found = /^\{"id":"([a-z0-9-]+)","digest":"([0-9a-f]{64})"/.exec(
    head.toString('utf8', 0, length),
  )
  return found === null ? null : { id: found[1] as string, digest: found[2] as string }
}

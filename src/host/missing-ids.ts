import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MissingId } from '../core/course/problems.ts'
import { writeWhole } from './write-whole.ts'

/** Writes ids into the files of a course, and leaves every other byte as it is. */
export function writeMissingIds(root: string, missing: readonly MissingId[]): void {
  const files = new Set(missing.map(({ file }) => file))
  for (const file of files) {
    const path = join(root, file)
    const own = missing.filter((id) => id.file === file)
    writeWhole(path, withIds(readFileSync(path, 'utf8'), own))
  }
}

/** Lines and columns count as the reader of courses counts them: from 1, whatever the line ends are. */
export function withIds(text: string, missing: readonly MissingId[]): string {
  const starts = [0]
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length)
  const fromLast = [...missing].sort(
    (one, other) => other.line - one.line || other.column - one.column,
  )
  return fromLast.reduce((result, { line, column, text: id }) => {
    const at = (starts[line - 1] ?? result.length) + column - 1
    return result.slice(0, at) + id + result.slice(at)
  }, text)
}

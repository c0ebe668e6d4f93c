import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { SourceFile } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'
import { readDocument } from './document.ts'
import { requireFile } from './files.ts'

/** No program of a learner is near this. */
const MOST_BYTES = 1024 * 1024

/**
 * Reads a program and the files that go with it. The first is seen by its name alone, the others where they lie beside
 * or below it.
 * @throws MasteryError `usage` for what is no file, lies elsewhere, is too large or no text
 */
export function readProgram(
  file: string,
  others: readonly string[],
): { entry: string; files: SourceFile[] } {
  const folder = dirname(requireFile(file))
  const files = [file, ...others].map((path) => {
    const absolute = requireFile(path)
    const inside = relative(folder, absolute).replaceAll('\\', '/')
    if (inside.startsWith('../'))
      throw new MasteryError(
        'usage',
        `${path} does not lie beside ${basename(file)} or below it.`,
        {
          next: `Copy it there: cp ${path} ${folder}`,
        },
      )
    return { path: inside, text: readText(absolute, path) }
  })
  return { entry: basename(file), files }
}

/**
 * Text for a program to read: of a file, of standard input for `-`, none for undefined.
 * @throws MasteryError `usage` as `readProgram` does, `limit` when standard input is longer than 1 MB
 */
export async function readInput(path: string | undefined): Promise<string> {
  if (path === undefined) return ''
  return path === '-' ? await readDocument('-') : readText(requireFile(path), path)
}

/**
 * Text that a person types for a program to read, until Ctrl-D. The terminal is there afterwards for a screen, which
 * it would not be if standard input were read to its end.
 * @param announce says what is wanted, once it can be typed
 * @throws MasteryError `cancelled` for Ctrl-C
 */
export function typedInput(announce: () => void): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const lines: string[] = []
  return new Promise((resolve, reject) => {
    terminal.on('line', (line) => lines.push(`${line}\n`))
    terminal.on('SIGINT', () => {
      reject(new MasteryError('cancelled', 'Cancelled. Nothing was run.'))
      terminal.close()
    })
    terminal.on('close', () => resolve(lines.join('')))
    announce()
  })
}

function readText(file: string, shown: string): string {
  if (statSync(file).size > MOST_BYTES)
    throw new MasteryError('usage', `${shown} is larger than 1 MB.`, {
      next: 'Keep programs and their input small.',
    })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    throw new MasteryError('usage', `${shown} is no text in UTF-8.`, {
      next: 'Save it as UTF-8 in your editor.',
      cause,
    })
  }
}

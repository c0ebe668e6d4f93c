import type { SourceFile } from '../core/course/model.ts'
import type { AtLimit } from '../core/grading/code-runner.ts'

/**
 * The innermost line of the learner's own in what Python's `faulthandler` wrote shortly before time ran out. The guest
 * is not trusted: it can only name a line that the program has.
 */
export function lineInDump(dump: string, files: readonly SourceFile[]): AtLimit['where'] {
  // The thread that runs the program is the one the harness started it from.
  const threads = dump.split(/^(?=Thread |Current thread )/m)
  const main = threads.find((thread) => thread.includes('"<mastery>"')) ?? dump
  for (const [, path = '', row = '0'] of main.matchAll(/^ {2}File "(.*)", line (\d+) in /gm)) {
    const file = files.find((one) => path.endsWith(`/work/${one.path}`))
    const text = file?.text.split('\n')[Number(row) - 1]
    if (file !== undefined && text !== undefined)
      return { file: file.path, line: Number(row), text: text.slice(0, 500) }
  }
  return null
}

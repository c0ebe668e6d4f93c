/** A place in a file of the learner's, as a line of V8's stack names it. */
export interface StackPlace {
  file: string
  line: number
  column: number
  name: string
  text: string
}

/** The places of a stack that are in the given files, innermost first. */
export function placesIn(stack: string, sources: ReadonlyMap<string, string>): StackPlace[] {
  return stack.split('\n').flatMap((line) => {
    const match = /^\s+at (?:(.*?) \()?(?:async )?([^()]*?):(\d+):(\d+)\)?$/.exec(line)
    const [, name = '', file = '', row = '0', column = '0'] = match ?? []
    const text = sources.get(file)
    if (text === undefined) return []
    const source = (text.split('\n')[Number(row) - 1] ?? '').slice(0, 500)
    return [{ file, line: Number(row), column: Number(column), name, text: source }]
  })
}

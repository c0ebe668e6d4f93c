import { type Program, parse } from 'acorn'
import { recursive } from 'acorn-walk'
import type { SourceFile } from '../../core/course/model.ts'
import type { Locate } from '../source-map.ts'
import { Edits } from './edits.ts'
import { functionVisitors } from './functions.ts'
import { nameFunctions } from './names.ts'
import { findScopes } from './scopes.ts'
import { statementVisitors, weaveList } from './statements.ts'
import { type CompiledFrom, type Marks, type Place, type Tables, Weaver } from './weaver.ts'

/** A program that does what it did, and calls the recorder on its way. */
export interface Instrumented {
  /** In the order in which they were given; one that does not parse is as it was. */
  files: SourceFile[]
  /** Places in the text of an instrumented file → places in what was given, by path. */
  locate: ReadonlyMap<string, Locate>
  tables: Tables
  /** Name of the recorder in the program. */
  recorder: string
  /** Variables at the top of the entry, in the order in which they stand there; at most 50. */
  declared: string[]
}

/**
 * Puts hooks into every JavaScript file of a program. Each statement stays on its line.
 * @param compiled of files that a compiler made: what it made them from, by path
 */
export function instrument(
  files: readonly SourceFile[],
  entry: string,
  compiled: ReadonlyMap<string, CompiledFrom>,
): Instrumented {
  const tables: Tables = { functions: [], steps: [], names: [] }
  const known = new Map<string, number>()
  const marks = unusedNames(files)
  const locate = new Map<string, Locate>()
  let declared: string[] = []
  const woven = files.map((file, index) => {
    const program = parseFile(file, file.path === entry)
    if (program === null) return file
    const edits = new Edits(file.text)
    const scopes = findScopes(program)
    if (file.path === entry)
      declared = [...(scopes.of.get(program)?.bindings.keys() ?? [])].slice(0, 50)
    const weaver = new Weaver({
      text: file.text,
      edits,
      scopes,
      marks,
      tables,
      known,
      names: nameFunctions(program),
      file: index,
      compiled: compiled.get(file.path) ?? null,
    })
    weaveProgram(weaver, program)
    const { text, locate: back } = edits.finish()
    locate.set(file.path, back)
    return { path: file.path, text }
  })
  return { files: woven, locate, tables, recorder: marks.recorder, declared }
}

/** The entry may be a script; what is imported is a module. Null: the engine has to say what is wrong with it. */
function parseFile({ path, text }: SourceFile, isEntry: boolean): Program | null {
  if (!isEntry && !/\.m?[jt]sx?$/.test(path)) return null
  const kinds =
    isEntry && !path.endsWith('.mjs') ? (['script', 'module'] as const) : (['module'] as const)
  for (const sourceType of kinds)
    try {
      return parse(text, { ecmaVersion: 'latest', sourceType, allowHashBang: true })
    } catch (error) {
      // Also a text nested too deep for a parser that recurses.
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    }
  return null
}

function weaveProgram(weaver: Weaver, program: Program): void {
  const { edits, marks, text } = weaver
  const scope = weaver.scope(program)
  const place: Place = { scope, loops: [], labels: [], guarded: true, headLine: null }
  const directive = program.body.findLast(
    (one) => 'directive' in one && one.directive !== undefined,
  )
  const [interpreter = ''] = /^#!.*(?:\r\n|[\n\r\u2028\u2029])?/.exec(text) ?? []
  // The engine tells a module by its first `import` or `export`; `await` alone would not do any more.
  const sign = program.sourceType === 'module' ? 'export{};' : ''
  const enter = `${sign}const ${marks.frame}=${weaver.hook('m', `${weaver.moduleIndex()}`)};`
  // A line that names an interpreter goes on to its end.
  const isOver = interpreter === '' || interpreter.length < text.length
  if (directive === undefined) edits.open(interpreter.length, isOver ? enter : `\n${enter}`)
  else edits.open(directive.end, `;${enter}`)
  const visitors = { ...statementVisitors(weaver), ...functionVisitors(weaver) }
  recursive(program, place, {
    ...visitors,
    Program: (node, at, walk) => weaveList(weaver, node.body, at, walk),
  })
  const end = weaver.stepIndex(program.end, text.length, scope)
  edits.close(text.length, `\n;${weaver.hook('x', `${marks.frame},${end}`)}`)
}

/** Names that stand nowhere in the program. */
function unusedNames(files: readonly SourceFile[]): Marks {
  let recorder = '$trace'
  for (let count = 1; files.some(({ text }) => text.includes(recorder)); count++)
    recorder = `$trace${count}_`
  return {
    recorder,
    frame: `${recorder}f`,
    thrown: `${recorder}e`,
    object: `${recorder}o`,
    label: `${recorder}l`,
  }
}

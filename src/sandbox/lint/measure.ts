import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Node, Language as TreeSitterGrammar } from 'web-tree-sitter'
import type { Language, SourceFile } from '../../core/course/model.ts'
import type { FunctionMeasure } from '../../core/grading/quality.ts'
import { countLines } from '../../core/grading/quality.ts'

/** Names of syntax nodes in one language's grammar. */
interface Grammar {
  functions: ReadonlySet<string>
  /** Each is one decision. */
  decisions: ReadonlySet<string>
  /** Each holds others one level deeper. */
  nests: ReadonlySet<string>
  /** Of boolean expressions, those that decide. */
  operators: ReadonlySet<string>
  parameter(node: Node): boolean
}

const PYTHON: Grammar = {
  functions: new Set(['function_definition', 'lambda']),
  decisions: new Set([
    ...['if_statement', 'elif_clause', 'for_statement', 'while_statement', 'except_clause'],
    ...['conditional_expression', 'boolean_operator', 'if_clause', 'for_in_clause', 'case_clause'],
  ]),
  nests: new Set([
    'if_statement',
    'for_statement',
    'while_statement',
    'try_statement',
    'match_statement',
  ]),
  operators: new Set(),
  parameter: ({ type }) =>
    !['/', '*', 'comment', 'keyword_separator', 'positional_separator'].includes(type),
}

const JAVASCRIPT: Grammar = {
  functions: new Set([
    ...['function_declaration', 'function_expression', 'arrow_function', 'method_definition'],
    ...['generator_function', 'generator_function_declaration'],
  ]),
  decisions: new Set([
    ...['if_statement', 'for_statement', 'for_in_statement', 'while_statement', 'do_statement'],
    ...['switch_case', 'catch_clause', 'ternary_expression'],
  ]),
  nests: new Set([
    ...['if_statement', 'for_statement', 'for_in_statement', 'while_statement', 'do_statement'],
    ...['switch_statement', 'try_statement'],
  ]),
  operators: new Set(['&&', '||', '??']),
  parameter: ({ type }) => type !== 'comment',
}

export interface Measured {
  functions: FunctionMeasure[]
  /** Names declared at the top of each file. */
  topNames: Map<string, Set<string>>
}

/** Gives the grammar of a language. */
export type Grammars = (language: Language) => Promise<TreeSitterGrammar>

/** Loads each grammar once: WebAssembly that was loaded is never given back. @param root folder of mastery's own package */
export function loadGrammars(root: string): Grammars {
  const loaded = new Map<Language, Promise<TreeSitterGrammar>>()
  const load = async (language: Language): Promise<TreeSitterGrammar> => {
    const { Language: Loader, Parser } = await import('web-tree-sitter')
    const require = createRequire(join(root, 'package.json'))
    await Parser.init()
    const folder = dirname(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter.wasm'))
    return Loader.load(join(folder, `tree-sitter-${language}.wasm`))
  }
  return (language) => {
    const grammar = loaded.get(language) ?? load(language)
    loaded.set(language, grammar)
    return grammar
  }
}

/** Measures functions, and the code outside them, from the syntax tree. */
export async function measureFiles(
  grammars: Grammars,
  language: Language,
  files: readonly SourceFile[],
): Promise<Measured> {
  const { Parser } = await import('web-tree-sitter')
  const spoken = await grammars(language)
  const parser = new Parser()
  parser.setLanguage(spoken)
  const grammar = language === 'python' ? PYTHON : JAVASCRIPT
  const measured: Measured = { functions: [], topNames: new Map() }
  for (const { path, text } of files) {
    const tree = parser.parse(text)
    if (tree === null) continue
    measured.functions.push(...measureFile(path, tree.rootNode, grammar))
    measured.topNames.set(path, topNames(tree.rootNode))
    tree.delete()
  }
  parser.delete()
  return measured
}

function measureFile(file: string, root: Node, grammar: Grammar): FunctionMeasure[] {
  const measures: FunctionMeasure[] = []
  /** Measures a function or the whole file, without the functions inside it, which are measured on their own. */
  const measure = (unit: Node): void => {
    const counts = { decisions: 0, nesting: 0 }
    const visit = (node: Node, depth: number): void => {
      for (const child of node.namedChildren) {
        if (grammar.functions.has(child.type)) {
          measure(child)
          continue
        }
        if (isDecision(child, grammar)) counts.decisions++
        const inner = grammar.nests.has(child.type) && !isElseIf(child) ? depth + 1 : depth
        counts.nesting = Math.max(counts.nesting, inner)
        visit(child, inner)
      }
    }
    visit(unit, 0)
    const isFile = unit.parent === null
    measures.push({
      file,
      line: isFile ? 1 : unit.startPosition.row + 1,
      name: isFile ? '' : nameOf(unit),
      complexity: counts.decisions + 1,
      lines: countLines([{ path: file, text: unit.text }]),
      parameters: isFile ? 0 : parametersOf(unit, grammar),
      nesting: counts.nesting,
    })
  }
  measure(root)
  return measures
}

function isDecision(node: Node, grammar: Grammar): boolean {
  if (grammar.decisions.has(node.type)) return !/^case\s+_\s*:/.test(node.text)
  if (node.type !== 'binary_expression') return false
  return grammar.operators.has(node.childForFieldName('operator')?.type ?? '')
}

/** `else if` stands no deeper than the `if` before it. */
function isElseIf(node: Node): boolean {
  return node.type === 'if_statement' && node.parent?.type === 'else_clause'
}

function nameOf(node: Node): string {
  const named = node.childForFieldName('name') ?? node.parent?.childForFieldName('name')
  return named?.text ?? '(no name)'
}

function parametersOf(node: Node, grammar: Grammar): number {
  const list = node.childForFieldName('parameters')
  if (list !== null) {
    const names = list.namedChildren.filter(grammar.parameter)
    return names.filter(({ text }) => text !== 'self' && text !== 'cls').length
  }
  return node.childForFieldName('parameter') === null ? 0 : 1
}

function topNames(root: Node): Set<string> {
  const names = new Set<string>()
  for (const statement of root.namedChildren) {
    const declared = statement.childForFieldName('name')
    if (declared !== null) names.add(declared.text)
    for (const child of statement.namedChildren)
      if (child.type === 'variable_declarator')
        names.add(child.childForFieldName('name')?.text ?? '')
  }
  return names
}

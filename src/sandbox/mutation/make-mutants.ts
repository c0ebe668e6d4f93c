import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Language, SourceFile } from '../../core/course/model.ts'
import type { MakeMutants, Mutant } from '../../core/grading/mutant.ts'
import type { Change } from './change.ts'
import { deadRanges, isDead, tokensIn } from './equivalent.ts'
import { javascriptChanges } from './javascript.ts'
import { pythonChanges } from './python.ts'
import { spread } from './spread.ts'
import { sqlChanges } from './sql.ts'
import { statementsIn, tokensOf } from './sql-tokens.ts'

/** What of a language is needed: its changes, and whether a text still is a program, and which. */
interface Reader {
  changes(text: string): Change[]
  /** Equal for programs that differ in blanks, comments or needless brackets only; null for what does not parse. */
  tokens(text: string): string | null
}

/**
 * Makes mutants from syntax trees. Nothing is loaded before it is first asked.
 * @param root folder of mastery's own package
 */
export function createMutantMaker(root: string): MakeMutants {
  const readers = new Map<Language, Promise<Reader>>()
  const readerOf = (language: Language): Promise<Reader> => {
    let reader = readers.get(language)
    if (reader === undefined) {
      reader = language === 'sql' ? sqlReader() : treeReader(root, language)
      readers.set(language, reader)
    }
    return reader
  }
  return async (language, solution, most) => {
    const reader = await readerOf(language)
    return spread(
      solution.flatMap((file) => mutantsOf(reader, solution, file)),
      most,
    )
  }
}

function mutantsOf(reader: Reader, solution: readonly SourceFile[], file: SourceFile): Mutant[] {
  const own = reader.tokens(file.text)
  // A solution that does not parse says so itself when it is run.
  if (own === null) return []
  const seen = new Set([own])
  const changes = reader
    .changes(file.text)
    .sort((one, other) => one.start - other.start || one.end - other.end)
  return changes.flatMap((change) => {
    const text = file.text.slice(0, change.start) + change.after + file.text.slice(change.end)
    const tokens = reader.tokens(text)
    if (tokens === null || seen.has(tokens)) return []
    seen.add(tokens)
    const lines = file.text.slice(0, change.start).split('\n')
    return {
      operator: change.operator,
      file: file.path,
      line: lines.length,
      column: (lines.at(-1)?.length ?? 0) + 1,
      before: file.text.slice(change.start, change.end),
      after: change.after,
      files: solution.map((one) => (one.path === file.path ? { path: one.path, text } : one)),
    }
  })
}

async function treeReader(root: string, language: Exclude<Language, 'sql'>): Promise<Reader> {
  const { Language: Grammars, Parser } = await import('web-tree-sitter')
  const require = createRequire(join(root, 'package.json'))
  await Parser.init()
  const folder = dirname(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter.wasm'))
  const parser = new Parser()
  parser.setLanguage(await Grammars.load(join(folder, `tree-sitter-${language}.wasm`)))
  return {
    changes(text) {
      const tree = parser.parse(text)
      if (tree === null) return []
      const dead = deadRanges(tree.rootNode)
      const found =
        language === 'python' ? pythonChanges(tree.rootNode) : javascriptChanges(tree.rootNode)
      tree.delete()
      return found.filter((change) => !isDead(change, dead))
    },
    tokens(text) {
      const tree = parser.parse(text)
      if (tree === null) return null
      const tokens = tree.rootNode.hasError ? null : tokensIn(tree.rootNode)
      tree.delete()
      return tokens
    },
  }
}

/** SQLite reads a statement before it looks up its tables, so an empty database tells whether it can be read. */
async function sqlReader(): Promise<Reader> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(':memory:')
  const isRead = (statement: string): boolean => {
    try {
      database.prepare(statement)
      return true
    } catch (error) {
      return !/syntax error|incomplete input|unrecognized token/.test((error as Error).message)
    }
  }
  return {
    changes: sqlChanges,
    tokens(text) {
      const tokens = tokensOf(text)
      const parses = statementsIn(tokens).every((statement) =>
        isRead(text.slice(statement[0]?.start, statement.at(-1)?.end)),
      )
      return parses ? tokens.map(({ word }) => word).join('\n') : null
    },
  }
}

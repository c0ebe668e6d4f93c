import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Language } from '../../core/course/model.ts'
import { readSqlTokens } from '../../core/grading/similarity/sql-tokens.ts'
import { MAX_CHARACTERS, type Tokenizer } from '../../core/grading/similarity/tokens.ts'
import { TOKEN_GRAMMARS } from './token-grammar.ts'
import { walkTokens } from './token-walk.ts'

/** Time for one file. An honest one takes a few milliseconds. */
const READ_MS = 1_000

/**
 * Makes tokens of programs from their syntax trees; of SQL, for which there is no grammar here, by a lexer.
 * @param root folder of mastery's own package
 */
export async function openTokenizer(root: string, language: Language): Promise<Tokenizer> {
  const tooLong = `is longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`
  if (language === 'sql')
    return {
      read: (text) => (text.length > MAX_CHARACTERS ? tooLong : readSqlTokens(text)),
      close: () => undefined,
    }
  const { Language: Grammars, Parser } = await import('web-tree-sitter')
  const require = createRequire(join(root, 'package.json'))
  await Parser.init()
  const folder = dirname(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter.wasm'))
  const parser = new Parser()
  parser.setLanguage(await Grammars.load(join(folder, `tree-sitter-${language}.wasm`)))
  const grammar = TOKEN_GRAMMARS[language]
  return {
    read(text) {
      if (text.length > MAX_CHARACTERS) return tooLong
      const end = performance.now() + READ_MS
      const isOver = () => performance.now() > end
      const tree = parser.parse(text, null, { progressCallback: isOver })
      if (tree === null) {
        // It would go on with this text at the next one.
        parser.reset()
        return 'could not be read in time: its syntax leads nowhere'
      }
      const cursor = tree.walk()
      try {
        return walkTokens(cursor, text, grammar, isOver) ?? 'could not be read in time'
      } finally {
        cursor.delete()
        tree.delete()
      }
    },
    close: () => parser.delete(),
  }
}

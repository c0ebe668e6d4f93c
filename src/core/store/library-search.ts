import type { SearchHit, SearchOptions } from '../course/library.ts'
import { searchExpressions } from '../search/query.ts'
import type { Prepare } from './statements.ts'

/** How much a word in the title and in the heading counts beside one in the text. */
const WEIGHTS = '8.0, 4.0, 1.0'
const EXCERPT_WORDS = 18

const HIT = `course, (SELECT json_extract(entry, '$.title') FROM course WHERE course.id = chunk.course) AS courseTitle,
  item, kind, title, heading`

/** All words first; when nothing holds all of them, any. Signs without letters are looked for as they stand. */
export function searchLibrary(
  prepare: Prepare,
  query: string,
  options: SearchOptions,
): SearchHit[] {
  const limit = options.limit ?? 20
  const only = options.course === undefined ? '' : 'AND course = @course'
  const values = options.course === undefined ? { limit } : { limit, course: options.course }
  const expressions = searchExpressions(query)
  if (expressions === null) return searchSigns(prepare, query.trim(), only, values)
  const statement = prepare(
    `SELECT ${HIT}, snippet(chunk, 2, char(2), char(3), '…', ${EXCERPT_WORDS}) AS excerpt,
      -bm25(chunk, ${WEIGHTS}) AS score
    FROM chunk WHERE chunk MATCH @match ${only} ORDER BY bm25(chunk, ${WEIGHTS}) LIMIT @limit`,
  )
  const find = (match: string): SearchHit[] => statement.all({ ...values, match }) as SearchHit[]
  const all = find(expressions.all)
  return all.length > 0 ? all : find(expressions.any)
}

function searchSigns(
  prepare: Prepare,
  signs: string,
  only: string,
  values: { limit: number; course?: string },
): SearchHit[] {
  if (signs === '') return []
  const statement = prepare(
    `SELECT ${HIT}, text AS excerpt, 0.0 AS score FROM chunk
    WHERE (instr(text, @signs) > 0 OR instr(heading, @signs) > 0) ${only} LIMIT @limit`,
  )
  const hits = statement.all({ ...values, signs }) as SearchHit[]
  return hits.map((hit) => ({ ...hit, excerpt: around(hit.excerpt, signs) }))
}

function around(text: string, signs: string): string {
  const at = text.indexOf(signs)
  if (at === -1) return text.slice(0, 100)
  const start = Math.max(0, at - 50)
  const end = Math.min(text.length, at + signs.length + 50)
  return [
    start > 0 ? '…' : '',
    text.slice(start, at),
    `\u0002${signs}\u0003`,
    text.slice(at + signs.length, end),
    end < text.length ? '…' : '',
  ].join('')
}

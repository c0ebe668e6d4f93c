import type { z } from 'zod'
import { nearest } from '../nearest.ts'
import { IdSet, slugOf } from './ids.ts'
import {
  type Block,
  calloutOf,
  joined,
  type Labelled,
  type ListItem,
  labelled,
  markdownOf,
  placeOf,
  quoteText,
} from './markdown.ts'
import type { Choice, Question, QuestionType } from './model.ts'
import type { QuestionParts } from './read-question.ts'
import { keyFenceSchema, type questionSchemas } from './schemas.ts'
import { validate } from './validate.ts'

/** The members of a question that its type decides. */
export type AnswerFields = Question extends infer Q
  ? Q extends { type: QuestionType }
    ? Omit<
        Q,
        | 'id'
        | 'prompt'
        | 'body'
        | 'skills'
        | 'points'
        | 'partial'
        | 'hints'
        | 'explanation'
        | 'wrong'
        | 'revision'
        | 'line'
      >
    : never
  : never

type Fields = { [T in QuestionType]: z.output<(typeof questionSchemas)[T]> }[QuestionType]

/** Reads what the right answer is. Null, with problems reported, when it is not there. */
export function readAnswer(
  parts: QuestionParts,
  type: QuestionType,
  fields: Fields,
): AnswerFields | null {
  reportMisplaced(parts, type)
  switch (fields.type) {
    case 'single':
    case 'multi': {
      const choices = readChoices(parts, fields.type)
      return choices === null ? null : { type: fields.type, choices }
    }
    case 'numeric':
      return { type: 'numeric', answer: fields.answer, tolerance: fields.tolerance }
    case 'short':
      return { type: 'short', accept: fields.accept, ignoreCase: fields.ignore_case }
    case 'order':
      return readOrder(parts)
    case 'match':
      return readMatch(parts)
    case 'cloze':
      return readGaps(parts, fields.ignore_case)
    case 'code-output':
      return readCodeOutput(parts)
  }
}

function reportMisplaced(parts: QuestionParts, type: QuestionType): void {
  const { source } = parts
  if (type !== 'code-output')
    for (const { code } of parts.runnable)
      source.error(
        placeOf(code),
        'bad-fence',
        `A ${type} question has no runnable fence.`,
        'type: code-output, or leave out the word run',
      )
  if (type !== 'cloze' && parts.keyFence !== null)
    source.error(
      placeOf(parts.keyFence),
      'bad-fence',
      `A ${type} question has no \`yaml key\` fence.`,
      'type: cloze',
    )
}

/** The one list or table that holds the answer. */
function only<T extends Block>(
  parts: QuestionParts,
  blocks: T[],
  wanted: string,
  hint: string,
): T | null {
  const [first, second] = blocks
  if (first === undefined)
    parts.source.error(
      placeOf(parts.heading),
      'missing-answer',
      `This question needs ${wanted}.`,
      hint,
    )
  if (second !== undefined)
    parts.source.error(placeOf(second), 'bad-answer', `This question needs only ${wanted}.`)
  return second === undefined ? (first ?? null) : null
}

function readChoices(parts: QuestionParts, type: 'single' | 'multi'): Choice[] | null {
  const { source } = parts
  const hint = 'lines such as - [x] text {#id}; for other ways to answer write `type: …`'
  const list = only(parts, parts.lists, 'one task list with its choices', hint)
  if (list === null) return null
  const ids = new IdSet()
  const choices = list.children.map((item) => {
    if (typeof item.checked !== 'boolean')
      source.error(placeOf(item), 'bad-answer', 'This choice has no box.', '- [ ] or - [x]')
    const { title, rest } = itemText(parts, item, ids, 'a choice')
    const text = [title.text, joined(source, withoutQuotes(rest))].filter((part) => part !== '')
    const feedback = rest
      .filter((block) => block.type === 'blockquote')
      .map((quote) => (calloutOf(source, quote) === null ? quoteText(source, quote) : ''))
    return {
      id: title.id ?? '',
      text: text.join('\n\n'),
      correct: item.checked === true,
      feedback: feedback.join('\n\n'),
    }
  })
  const right = choices.filter((choice) => choice.correct).length
  const place = placeOf(list)
  if (choices.length < 2) source.error(place, 'bad-answer', 'A question needs two choices or more.')
  if (right === 0)
    source.error(place, 'wrong-number-of-answers', 'No choice is marked as right.', '- [x]')
  if (type === 'single' && right > 1)
    source.error(
      place,
      'wrong-number-of-answers',
      `${right} choices are marked as right, but this is a single choice.`,
      'type: multi',
    )
  return choices
}

const withoutQuotes = (blocks: Block[]): Block[] =>
  blocks.filter((block) => block.type !== 'blockquote')

/** The box of a task list, which the parser leaves in the source of its line. */
const BOX = /^\[[ \txX]\][ \t]+/

/** Text and id of a list's line; `rest` is what stands below its first paragraph. */
function itemText(
  parts: QuestionParts,
  item: ListItem,
  ids: IdSet,
  what: string,
): { title: Labelled; rest: Block[] } {
  const { source } = parts
  const [first, ...rest] = item.children
  const hasParagraph = first?.type === 'paragraph'
  const title: Labelled = hasParagraph
    ? labelled(source, first, markdownOf(source, first).replace(BOX, ''))
    : { text: '', id: null, place: placeOf(item), end: null }
  if (title.id === null)
    source.missingId(
      title,
      slugOf(title.text, 3),
      `${what === 'a choice' ? 'A choice' : 'A line'} must end in its id.`,
    )
  else ids.take(source, title.id, title.place, what)
  const others = hasParagraph ? rest : item.children
  if (title.text === '' && withoutQuotes(others).length === 0)
    source.error(title.place, 'missing-text', `Here is ${what} without text.`)
  return { title, rest: others }
}

function readOrder(parts: QuestionParts): AnswerFields | null {
  const hint = 'lines such as 1. text {#id}, in the right order'
  const list = only(parts, parts.lists, 'one numbered list', hint)
  if (list === null) return null
  const ids = new IdSet()
  const lines = list.children.map((item) => {
    const { title, rest } = itemText(parts, item, ids, 'a line')
    const text = [title.text, joined(parts.source, rest)].filter((part) => part !== '')
    return { id: title.id ?? '', text: text.join('\n\n') }
  })
  if (lines.length < 2)
    parts.source.error(placeOf(list), 'bad-answer', 'There is nothing to put in order.')
  return { type: 'order', lines }
}

function readMatch(parts: QuestionParts): AnswerFields | null {
  const { source } = parts
  const hint = 'rows such as | left {#id} | right |'
  const table = only(parts, parts.tables, 'one table with two columns', hint)
  if (table === null) return null
  const ids = new IdSet()
  const pairs = table.children.slice(1).map((row) => {
    const [left, right, extra] = row.children
    if (left === undefined || right === undefined || extra !== undefined) {
      source.error(placeOf(row), 'bad-answer', 'Each row needs two cells.', hint)
      return { id: '', left: '', right: '' }
    }
    const title = labelled(source, left, cellText(parts, left), endOfCell(left))
    const other = cellText(parts, right)
    if (title.id === null)
      source.missingId(title, slugOf(title.text, 3), 'The left cell must end in its id.')
    else ids.take(source, title.id, title.place, 'a row')
    if (title.text === '' || other === '')
      source.error(placeOf(row), 'missing-text', 'A cell of this row is empty.')
    return { id: title.id ?? '', left: title.text, right: other }
  })
  if (pairs.length < 2)
    source.error(placeOf(table), 'bad-answer', 'There is nothing to match.', hint)
  return { type: 'match', pairs }
}

type Cell = Extract<Block, { type: 'table' }>['children'][number]['children'][number]

const endOfCell = (cell: Cell): number => cell.children.at(-1)?.position?.end.offset ?? 0

function cellText(parts: QuestionParts, cell: Cell): string {
  const first = cell.children[0]
  const last = cell.children.at(-1)
  if (first === undefined || last === undefined) return ''
  return markdownOf(parts.source, first, last).replaceAll('\\|', '|').trim()
}

/** `{{gap}}` */
const GAP = /\{\{([a-z][a-z0-9_-]*)\}\}/g

function readGaps(parts: QuestionParts, ignoreCase: boolean): AnswerFields | null {
  const { source, key } = parts
  if (parts.keyFence === null) {
    source.error(
      placeOf(parts.heading),
      'missing-answer',
      'A cloze question needs a `yaml key` fence.',
      'gap: ["answer"]',
    )
    return null
  }
  const written = key === null ? null : validate(source, key, keyFenceSchema)
  if (key === null || written === null) return null
  const names = Object.keys(written)
  const found = new Set<string>()
  for (const { text, line } of textsWithGaps(parts)) {
    for (const match of text.matchAll(GAP)) {
      const name = match[1] ?? ''
      found.add(name)
      if (names.includes(name)) continue
      const place = { line: line + text.slice(0, match.index).split('\n').length - 1, column: 1 }
      const near = nearest(name, names) ?? `${name}: ["…"] in its yaml key fence`
      source.error(place, 'unknown-gap', `The gap {{${name}}} has no answer.`, near)
    }
  }
  for (const name of names)
    if (!found.has(name))
      source.error(
        key.place([name], 'key'),
        'unknown-gap',
        `There is no gap {{${name}}} in the question.`,
        nearest(name, found),
      )
  if (names.length === 0)
    source.error(placeOf(parts.keyFence), 'missing-answer', 'There are no gaps.', 'gap: ["answer"]')
  const entries = names.map((name): [string, string[]] => {
    const accepted = written[name] ?? []
    return [name, typeof accepted === 'string' ? [accepted] : accepted]
  })
  return { type: 'cloze', key: Object.fromEntries(entries), ignoreCase }
}

function textsWithGaps(parts: QuestionParts): { text: string; line: number }[] {
  const body = parts.body.map((block) => ({
    text: markdownOf(parts.source, block),
    line: placeOf(block).line,
  }))
  return [{ text: parts.title.text, line: placeOf(parts.heading).line }, ...body]
}

function readCodeOutput(parts: QuestionParts): AnswerFields | null {
  const { source } = parts
  const [first, second] = parts.runnable
  if (first === undefined || second !== undefined) {
    source.error(
      placeOf(second?.code ?? parts.heading),
      first === undefined ? 'missing-answer' : 'bad-answer',
      'A code-output question needs one fence marked run.',
      '```python run',
    )
    return null
  }
  if (first.fence === null) return null
  const { output } = first.fence
  if (output === null) {
    source.error(
      placeOf(first.code),
      'missing-answer',
      'An `output` fence must follow, with what the program prints.',
      '```output',
    )
    return null
  }
  return { type: 'code-output', fence: first.fence, output }
}

import { nearest } from '../nearest.ts'
import { acceptProblem } from './accept.ts'
import { readRunnable, reportStray, roleOf } from './fences.ts'
import { type IdSet, knownSkills, slugOf } from './ids.ts'
import {
  type Block,
  type BlockOf,
  type Code,
  calloutOf,
  type Heading,
  headingOf,
  joined,
  type Labelled,
  type List,
  placeOf,
} from './markdown.ts'
import type { Question, QuestionType, RunnableFence } from './model.ts'
import { listed, type SourceFileView } from './problems.ts'
import { readAnswer } from './question-answers.ts'
import { NO_REVISION } from './revision.ts'
import { questionSchemas } from './schemas.ts'
import { validate } from './validate.ts'
import { parseYaml, type Yaml } from './yaml.ts'

/** What every question and card of a file shares. */
export interface Surroundings {
  source: SourceFileView
  knownSkills: ReadonlySet<string>
  /** Those of the lesson, quiz or deck; null when its front matter does not say them rightly. */
  skills: readonly string[] | null
  ids: IdSet
}

/** The parts that a question is written with, before its type is known. */
export interface QuestionParts {
  source: SourceFileView
  heading: Heading
  title: Labelled
  lists: List[]
  tables: BlockOf<'table'>[]
  body: Block[]
  runnable: { fence: RunnableFence | null; code: Code }[]
  key: Yaml | null
  keyFence: Code | null
  hints: string[]
  notes: string[]
}

const TYPES = Object.keys(questionSchemas) as QuestionType[]

/** Reads one question: its heading and all blocks up to the next. Null, with problems reported, when it is broken. */
export function readQuestion(
  around: Surroundings,
  heading: Heading,
  blocks: readonly Block[],
): Question | null {
  const { source } = around
  const title = headingOf(source, heading)
  const named = takeId(around, title, 'a question')
  const item = itemFence(source, blocks, acceptText)
  if (item === 'broken') return null
  const type = typeOf(source, item, TYPES, 'single')
  const parts = collect(source, heading, title, blocks, type)
  if (type === null) return null
  const keys = item ?? emptyYaml(source, heading)
  const fields =
    keys === null ? null : validate(source, withType(keys, type), questionSchemas[type])
  if (fields === null) return null
  const answer = readAnswer(parts, type, fields)
  if (answer === null) return null
  const wrong = 'wrong' in fields ? fields.wrong : []
  if ('accept' in fields) reportPatterns(source, keys, fields.accept, ['accept'])
  reportPatterns(
    source,
    keys,
    wrong.map((entry) => entry.match),
    ['wrong'],
    'match',
  )
  const skills = skillsOf(around, keys, fields.skills, heading)
  if (!named || title.id === null) return null
  return {
    id: title.id,
    prompt: title.text,
    body: joined(source, parts.body),
    skills,
    points: fields.points,
    partial: fields.score === 'partial',
    hints: parts.hints,
    explanation: parts.notes.join('\n\n'),
    wrong,
    revision: NO_REVISION,
    line: placeOf(heading).line,
    ...answer,
  }
}

/** Reports a missing, bad or repeated id. True when it may be used. */
export function takeId(around: Surroundings, title: Labelled, what: string): boolean {
  const { source } = around
  if (title.text === '')
    source.error(title.place, 'missing-text', `The heading of ${what} has no text.`)
  if (title.id === null) {
    source.missingId(title, slugOf(title.text), `The heading of ${what} must end in its id.`)
    return false
  }
  return around.ids.take(source, title.id, title.place, what)
}

/** Keys whose scalars are text however they look. */
const acceptText = (path: readonly (string | number)[]): boolean =>
  path[0] === 'accept' || path[0] === 'wrong'

/** The `yaml item` fence among the blocks. */
export function itemFence(
  source: SourceFileView,
  blocks: readonly Block[],
  text: (path: readonly (string | number)[]) => boolean,
): Yaml | null | 'broken' {
  const fences = blocks.filter((block): block is Code => isFence(block, 'item'))
  const [first, second] = fences
  if (second !== undefined)
    source.error(
      placeOf(second),
      'bad-fence',
      'There is a second `yaml item` fence here.',
      'one is enough',
    )
  return first === undefined ? null : (fenceYaml(source, first, text) ?? 'broken')
}

function isFence(block: Block, word: 'item' | 'key'): block is Code {
  return block.type === 'code' && block.lang === 'yaml' && block.meta?.trim() === word
}

function fenceYaml(
  source: SourceFileView,
  code: Code,
  text: (path: readonly (string | number)[]) => boolean,
): Yaml | null {
  const { line, column } = placeOf(code)
  const yaml = parseYaml(source, code.value, { start: { line: line + 1, column }, text })
  if (yaml === null || (typeof yaml.value === 'object' && !Array.isArray(yaml.value))) return yaml
  source.error(placeOf(code), 'bad-value', 'This fence must hold a mapping (key: value).')
  return null
}

/** `type` of a fence, or what it is by default. Null, with the problem reported, when there is no such type. */
export function typeOf<T extends string>(
  source: SourceFileView,
  item: Yaml | null,
  types: readonly T[],
  usual: T,
): T | null {
  const written = (item?.value as Record<string, unknown> | null | undefined)?.type
  if (item === null || written === undefined || written === null) return usual
  const known = types.find((type) => type === written)
  if (known === undefined)
    source.error(
      item.place(['type']),
      'bad-value',
      `There is no type "${String(written)}" here.`,
      nearest(String(written), types) ?? listed(types),
    )
  return known ?? null
}

export function emptyYaml(source: SourceFileView, heading: Heading): Yaml | null {
  return parseYaml(source, '{}', { start: placeOf(heading) })
}

/** The same YAML with its type filled in, so that the schema of the type can be used. */
export function withType(yaml: Yaml, type: string): Yaml {
  const value = { ...(yaml.value as object), type }
  return Object.assign(Object.create(Object.getPrototypeOf(yaml)), yaml, { value })
}

export function skillsOf(
  around: Surroundings,
  keys: Yaml | null,
  own: readonly string[] | undefined,
  heading: Heading,
): string[] {
  if (own === undefined) {
    if (around.skills?.length === 0)
      around.source.error(
        placeOf(heading),
        'missing-skills',
        'Nothing says which skills this asks for.',
        'skills: […] in the front matter or in its yaml item fence',
      )
    return [...(around.skills ?? [])]
  }
  return knownSkills(
    around.source,
    own,
    around.knownSkills,
    (index) => keys?.place(['skills', index]) ?? placeOf(heading),
  )
}

export function reportPatterns(
  source: SourceFileView,
  yaml: Yaml | null,
  entries: readonly string[],
  path: readonly string[],
  member?: string,
): void {
  for (const [index, entry] of entries.entries()) {
    const problem = acceptProblem(entry)
    if (problem === null || yaml === null) continue
    const place = yaml.place([...path, index, ...(member === undefined ? [] : [member])])
    source.error(place, 'bad-pattern', `The pattern ${entry} cannot be used: ${problem}.`)
  }
}

/** Sorts the blocks below a question's heading by what they are for. */
function collect(
  source: SourceFileView,
  heading: Heading,
  title: Labelled,
  blocks: readonly Block[],
  type: QuestionType | null,
): QuestionParts {
  const parts: QuestionParts = {
    source,
    heading,
    title,
    lists: [],
    tables: [],
    body: [],
    runnable: [],
    key: null,
    keyFence: null,
    hints: [],
    notes: [],
  }
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as Block
    if (block.type === 'code') at += takeCode(parts, blocks, at) - 1
    else if (block.type === 'blockquote') takeQuote(parts, block)
    else if (block.type === 'list' && holdsAnswer(block, type)) parts.lists.push(block)
    else if (block.type === 'table' && type === 'match') parts.tables.push(block)
    // A line between two questions is only decoration.
    else if (block.type !== 'thematicBreak') parts.body.push(block)
  }
  return parts
}

function holdsAnswer(list: List, type: QuestionType | null): boolean {
  if (type === 'order') return list.ordered === true
  const isTaskList = list.children.some((item) => typeof item.checked === 'boolean')
  return (type === 'single' || type === 'multi') && isTaskList
}

function takeCode(parts: QuestionParts, blocks: readonly Block[], at: number): number {
  const code = blocks[at] as Code
  const { source } = parts
  const role = roleOf(source, code)
  if (role === 'run') {
    const { fence, taken } = readRunnable(source, blocks, at)
    parts.runnable.push({ fence, code })
    return taken
  }
  if (role === 'key') {
    if (parts.keyFence !== null)
      source.error(placeOf(code), 'bad-fence', 'There is a second `yaml key` fence here.')
    parts.keyFence = code
    parts.key = fenceYaml(source, code, (path) => path.length > 0)
  } else if (role === 'plain') parts.body.push(code)
  else if (role !== 'item') reportStray(source, code, role)
  return 1
}

function takeQuote(parts: QuestionParts, quote: BlockOf<'blockquote'>): void {
  const callout = calloutOf(parts.source, quote)
  if (callout === null) parts.body.push(quote)
  else if (callout.kind === 'TIP') parts.hints.push(callout.text)
  else if (callout.kind === 'NOTE') parts.notes.push(callout.text)
  else
    parts.source.error(
      callout.place,
      'unknown-callout',
      `[!${callout.kind}] means nothing in a question.`,
      '[!TIP] for a hint, [!NOTE] for the explanation',
    )
}

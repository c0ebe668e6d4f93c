import type { Answer, Question } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { parseNumber } from './number.ts'

/** Characters; more is no answer. It also keeps an event below its 16 KiB. */
const MAX_ANSWER = 2_000

/**
 * Reads an answer given as text or JSON (a flag, standard input). As text: for `single` the id of a choice
 * or its number as shown; for `multi` and `order` several, with commas or blanks between; for `match` and
 * `cloze` `gap=text; gap=text` (just the text when there is one gap); else the text itself. As JSON: the same
 * text, a number, a list of ids, an object of gaps, or an `Answer`.
 * @param question with its choices and lines in the order shown
 * @throws MasteryError `usage` that says how to answer this question
 */
export function readAnswer(question: Question, given: unknown, rights: string[] = []): Answer {
  return checkedAnswer(question, shapeOf(question, given, rights))
}

/**
 * Refuses what cannot be an answer, so that it is asked again and not counted as wrong: another shape, an unknown
 * id, text where a number is asked for, nothing at all.
 * @throws MasteryError `usage` that says how to answer this question
 */
export function checkedAnswer(question: Question, answer: Answer): Answer {
  const texts = answer.type === 'gaps' ? Object.values(answer.gaps) : textsOf(answer)
  if (texts.join('').length > MAX_ANSWER) {
    throw unusable(question, `is longer than ${MAX_ANSWER} characters`)
  }
  switch (question.type) {
    case 'single':
      if (answer.type !== 'choice') throw unusable(question, 'has another shape')
      known(question, answer.id, idsOf(question))
      return answer
    case 'multi':
      if (answer.type !== 'choices') throw unusable(question, 'has another shape')
      for (const id of answer.ids) known(question, id, idsOf(question))
      return { type: 'choices', ids: [...new Set(answer.ids)] }
    case 'order':
      if (answer.type !== 'choices') throw unusable(question, 'has another shape')
      for (const id of answer.ids) known(question, id, idsOf(question))
      if (
        new Set(answer.ids).size !== question.lines.length ||
        answer.ids.length !== question.lines.length
      )
        throw unusable(question, `must name each of the ${question.lines.length} lines once`)
      return answer
    case 'match':
    case 'cloze': {
      if (answer.type !== 'gaps') throw unusable(question, 'has another shape')
      for (const gap of Object.keys(answer.gaps)) known(question, gap, idsOf(question))
      const empty = idsOf(question).filter((gap) => (answer.gaps[gap] ?? '').trim() === '')
      if (empty.length > 0) throw unusable(question, `leaves ${empty.join(', ')} open`)
      return answer
    }
    default: {
      if (answer.type !== 'text') throw unusable(question, 'has another shape')
      if (answer.text.trim() === '' && !printsNothing(question))
        throw unusable(question, 'is empty')
      const number = question.type === 'numeric' ? parseNumber(answer.text) : null
      if (number !== null && 'problem' in number) {
        throw new MasteryError('usage', `${question.id}: ${number.problem}`, {
          next: howTo(question),
        })
      }
      return answer
    }
  }
}

/** How this question is answered in text, with its own ids. */
function howTo(question: Question): string {
  const ids = idsOf(question)
  switch (question.type) {
    case 'single':
      return `Answer with one of: ${ids.join(', ')}`
    case 'multi':
      return `Answer with any of, separated by commas: ${ids.join(', ')}`
    case 'order':
      return `Answer with all of these in the right order, separated by commas: ${ids.join(', ')}`
    case 'match':
      return `Answer with a text for each: ${ids.map((id) => `${id}=…`).join('; ')}`
    case 'cloze':
      return ids.length === 1
        ? 'Answer with the text of the gap.'
        : `Answer with a text for each: ${ids.map((id) => `${id}=…`).join('; ')}`
    case 'numeric':
      return 'Answer with a number, such as 42, -1.5 or 2e3.'
    case 'short':
      return 'Answer with a short text.'
    case 'code-output':
      return 'Answer with exactly what the program prints.'
  }
}

/** Ids that an answer may name: of choices, lines, pairs or gaps, in the order of the question. */
function idsOf(question: Question): string[] {
  if ('choices' in question) return question.choices.map((choice) => choice.id)
  if ('lines' in question) return question.lines.map((line) => line.id)
  if ('pairs' in question) return question.pairs.map((pair) => pair.id)
  return 'key' in question ? Object.keys(question.key) : []
}

function shapeOf(question: Question, given: unknown, rights: string[]): Answer {
  if (typeof given === 'number') return shapeOf(question, String(given), rights)
  if (typeof given === 'string') return shapeOfText(question, given, rights)
  if (Array.isArray(given) && given.every((id) => typeof id === 'string')) {
    return { type: 'choices', ids: given }
  }
  if (typeof given !== 'object' || given === null) throw unusable(question, 'has another shape')
  const fields = given as Record<string, unknown>
  const answer = fields.type === undefined ? null : asAnswer(fields)
  if (answer !== null) return answer
  if (!Object.values(given).every((text) => typeof text === 'string')) {
    throw unusable(question, 'has another shape')
  }
  return { type: 'gaps', gaps: numberedRights(question, given as Record<string, string>, rights) }
}

function asAnswer(fields: Record<string, unknown>): Answer | null {
  const { type, id, ids, text, gaps } = fields
  if (type === 'choice' && typeof id === 'string') return { type, id }
  if (type === 'text' && typeof text === 'string') return { type, text }
  if (type === 'choices' && Array.isArray(ids) && ids.every((one) => typeof one === 'string')) {
    return { type, ids }
  }
  const isGaps = typeof gaps === 'object' && gaps !== null && !Array.isArray(gaps)
  if (type === 'gaps' && isGaps && Object.values(gaps).every((one) => typeof one === 'string')) {
    return { type, gaps: gaps as Record<string, string> }
  }
  return null
}

function shapeOfText(question: Question, text: string, rights: string[]): Answer {
  switch (question.type) {
    case 'single':
      return { type: 'choice', id: byNumber(question, text.trim()) }
    case 'multi':
    case 'order': {
      const parts = text.split(/[,\s]+/).filter((part) => part !== '')
      const nothing = question.type === 'multi' && parts.length === 1 && parts[0] === 'none'
      return { type: 'choices', ids: nothing ? [] : parts.map((part) => byNumber(question, part)) }
    }
    case 'match':
    case 'cloze':
      return { type: 'gaps', gaps: numberedRights(question, gapsOf(question, text), rights) }
    default:
      return { type: 'text', text }
  }
}

/** Ids begin with a letter, so a number is the place as shown, from 1. */
function byNumber(question: Question, text: string): string {
  return /^\d+$/.test(text) ? (idsOf(question)[Number(text) - 1] ?? text) : text
}

function gapsOf(question: Question, text: string): Record<string, string> {
  const ids = idsOf(question)
  const only = ids.length === 1 ? ids[0] : undefined
  if (only !== undefined && !text.trimStart().startsWith(`${only}=`)) return { [only]: text }
  // A new gap begins only at the name of one, so that texts may hold `;` and `=`.
  const names = ids.map((id) => id.replaceAll(/\W/g, '\\$&')).join('|')
  const starts = [...text.matchAll(new RegExp(`(?:^|;)\\s*(${names})\\s*=`, 'g'))]
  if (starts.length === 0) throw unusable(question, 'names no gap')
  return Object.fromEntries(
    starts.map((start, at) => {
      const from = start.index + start[0].length
      return [start[1] as string, text.slice(from, starts[at + 1]?.index).trim()]
    }),
  )
}

/** For `match`, a number stands for the right-hand text at that place as shown, unless a text is that number. */
function numberedRights(
  question: Question,
  gaps: Record<string, string>,
  rights: string[],
): Record<string, string> {
  if (question.type !== 'match') return gaps
  const pick = (text: string) => {
    const trimmed = text.trim()
    if (rights.includes(trimmed) || !/^\d+$/.test(trimmed)) return text
    return rights[Number(trimmed) - 1] ?? text
  }
  return Object.fromEntries(Object.entries(gaps).map(([gap, text]) => [gap, pick(text)]))
}

function textsOf(answer: Exclude<Answer, { type: 'gaps' }>): string[] {
  if (answer.type === 'text') return [answer.text]
  return answer.type === 'choice' ? [answer.id] : answer.ids
}

function printsNothing(question: Question): boolean {
  return question.type === 'code-output' && question.output.trim() === ''
}

function known(question: Question, id: string, ids: string[]): void {
  if (ids.includes(id)) return
  const near = nearest(id, ids)
  throw unusable(question, `names "${id}"${near === null ? '' : ` (did you mean ${near}?)`}`)
}

function unusable(question: Question, why: string): MasteryError {
  return new MasteryError('usage', `The answer to ${question.id} ${why}. It was not counted.`, {
    next: howTo(question),
  })
}

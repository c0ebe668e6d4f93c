import { isAccepted, shownAnswer } from '../course/accept.ts'
import type { Answer, Question } from '../course/model.ts'
import { parseNumber } from './number.ts'
import { sameOutput } from './output.ts'
import type { Marked } from './types.ts'

type Of<T extends Question['type']> = Extract<Question, { type: T }>

/**
 * Marks an answer. Pure and total: an answer of the wrong shape or one that cannot be read scores 0;
 * `readAnswer` is where the learner is told. The score is 0–1: with `partial`
 * - multi: (right ones chosen − wrong ones chosen) ÷ right ones, at least 0, so choosing all earns nothing;
 * - order: (longest run of lines in the right order, not necessarily adjacent, − 1) ÷ (lines − 1);
 * - match, cloze: the share of pairs or gaps that are right;
 * without it 1 when all is right, else 0.
 */
export function mark(question: Question, answer: Answer): Marked {
  const share = Math.min(1, Math.max(0, shareOf(question, answer)))
  const correct = share === 1
  return {
    score: correct || question.partial ? share : 0,
    correct,
    feedback: feedbackOf(question, answer, correct),
    explanation: question.explanation,
    solution: solutionOf(question),
  }
}

function shareOf(question: Question, answer: Answer): number {
  switch (question.type) {
    case 'single':
      if (answer.type !== 'choice') return 0
      return question.choices.some((choice) => choice.id === answer.id && choice.correct) ? 1 : 0
    case 'multi':
      return answer.type === 'choices' ? shareOfChoices(question, answer.ids) : 0
    case 'order':
      return answer.type === 'choices' ? shareOfOrder(question, answer.ids) : 0
    case 'numeric':
      return answer.type === 'text' && isClose(answer.text, question.answer, question.tolerance)
        ? 1
        : 0
    case 'short':
      return answer.type === 'text' && isAccepted(answer.text, question.accept, question.ignoreCase)
        ? 1
        : 0
    case 'code-output':
      return answer.type === 'text' && sameOutput(answer.text, question.output) ? 1 : 0
    case 'match':
      return answer.type === 'gaps' ? shareOfPairs(question, answer.gaps) : 0
    case 'cloze':
      return answer.type === 'gaps' ? shareOfGaps(question, answer.gaps) : 0
  }
}

function shareOfChoices(question: Of<'multi'>, ids: string[]): number {
  const chosen = new Set(ids)
  const right = question.choices.filter((choice) => choice.correct)
  const hits = right.filter((choice) => chosen.has(choice.id)).length
  const misses = chosen.size - hits
  if (right.length === 0) return chosen.size === 0 ? 1 : 0
  return (hits - misses) / right.length
}

/** Lines with the same text stand for each other: nobody can tell one closing brace from the next. */
function shareOfOrder(question: Of<'order'>, ids: string[]): number {
  const { lines } = question
  const texts = new Map(lines.map((line) => [line.id, line.text]))
  const given = [...new Set(ids)].map((id) => texts.get(id))
  if (given.length !== lines.length || given.includes(undefined)) return 0
  const wanted = lines.map((line) => line.text)
  if (lines.length === 1) return 1
  return (longestCommon(given as string[], wanted) - 1) / (lines.length - 1)
}

/** Length of the longest common subsequence (the textbook table, one row at a time). */
function longestCommon(left: string[], right: string[]): number {
  let row = new Array<number>(right.length + 1).fill(0)
  for (const value of left) {
    const next = [0]
    for (let at = 1; at <= right.length; at++) {
      const both = (row[at - 1] as number) + 1
      next.push(
        value === right[at - 1] ? both : Math.max(row[at] as number, next[at - 1] as number),
      )
    }
    row = next
  }
  return row[right.length] as number
}

function shareOfPairs(question: Of<'match'>, gaps: Record<string, string>): number {
  const hits = question.pairs.filter((pair) => sameText(own(gaps, pair.id), pair.right))
  return hits.length / question.pairs.length
}

function shareOfGaps(question: Of<'cloze'>, gaps: Record<string, string>): number {
  const names = Object.keys(question.key)
  const hits = names.filter((name) =>
    isAccepted(own(gaps, name), question.key[name] ?? [], question.ignoreCase),
  )
  return hits.length / names.length
}

function sameText(left: string, right: string): boolean {
  return left.trim().normalize('NFC') === right.trim().normalize('NFC')
}

function own(gaps: Record<string, string>, name: string): string {
  return Object.hasOwn(gaps, name) ? (gaps[name] as string) : ''
}

/** Within the tolerance, with room for the last bits that decimal fractions lose in binary. */
function isClose(text: string, wanted: number, tolerance: number): boolean {
  const parsed = parseNumber(text)
  if ('problem' in parsed) return false
  const room = 4 * Number.EPSILON * Math.max(Math.abs(parsed.value), Math.abs(wanted))
  return Math.abs(parsed.value - wanted) <= tolerance + room
}

function feedbackOf(question: Question, answer: Answer, correct: boolean): string {
  if (answer.type === 'text') return correct ? '' : feedbackOfText(question, answer.text)
  if (question.type === 'single' && answer.type === 'choice') {
    return question.choices.find((choice) => choice.id === answer.id)?.feedback ?? ''
  }
  if (question.type === 'multi' && answer.type === 'choices') {
    const chosen = question.choices.filter((choice) => answer.ids.includes(choice.id))
    const about = correct ? chosen : chosen.filter((choice) => !choice.correct)
    return paragraphs(about.map((choice) => choice.feedback))
  }
  if (question.type === 'cloze' && answer.type === 'gaps' && !correct) {
    const wrong = Object.keys(question.key).filter(
      (name) => !isAccepted(own(answer.gaps, name), question.key[name] ?? [], question.ignoreCase),
    )
    return paragraphs(wrong.map((name) => feedbackOfText(question, own(answer.gaps, name))))
  }
  return ''
}

function feedbackOfText(question: Question, text: string): string {
  const known = question.wrong.find(({ match }) => {
    if (question.type === 'numeric') {
      const wanted = parseNumber(match)
      if ('value' in wanted) return isClose(text, wanted.value, 0)
    }
    if (question.type === 'code-output' && sameOutput(text, match)) return true
    return isAccepted(text, [match], 'ignoreCase' in question && question.ignoreCase)
  })
  return known?.feedback ?? ''
}

function paragraphs(texts: string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join('\n\n')
}

/** The right answer in words (Markdown for choices and lines, whose texts are Markdown). */
function solutionOf(question: Question): string {
  switch (question.type) {
    case 'single':
    case 'multi': {
      const right = question.choices.filter((choice) => choice.correct)
      if (right.length === 0) return 'none of them'
      return right.length === 1 ? (right[0]?.text ?? '') : list(right.map((choice) => choice.text))
    }
    case 'numeric':
      return `${question.answer}${question.tolerance === 0 ? '' : ` (± ${question.tolerance})`}`
    case 'short':
      return shownAnswer(question.accept)
    case 'order':
      return question.lines.map((line, at) => `${at + 1}. ${line.text}`).join('\n')
    case 'match':
      return list(question.pairs.map((pair) => `${pair.left} → ${pair.right}`))
    case 'cloze': {
      const gaps = Object.entries(question.key)
      if (gaps.length === 1) return shownAnswer(gaps[0]?.[1] ?? [])
      return list(gaps.map(([name, accept]) => `${name}: ${shownAnswer(accept)}`))
    }
    case 'code-output':
      return question.output.replace(/\n+$/, '')
  }
}

function list(texts: string[]): string {
  return texts.map((text) => `- ${text}`).join('\n')
}

import type { Question } from '../../core/course/model.ts'
import { readAnswer } from '../../core/practice/answer.ts'
import { markdownLines } from '../plain/markdown.ts'
import { promptLines, resultLines } from '../presenters/question.ts'
import type { QuestionState } from '../state/question.ts'
import { type Heard, KEY, spoken } from './speaker.ts'

/** A question aloud: what it asks and how to answer, then hints and the result as they come. */
export function sayQuestion(
  state: QuestionState,
  before: QuestionState | null,
  width: number,
): string[] {
  const said: string[] = []
  const fresh = before === null || before.question.id !== state.question.id
  if (fresh) said.push(...spoken(promptLines(state, width)), ...choices(state, width))
  const told = fresh ? 0 : before.hints
  state.question.hints.slice(told, state.hints).forEach((hint, index) => {
    said.push(
      `Hint ${told + index + 1} of ${state.question.hints.length}.`,
      ...spoken(markdownLines(hint, width)),
    )
  })
  if (state.phase === 'answered' && (fresh || before.phase !== 'answered')) {
    said.push(...spoken(resultLines(state, width)))
    if (state.marked?.correct === false && 'choices' in state.question) {
      said.push('The right answer:', ...spoken(markdownLines(state.marked.solution, width)))
    }
  }
  return said
}

function choices(state: QuestionState, width: number): string[] {
  const { question } = state
  const numbered = (texts: string[]) =>
    texts.flatMap((text, index) =>
      spoken(markdownLines(text, width)).map((row, at) =>
        at === 0 ? `${index + 1}: ${row}` : row,
      ),
    )
  if ('choices' in question) return numbered(question.choices.map(({ text }) => text))
  if (question.type === 'order') return numbered(question.lines.map(({ text }) => text))
  if (question.type === 'match') return ['To choose from:', ...numbered([...state.rights])]
  return []
}

/** Takes an answer that needs several lines piece by piece: pairs, gaps, the lines a program prints. */
export class QuestionEars {
  private pieces: string[] = []
  private of = ''

  ask(state: QuestionState): string | null {
    if (state.phase === 'saving') return null
    if (state.phase === 'answered') return ''
    const { question } = state
    const at = this.piecesOf(question).length
    switch (question.type) {
      case 'single':
        return 'Your choice, a number'
      case 'multi':
        return 'Your choices, numbers with blanks between them, or none'
      case 'order':
        return 'All numbers in the right order'
      case 'match':
        return `${spoken(markdownLines(question.pairs[at]?.left ?? '', 200)).join(' ')}: which number`
      case 'cloze':
        return Object.keys(state.gaps).length === 1
          ? 'The gap'
          : `Gap ${at + 1} of ${Object.keys(state.gaps).length}`
      case 'code-output':
        return state.field.multiline
          ? `Line ${at + 1} of what it prints; a line with only a point ends the answer`
          : 'What it prints'
      case 'numeric':
        return 'A number'
      case 'short':
        return 'Your answer'
    }
  }

  hear(state: QuestionState, text: string, at: number): Heard {
    if (state.phase !== 'asking' || text.startsWith('/')) return KEY
    const { question } = state
    const typed =
      'accept' in question || question.type === 'cloze' || question.type === 'code-output'
    const pieces = this.piecesOf(question)
    const byLines = question.type === 'code-output' && state.field.multiline
    if (!typed && question.type !== 'numeric' && !/^[\s\d,]+$|^none$/.test(text)) return KEY
    if (text.trim() === '' && !byLines) return KEY
    const wanted =
      question.type === 'match' ? question.pairs.length : Object.keys(state.gaps).length
    if (byLines) {
      if (text !== '.') return this.keep(text, state)
    } else if (wanted > 0) {
      pieces.push(text)
      if (pieces.length < wanted) return { do: 'more', text: '' }
    } else return this.answer(question, text, at)
    const given = [...pieces]
    this.pieces = []
    if (byLines) return this.answer(question, given.join('\n'), at)
    const names =
      question.type === 'match' ? question.pairs.map(({ id }) => id) : Object.keys(state.gaps)
    const gaps = Object.fromEntries(names.map((name, index) => [name, given[index] ?? '']))
    return this.answer(question, gaps, at, [...state.rights])
  }

  private keep(text: string, state: QuestionState): Heard {
    this.piecesOf(state.question).push(text)
    return { do: 'more', text: '' }
  }

  private answer(question: Question, given: unknown, at: number, rights: string[] = []): Heard {
    return {
      do: 'event',
      event: { type: 'given', answer: readAnswer(question, given, rights), at },
    }
  }

  private piecesOf(question: Question): string[] {
    if (this.of !== question.id) this.pieces = []
    this.of = question.id
    return this.pieces
  }
}

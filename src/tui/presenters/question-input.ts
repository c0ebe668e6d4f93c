import type { Question } from '../../core/course/model.ts'
import { lineWidth, wrapLine } from '../plain/layout.ts'
import { inlineMarkdown } from '../plain/markdown.ts'
import { type Line, LOOKS, span, withLook } from '../plain/spans.ts'
import type { QuestionState } from '../state/question.ts'
import { fieldLines } from './field.ts'

interface InputLines {
  lines: Line[]
  markedRow: number
  cursor: { row: number; column: number } | null
}

/** What the learner has put in so far, by type of question. */
export function inputLines(state: QuestionState, width: number): InputLines {
  const { question } = state
  if ('choices' in question) return choiceLines(state, question, width)
  if (question.type === 'order') return orderLines(state, question, width)
  if (question.type === 'match') return matchLines(state, question, width)
  if (question.type === 'cloze') return gapLines(state, width)
  const field = fieldLines(state.field, [span('> ', LOOKS.key)], 2, width)
  return { lines: field.lines, markedRow: field.cursor.row, cursor: field.cursor }
}

/** Rows of items of which one is marked. */
function listOf(items: { line: Line; lead: string }[], mark: number, width: number): InputLines {
  const lines: Line[] = []
  let markedRow = 0
  items.forEach((item, index) => {
    const marked = index === mark
    if (marked) markedRow = lines.length
    const lead = `${marked ? '›' : ' '} ${item.lead} `
    const first = [span(lead, marked ? LOOKS.key : undefined)]
    const indent = [span(' '.repeat(Math.min(lineWidth(first), Math.floor(width / 3))))]
    const text = marked ? withLook(item.line, { bold: true }) : item.line
    lines.push(...wrapLine(text, width, { first, rest: indent }))
  })
  return { lines, markedRow, cursor: null }
}

function choiceLines(
  state: QuestionState,
  question: Extract<Question, { type: 'single' | 'multi' }>,
  width: number,
): InputLines {
  const answered = state.phase === 'answered'
  const given = state.given?.type === 'choice' ? [state.given.id] : [...state.chosen]
  const items = question.choices.map((choice, index) => {
    const box =
      question.type === 'multi' ? (state.chosen.includes(choice.id) ? ' [x]' : ' [ ]') : ''
    const notes = !answered
      ? []
      : [
          ...(choice.correct ? [span('  ✓ right', LOOKS.good)] : []),
          ...(given.includes(choice.id)
            ? [
                span(
                  choice.correct ? ' (yours)' : '  ✗ yours',
                  choice.correct ? LOOKS.good : LOOKS.bad,
                ),
              ]
            : []),
        ]
    return { lead: `${index + 1}${box}`, line: [...inlineMarkdown(choice.text), ...notes] }
  })
  return listOf(items, state.mark, width)
}

function orderLines(
  state: QuestionState,
  question: Extract<Question, { type: 'order' }>,
  width: number,
): InputLines {
  const items = state.order.map((id, index) => {
    const text = question.lines.find((row) => row.id === id)?.text ?? ''
    const held = state.held && index === state.mark
    return {
      lead: held ? '↕' : `${index + 1}`,
      line: held ? withLook(inlineMarkdown(text), LOOKS.selected) : inlineMarkdown(text),
    }
  })
  return listOf(items, state.mark, width)
}

function matchLines(
  state: QuestionState,
  question: Extract<Question, { type: 'match' }>,
  width: number,
): InputLines {
  const items = question.pairs.map((pair) => {
    const right = state.rights[state.matched[pair.id] ?? -1]
    const shown = right === undefined ? [span('…', LOOKS.quiet)] : inlineMarkdown(right)
    const verdict =
      state.phase !== 'answered' || right === undefined
        ? []
        : [
            right.trim() === pair.right.trim()
              ? span('  ✓ right', LOOKS.good)
              : span('  ✗ wrong', LOOKS.bad),
          ]
    return {
      lead: '',
      line: [...inlineMarkdown(pair.left), span('  →  ', LOOKS.quiet), ...shown, ...verdict],
    }
  })
  const list = listOf(items, state.mark, width)
  if (state.phase === 'answered') return list
  const used = new Set(Object.values(state.matched))
  const texts = state.rights.map((right, index) => {
    const text = inlineMarkdown(right)
    return wrapLine(used.has(index) ? withLook(text, LOOKS.quiet) : text, width, {
      first: [span(`  ${index + 1}  `, LOOKS.key)],
      rest: [span('     ')],
    })
  })
  return { ...list, lines: [...list.lines, [], ...texts.flat()] }
}

function gapLines(state: QuestionState, width: number): InputLines {
  const lines: Line[] = []
  let cursor: InputLines['cursor'] = null
  Object.values(state.gaps).forEach((editor, index) => {
    const marked = index === state.mark
    const prompt = `${marked ? '›' : ' '} ${index + 1}  `
    const field = fieldLines(
      editor,
      [span(prompt, marked ? LOOKS.key : undefined)],
      prompt.length,
      width,
    )
    if (marked) cursor = { row: lines.length + field.cursor.row, column: field.cursor.column }
    lines.push(...field.lines)
  })
  return { lines, markedRow: (cursor as { row: number } | null)?.row ?? 0, cursor }
}

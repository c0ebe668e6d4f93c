import { wrapLine } from '../plain/layout.ts'
import { codeLines, inlineMarkdown, markdownLines } from '../plain/markdown.ts'
import { type Line, LOOKS, line, plainText, span, withLook } from '../plain/spans.ts'
import { editorText } from '../state/editor.ts'
import { answerOf, isTyped, type QuestionState } from '../state/question.ts'
import { inputLines } from './question-input.ts'

export interface QuestionLines {
  lines: Line[]
  focus: readonly [number, number]
  cursor: { row: number; column: number } | null
}

/** A question, what the learner has put in so far, hints, and the result once it is there. */
export function questionLines(state: QuestionState, width: number): QuestionLines {
  const { question } = state
  const lines = promptLines(state, width)
  lines.push([], ...wrapLine(line(span(howTo(state), LOOKS.quiet)), width), [])
  const inputFrom = lines.length
  const input = inputLines(state, width)
  lines.push(...input.lines)
  const cursor =
    input.cursor === null || state.phase !== 'asking' || !state.typing
      ? null
      : { row: input.cursor.row + inputFrom, column: input.cursor.column }
  const markAt = inputFrom + input.markedRow
  let focus: readonly [number, number] = [Math.max(0, markAt - 1), markAt + 2]
  question.hints.slice(0, state.hints).forEach((hint, index) => {
    lines.push([], ...labelled(`Hint ${index + 1} of ${question.hints.length}`, hint, width))
    focus = [inputFrom, lines.length]
  })
  if (state.phase === 'saving') lines.push([], line(span('Saving…', LOOKS.quiet)))
  if (state.phase === 'answered') {
    const from = lines.length
    lines.push(...resultLines(state, width))
    focus = [Math.max(0, Math.min(markAt, from) - 1), lines.length]
  }
  return { lines, focus, cursor }
}

/** What a question asks, with what was typed standing in its gaps. */
export function promptLines(state: QuestionState, width: number): Line[] {
  const { question } = state
  const prompt = wrapLine(
    withLook(inlineMarkdown(fillGaps(question.prompt, state)), LOOKS.heading),
    width,
  )
  const body =
    question.body.trim() === '' ? [] : markdownLines(fillGaps(question.body, state), width)
  const lines = body.length === 0 ? prompt : [...prompt, [], ...body]
  if (question.type !== 'code-output') return lines
  lines.push([], ...codeLines(question.fence.code, question.fence.language, width))
  if (question.fence.input !== '') {
    lines.push(
      [],
      line(span('It reads:', LOOKS.quiet)),
      ...codeLines(question.fence.input, 'text', width),
    )
  }
  return lines
}

/** Puts what is typed into the gaps of a cloze: `{{name}}` → `‹1: strip›`. */
function fillGaps(text: string, state: QuestionState): string {
  if (state.question.type !== 'cloze') return text
  const names = Object.keys(state.gaps)
  return text.replaceAll(/\{\{([^{}]+)\}\}/g, (whole, name: string) => {
    const index = names.indexOf(name.trim())
    const editor = state.gaps[name.trim()]
    if (index === -1 || editor === undefined) return whole
    const typed = editorText(editor)
    return typed === '' ? `‹${index + 1}: …›` : `‹${index + 1}: ${typed}›`
  })
}

function howTo(state: QuestionState): string {
  const { question } = state
  switch (question.type) {
    case 'single':
      return 'Choose one:'
    case 'multi':
      return 'Choose all that are right:'
    case 'order':
      return state.held ? 'Arrows move the line; Space puts it down.' : 'Put these lines in order:'
    case 'match':
      return 'Choose a text from below for each line:'
    case 'cloze':
      return Object.keys(state.gaps).length === 1 ? 'Fill the gap:' : 'Fill the gaps:'
    case 'numeric':
      return 'Type a number:'
    case 'short':
      return 'Type your answer:'
    case 'code-output':
      return state.field.multiline
        ? 'Type what it prints, line by line. Ctrl-D answers.'
        : 'Type what it prints:'
  }
}

/** What became of the answer: a word, feedback, the right answer, the explanation. */
export function resultLines(state: QuestionState, width: number): Line[] {
  const { marked } = state
  if (marked === null) return []
  const lines: Line[] = [[], verdictLine(marked.correct, marked.score)]
  if (marked.feedback !== '') lines.push(...markdownLines(marked.feedback, width))
  if (!marked.correct && needsSolution(state)) {
    lines.push([], line(span('The right answer', LOOKS.strong)), ...solutionLines(state, width))
  }
  if (marked.explanation !== '') lines.push([], ...labelled('Why', marked.explanation, width))
  return lines
}

function verdictLine(correct: boolean, score: number): Line {
  if (correct) return line(span('✓ Right', { ...LOOKS.good, ...LOOKS.strong }))
  if (score > 0) {
    return line(
      span(`◐ Partly right: ${Math.round(score * 100)} %`, { ...LOOKS.warning, ...LOOKS.strong }),
    )
  }
  return line(span('✗ Not right', { ...LOOKS.bad, ...LOOKS.strong }))
}

/** Choices show which are right beside themselves. */
function needsSolution(state: QuestionState): boolean {
  return !('choices' in state.question)
}

function solutionLines(state: QuestionState, width: number): Line[] {
  const solution = state.marked?.solution ?? ''
  return isTyped(state.question)
    ? codeLines(solution, 'text', width)
    : markdownLines(solution, width)
}

function labelled(label: string, text: string, width: number): Line[] {
  return [line(span(label, LOOKS.strong)), ...markdownLines(text, width)]
}

/** The learner's answer in words, for the review of mistakes. */
export function answerText(state: QuestionState): string {
  const answer = state.given ?? answerOf(state)
  if (answer === null) return ''
  const { question } = state
  const named = (id: string) => {
    if ('choices' in question)
      return question.choices.find((choice) => choice.id === id)?.text ?? id
    return question.type === 'order'
      ? (question.lines.find((row) => row.id === id)?.text ?? id)
      : id
  }
  if (answer.type === 'choice') return plainText(inlineMarkdown(named(answer.id)))
  if (answer.type === 'choices')
    return answer.ids.map((id) => plainText(inlineMarkdown(named(id)))).join(', ')
  if (answer.type === 'text') return answer.text
  return Object.values(answer.gaps).join(', ')
}

import type { PublicQuestion } from '../../core/practice/public.ts'
import type { Marked } from '../../core/practice/types.ts'
import { wrapLine } from './layout.ts'
import { codeLines, inlineMarkdown, markdownLines } from './markdown.ts'
import { type Line, LOOKS, line, span, withLook } from './spans.ts'

/**
 * A question with what there is to choose from, each with its id, which is what `--answer` takes.
 * @param item the quiz or lesson it stands in
 */
export function questionLines(question: PublicQuestion, item: string, width: number): Line[] {
  const lines: Line[] = wrapLine(withLook(inlineMarkdown(question.prompt), LOOKS.heading), width)
  if (question.body.trim() !== '') lines.push([], ...markdownLines(question.body, width))
  if (question.code !== undefined) {
    lines.push([], ...codeLines(question.code.code, question.code.language, width))
    if (question.code.input !== '') {
      lines.push([], line(span('It reads:', LOOKS.quiet)))
      lines.push(...codeLines(question.code.input, 'text', width))
    }
  }
  const entries = question.choices ?? question.lines ?? question.lefts ?? []
  if (entries.length > 0) lines.push([])
  for (const { id, text } of entries) lines.push(...entry(id, inlineMarkdown(text), width))
  if (question.rights !== undefined) {
    lines.push([], line(span('Partners:', LOOKS.quiet)))
    question.rights.forEach((right, at) => {
      lines.push(...entry(String(at + 1), inlineMarkdown(right), width))
    })
  }
  lines.push([], ...wrapLine(line(span(howToAnswer(question), LOOKS.quiet)), width))
  if (question.hints > 0) {
    const many = question.hints === 1 ? 'One hint' : `${question.hints} hints`
    const hint = `${many}: mastery hint ${item}/${question.id}`
    lines.push(...wrapLine(line(span(hint, LOOKS.quiet)), width))
  }
  return lines
}

/** What came of an answer: a word, feedback, the right answer when it was missed, why. */
export function markedLines(marked: Marked, width: number): Line[] {
  const verdict = marked.correct
    ? span('Right.', LOOKS.good)
    : marked.score > 0
      ? span(`Partly right (${Math.round(marked.score * 100)} %).`, LOOKS.warning)
      : span('Not right.', LOOKS.bad)
  const lines: Line[] = wrapLine(line(verdict), width)
  const add = (markdown: string) => {
    if (markdown !== '') lines.push([], ...markdownLines(markdown, width))
  }
  add(marked.feedback)
  if (!marked.correct) {
    lines.push([], line(span('The answer:', LOOKS.strong)))
    lines.push(
      ...marked.solution.split('\n').flatMap((row) => wrapLine(inlineMarkdown(row), width)),
    )
  }
  add(marked.explanation)
  return lines
}

function entry(id: string, text: Line, width: number): Line[] {
  const lead = `  ${id}  `
  return wrapLine(text, width, {
    first: line(span(lead, LOOKS.key)),
    rest: line(' '.repeat(Math.min(lead.length, Math.max(2, width - 12)))),
  })
}

function howToAnswer(question: PublicQuestion): string {
  const give = (what: string) => `Answer: --answer ${question.id}=${what}`
  switch (question.type) {
    case 'single':
      return give('ID')
    case 'multi':
      return `${give('ID,ID')} (all that are right; none: none)`
    case 'order':
      return `${give('ID,ID,…')} (in the right order)`
    case 'match':
      return give(`"${(question.lefts ?? []).map((left) => `${left.id}=…`).join('; ')}"`)
    case 'cloze':
      return question.gaps?.length === 1
        ? give('TEXT')
        : give(`"${(question.gaps ?? []).map((gap) => `${gap}=…`).join('; ')}"`)
    case 'numeric':
      return give('NUMBER')
    case 'short':
      return give('TEXT')
    case 'code-output':
      return `${give('TEXT')} (what it prints)`
  }
}

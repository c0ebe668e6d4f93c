import type { PublicQuestion } from '../../core/practice/public.ts'
import type { Marked } from '../../core/practice/types.ts'
import { wrapLine } from './layout.ts'
import { codeLines, inlineMarkdown, markdownLines } from './markdown.ts'
import { type Line, LOOKS, line, span, withLook } from './spans.ts'

/**
 * A question with what there is to choose from, numbered: `--answer` takes the numbers besides ids, which can tell
 * too much (`right`).
 * @param name of the question, with what it stands in: `basics-quiz/precedence`
 * @param give the command that takes an answer, given what to write for it
 */
export function questionLines(
  question: PublicQuestion,
  name: string,
  give: (answer: string) => string,
  width: number,
): Line[] {
  const lines = askedLines(question, width)
  lines.push([], ...wrapLine(line(span(howToAnswer(question, give), LOOKS.quiet)), width))
  if (question.hints > 0) {
    const many = question.hints === 1 ? 'One hint' : `${question.hints} hints`
    lines.push(...wrapLine(line(span(`${many}: mastery hint ${name}`, LOOKS.quiet)), width))
  }
  return lines
}

/** What a question asks and what there is to choose from, without how to answer. */
export function askedLines(question: PublicQuestion, width: number): Line[] {
  const lines: Line[] = wrapLine(withLook(inlineMarkdown(question.prompt), LOOKS.heading), width)
  const body = gapsShown(question.body, question.gaps ?? [])
  if (body.trim() !== '') lines.push([], ...markdownLines(body, width))
  if (question.code !== undefined) {
    lines.push([], ...codeLines(question.code.code, question.code.language, width))
    if (question.code.input !== '') {
      lines.push([], line(span('It reads:', LOOKS.quiet)))
      lines.push(...codeLines(question.code.input, 'text', width))
    }
  }
  const entries = question.choices ?? question.lines ?? []
  const lefts = question.lefts ?? []
  if (entries.length + lefts.length > 0) lines.push([])
  entries.forEach(({ text }, at) => {
    lines.push(...entry(String(at + 1), inlineMarkdown(text), width))
  })
  // A partner is given by name: `left=number`.
  for (const { id, text } of lefts) lines.push(...entry(id, inlineMarkdown(text), width))
  if (question.rights !== undefined) {
    lines.push([], line(span('Partners:', LOOKS.quiet)))
    question.rights.forEach((right, at) => {
      lines.push(...entry(String(at + 1), inlineMarkdown(right), width))
    })
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

function howToAnswer(question: PublicQuestion, command: (answer: string) => string): string {
  const give = (what: string) => `Answer: ${command(what)}`
  const parts = (names: readonly string[], what: string) =>
    give(names.map((name) => `${name}=${what}`).join('; '))
  switch (question.type) {
    case 'single':
      return give('NUMBER')
    case 'multi':
      return `${give('NUMBER,NUMBER')} (all that are right; none: none)`
    case 'order':
      return `${give('NUMBER,NUMBER,…')} (in the right order)`
    case 'match':
      return parts(
        (question.lefts ?? []).map(({ id }) => id),
        'NUMBER',
      )
    case 'cloze':
      return question.gaps?.length === 1 ? give('TEXT') : parts(question.gaps ?? [], 'TEXT')
    case 'numeric':
      return give('NUMBER')
    case 'short':
      return give('TEXT')
    case 'code-output':
      return `${give('TEXT')} (what it prints)`
  }
}

/** Braces mean something in programs, so gaps are shown in other brackets: `{{name}}` → `‹name›`. */
function gapsShown(body: string, gaps: readonly string[]): string {
  return body.replaceAll(/\{\{([^{}]+)\}\}/g, (whole, name: string) =>
    gaps.includes(name.trim()) ? `‹${name.trim()}›` : whole,
  )
}

/** A word of a command line, in quotes when a shell would take it apart. */
export function shellWord(text: string): string {
  return /[\s;]/.test(text) ? `"${text}"` : text
}

import type { LessonPage, PageBlock } from '../../core/practice/lesson-page.ts'
import { wrapLine } from './layout.ts'
import { codeLines, inlineMarkdown, markdownLines } from './markdown.ts'
import { askedLines, markedLines, questionLines, shellWord } from './question.ts'
import { safeText } from './safe.ts'
import { type Line, LOOKS, line, paint, span, withLook } from './spans.ts'
import type { Style } from './style.ts'

/** What answers came to, and that the lesson is read: without the lesson, which the learner has just seen. */
export function renderLessonResults(page: LessonPage, style: Style, done: boolean): string {
  const { width } = style
  const lines: Line[] = []
  for (const answer of page.answers) {
    const question = page.questions.find((one) => one.id === answer.question)
    if (question !== undefined)
      lines.push(...wrapLine(withLook(inlineMarkdown(question.prompt), LOOKS.heading), width))
    lines.push(...markedLines(answer, width), [])
  }
  const said = done
    ? [span('✓ Read: ', LOOKS.good), span(page.title)]
    : [span(openWords(page.open.length), LOOKS.quiet)]
  lines.push(...wrapLine(said, width))
  if (!done && page.open.length > 0)
    lines.push(line(span(`  mastery learn ${page.lesson}`, LOOKS.accent)))
  else if (!done && page.readOn === null)
    lines.push(line(span(`  mastery learn ${page.lesson} --done`, LOOKS.accent)))
  else if (page.next !== null)
    lines.push(
      ...wrapLine(line(span('Next: ', LOOKS.strong), page.next.title), width),
      line(span(`  ${commandFor(page.next)}`, LOOKS.accent)),
    )
  return lines.map((row) => paint(row, style.color ? 'color' : 'none')).join('\n')
}

function openWords(open: number): string {
  if (open === 0) return 'All its questions are answered.'
  return open === 1 ? 'One of its questions is open.' : `${open} of its questions are open.`
}

/** A lesson as text: its sections, programs with what they print, check questions, where to go on. */
export function renderLesson(page: LessonPage, style: Style): string {
  const { width } = style
  const lines: Line[] = []
  const about = [
    page.courseTitle,
    ...(page.minutes === null ? [] : [`${page.minutes} min`]),
    ...(page.section === null ? [] : [`section ${page.section} of ${page.sectionCount}`]),
    ...(page.readOn === null ? [] : [`read on ${page.readOn}`]),
  ]
  lines.push(...markdownLines(`# ${page.title}`, width))
  lines.push(...wrapLine(line(span(about.join(' · '), LOOKS.quiet)), width))
  for (const section of page.sections) {
    if (section.heading !== '') lines.push([], ...markdownLines(`## ${section.heading}`, width))
    for (const block of section.blocks) lines.push([], ...blockLines(block, width))
  }
  if (page.questions.length > 0) {
    lines.push([], ...markdownLines('## Check yourself', width))
    for (const question of page.questions) {
      const answer = page.answers.find((one) => one.question === question.id)
      const give = (what: string) =>
        `mastery learn ${page.lesson} --answer ${question.id}=${shellWord(what)}`
      if (answer === undefined)
        lines.push([], ...questionLines(question, `${page.lesson}/${question.id}`, give, width))
      else lines.push([], ...askedLines(question, width), [], ...markedLines(answer, width))
    }
  }
  lines.push([], ...footer(page, width))
  return lines.map((row) => paint(row, style.color ? 'color' : 'none')).join('\n')
}

function blockLines(block: PageBlock, width: number): Line[] {
  if (block.type === 'markdown') return markdownLines(block.text, width)
  if (block.type === 'code') return codeLines(safeText(block.code), block.language, width)
  const { fence, run } = block
  const lines = codeLines(safeText(fence.code), fence.language, width)
  const add = (label: string, text: string) => {
    lines.push(line(span(label, LOOKS.quiet)))
    lines.push(...codeLines(safeText(text).replace(/\n$/, ''), 'text', width))
  }
  if (fence.input !== '') add('It reads:', fence.input)
  if (run === null) {
    if (fence.output !== null) add('It prints:', fence.output)
    return lines
  }
  add('It printed:', run.output)
  if (run.error !== null && run.error !== 'stopped') {
    lines.push(...wrapLine(line(span(`Ended: ${run.error}`, LOOKS.quiet)), width))
  }
  if (run.asStated !== null) {
    const said = run.asStated
      ? span('As the lesson says.', LOOKS.good)
      : span('Not what the lesson says.', LOOKS.warning)
    lines.push(...wrapLine(line(said), width))
  }
  return lines
}

function footer(page: LessonPage, width: number): Line[] {
  const rows: string[] = []
  if (page.section !== null && page.section < page.sectionCount) {
    rows.push(`Go on: mastery learn ${page.lesson} --section ${page.section + 1}`)
  }
  if (page.readOn === null) rows.push(`When you have read it: mastery learn ${page.lesson} --done`)
  if (page.next !== null) rows.push(`Next: ${page.next.title} (${commandFor(page.next)})`)
  return rows.flatMap((row) => wrapLine(line(span(row, LOOKS.quiet)), width))
}

function commandFor(next: { item: string; kind: string }): string {
  if (next.kind === 'deck') return 'mastery review'
  const verb = next.kind === 'lesson' ? 'learn' : next.kind === 'quiz' ? 'quiz' : 'start'
  return `mastery ${verb} ${next.item}`
}

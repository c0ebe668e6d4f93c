import type { QuizPage, QuizResults, SummaryPage } from '../../core/practice/quiz-page.ts'
import { bar, textWidth, wrapLine } from './layout.ts'
import { inlineMarkdown, markdownLines } from './markdown.ts'
import { markedLines, questionLines, shellWord } from './question.ts'
import { type Line, LOOKS, line, paint, span, withLook } from './spans.ts'
import type { Style } from './style.ts'

/** The open questions of an attempt. */
export function renderQuiz(page: QuizPage, style: Style): string {
  const { width } = style
  const done = page.answered.length
  const lines: Line[] = markdownLines(`# ${page.title}`, width)
  const state = page.resumed
    ? `goes on: ${done} of ${page.total} answered`
    : `${page.total} questions`
  lines.push(
    ...wrapLine(
      line(span(`${state} · ${Math.round(page.pass * 100)} % to pass`, LOOKS.quiet)),
      width,
    ),
  )
  if (page.stale) {
    lines.push(
      ...wrapLine(line(span('It has changed since your last score.', LOOKS.warning)), width),
    )
  }
  page.questions.forEach((question, at) => {
    lines.push([], line(span(`Question ${done + at + 1} of ${page.total}`, LOOKS.quiet)))
    const give = (answer: string) =>
      `mastery quiz ${page.quiz} --answer ${question.id}=${shellWord(answer)}`
    lines.push(...questionLines(question, `${page.quiz}/${question.id}`, give, width))
  })
  lines.push(
    [],
    ...wrapLine(
      line(
        span(
          `Several at once: mastery quiz ${page.quiz} --answer ID=ANSWER --answer ID=ANSWER`,
          LOOKS.quiet,
        ),
      ),
      width,
    ),
  )
  return text(lines, style)
}

/** What each answer came to, then the result once nothing is left. */
export function renderQuizResults(results: QuizResults, style: Style): string {
  const { width } = style
  const lines: Line[] = []
  for (const result of results.results) {
    lines.push(line(span(result.question, LOOKS.strong)), ...markedLines(result, width), [])
  }
  if (results.summary !== null) lines.push(...summaryLines(results.quiz, results.summary, width))
  else {
    const left = results.left === 1 ? 'One question is left' : `${results.left} questions are left`
    lines.push(...wrapLine(line(span(`${left}: mastery quiz ${results.quiz}`, LOOKS.quiet)), width))
  }
  return text(lines, style)
}

function summaryLines(quiz: string, summary: SummaryPage, width: number): Line[] {
  const percent = Math.round(summary.score)
  const word = summary.passed
    ? span('Passed', { ...LOOKS.good, bold: true })
    : span('Not passed yet', { ...LOOKS.bad, bold: true })
  const needed = `${Math.round(summary.pass * 100)} % to pass`
  const help = summary.unaided ? 'unaided' : 'with hints'
  const lines: Line[] = wrapLine(line(word, `: ${percent} % (${needed}), ${help}`), width)
  if (summary.mistakes.length > 0) {
    lines.push([], line(span('To look at again', LOOKS.strong)))
    for (const { question, prompt, solution } of summary.mistakes) {
      lines.push(
        ...wrapLine(withLook(inlineMarkdown(prompt), LOOKS.strong), width, {
          first: line('• '),
          rest: line('  '),
        }),
      )
      lines.push(
        ...solution
          .split('\n')
          .flatMap((row) =>
            wrapLine(inlineMarkdown(row), width, { first: line('  '), rest: line('  ') }),
          ),
      )
      lines.push(line(span(`  ${question}`, LOOKS.quiet)))
    }
  }
  if (summary.mastery.length > 0) lines.push([], ...masteryLines(summary.mastery, width))
  if (summary.struggle !== null) {
    lines.push(
      [],
      ...wrapLine(line(summary.struggle.offer), width),
      line(span(summary.struggle.command, LOOKS.accent)),
    )
  }
  const next =
    summary.mistakes.length > 0 ? `Take it again: mastery quiz ${quiz}` : 'Go on: mastery next'
  lines.push([], ...wrapLine(line(span(next, LOOKS.quiet)), width))
  return lines
}

function masteryLines(mastery: SummaryPage['mastery'], width: number): Line[] {
  const longest = Math.min(
    Math.max(...mastery.map((one) => textWidth(one.title))),
    Math.max(8, width - 20),
  )
  return mastery.map(({ title, percent }) => {
    const room = width - longest - 8
    const name = title.length > longest ? `${title.slice(0, longest - 1)}…` : title.padEnd(longest)
    return line(
      `${name}  ${String(percent).padStart(3)} %`,
      room >= 8 ? ` ${bar(percent / 100, Math.min(20, room - 1))}` : '',
    )
  })
}

function text(lines: Line[], style: Style): string {
  return lines.map((row) => paint(row, style.color ? 'color' : 'none')).join('\n')
}

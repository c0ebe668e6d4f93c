import { levelOf } from '../../core/learner/mastery.ts'
import type { QuizSummary } from '../../core/practice/types.ts'
import { cutText, wrapLine } from '../plain/layout.ts'
import { inlineMarkdown, markdownLines } from '../plain/markdown.ts'
import { count, duration, LEVEL_LOOKS } from '../plain/progress.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import { newQuestion } from '../state/question.ts'
import type { QuizState } from '../state/quiz.ts'
import { titleWithKind } from '../state/tree.ts'
import { answerText, questionLines } from './question.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** A quiz: the question it is at, or the result. */
export function presentQuiz(state: QuizState, size: Size): View {
  const width = innerWidth(size)
  const title = line(
    cutText(titleWithKind('Quiz', state.view.quiz.title), Math.max(16, width - 10)),
  )
  if (state.question === null) {
    const body = state.summary === null ? workingOut(state) : summaryLines(state.summary, width)
    return makeView({
      title,
      status: line(span('Result', LOOKS.quiet)),
      body,
      scroll: state.scroll,
    })
  }
  const { lines, focus, cursor } = questionLines(state.question, width)
  return makeView({
    title,
    status: line(span(progress(state), LOOKS.quiet)),
    body: lines,
    focus,
    cursor,
    scroll: state.question.scroll,
  })
}

function workingOut(state: QuizState): Line[] {
  if (state.notice?.kind === 'error')
    return [line('All questions are answered. Enter tries again to save the result.')]
  return [line(span('Working out your result…', LOOKS.quiet))]
}

function progress(state: QuizState): string {
  return `${Math.min(state.index + 1, state.view.questions.length)} of ${state.view.questions.length}`
}

/** Score, mastery, and every mistake with what would have been right. */
export function summaryLines(summary: QuizSummary, width: number): Line[] {
  const passed = summary.passed
    ? span('✓ Passed', { ...LOOKS.good, ...LOOKS.strong })
    : span('✗ Not passed yet', { ...LOOKS.bad, ...LOOKS.strong })
  const lines: Line[] = [
    line(
      span(`${Math.round(summary.score)} %`, LOOKS.strong),
      '  ',
      passed,
      span(`  (${Math.round(summary.pass * 100)} % needed)`, LOOKS.quiet),
    ),
    line(
      span(
        `${duration(summary.seconds)}, ${summary.unaided ? 'without hints' : 'with hints'}`,
        LOOKS.quiet,
      ),
    ),
  ]
  if (summary.mastery.length > 0) {
    lines.push([], line(span('Where you stand now', LOOKS.heading)))
    for (const skill of summary.mastery) {
      lines.push(...wrapLine(line(`${skill.title}: `, ...levelWords(skill.percent)), width))
    }
  }
  if (summary.struggle !== null) {
    lines.push(
      [],
      ...wrapLine(line(summary.struggle.offer), width),
      line(span(summary.struggle.command, LOOKS.code)),
    )
  }
  if (summary.mistakes.length === 0) return [...lines, [], line('No mistakes.')]
  lines.push(
    [],
    line(span(`To look at again: ${count(summary.mistakes.length, 'question')}`, LOOKS.heading)),
  )
  summary.mistakes.forEach(({ question, answer, marked }, index) => {
    const given = answerText({ ...newQuestion(question, [], 0), given: answer })
    lines.push(
      [],
      ...wrapLine(
        [span(`${index + 1}. `, LOOKS.strong), ...inlineMarkdown(question.prompt)],
        width,
        { rest: [span('   ')] },
      ),
    )
    lines.push(
      ...wrapLine(
        line(
          span('   You answered: ', LOOKS.quiet),
          given === '' ? '(nothing)' : given.replaceAll('\n', ' ⏎ '),
        ),
        width,
        { rest: [span('   ')] },
      ),
    )
    lines.push(...rightAnswer(marked.solution, width))
    if (marked.explanation !== '') {
      lines.push(
        ...markdownLines(marked.explanation, width - 3).map((row) => [span('   '), ...row]),
      )
    }
  })
  return lines
}

function rightAnswer(solution: string, width: number): Line[] {
  const rows = markdownLines(solution, width - 6)
  const [first = [], ...others] = rows
  if (others.length === 0) return wrapLine(line(span('   Right: ', LOOKS.quiet), ...first), width)
  return [line(span('   Right:', LOOKS.quiet)), ...rows.map((row) => [span('     '), ...row])]
}

function levelWords(percent: number): Line {
  const { name } = levelOf(percent)
  return line(`${percent} % `, span(name, LEVEL_LOOKS[name]))
}

import type { SolutionView } from '../../core/practice/exercise.ts'
import type { ExercisePage } from '../../core/practice/exercise-page.ts'
import type { HintView } from '../../core/practice/types.ts'
import { wrapLine } from './layout.ts'
import { codeLines, markdownLines } from './markdown.ts'
import { count } from './progress.ts'
import { safeText } from './safe.ts'
import { type Line, LOOKS, line, paint, span } from './spans.ts'
import type { Style } from './style.ts'

/** The task, where its files are, and what to run next. */
export function renderStarted(page: ExercisePage, style: Style): string {
  const { width } = style
  const about = [
    page.courseTitle,
    // The course of a language mostly bears its name.
    ...(page.courseTitle.toLowerCase() === page.language ? [] : [page.language]),
    `difficulty ${page.difficulty} of 5`,
    ...(page.minutes === null ? [] : [`${page.minutes} min`]),
    ...(page.passedOn === null ? [] : [`passed on ${page.passedOn}`]),
  ]
  const lines: Line[] = [
    ...markdownLines(`# ${page.title}`, width),
    ...quiet(about.join(' · '), width),
    [],
    ...markdownLines(page.task, width),
    [],
  ]
  // A path is copied, so it is never broken into rows.
  for (const path of page.edit) lines.push(line('Your file: ', span(path, LOOKS.accent)))
  if (page.readonly.length > 0)
    lines.push(...wrapLine(line(`Given beside it: ${givenFiles(page)}`), width))
  if (page.kept.length > 0) {
    lines.push(
      ...wrapLine(
        line(
          span('Kept as it is: ', LOOKS.warning),
          `${page.kept.join(', ')}. To begin again: mastery reset ${page.exercise}`,
        ),
        width,
      ),
    )
  }
  const { visible, hidden } = page.tests
  const tests = `${count(visible, 'visible test')}, ${hidden} hidden · ${count(page.hints, 'hint')}`
  lines.push(
    ...quiet(tests, width),
    ...quiet(`Run the visible tests: mastery check ${page.exercise}`, width),
    ...quiet(`On each save: mastery watch ${page.exercise}`, width),
  )
  return text(lines, style)
}

function givenFiles({ readonly, language }: ExercisePage): string {
  const names = safeText(readonly.join(', '))
  return language === 'sql' ? `${names}; each test runs them before yours` : names
}

/** One rung of the ladder, with how many there are. */
export function renderHint(
  hint: Pick<HintView, 'rung' | 'of' | 'text' | 'next'> &
    Partial<Pick<HintView, 'struggle' | 'exercise'>>,
  style: Style,
): string {
  const { width } = style
  const offered = hint.struggle ?? null
  return text(
    [
      line(span(`Hint ${hint.rung} of ${hint.of}`, LOOKS.strong)),
      ...markdownLines(hint.text, width),
      [],
      ...quiet(hint.next === null ? lastWords(hint.exercise) : `One more: ${hint.next}`, width),
      ...(offered === null
        ? []
        : [[], ...markdownLines(`${offered.offer} \`${offered.command}\``, width)]),
    ],
    style,
  )
}

function lastWords(exercise: string | undefined): string {
  const last = 'This was the last one.'
  if (exercise === undefined) return last
  return `${last} To give up and see a solution: mastery solution ${exercise} --give-up`
}

export interface ResetView {
  course: string
  exercise: string
  folder: string
  backup: string
}

export function renderReset(reset: ResetView): string {
  return `The starter is back in ${reset.folder}\nYour work is kept in ${reset.backup}`
}

/** The reference solution, file by file. */
export function renderSolution(solution: SolutionView, style: Style): string {
  const { width } = style
  const lines: Line[] = markdownLines(`# ${solution.title}: one solution`, width)
  for (const file of solution.files) {
    lines.push([], line(span(safeText(file.path), LOOKS.strong)))
    lines.push(...codeLines(safeText(file.text).replace(/\n$/, ''), languageOf(file.path), width))
  }
  const said = solution.gaveUp
    ? 'Recorded as solved with help. Close it, and write it again in your own words.'
    : 'Compare it with yours: what is different, and why?'
  lines.push([], ...quiet(said, width))
  return text(lines, style)
}

function languageOf(path: string): string {
  if (path.endsWith('.py')) return 'python'
  if (path.endsWith('.sql')) return 'sql'
  return path.endsWith('.ts') ? 'typescript' : path.endsWith('.js') ? 'javascript' : 'text'
}

function quiet(words: string, width: number): Line[] {
  return wrapLine(line(span(words, LOOKS.quiet)), width)
}

function text(lines: Line[], style: Style): string {
  return lines.map((row) => paint(row, style.color ? 'color' : 'none')).join('\n')
}

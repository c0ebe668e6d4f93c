import type { CourseAdded } from '../../core/course/add-course.ts'
import type { CourseCounts, CourseSource, InstalledCourse } from '../../core/course/library.ts'
import type { CourseWritten } from '../../host/new-course.ts'
import type { CoursePacked } from '../../host/pack-course.ts'
import { foldText } from './fold.ts'
import { count } from './progress.ts'
import { safeText } from './safe.ts'
import type { Style } from './style.ts'

/** `course new`: the files that were written. */
export function renderNew(report: CourseWritten, style: Style): string {
  const { chalk } = style
  return foldText(
    [
      `Wrote the course ${chalk.bold(safeText(report.title))} (${report.id}) into ${report.path}:`,
      ...report.files.map((file) => `  ${file}`),
      `${chalk.bold('Next:')} mastery course check ${report.path} --write`,
    ],
    style,
  )
}

/** `course add`: what was installed or updated. */
export function renderAdded(report: CourseAdded, style: Style): string {
  const { chalk } = style
  const words = {
    installed: chalk.green('Installed'),
    updated: chalk.green('Updated'),
    unchanged: 'Nothing new in',
  }
  const lines = [
    `${words[report.change]} ${chalk.bold(safeText(report.title))}${version(report.version)}: ${countsText(report.counts)}.`,
  ]
  if (!report.complete) lines.push('It is a learner pack: hidden cases stay with the author.')
  if (report.warnings > 0) {
    const count = report.warnings === 1 ? 'one warning' : `${report.warnings} warnings`
    lines.push(`The course has ${count}; its author sees them with mastery course check.`)
  }
  lines.push(`${chalk.bold('Next:')} mastery course show ${report.id}, or begin: mastery next`)
  return foldText(lines, style)
}

/** `course remove`: what was taken out, and how it comes back. */
export function renderRemoved(
  report: { id: string; title: string; bundled: boolean },
  style: Style,
): string {
  const back = report.bundled
    ? `mastery course add ${report.id}`
    : 'mastery course add <its folder>'
  return foldText(
    [
      `Removed ${safeText(report.title)} (${report.id}). Your history of it is kept.`,
      `${style.chalk.bold('To have it back:')} ${back}`,
    ],
    style,
  )
}

/** `course list`: installed courses, and those whose source is gone. */
export function renderList(
  report: {
    courses: readonly InstalledCourse[]
    missing: readonly { course: string; source: CourseSource }[]
  },
  style: Style,
): string {
  const { chalk } = style
  const courses = report.courses.map((course) =>
    foldText(
      [
        `${chalk.bold(course.id)}  ${safeText(course.title)}${version(course.version)}`,
        `  ${countsText(course.counts)}`,
        `  ${chalk.dim(`${course.licence}; ${sourceText(course.source)}${course.complete ? '' : '; learner pack'}`)}`,
      ],
      style,
    ),
  )
  const missing = report.missing.map(({ course, source }) =>
    foldText(
      [`${chalk.yellow('missing')} ${course}: add it again with mastery course add ${source.path}`],
      style,
    ),
  )
  if (courses.length + missing.length === 0)
    return foldText(
      ['The library is empty.', `${chalk.bold('Next:')} mastery course add <folder>`],
      style,
    )
  return [...courses, ...missing].join('\n')
}

/** `course pack`: the file, and what is not inside. */
export function renderPacked(report: CoursePacked, style: Style): string {
  const { chalk } = style
  const hidden =
    report.audience === 'grader'
      ? `with ${report.hiddenCases} hidden cases`
      : `without its ${report.hiddenCases} hidden cases, solutions and mutants`
  const lines = [
    `Packed ${report.items} items ${hidden} into ${report.file} (${Math.ceil(report.bytes / 1024)} KB).`,
    `Digest: ${report.digest}`,
  ]
  if (report.mediaLeftOut > 0)
    lines.push(`${report.mediaLeftOut} media files are not inside: a pack holds text only.`)
  lines.push(`${chalk.bold('Next:')} mastery course add ${report.file}`)
  return foldText(lines, style)
}

/** `3 lessons, 1 quiz`; what there is none of is left out. */
export function countsText(counts: CourseCounts): string {
  const parts: [number, string, string?][] = [
    [counts.lessons, 'lesson'],
    [counts.quizzes, 'quiz', 'quizzes'],
    [counts.questions, 'question'],
    [counts.decks, 'deck'],
    [counts.cards, 'card'],
    [counts.exercises, 'exercise'],
  ]
  const words = parts.filter(([n]) => n > 0).map((part) => count(...part))
  return words.length === 0 ? 'nothing' : words.join(', ')
}

function version(text: string): string {
  return text === '' ? '' : `, version ${safeText(text)}`
}

function sourceText(source: CourseSource): string {
  return source.kind === 'bundled' ? 'comes with mastery' : source.path
}

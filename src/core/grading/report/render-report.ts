import { MasteryError } from '../../errors.ts'
import { nearest } from '../../nearest.ts'
import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import { renderCsv } from './csv.ts'
import { renderCtrf } from './ctrf.ts'
import { renderExercism } from './exercism.ts'
import { renderGithub } from './github.ts'
import { renderGradescope } from './gradescope.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderSarif } from './sarif.ts'
import { renderTap } from './tap.ts'
import { oneLine } from './text.ts'

/** Names of `--report`, the full one first. */
export const REPORT_FORMATS = [
  'json',
  'junit',
  'ctrf',
  'tap',
  'sarif',
  'github',
  'gradescope',
  'exercism',
  'csv',
] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** What a report needs besides what it tells. */
export interface RenderContext {
  /** Letters and digits that nobody can guess, at least 16; asked for by `github` alone. */
  random: () => string
}

/**
 * The text of a report's file, UTF-8. Pure: the same report gives the same bytes. `github` is for standard output of a
 * step; its job summary is a text of its own, `renderGithubSummary`.
 * @throws MasteryError `usage` when the format is for one submission and the report has another number of them
 */
export function renderReport(
  format: ReportFormat,
  report: GradeReport,
  how: RenderContext,
): string {
  switch (format) {
    case 'json':
      return renderJson(report)
    case 'junit':
      return renderJunit(report)
    case 'ctrf':
      return renderCtrf(report)
    case 'tap':
      return renderTap(report)
    case 'sarif':
      return renderSarif(report)
    case 'github':
      return renderGithub(report, how.random)
    case 'gradescope':
      return renderGradescope(report, onlyOne(format, report))
    case 'exercism':
      return renderExercism(onlyOne(format, report))
    case 'csv':
      return renderCsv(report)
  }
}

/** Formats that have no place for a second submission. */
const FOR_ONE: readonly ReportFormat[] = ['gradescope', 'exercism']

/** @throws MasteryError `usage` when the format is for one submission and there is another number of them */
export function requireFitting(format: ReportFormat, submissions: number): void {
  if (submissions === 1 || !FOR_ONE.includes(format)) return
  throw new MasteryError(
    'usage',
    `The report "${format}" is for one submission, but there are ${submissions}.`,
    { next: 'grade one submission, or use --report csv, --report junit or --report json' },
  )
}

function onlyOne(format: ReportFormat, { submissions }: GradeReport): GradedSubmission {
  requireFitting(format, submissions.length)
  return submissions[0] as GradedSubmission
}

/**
 * What `--report` was given: `junit` or `junit=out/report.xml`.
 * @returns the file as it was written, null when none was named
 * @throws MasteryError `usage` for a format that does not exist and for an empty file name
 */
export function parseReportFlag(text: string): { format: ReportFormat; file: string | null } {
  const at = text.indexOf('=')
  const name = at < 0 ? text : text.slice(0, at)
  const file = at < 0 ? null : text.slice(at + 1)
  const format = REPORT_FORMATS.find((known) => known === name)
  if (format === undefined) {
    const near = nearest(name, REPORT_FORMATS)
    const next =
      near === null
        ? `use one of ${REPORT_FORMATS.join(', ')}`
        : `--report ${near}${file === null ? '' : `=${file}`}`
    throw new MasteryError('usage', `There is no report called "${oneLine(name)}".`, { next })
  }
  if (file === '')
    throw new MasteryError('usage', `"--report ${name}=" names no file.`, {
      next: `--report ${name}=FILE, or --report ${name} for standard output`,
    })
  return { format, file }
}

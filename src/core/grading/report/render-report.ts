import { MasteryError } from '../../errors.ts'
import { nearest } from '../../nearest.ts'
import type { GradeReport } from '../grade-report.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'

/** Names of `--report`, the full one first. */
export const REPORT_FORMATS = ['json', 'junit'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** What a report needs besides what it tells. */
export interface RenderContext {
  /** Letters and digits that nobody can guess, at least 16; asked for by `github` alone. */
  random: () => string
}

/** Formats that have no place for a second submission. */
const FOR_ONE: ReadonlySet<ReportFormat> = new Set()

/**
 * The text of a report's file, UTF-8. Pure: the same report gives the same bytes.
 * @throws MasteryError `usage` when the format is for one submission and the report has another number of them
 */
export function renderReport(
  format: ReportFormat,
  report: GradeReport,
  _how: RenderContext,
): string {
  if (FOR_ONE.has(format) && report.submissions.length !== 1)
    throw new MasteryError(
      'usage',
      `The format ${format} is for one submission, but there are ${report.submissions.length}.`,
      { next: `grade one submission at a time, or use --report junit or --report csv` },
    )
  switch (format) {
    case 'json':
      return renderJson(report)
    case 'junit':
      return renderJunit(report)
  }
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
    throw new MasteryError('usage', `There is no report format called "${name}".`, {
      next:
        near === null
          ? `use one of ${REPORT_FORMATS.join(', ')}`
          : `--report ${near}${file === null ? '' : `=${file}`}`,
    })
  }
  if (file === '')
    throw new MasteryError('usage', `--report ${name}= names no file.`, {
      next: `--report ${name}=FILE, or --report ${name} for standard output`,
    })
  return { format, file }
}

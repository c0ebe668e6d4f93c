import { randomBytes } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { GradeReport } from '../../core/grading/grade-report.ts'
import { renderGithubSummary } from '../../core/grading/report/github-summary.ts'
import {
  parseReportFlag,
  type ReportFormat,
  renderReport,
} from '../../core/grading/report/render-report.ts'
import { writeWhole } from '../write-whole.ts'

export interface WantedReport {
  format: ReportFormat
  /** Null: standard output. */
  file: string | null
}

/**
 * What `--report` asks for.
 * @param json whether standard output belongs to `--json`
 * @throws MasteryError `usage`, before anything is graded
 */
export function wantedReports(texts: readonly string[], json: boolean): WantedReport[] {
  const wanted = texts.map(parseReportFlag)
  const printed = wanted.filter(({ file }) => file === null)
  const [first, second] = printed
  if (first !== undefined && (json || second !== undefined))
    throw new MasteryError('usage', 'Only one report can go to standard output.', {
      next: `Give the others a file: --report ${(second ?? first).format}=<file>`,
    })
  const files = wanted.flatMap(({ file }) => (file === null ? [] : [resolve(file)]))
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined)
    throw new MasteryError('usage', `Two reports cannot go into one file: ${twice}.`, {
      next: 'Give each a file of its own.',
    })
  return wanted
}

/**
 * Writes the reports that go into files. With `github` the summary of the job goes where GitHub wants it.
 * @param how.json whether standard output gets the whole report
 * @param how.summaryFile what GITHUB_STEP_SUMMARY names; null elsewhere
 * @returns the text of the one for standard output; null when there is none
 * @throws MasteryError `usage` for a format that cannot say this, `limit` when a file cannot be written
 */
export function writeReports(
  report: GradeReport,
  wanted: readonly WantedReport[],
  how: { json: boolean; summaryFile: string | null },
): string | null {
  let printed: string | null = null
  const onOutput: WantedReport[] = how.json ? [{ format: 'json', file: null }] : []
  for (const { format, file } of [...wanted, ...onOutput]) {
    const text = renderReport(format, report, { random: () => randomBytes(16).toString('hex') })
    if (file === null) printed = text
    else writeWhole(resolve(file), text)
    if (format === 'github' && how.summaryFile !== null)
      appendSummary(how.summaryFile, renderGithubSummary(report))
  }
  return printed
}

function appendSummary(file: string, text: string): void {
  try {
    appendFileSync(file, text)
  } catch (cause) {
    throw new MasteryError('limit', `The summary of the job could not be written into ${file}.`, {
      next: 'Set GITHUB_STEP_SUMMARY to a file that can be written, or unset it.',
      cause,
    })
  }
}

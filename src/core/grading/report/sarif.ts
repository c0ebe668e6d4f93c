import { hashOf } from '../../course/canonical.ts'
import type { GradedSubmission, GradeReport } from '../grade-report.ts'
import type { QualityFinding } from '../verdict.ts'
import { pathOf } from './place.ts'
import { MOST_MESSAGE, oneLine, visible } from './text.ts'

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) with the findings about code quality; tests are not in it.
 * Quality is measured of accepted submissions alone: a notification names each of the others.
 */
export function renderSarif(report: GradeReport): string {
  const rules = [...new Set(report.submissions.flatMap(findingsOf).map(ruleOf))].sort()
  const unmeasured = report.submissions.filter(({ quality }) => quality === null)
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mastery',
            version: report.environment.mastery,
            rules: rules.map((id) => ({
              id,
              shortDescription: { text: `Code quality: ${id}` },
              help: { text: 'The message of each finding says what to change.' },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: unmeasured.map(({ name }) => ({
              level: 'note',
              message: { text: `Not measured, as it does not pass: ${oneLine(name)}` },
            })),
          },
        ],
        results: report.submissions.flatMap((submission) => resultsOf(submission, rules)),
      },
    ],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function findingsOf({ quality }: GradedSubmission): QualityFinding[] {
  return quality?.findings ?? []
}

function ruleOf({ rule }: QualityFinding): string {
  return oneLine(rule)
}

function resultsOf(submission: GradedSubmission, rules: readonly string[]) {
  const seen = new Map<string, number>()
  const inOrder = findingsOf(submission).toSorted((left, right) => left.line - right.line)
  return inOrder.map((finding) => {
    const ruleId = ruleOf(finding)
    const path = pathOf(submission, finding.file)
    // Not the line: it changes with every line above. The same finding again is told apart by its order.
    const what = JSON.stringify([path, ruleId, finding.message])
    const before = seen.get(what) ?? 0
    seen.set(what, before + 1)
    return {
      ruleId,
      ruleIndex: rules.indexOf(ruleId),
      level: finding.cost > 0 ? 'warning' : 'note',
      message: { text: visible(oneLine(finding.message, MOST_MESSAGE)) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path) },
            region: { startLine: finding.line },
          },
        },
      ],
      partialFingerprints: { 'masteryFinding/v1': hashOf([what.toWellFormed(), before]) },
      properties: { submission: oneLine(submission.name), cost: finding.cost },
    }
  })
}

function uriOf(path: string): string {
  return path
    .toWellFormed()
    .replace(/^\/{2,}/, '/')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}

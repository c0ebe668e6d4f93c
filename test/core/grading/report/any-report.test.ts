import { Ajv } from 'ajv'
import { parse } from 'csv-parse/sync'
import { schema as ctrfSchema } from 'ctrf'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contracts } from '../../../../src/contracts/index.ts'
import { renderGithubSummary } from '../../../../src/core/grading/report/github-summary.ts'
import {
  REPORT_FORMATS,
  type ReportFormat,
  renderReport,
} from '../../../../src/core/grading/report/render-report.ts'
import { outcomeOf, rowsOf } from '../../../../src/core/grading/report/rows.ts'
import { block, oneLine } from '../../../../src/core/grading/report/text.ts'
import { anyReport, anySubmission } from './any-report.ts'
import { exercismResults, gradescopeResults } from './described-formats.ts'
import { commandsOf } from './github-log.ts'
import { how } from './how.ts'
import { nodesOf, OURS } from './markdown.ts'
import { reportOf } from './rich-report.ts'
import { sarifFaults } from './sarif-schema.ts'
import { parseTap } from './tap-text.ts'
import { type Element, parseXml } from './xml.ts'

const isCtrf = new Ajv({ validateFormats: false }).compile(ctrfSchema)

type Report = Parameters<typeof renderReport>[1]
const holds = (runs: number, check: (report: Report) => void) =>
  fc.assert(fc.property(anyReport, check), { numRuns: runs })
const rowsOfAll = ({ submissions }: Report) => submissions.flatMap(rowsOf)

test('doubt has a row that failed, a pass one that passed, and every row its text unharmed', () => {
  holds(80, ({ submissions }) => {
    for (const one of submissions) {
      const rows = rowsOf(one)
      const bad = rows.filter(({ status }) => status === 'failed' || status === 'error')
      if (
        outcomeOf(one) === 'tampered' ||
        outcomeOf(one) === 'ungraded' ||
        one.stability === 'flaky'
      )
        expect(bad.length).toBeGreaterThan(0)
      if (outcomeOf(one) === 'passed')
        expect(rows.some(({ status }) => status === 'passed')).toBe(true)
      if (outcomeOf(one) === 'tampered') expect(rows[0]?.kind).toBe('tampered')
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
      if (one.verdict?.tests.length && one.verdict.status !== 'tampered')
        for (const [index, { title, output, hidden, outputCut }] of one.verdict.tests.entries()) {
          const row = rows[index]
          expect(row?.name.startsWith(oneLine(title).trim())).toBe(true)
          if (hidden && one.verdict.broken == null) expect(row?.output).toBe('')
          else if (one.verdict.broken == null && !outputCut)
            expect(row?.output).toBe(block(output, 4_000))
        }
    }
  })
})

test('JSON: valid by its contract, and parsed back the same', () => {
  holds(50, (report) => {
    const { schema, ...value } = JSON.parse(renderReport('json', report, how)) as { schema: string }
    expect(schema).toBe('mastery.grade/1')
    expect(contracts['mastery.grade/1'].safeParse(value).error?.issues ?? []).toEqual([])
    const told = JSON.parse(JSON.stringify(report), (_key, one: unknown) =>
      typeof one === 'string' ? one.toWellFormed() : one,
    ) as unknown
    expect(value).toEqual(told)
  })
})

test('JUnit: well-formed XML 1.0, and all texts come back', () => {
  holds(60, (report) => {
    const root = parseXml(renderReport('junit', report, how))
    const cases = root.children.flatMap(({ children }) =>
      children.filter(({ name }) => name === 'testcase'),
    )
    const textOf = ({ children }: Element, name: RegExp) =>
      children.find((child) => name.test(child.name))
    const read = cases.map((one) => ({
      name: one.attributes.name,
      message: textOf(one, /failure|error|skipped/)?.attributes.message ?? '',
      details: textOf(one, /failure|error/)?.text ?? '',
      output: textOf(one, /system-out/)?.text ?? '',
    }))
    const rows = rowsOfAll(report)
    expect(read).toEqual(
      rows.map(({ name, status, message, details, output }) => ({
        name,
        message: status === 'passed' ? '' : message,
        details: status === 'failed' || status === 'error' ? details : '',
        output,
      })),
    )
    expect(root.children.map(({ attributes }) => attributes.name)).toEqual(
      report.submissions.map(({ name }) => oneLine(name)),
    )
  })
})

test('CTRF: valid by the published schema, and all texts come back', () => {
  holds(50, (report) => {
    const document = JSON.parse(renderReport('ctrf', report, how)) as {
      results: { tests: { name: string; message?: string; stdout?: string[] }[] }
    }
    expect(isCtrf(document), JSON.stringify(isCtrf.errors)).toBe(true)
    expect(
      document.results.tests.map((one) => [
        one.name,
        one.message ?? '',
        one.stdout?.join('\n') ?? '',
      ]),
    ).toEqual(rowsOfAll(report).map(({ name, message, output }) => [name, message, output]))
  })
})

test('TAP: no line is taken for another, and all texts come back', () => {
  holds(60, (report) => {
    const tap = parseTap(renderReport('tap', report, how))
    const groups = report.submissions.length === 1 ? [tap] : tap.subtests
    expect(groups).toHaveLength(report.submissions.length)
    const quoted = (text: string) => (/\{\s*$/.test(text) ? `"${text}"` : text).trim()
    for (const [index, submission] of report.submissions.entries()) {
      const rows = rowsOf(submission)
      const points = groups[index]?.points ?? []
      expect(
        points.map(({ ok, name, skip, diag }) => [
          ok,
          name,
          skip || '',
          (diag?.output as string[])?.join('\n') ?? '',
        ]),
      ).toEqual(
        rows.map(({ status, name, message, output }) => [
          status === 'passed' || status === 'skipped',
          quoted(name),
          status === 'skipped' ? quoted(message) || true : '',
          status === 'skipped' ? '' : output,
        ]),
      )
      if (report.submissions.length > 1)
        expect(tap.points[index]).toMatchObject({
          ok: outcomeOf(submission) === 'passed',
          name: quoted(oneLine(submission.name)),
        })
    }
  })
})

test('SARIF: valid by the official schema, and places and messages come back', () => {
  holds(50, (report) => {
    const log = JSON.parse(renderReport('sarif', report, how)) as {
      runs: {
        results: {
          message: { text: string }
          locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
        }[]
      }[]
    }
    expect(sarifFaults(log)).toEqual([])
    const results = log.runs[0]?.results ?? []
    const findings = report.submissions.flatMap(({ quality }) => quality?.findings ?? [])
    expect(results.map(({ message }) => message.text).sort()).toEqual(
      findings.map(({ message }) => oneLine(message, 2_000)).sort(),
    )
    for (const { locations } of results) {
      const uri = locations[0]?.physicalLocation.artifactLocation.uri ?? ''
      expect(uri).toMatch(/^(?!\/\/)([A-Za-z0-9\-_.!~*'()/]|%[0-9A-F]{2})*$/)
    }
  })
})

test('GitHub: the runner obeys our commands alone, ten of each at most', () => {
  holds(60, (report) => {
    const { commands } = commandsOf(renderReport('github', report, how))
    const names = commands.map(({ name }) => name)
    expect(names.filter((name) => !/^(error|warning|notice|group|endgroup)$/.test(name))).toEqual(
      [],
    )
    for (const level of ['error', 'warning', 'notice'])
      expect(names.filter((name) => name === level).length).toBeLessThanOrEqual(10)
    const bad = rowsOfAll(report).filter(({ status }) => status === 'failed' || status === 'error')
    if (report.submissions.length === 1)
      expect(
        commands
          .filter(({ name }) => name === 'error')
          .map(({ properties }) => properties.title)
          .sort(),
      ).toEqual(bad.map(({ name }) => name).sort())
    for (const { properties } of commands)
      expect(Object.keys(properties).filter((key) => !/^(file|line|title)$/.test(key))).toEqual([])
  })
})

/** Behind a backslash, a table shows a pipe as a drawn one. */
const drawn = (text = '') => text.replaceAll('\\|', '\\│')

test('the job summary: nothing from elsewhere is Markdown or HTML', () => {
  holds(25, (report) => {
    const nodes = nodesOf(renderGithubSummary(report))
    for (const { type, value } of nodes) {
      expect(type).not.toMatch(/^(link|image|emphasis|strong|delete|code|footnote.*)$/)
      if (type === 'html') expect(value).toMatch(OURS)
    }
    const spans = nodes.flatMap(({ type, value }) => (type === 'inlineCode' ? [value] : []))
    const names = report.submissions.length === 1 ? [] : report.submissions.map(({ name }) => name)
    for (const text of [...report.notes, ...names])
      if (text.trim() !== '') expect(spans.map(drawn)).toContain(drawn(oneLine(text, 2_000)))
  })
})

test('Gradescope and Exercism: as their pages describe them', () => {
  fc.assert(
    fc.property(anySubmission, (one) => {
      const report = reportOf(one)
      gradescopeResults.parse(JSON.parse(renderReport('gradescope', report, how)))
      exercismResults.parse(JSON.parse(renderReport('exercism', report, how)))
    }),
    { numRuns: 60 },
  )
})

test('CSV: every cell comes back, and none is a formula', () => {
  holds(60, (report) => {
    const [, ...rows] = parse(renderReport('csv', report, how)) as string[][]
    const back = (cell: string) =>
      cell.replace(/^'(?=[=+\-@\u2409\u240d\uff1d\uff0b\uff0d\uff20])/, '')
    expect(rows.map(([name = '', learner = '']) => [back(name), back(learner)])).toEqual(
      report.submissions.map(({ name, learner }) => [
        oneLine(name, 2_000),
        oneLine(learner ?? '', 2_000),
      ]),
    )
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })
})

const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\uffff]/

test('every text can be encoded and shown: no control character, no half of a pair', () => {
  const formats = REPORT_FORMATS.filter((one) => one !== 'gradescope' && one !== 'exercism')
  fc.assert(
    fc.property(anyReport, fc.constantFrom<ReportFormat>(...formats), (report, format) => {
      const text = renderReport(format, report, how)
      expect(text.isWellFormed()).toBe(true)
      expect(text.replaceAll('\r\n', '\n')).not.toMatch(CONTROL)
    }),
    { numRuns: 60 },
  )
})

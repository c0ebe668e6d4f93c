import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { passed, reportOf, rich } from './rich-report.ts'
import { sarifFaults } from './sarif-schema.ts'

interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string }[] } }
    invocations: { toolExecutionNotifications: { message: { text: string } }[] }[]
    results: {
      ruleId: string
      ruleIndex: number
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
      }[]
      partialFingerprints: Record<string, string>
    }[]
  }[]
}
const runOf = (report: typeof rich) =>
  (JSON.parse(renderReport('sarif', report, how)) as Sarif).runs[0] as Sarif['runs'][0]
const text = renderReport('sarif', rich, how)

test('the golden SARIF report', async () => {
  await expect(text).toMatchFileSnapshot('golden/report.sarif')
})

test('it is valid by the official schema, which refuses what does not belong', () => {
  expect(sarifFaults(JSON.parse(text))).toEqual([])
  expect(sarifFaults(JSON.parse(text.replace('"startLine": 3', '"startLine": 0')))).not.toEqual([])
  expect(sarifFaults(JSON.parse(text.replace('"rules"', '"ruels"')))).not.toEqual([])
})

test('findings name their rule and their place below where grading was started', () => {
  const { tool, results } = runOf(rich)
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['F841', 'complexity'])
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
  expect(results.map(({ locations }) => locations[0]?.physicalLocation)).toEqual([
    { artifactLocation: { uri: 'handed-in/ada/main.py' }, region: { startLine: 3 } },
    { artifactLocation: { uri: 'handed-in/ada/main.py' }, region: { startLine: 9 } },
    { artifactLocation: { uri: 'handed-in/ada/src/my%20file%231.py' }, region: { startLine: 12 } },
  ])
})

test('tests are no findings; who was not measured is named', () => {
  const [invocation] = runOf(rich).invocations
  expect(invocation?.toolExecutionNotifications).toHaveLength(5)
  expect(text).not.toContain('Greets by name')
})

test('a fingerprint stays when lines are added above, and differs for each finding', () => {
  const prints = (lines: number) => {
    const { quality } = passed
    const findings = (quality?.findings ?? []).map((one) => ({ ...one, line: one.line + lines }))
    const moved = reportOf({ ...passed, quality: { score: 91, findings } })
    return runOf(moved).results.map(({ partialFingerprints }) => Object.values(partialFingerprints))
  }
  expect(prints(20)).toEqual(prints(0))
  expect(new Set(prints(0).flat()).size).toBe(3)
})

import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { passed, reportOf, rich, submission, ungraded } from './rich-report.ts'
import { type Element, parseXml } from './xml.ts'

const text = renderReport('junit', rich, how)
const root = parseXml(text)

const suiteOf = (name: string): Element =>
  root.children.find((suite) => suite.attributes.name === name) as Element
const cases = (suite: Element) => suite.children.filter(({ name }) => name === 'testcase')
/** What a reader of JUnit makes of a case: passed, unless an element says otherwise. */
const outcome = ({ children }: Element) =>
  children.find(({ name }) => /^(failure|error|skipped)$/.test(name))?.name ?? 'passed'

test('the golden JUnit report', async () => {
  await expect(text).toMatchFileSnapshot('golden/report.junit.xml')
})

test('only elements and attributes of the common JUnit format are used', () => {
  const allowed: Record<string, string[]> = {
    testsuites: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    testsuite: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'file'],
    properties: [],
    property: ['name', 'value'],
    testcase: ['name', 'classname', 'time', 'file', 'line'],
    failure: ['message', 'type'],
    error: ['message', 'type'],
    skipped: ['message'],
    'system-out': [],
  }
  const wrong: string[] = []
  const walk = ({ name, attributes, children }: Element): void => {
    for (const key of Object.keys(attributes))
      if (allowed[name]?.includes(key) !== true) wrong.push(`${name} ${key}`)
    children.forEach(walk)
  }
  walk(root)
  expect(wrong).toEqual([])
  expect(root.name).toBe('testsuites')
})

test('every submission is a suite whose counts are those of its cases', () => {
  expect(root.children.map(({ attributes }) => attributes.name)).toEqual([
    'ada',
    'bob # 2',
    'carl.zip',
    'eve',
    'finn',
    'gus.tar',
  ])
  const plural = { failure: 'failures', error: 'errors', skipped: 'skipped' }
  const total = { tests: 0, failures: 0, errors: 0, skipped: 0 }
  for (const suite of root.children) {
    const found = { tests: cases(suite).length, failures: 0, errors: 0, skipped: 0 }
    for (const one of cases(suite)) {
      const said = outcome(one)
      if (said !== 'passed') found[plural[said as keyof typeof plural] as keyof typeof found]++
    }
    for (const key of Object.keys(total) as (keyof typeof total)[]) {
      expect(suite.attributes[key]).toBe(String(found[key]))
      total[key] += found[key]
    }
  }
  expect(root.attributes).toMatchObject(
    Object.fromEntries(Object.entries(total).map(([key, value]) => [key, String(value)])),
  )
})

test('what is in doubt is an error or a failure, never silently passed or absent', () => {
  expect(cases(suiteOf('ada')).map(outcome)).toEqual(['passed', 'passed'])
  expect(cases(suiteOf('eve')).map(outcome)).toEqual(['error', 'skipped', 'skipped'])
  expect(cases(suiteOf('finn')).map(outcome)).toEqual(['passed', 'failure'])
  expect(cases(suiteOf('gus.tar')).map(outcome)).toEqual(['error'])
  expect(cases(suiteOf('carl.zip')).map(outcome)).toEqual(['error', 'error'])
  const untested = reportOf(submission('none', { verdict: { ...emptyVerdict } }))
  const none = parseXml(renderReport('junit', untested, how)).children[0] as Element
  expect(cases(none).map(outcome)).toEqual(['error'])
  const skipped = (passed.verdict?.tests ?? []).map((one) => ({
    ...one,
    status: 'skipped' as const,
  }))
  const vacuous = { ...emptyVerdict, tests: skipped }
  const all = reportOf(submission('none', { verdict: vacuous }))
  const [suite] = parseXml(renderReport('junit', all, how)).children
  expect(cases(suite as Element).map(outcome)).toEqual(['skipped', 'skipped', 'error'])
  expect(text).toContain(ungraded.problem?.next)
})

const emptyVerdict = {
  status: 'passed' as const,
  score: 100,
  points: 0,
  maxPoints: 0,
  tests: [],
  errorKind: null,
  tier: 'kernel' as const,
  durationMs: 0,
}

test('hidden tests tell their name and what went wrong, not what was run', () => {
  const hidden = cases(suiteOf('bob # 2')).at(-1) as Element
  expect(hidden.attributes.name).toBe('Some other name')
  expect(outcome(hidden)).toBe('failure')
  expect(text).not.toContain('SECRET')
})

test('two tests of one name can be told apart', () => {
  const names = cases(suiteOf('bob # 2')).map(({ attributes }) => attributes.name)
  expect(names).toContain('Greets by name (by-name)')
  expect(names).toContain('Greets by name (raises)')
})

test('output is cut, and says so', () => {
  const long = cases(suiteOf('bob # 2'))[2] as Element
  const output = long.children.at(-1)?.text ?? ''
  expect(output).toMatch(/^x{4000}\n… 96000 more characters\n… cut by the limit of the sandbox$/)
})

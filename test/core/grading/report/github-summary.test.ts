import { expect, test } from 'vitest'
import { renderGithubSummary } from '../../../../src/core/grading/report/github-summary.ts'
import { nodesOf, OURS } from './markdown.ts'
import { failed, HOSTILE, passed, reportOf, rich, submission } from './rich-report.ts'

test('the golden job summary, for one submission and for a class', async () => {
  await expect(renderGithubSummary(reportOf(failed))).toMatchFileSnapshot('golden/summary.md')
  await expect(renderGithubSummary(rich)).toMatchFileSnapshot('golden/class-summary.md')
})

test('nothing of a submission is Markdown or HTML', () => {
  const named = submission(HOSTILE.slice(0, 190), { learner: '</code><img src=x>|**b**\n# h' })
  for (const report of [reportOf(failed), rich, reportOf(named, passed)]) {
    const nodes = nodesOf(renderGithubSummary(report))
    expect(nodes.filter(({ type }) => /link|image|emphasis|strong|delete/.test(type))).toEqual([])
    for (const { type, value } of nodes) if (type === 'html') expect(value).toMatch(OURS)
  }
})

test('a name may hold backticks, pipes and backslashes', () => {
  const names = ['`a`` <b>', 'x `', '`', ' | \\| ', 'a\\', '|```|']
  const text = renderGithubSummary(reportOf(...names.map((name) => submission(name))))
  const spans = nodesOf(text).flatMap(({ type, value }) => (type === 'inlineCode' ? [value] : []))
  expect(spans.slice(-names.length)).toEqual(names.map((name) => name.replace('\\|', '\\│')))
})

test('what a learner printed is there, letter for letter', () => {
  const nodes = nodesOf(renderGithubSummary(reportOf(failed)))
  const pre = nodes.find(({ value }) => value?.includes('bold'))?.value
  const text = pre?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  expect(text).toContain('plain, then <b>bold</b> & "quoted" ]]> and <!-- --> 🦉 é\n::error')
  expect(text).not.toContain('SECRET')
})

test('it ends before the limit of GitHub, at the end of a row, and says what is missing', () => {
  const many = Array.from({ length: 4_000 }, (_, index) => submission(`${index}${'#é'.repeat(90)}`))
  const text = renderGithubSummary(reportOf(...many))
  const bytes = Buffer.byteLength(text)
  expect(bytes).toBeLessThan(1024 * 1024)
  expect(bytes).toBeGreaterThan(1000 * 1024)
  const rows = nodesOf(
    text.slice(-20_000).replace(/^.*\n/, '| a | b | c |\n|---|---|---|\n'),
  ).filter(({ type }) => type === 'tableRow')
  expect(rows.length).toBeGreaterThan(10)
  const left = Number(/\n\n(\d+) more lines and details do not fit here\.\n$/.exec(text)?.[1])
  const shown = text.match(/^\| `\d+#/gm)?.length ?? 0
  // The blank line after the table is one more.
  expect(shown + left).toBe(4_002)
})

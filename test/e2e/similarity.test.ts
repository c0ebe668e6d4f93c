import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contracts } from '../../src/contracts/index.ts'
import { type Cli, learner } from '../helpers/cli.ts'
import { plantedClass } from '../helpers/similarity.ts'

const ABOUT = ['--course', 'python', '--exercise', 'departure-board', '--similarity']

/** A folder for each learner, with names and code that try to be markup and terminal commands. */
function handIn(cli: Cli): string {
  const { texts } = plantedClass('python', 1_007)
  const folder = join(cli.workspace, 'class')
  const some = [texts[0], texts[54], texts[1], texts[7], texts[8]]
  const names = ['ada', 'bob', '<b>cyd</b>', 'dan', 'eve']
  names.forEach((name, index) => {
    mkdirSync(join(folder, name), { recursive: true })
    const text = `# </pre><script>alert(1)</script> \u001b[31mred\u001b[0m \u202e\n${some[index]}`
    writeFileSync(join(folder, name, 'main.py'), text)
  })
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'deep/main.py'), `x = ${'('.repeat(120_000)}`)
  return folder
}

test('a class is compared: a table, a page that needs nothing, and data', async () => {
  const cli = learner()
  const folder = handIn(cli)
  const page = join(cli.workspace, 'pairs.html')

  const told = await cli.run(['grade', folder, ...ABOUT, '--html', page])
  expect(told.code).toBe(0)
  expect(told.stdout).toMatch(/^1 pair is worth a look among 5 compared\.$/m)
  expect(told.stdout).toMatch(/^1\. ada and bob +100 %$/m)
  expect(told.stdout).toContain('This is a warning, not an accusation')
  expect(told.stdout).toContain('deep main.py is longer than 100,000 characters.')
  expect(told.stdout).not.toContain('\u001b')
  // It looked and ran nothing: nothing was learned, and nothing graded.
  expect(existsSync(join(cli.home, 'learner.db'))).toBe(false)

  const html = readFileSync(page, 'utf8')
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
  expect(html).not.toMatch(/<script|src=|href="(?!#)|@import|url\(/i)
  for (const hidden of ['\u001b', '\u202e']) expect(html).not.toContain(hidden)
  expect(html).toContain('&lt;/pre&gt;&lt;script&gt;')
  expect(html).toContain("default-src 'none'")
  expect(html).toContain('prefers-color-scheme: dark')
  // Each link of a fragment leads to a line that is there, once.
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(targets.length).toBeGreaterThan(5)
  for (const id of targets) expect(html.split(`id="${id}"`)).toHaveLength(2)

  const data = await cli.run(['grade', folder, ...ABOUT, '--json'])
  const { schema, ...report } = data.json()
  expect(schema).toBe('mastery.similarity/1')
  const parsed = contracts['mastery.similarity/1'].parse(report)
  expect(parsed.pairs).toHaveLength(1)
  expect(parsed.pairs[0]).toMatchObject({ similarity: 1, asSimilar: 1 })
  expect(parsed.leftOut.map(({ submission }) => submission)).toEqual(['deep'])
}, 120_000)

test('a history is read where there is one: of the own workspace, and an export handed in', async () => {
  const cli = learner()
  const folder = handIn(cli)
  const own = join(cli.workspace, 'python/departure-board')
  await cli.run(['start', 'departure-board'])
  writeFileSync(join(own, 'main.py'), readFileSync(join(folder, 'dan/main.py')))
  await cli.run(['check', 'departure-board'])
  const log = join(folder, 'dan/history.jsonl')
  await cli.run(['export', '--output', log])

  const { stdout } = await cli.run(['grade', join(folder, 'dan'), own, '--one', ...ABOUT, '--json'])
  const { schema: _schema, ...report } = JSON.parse(stdout)
  const { histories } = contracts['mastery.similarity/1'].parse(report)
  expect(histories.map(({ source, runs }) => [source, runs])).toEqual([
    ['export', 1],
    ['profile', 1],
  ])
  for (const { notes } of histories)
    expect(notes.map(({ kind }) => kind)).toEqual(['at-once', 'fast', 'block'])

  // An export that was touched is none: its code no longer has its name.
  writeFileSync(log, readFileSync(log, 'utf8').replaceAll('alert(1)', 'alert(2)'))
  const touched = await cli.run(['grade', join(folder, 'dan'), own, '--one', ...ABOUT, '--json'])
  const after = JSON.parse(touched.stdout).histories as { source: string; notes: unknown[] }[]
  expect(after.find(({ source }) => source === 'export')?.notes).toEqual([])
}, 120_000)

test('what cannot be compared says why, and what to type', async () => {
  const cli = learner()
  const folder = handIn(cli)
  const alone = await cli.run(['grade', join(folder, 'ada'), ...ABOUT])
  expect(alone).toMatchObject({ code: 2, stdout: '' })
  expect(alone.stderr).toContain('One submission has nothing to be compared with.')
  const nothing = await cli.run(['grade', ...ABOUT])
  expect(nothing.code).toBe(2)
  expect(nothing.stderr).toContain('mastery grade <folder of submissions> --similarity')
  const both = await cli.run(['grade', folder, ...ABOUT, '--report', 'csv'])
  expect(both.code).toBe(2)
  const bare = await cli.run(['grade', folder, ...ABOUT.slice(0, 4), '--html', 'x.html'])
  expect(bare.code).toBe(2)
}, 120_000)

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { learner } from '../helpers/cli.ts'

test('the doctor of the sandbox tells each promise of each tier, and what runs where', {
  timeout: 120_000,
}, async () => {
  const { code, stdout } = await learner().run(['sandbox', 'doctor'])
  expect(code).toBe(0)
  for (const words of ['This machine', 'bubblewrap', 'namespaces  ✓ safe', 'kernel  ✓ safe'])
    expect(stdout).toContain(words)
  for (const promise of ['time', 'memory', 'network', 'files', 'processes', 'library'])
    expect(stdout).toMatch(new RegExp(`✓ held +${promise}`))
  expect(stdout).toContain('What runs where')
})

test('attacks are shown with what became of them in each tier', { timeout: 120_000 }, async () => {
  const cli = learner()
  const { code, stdout } = await cli.run(['sandbox', 'attack', '--only', 'python/33'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/33-fork-bomb +✓ refused +✓ refused/)
  expect(stdout).toContain('none did what no program may')
  const unknown = await cli.run(['sandbox', 'attack', '--only', 'no such attack'])
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain('no such attack')
})

test('Ctrl-C stops the attacks, says so and leaves nothing', { timeout: 120_000 }, async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => /^mastery-(canary|run)-/.test(name))
  const before = left()
  const cli = learner()
  // What probing finds is known, so that it stands in the middle of its attacks.
  await cli.run(['sandbox', 'attack', '--only', 'python/36'])
  const child = cli.spawn(['sandbox', 'attack', '--language', 'python', '--tier', 'kernel'])
  await sleep(4_000)
  child.kill('SIGINT')
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect(code).toBe(3)
  expect(left().filter((name) => !before.includes(name) && name.includes('canary'))).toEqual([])
})

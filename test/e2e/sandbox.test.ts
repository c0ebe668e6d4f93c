import { chmodSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { learner } from '../helpers/cli.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

test('attacks are shown with what became of them in each tier', { timeout: 120_000 }, async () => {
  const cli = learner()
  const { code, stdout } = await cli.run([
    ...['sandbox', 'attack', '--tier', 'kernel', '--only', 'python/33'],
  ])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Python: kernel\n33-fork-bomb +✓ refused$/m)
  expect(stdout).toContain('none did what no program may')
  const unknown = await cli.run(['sandbox', 'attack', '--only', 'no such attack'])
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain('no such attack')
})

test('Ctrl-C stops the attacks, says so and leaves nothing', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o777)
  const cli = learner({ TMPDIR: folder })
  const child = cli.spawn(['sandbox', 'attack', '--language', 'python', '--tier', 'kernel'])
  const over = new Promise((resolve) => child.once('exit', resolve))
  // Its canaries are out: it stands in the middle of its attacks.
  while (!readdirSync(folder).some((name) => name.startsWith('mastery-canary-'))) await sleep(20)
  await sleep(500)
  child.kill('SIGINT')
  expect(await over).toBe(3)
  expect(readdirSync(folder).filter((name) => name.startsWith('mastery-'))).toEqual([])
})

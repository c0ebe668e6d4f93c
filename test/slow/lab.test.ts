import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CodeRunner, RunLimits } from '../../src/core/grading/code-runner.ts'
import { fileCache } from '../../src/sandbox/cache.ts'
import { isMissing } from '../../src/sandbox/engine.ts'
import { probeKey } from '../../src/sandbox/probe.ts'
import { pythonEngines } from '../../src/sandbox/python-engines.ts'
import { createRunner } from '../../src/sandbox/runner.ts'
import { learner } from '../helpers/cli.ts'
import { EVERYTHING, faultsOf, labOf } from '../helpers/lab.ts'
import { root } from '../helpers/sandbox.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/**
 * A lab that finds nothing proves nothing. So here the box is taken away from around Python, and the lab is told that
 * it holds: every attack is bounded by itself.
 * @param before run by that Python before anything of ours
 */
function labWithoutBox(before = ''): ReturnType<typeof labOf> {
  const folder = temporaryFolder()
  const places = join(folder, 'places')
  mkdirSync(places)
  chmodSync(folder, 0o755)
  chmodSync(places, 0o777)
  const bubblewrap = join(folder, 'bwrap')
  // In place of a box: an empty folder, and what was to be in the box.
  writeFileSync(
    bubblewrap,
    `#!/usr/bin/python3
import os, sys, tempfile
os.chdir(tempfile.mkdtemp(prefix="mastery-run-", dir=${JSON.stringify(places)}))
command = sys.argv[sys.argv.index("--") + 1 :]
command[-1] = ${JSON.stringify(before)} + command[-1]
os.execv(command[0], command)
`,
  )
  chmodSync(bubblewrap, 0o755)
  const cacheFile = join(folder, 'cache.json')
  const cache = fileCache(cacheFile)
  const given = { root, guestFolder: join(root, 'src/sandbox/guest'), cache, snapshotFolder: null }
  for (const engine of pythonEngines({ ...given, bubblewrap, python: undefined }))
    if (!isMissing(engine) && engine.tier === 'namespaces')
      cache.set(`probe ${probeKey(engine)}`, { held: true, found: {} })
  return labOf({ bubblewrap, cacheFile, tiers: ['namespaces'] })
}

async function attacked(lab: ReturnType<typeof labOf>, only: string): Promise<string> {
  const report = await lab.attack({ ...EVERYTHING, tier: 'namespaces', language: 'python', only })
  expect(report.missing).toEqual([])
  expect(report.passed).toBe(false)
  return faultsOf(report).join('\n')
}

test.each([
  ['files are read', '77-changing-files', /read a secret of the host/],
  ['files are changed', '77-changing-files', /changed files of the host/],
  ['files are left', '49-persistence', /left on the host: .*marked-/],
  ['the network is reached', '45-network', /reached a listener on the host/],
  ['sockets of the host are reached', '46-unix-sockets', /reached a listener on the host/],
  ['processes are started', '33-fork-bomb', /reached fork '200 processes'/],
  ['a process is left', '34-survivor', /a process is left: \d+ python3/],
  ['a process of the host is ended', '42-signals', /stopped or ended a process of the host/],
  ['installed packages are there', '112-installed-packages', /reached listing .*packages/],
])('the lab notices when %s', { timeout: 60_000 }, async (_, only, fault) => {
  expect(await attacked(labWithoutBox(), only)).toMatch(fault)
})

test('the lab notices when memory has no limit', { timeout: 60_000 }, async () => {
  const lab = labWithoutBox('import resource; resource.setrlimit = lambda *a: None\n')
  expect(await attacked(lab, '68-raised-limits')).toMatch(/reached memory 314572800/)
})

const around = (limits: Partial<RunLimits>) => (one: CodeRunner) => ({
  ...one,
  runProgram: (request: Parameters<CodeRunner['runProgram']>[0]) =>
    one.runProgram({ ...request, limits: { ...request.limits, ...limits } }),
})

test('the lab notices when time or output have no limit', { timeout: 60_000 }, async () => {
  const timeless = labOf({}, around({ wallMs: 60_000 }))
  expect(await attacked(timeless, '36-sleep')).toMatch(/reached 4 seconds/)
  const endless = labOf({}, around({ outputBytes: 1e9 }))
  expect(await attacked(endless, '37-output-flood')).toMatch(/reached 20 MB of output/)
})

test('the lab notices when mastery itself stands still', { timeout: 60_000 }, async () => {
  const slow = labOf({}, (one) => ({
    ...one,
    runProgram: async (request) => {
      const result = await one.runProgram(request)
      // Processor time: on a busy machine the clock runs on without us.
      const began = process.threadCpuUsage()
      while (process.threadCpuUsage(began).user < 300_000);
      return result
    },
  }))
  expect(await attacked(slow, '44-inherited')).toMatch(/mastery itself stood still for \d+ ms/)
})

test('the lab notices when the next run finds what one before left', {
  timeout: 60_000,
}, async () => {
  const unclean = labOf({}, (one) => ({
    ...one,
    runProgram: (request) =>
      one.runProgram({ ...request, files: [...request.files, { path: 'left.txt', text: '' }] }),
  }))
  expect(await attacked(unclean, '44-inherited')).toMatch(/the next run printed .*left\.txt/)
})

test('an attack that says nothing counts for nothing', { timeout: 60_000 }, async () => {
  const silent = labOf({}, (one) => ({
    ...one,
    runProgram: (request) =>
      one.runProgram({ ...request, files: [{ path: request.entry, text: 'pass' }] }),
  }))
  expect(await attacked(silent, '45-network')).toMatch(/it was silent, not refused/)
})

test('a lab that is told to stop leaves nothing and says that it was stopped', async () => {
  const stopping = new AbortController()
  setTimeout(() => stopping.abort(), 700)
  await expect(
    labOf().attack({ ...EVERYTHING, language: 'python', only: 'sleep', signal: stopping.signal }),
  ).rejects.toMatchObject({ kind: 'cancelled' })
})

test('the doctor attacks anew and tells each promise; where nothing is safe it says so', {
  timeout: 60_000,
}, async () => {
  const report = await labOf().report({ own: 'isolate', others: 'kernel' })
  expect(report.safe).toBe(true)
  expect(report.machine.find(({ name }) => name === 'node')?.version).toContain(process.version)
  expect(report.choices).toContainEqual({
    language: 'python',
    own: 'namespaces',
    others: 'namespaces',
  })
  for (const { available, promises } of report.tiers)
    if (available)
      expect(promises.map(({ held, how, found }) => [held, how !== '', found])).toEqual(
        Array(6).fill([true, true, null]),
      )
  const bare = await labWithoutBox().report({ own: 'isolate', others: 'kernel' })
  const python = bare.tiers.find(
    ({ language, tier }) => language === 'python' && tier === 'namespaces',
  )
  expect(python).toMatchObject({ available: false })
  const broken = python?.promises.filter(({ held }) => !held).map(({ promise }) => promise)
  expect(broken).toEqual(expect.arrayContaining(['network', 'files', 'processes']))
  const none = createRunner({ root, cacheFile: null, bubblewrap: null, tiers: ['namespaces'] })
  expect((await none.tiers()).some(({ available }) => available)).toBe(false)
  await none.close()
})

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

import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contracts } from '../../src/contracts/index.ts'
import { type Cli, learner, type Ran } from '../helpers/cli.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'content/python/exercises/departure-board')
const RIGHT = readFileSync(join(folder, 'solution/main.py'), 'utf8')
const WRONG = readFileSync(join(folder, 'starter/main.py'), 'utf8')
const ON = ['--exercise', 'departure-board']

function handIn(cli: Cli, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(cli.workspace, path, '..'), { recursive: true })
    writeFileSync(join(cli.workspace, path), text)
  }
}

/** All files below a folder. */
function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
}

function report(ran: Ran) {
  const { schema, ...document } = ran.json()
  expect(schema, ran.stdout + ran.stderr).toBe('mastery.grade/1')
  return contracts['mastery.grade/1'].parse(document)
}

test('a right file passes and is confirmed, and no learner is made', async () => {
  const cli = learner()
  handIn(cli, { 'jane.py': RIGHT })
  const ran = await cli.run(['grade', 'jane.py', ...ON, '--json'])
  expect(ran.code, ran.stderr).toBe(0)
  const { submissions, exercise, environment, options } = report(ran)
  expect(submissions).toMatchObject([{ name: 'jane.py', points: 100, stability: 'stable' }])
  expect(submissions[0]?.verdict?.tests).toHaveLength(exercise.visibleTests + exercise.hiddenTests)
  const digest = createHash('sha256').update(RIGHT).digest('hex')
  expect(submissions[0]?.files[0]?.digest).toBe(digest)
  expect(options).toMatchObject({ atLeast: 'kernel', hidden: true })
  expect(environment.promises.every(({ held }) => held)).toBe(true)
  expect(filesIn(cli.home).filter((name) => /learner|library/.test(name))).toEqual([])
  const text = await cli.run(['grade', 'jane.py', ...ON])
  expect(text.stdout).toContain('Points 100 of 100 · confirmed by a second run')
  expect(text.stderr).toBe('')
})

test('without a home, and in one that cannot be written, it grades all the same', async () => {
  const cli = learner()
  handIn(cli, { 'main.py': RIGHT })
  const sealed = temporaryFolder()
  chmodSync(sealed, 0o555)
  for (const MASTERY_HOME of [join(sealed, 'none'), '/proc/none', '/dev/null/none']) {
    const env = { MASTERY_HOME }
    const ran = await cli.run(['grade', 'main.py', ...ON, '-q'], { env })
    expect(ran.code, ran.stderr + ran.stdout).toBe(0)
  }
}, 120_000)

test('wrong, out of time, and what cannot be run at all end with 1; points are a share', async () => {
  const cli = learner()
  handIn(cli, {
    'wrong.py': WRONG,
    'loop.py': 'while True:\n    pass\n',
    'syntax.py': 'def (\n',
    'exit.py': 'import os\nprint("ok")\nos._exit(0)\n',
  })
  for (const [file, status, kind] of [
    ['wrong.py', 'failed', 'wrong-output'],
    ['loop.py', 'failed', 'timeout'],
    ['syntax.py', 'error', 'SyntaxError'],
    ['exit.py', 'failed', 'crash'],
  ]) {
    const args = ['grade', file as string, ...ON, '--timeout', '0.5', '--json']
    const ran = await cli.run(args)
    expect([file, ran.code], ran.stdout).toEqual([file, 1])
    const { submissions, environment } = report(ran)
    expect(submissions[0]).toMatchObject({ points: 0, stability: 'once' })
    expect(submissions[0]?.verdict).toMatchObject({ status, errorKind: kind })
    expect(environment.limits.wallMs).toBe(500)
  }
}, 60_000)

test('what cannot be graded has a message of its own and never the code of a wrong answer', async () => {
  const cli = learner()
  const at = (name: string) => join(cli.workspace, name)
  handIn(cli, {
    'right.py': RIGHT,
    'notes/readme.txt': 'hello',
    'latin.py': '',
    'big.py': `#${'x'.repeat(2_000_000)}`,
    'other/mian.py': RIGHT,
  })
  writeFileSync(at('latin.py'), Buffer.from('print("caf\xe9")\n', 'latin1'))
  mkdirSync(at('empty'))
  execFileSync('mkfifo', [at('pipe.py')])
  symlinkSync(at('right.py'), at('link.py'))
  const CASES: [args: string[], code: number, said: RegExp][] = [
    [['nowhere.py', ...ON], 2, /nowhere\.py/],
    [['empty', ...ON], 6, /empty/],
    [['notes', ...ON], 2, /main\.py/],
    [['other', ...ON], 2, /mian\.py/],
    [['latin.py', ...ON], 6, /UTF-8/],
    [['big.py', ...ON], 6, /MB/],
    [['pipe.py', ...ON], 6, /named pipe/],
    [['link.py', ...ON], 6, /link/],
    [['right.py', '--course', 'pyhton', ...ON], 2, /python/],
    [['right.py', '--exercise', 'departure-bord'], 2, /departure-bord/],
    [['right.py', ...ON, '--report', 'junti'], 2, /junit/],
    [['right.py', ...ON, '--timeout', 'soon'], 2, /timeout/],
    [['right.py', ...ON, '--hidden', 'none.gz'], 2, /none\.gz/],
    [['right.py', ...ON, '--hidden', 'right.py'], 6, /pack/],
    [['right.py', ...ON, '--verify', 'none.json'], 2, /none\.json/],
    [['right.py', ...ON, '--verify', 'right.py'], 6, /no report/],
    [['right.py', ...ON, '--verify', 'x', '--seed', '1'], 2, /verify/],
    [['right.py'], 2, /which exercise/],
    [[], 2, /what is to be graded/],
  ]
  for (const [args, code, said] of CASES) {
    const ran = await cli.run(['grade', ...args])
    expect([args, ran.code], ran.stdout + ran.stderr).toEqual([args, code])
    expect(ran.stdout + ran.stderr).toMatch(said)
  }
}, 120_000)

test('where no sandbox is strong enough nothing is graded', async () => {
  const cli = learner()
  handIn(cli, { 'right.py': RIGHT })
  // In namespaces that allow none inside, the strongest tier is not to be had; without bubblewrap neither.
  const box = existsSync('/usr/bin/bwrap')
    ? ['/usr/bin/bwrap', '--dev-bind', '/', '/', '--unshare-user', '--disable-userns']
    : []
  const grade = [process.execPath, join(root, 'bin/run.js'), 'grade', 'right.py', ...ON]
  const [file = '', ...args] = [...box, ...grade, '--tier', 'namespaces', '--json']
  const env = { ...cli.env, MASTERY_HOME: join(temporaryFolder(), 'new') }
  const ran = spawnSync(file, args, { cwd: cli.workspace, env, encoding: 'utf8' })
  expect(ran.status, ran.stderr + ran.stdout).toBe(7)
  expect(JSON.parse(ran.stdout)).toMatchObject({
    error: { kind: 'no-sandbox', message: expect.stringContaining('python') },
  })
}, 120_000)

test('a workspace is graded where one stands in it', async () => {
  const cli = learner()
  await cli.run(['start', 'departure-board'])
  const cwd = join(cli.workspace, 'python/departure-board')
  writeFileSync(join(cwd, 'main.py'), RIGHT)
  const ran = await cli.run(['grade', '--json'], { cwd })
  expect(ran.code, ran.stderr).toBe(0)
  expect(report(ran)).toMatchObject({ exercise: { id: 'departure-board' } })
  writeFileSync(join(cwd, 'main.py'), WRONG)
  expect((await cli.run(['grade', '-q'], { cwd })).code).toBe(1)
}, 60_000)

test("hidden tests come from the grader's pack, and only from the right one", async () => {
  const cli = learner()
  handIn(cli, { 'right.py': RIGHT })
  const pack = (from: string, audience: string, to: string) =>
    cli.run(['course', 'pack', from, `--${audience}`, '-o', to])
  await pack(join(root, 'content/python'), 'learner', 'learner.json.gz')
  await pack(join(root, 'content/python'), 'grader', 'grader.json.gz')
  const alone = await cli.run(['grade', 'right.py', '--course', 'learner.json.gz', ...ON])
  expect(alone.code).toBe(0)
  expect(alone.stderr).toContain('Only the visible tests were run: the 6 hidden tests')
  const both = ['grade', 'right.py', '--course', 'learner.json.gz', '--hidden', 'grader.json.gz']
  const ran = await cli.run([...both, ...ON, '--json'])
  expect(ran.code).toBe(0)
  expect(report(ran).submissions[0]?.verdict?.tests).toHaveLength(10)
  const other = join(cli.workspace, 'other')
  cpSync(join(root, 'content/python'), other, { recursive: true })
  const tests = join(other, 'exercises/departure-board/tests/hidden.yaml')
  writeFileSync(tests, readFileSync(tests, 'utf8').replace('Oslo', 'Lima').replace('Oslo', 'Lima'))
  await cli.run(['course', 'check', 'other', '--write'])
  await pack('other', 'grader', 'other.json.gz')
  const wrong = await cli.run([
    'grade',
    'right.py',
    '--course',
    'learner.json.gz',
    '--hidden',
    'other.json.gz',
    ...ON,
  ])
  expect(wrong.code, wrong.stderr).toBe(6)
  expect(wrong.stderr.match(/[0-9a-f]{64}/g)).toHaveLength(2)
}, 60_000)

test('a class is graded as a whole, from a folder and from an archive', async () => {
  const cli = learner()
  handIn(cli, {
    'class/ada/main.py': RIGHT,
    'class/ben/main.py': WRONG,
    'class/cyd/main.py': WRONG,
    'class/dan/main.py': 'def (',
    'class/eve/readme.txt': 'nothing',
  })
  const args = ['grade', 'class', ...ON, '--seed', '7']
  const ran = await cli.run([
    ...args,
    '--json',
    '--report',
    'csv=out/g.csv',
    '--report',
    'junit=g.xml',
  ])
  expect(ran.code, ran.stderr).toBe(0)
  const { submissions, summary } = report(ran)
  expect(submissions.map(({ name }) => name)).toEqual(['ada', 'ben', 'cyd', 'dan', 'eve'])
  expect(summary).toMatchObject({ total: 5, passed: 1, failed: 2, errors: 1, ungraded: 1 })
  expect(summary.clusters).toMatchObject([{ submissions: ['ben', 'cyd'] }])
  const csv = readFileSync(join(cli.workspace, 'out/g.csv'), 'utf8')
  expect(csv.trim().split('\n')).toHaveLength(6)
  expect(readFileSync(join(cli.workspace, 'g.xml'), 'utf8')).toContain('<testsuites')
  expect(existsSync(join(cli.home, 'cache/grading'))).toBe(true)
  expect(readdirSync(join(cli.home, 'cache/grading'))).toEqual([])
  execFileSync('tar', ['-czf', join(cli.workspace, 'class.tgz'), '-C', cli.workspace, 'class'])
  const packed = await cli.run(['grade', 'class.tgz', ...ON, '--fail-under', '60'])
  expect(packed.code).toBe(1)
  expect(packed.stdout).toMatch(/5 submissions: 1 passed, 2 failed, 1 could not run, 1 not graded/)
  expect(packed.stdout).toContain('The same mistake')
  const one = await cli.run(['grade', 'class', ...ON, '--report', 'exercism'])
  expect([one.code, one.stdout]).toEqual([2, ''])
}, 120_000)

test('a grade is made again from its report, and what changed is told', async () => {
  const cli = learner()
  handIn(cli, { 'work/ada/main.py': RIGHT, 'work/ben/main.py': WRONG })
  await cli.run(['grade', 'work', ...ON, '--report', 'json=r.json', '--max-score', '10', '-q'])
  const same = await cli.run(['grade', '--verify', 'r.json', 'work'])
  expect(same.code, same.stdout + same.stderr).toBe(0)
  expect(same.stdout).toContain('All 2 submissions graded the same as in the report')
  handIn(cli, { 'work/ben/main.py': RIGHT })
  const other = await cli.run(['grade', '--verify', 'r.json', 'work', '--json'])
  expect(other.code).toBe(1)
  const { schema: _, ...document } = other.json()
  const { differences } = contracts['mastery.grade-verify/1'].parse(document)
  expect(differences.map(({ submission, what }) => [submission, what])).toEqual(
    expect.arrayContaining([
      ['ben', 'hash of the files'],
      ['ben', 'verdict'],
      ['ben', 'points'],
    ]),
  )
}, 120_000)

test('Ctrl-C stops a class, says how far it is, and the command that it gives goes on', async () => {
  const cli = learner()
  const names = Array.from({ length: 12 }, (_, n) => `s${String(n).padStart(2, '0')}`)
  handIn(cli, Object.fromEntries(names.map((name) => [`class/${name}/main.py`, RIGHT])))
  const child = cli.spawn(['grade', 'class', ...ON, '--jobs', '2'])
  let stderr = ''
  child.stderr?.on('data', (data) => {
    stderr += data
  })
  const kept = (): { name: string; durationMs: number }[] => {
    const journals = join(cli.home, 'cache/grading')
    const [file] = existsSync(journals) ? readdirSync(journals) : []
    if (file === undefined) return []
    const lines = readFileSync(join(journals, file), 'utf8').split('\n')
    return lines.slice(1, -1).map((line) => JSON.parse(line))
  }
  while (kept().length < 2) await new Promise((done) => setTimeout(done, 20))
  child.kill('SIGINT')
  const code = await new Promise((done) => child.on('close', done))
  expect(code, stderr).toBe(3)
  const found = /Stopped: (\d+) of 12 are graded and kept\.\nNext: mastery (grade .*)\n/.exec(
    stderr,
  )
  const before = kept()
  expect(before).toHaveLength(Number(found?.[1]))
  expect(before.length).toBeLessThan(12)
  const rest = await cli.run([...(found?.[2] ?? '').split(' '), '--json'])
  expect(rest.code, rest.stderr).toBe(0)
  const { submissions, summary } = report(rest)
  expect(summary).toMatchObject({ total: 12, passed: 12 })
  // Those that were kept took as long as they took before: they were not graded again.
  for (const { name, durationMs } of before)
    expect(submissions.find((one) => one.name === name)?.durationMs).toBe(durationMs)
}, 120_000)

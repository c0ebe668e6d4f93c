import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Cli, learner } from '../helpers/cli.ts'
import { FULL } from '../helpers/depth.ts'

const RUN = join(import.meta.dirname, '../../bin/run.js')
const SOLUTION = join(
  import.meta.dirname,
  '../../content/python/exercises/departure-board/solution',
)

/** How often each command is killed: many times by `npm run test:slow`, often enough for a fault to show in every run. */
const KILLS = FULL ? { review: 140, quiz: 90, submit: 80 } : { review: 20, quiz: 12, submit: 10 }

interface Row {
  id: string
  seq: number
  type: string
  payload: string
}

function events(cli: Cli): Row[] {
  const db = new Database(join(cli.home, 'learner.db'), { readonly: true, fileMustExist: true })
  try {
    return db.prepare('SELECT id, seq, type, payload FROM events ORDER BY seq').all() as Row[]
  } finally {
    db.close()
  }
}

async function expectHealthy(cli: Cli): Promise<void> {
  const report = (await cli.run(['doctor', '--rebuild', '--json'])).json()
  const checks = report.checks as { name: string; status: string; detail: string }[]
  expect(checks.find((check) => check.name === 'learner database')).toMatchObject({ status: 'ok' })
  expect(report.rebuild).toMatchObject({ differences: [] })
}

/** Runs a command and kills it after `ms`. Resolves with what it had printed. */
function killed(cli: Cli, args: string[], ms: number): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [RUN, ...args],
      { cwd: cli.workspace, env: cli.env },
      (_error, stdout) => {
        clearTimeout(timer)
        resolve(stdout)
      },
    )
    child.stdin?.end()
    const timer = setTimeout(() => child.kill('SIGKILL'), ms)
  })
}

/** A whole document was printed: the command said that it was done. */
function saidDone(stdout: string): boolean {
  try {
    return JSON.parse(stdout).schema !== undefined
  } catch {
    return false
  }
}

/**
 * Kills a command at random moments, spread over the time it takes, and requires that each answer it
 * reported as recorded is in the log.
 */
async function killRepeatedly(
  cli: Cli,
  count: number,
  command: (turn: number) => string[],
  recorded: string,
): Promise<{ done: number; killedEarly: number }> {
  let done = 0
  let killedEarly = 0
  // How long it takes here and now: of the first, which is left alone, and then of all that come to their end.
  let usualMs = 0
  // One moment by chance in each part of that time: a few kills, too, meet its beginning, middle and end.
  const moments = Array.from({ length: count }, (_, part) => (part + Math.random()) / count)
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    const before = events(cli).filter((row) => row.type === recorded).length
    const [moment = 0] = moments.splice(Math.floor(Math.random() * moments.length), 1)
    const afterMs = i === 0 ? 30_000 : moment * 1.5 * usualMs
    const stdout = await killed(cli, command(i), afterMs)
    const rows = events(cli)
    const after = rows.filter((row) => row.type === recorded).length
    if (saidDone(stdout)) {
      done++
      const took = performance.now() - start
      usualMs = i === 0 ? took : (usualMs + took) / 2
      expect(after).toBe(before + 1)
    } else {
      killedEarly++
      expect(after - before).toBeLessThanOrEqual(1)
    }
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1))
  }
  return { done, killedEarly }
}

test('a review killed at any moment loses nothing it reported', { timeout: 240_000 }, async () => {
  const cli = learner()
  const deck = ['review', 'basics-cards', '--course', 'python']
  const queue = (await cli.run([...deck, '--limit', '30', '--json'])).json() as unknown as {
    items: { id: string }[]
  }
  const ids = queue.items.map((item) => item.id)
  expect(ids.length).toBeGreaterThan(10)
  await cli.run([...deck, '--answer', ids[0] as string, '--grade', '4', '--json'])
  const { done, killedEarly } = await killRepeatedly(
    cli,
    KILLS.review,
    (turn) => [
      ...deck,
      '--answer',
      ids[(turn + 1) % ids.length] as string,
      '--grade',
      '4',
      '--json',
    ],
    'learning.card_reviewed',
  )
  expect(killedEarly).toBeGreaterThan(Math.floor(KILLS.review / 8))
  expect(done).toBeGreaterThan(Math.floor(KILLS.review / 40))
  await expectHealthy(cli)
})

test('a quiz killed at any moment loses no answer it reported', { timeout: 240_000 }, async () => {
  const cli = learner()
  const open = async (...more: string[]) =>
    (await cli.run(['quiz', 'python/basics-quiz', ...more, '--json'])).json() as unknown as {
      questions: { id: string; type: string; choices?: { id: string }[] }[]
    }
  /** Questions of the attempt in progress that are still open, as an answer that counts (if wrong). */
  let answers: string[] = []
  const refill = async () => {
    const usable = (page: Awaited<ReturnType<typeof open>>) =>
      page.questions
        .filter((q) => q.type === 'single' || q.type === 'short')
        .map((q) => `${q.id}=${q.choices?.[0]?.id ?? 'x'}`)
    answers = usable(await open())
    if (answers.length === 0) answers = usable(await open('--restart'))
  }
  await refill()
  let done = 0
  let killedEarly = 0
  for (let round = 0; round < KILLS.quiz; round += answers.length) {
    await refill()
    const result = await killRepeatedly(
      cli,
      answers.length,
      (i) => ['quiz', 'python/basics-quiz', '--answer', answers[i] as string, '--json'],
      'learning.question_answered',
    )
    done += result.done
    killedEarly += result.killedEarly
  }
  expect(done).toBeGreaterThan(Math.floor(KILLS.quiz / 40))
  expect(killedEarly).toBeGreaterThan(Math.floor(KILLS.quiz / 8))
  await expectHealthy(cli)
})

test('a submission killed at any moment loses nothing it reported', {
  timeout: 240_000,
}, async () => {
  const cli = learner()
  const started = (await cli.run(['start', 'departure-board', '--json'])).json()
  const folder = started.folder as string
  writeFileSync(join(folder, 'main.py'), readFileSync(join(SOLUTION, 'main.py')))
  expect((await cli.run(['submit', 'departure-board', '--json'])).code).toBe(0)
  const { done, killedEarly } = await killRepeatedly(
    cli,
    KILLS.submit,
    () => ['submit', 'departure-board', '--json'],
    'exercise.submitted',
  )
  expect(killedEarly).toBeGreaterThan(Math.floor(KILLS.submit / 10))
  expect(done).toBeGreaterThan(Math.floor(KILLS.submit / 40))
  expect(readFileSync(join(folder, 'main.py'), 'utf8')).toBe(
    readFileSync(join(SOLUTION, 'main.py'), 'utf8'),
  )
  await expectHealthy(cli)
})

test('two processes at once lose no event and leave no gap', { timeout: 120_000 }, async () => {
  const cli = learner()
  const one = async (name: string) => {
    for (let i = 1; i <= 15; i++) {
      const { code, stderr } = await cli.run(['config', 'set', 'review.new-per-day', String(i)])
      expect(code, `${name}: ${stderr}`).toBe(0)
    }
  }
  await Promise.all(['a', 'b', 'c'].map(one))
  expect(events(cli).map((row) => row.seq)).toEqual(Array.from({ length: 45 }, (_, i) => i + 1))
  await expectHealthy(cli)
})

/** Runs a shell script with the home mounted as `mount` says. */
function mounted(cli: Cli, mount: string[], script: string): Promise<string> {
  return new Promise((resolve) => {
    const shim = `mastery() { "${process.execPath}" "${RUN}" "$@"; }\n${script}`
    execFile(
      'bwrap',
      ['--dev-bind', '/', '/', ...mount, 'bash', '-c', shim],
      { env: cli.env, cwd: '/', maxBuffer: 32 << 20 },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    )
  })
}

test('a full disk gives one clear error and an intact database', { timeout: 120_000 }, async () => {
  const cli = learner()
  const output = await mounted(
    cli,
    ['--size', String(3 << 20), '--tmpfs', cli.home],
    `mastery config set review.new-per-day 5 || exit 9
     head -c 100000000 /dev/zero > ${cli.home}/filler 2>/dev/null
     for i in $(seq 1 40); do
       error=$(mastery config set review.new-per-day $i 2>&1 >/dev/null) && continue
       echo "code $?"; echo "$error"; break
     done
     rm ${cli.home}/filler
     mastery doctor --json > ${cli.home}/report.json
     grep -o '[0-9]* events, no gap' ${cli.home}/report.json
     mastery config set review.new-per-day 7 && mastery config get review.new-per-day`,
  )
  expect(output).toContain('code 8')
  expect(output).toContain('is full. Nothing was lost.')
  expect(output.match(/Error:/g)).toHaveLength(1)
  expect(output).toMatch(/\d+ events, no gap/)
  expect(output.trim().endsWith('7')).toBe(true)
})

test('a home that cannot be written says so', { timeout: 60_000 }, async () => {
  const cli = learner()
  await cli.run(['config', 'set', 'review.new-per-day', '5'])
  const output = await mounted(
    cli,
    ['--ro-bind', cli.home, cli.home],
    'mastery config set review.new-per-day 6; echo "code $?"',
  )
  expect(output).toContain('may not write')
  expect(output).toContain('MASTERY_HOME')
  expect(output).toContain('code 8')
})

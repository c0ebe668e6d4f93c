/**
 * `npm run bench`: the figures that matter, as ratios within this run where speed of the machine counts, beside the
 * committed baseline. Names of parts after it (`start`, `sandbox`, …) run only those; `--save` writes the baseline.
 * Nothing here passes or fails a build.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Exercise } from '../../src/core/course/model.ts'
import { reviewContext } from '../../src/core/practice/question-tools.ts'
import { ReviewSession } from '../../src/core/review/session.ts'
import { cardCourse, openContext, WORDS, writeCourseFolder, writeReviews } from './large-home.ts'
import {
  compare,
  median,
  percentile,
  timed,
  timedAsync,
  timeProcess,
  timeToOutput,
} from './measure.ts'
import { sandboxFigures } from './sandbox.ts'
import { writeSimilarClass } from './similar-class.ts'

interface Figure {
  name: string
  value: number
  unit: '×' | 'ms' | 's' | 'MB' | ''
  limit: number
}

const root = join(import.meta.dirname, '../..')
const baselineFile = join(import.meta.dirname, 'baseline.json')
const baseline: Record<string, number> = JSON.parse(readFileSync(baselineFile, 'utf8'))
const figures: Figure[] = []
const work = mkdtempSync(join(tmpdir(), 'mastery-bench-'))
const node = process.execPath
const run = (home: string, ...args: string[]) => ({
  command: node,
  args: [join(root, 'bin/run.js'), ...args],
  env: { ...process.env, MASTERY_HOME: home, NO_COLOR: '1' },
})
const bare = () => timeProcess({ command: node, args: ['-e', '0'] })

function record(name: string, value: number, unit: Figure['unit'], limit: number): void {
  figures.push({ name, value, unit, limit })
  const before = baseline[name]
  const beside = before === undefined ? 'no baseline' : `baseline ${before}`
  const verdict = value <= limit ? '' : '  OVER'
  process.stdout.write(
    `${name.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(2)}  limit ${limit}, ${beside}${verdict}\n`,
  )
}

async function startUp(): Promise<void> {
  const home = join(work, 'empty')
  timeProcess(run(home, 'status', '--json'))
  const ratio = (...args: string[]) =>
    compare(() => timeProcess(run(home, ...args)), bare, 25).ratio
  record('--version / bare node', ratio('--version'), '×', 1.2)
  record('status --json / bare node', ratio('status', '--json'), '×', 2.5)
  record('next --json / bare node', ratio('next', '--json'), '×', 2.5)
  record('list (plain) / bare node', ratio('list'), '×', 3)
  record('config list (plain) / bare node', ratio('config', 'list'), '×', 3)
  const frames: number[] = []
  for (let i = 0; i < 12; i++) {
    const base = bare()
    const { CI: _ci, ...env }: NodeJS.ProcessEnv = run(home).env
    const first = await timeToOutput(
      { ...run(home), env: { ...env, TERM: 'xterm-256color' } },
      'Statistics',
    )
    if (i > 1) frames.push(first / base)
  }
  record('first frame of home / bare node', median(frames), '×', 7)
}

async function largeHome(): Promise<void> {
  const home = join(work, 'large')
  const ctx = openContext(home)
  process.stdout.write('making 1,000,000 events over 100,000 cards …\n')
  ctx.library.install(cardCourse(), { kind: 'pack', path: '' })
  writeReviews(ctx, 1_000_000)
  await ctx.close()
  const child = spawnSync(node, [join(import.meta.dirname, 'rebuild.ts'), home], {
    encoding: 'utf8',
  })
  const { ms, megabytes } = JSON.parse(child.stdout)
  record('rebuild of 1,000,000 events', ms / 1000, 's', 60)
  record('rebuild of 1,000,000 events, peak memory', megabytes, 'MB', 300)

  const again = openContext(home)
  const session = new ReviewSession(reviewContext(again))
  const times: number[] = []
  for (let i = 0; i < 300; i++) {
    const item = session.current()
    if (item === null) break
    times.push(
      timed(() => {
        session.record(item, { kind: 'graded', grade: 4, typed: null, seconds: 3 })
        session.current()
      }),
    )
  }
  record('grade a card and have the next one, p95', percentile(times, 0.95), 'ms', 20)
  await again.close()

  const empty = join(work, 'empty')
  const next = compare(
    () => timeProcess(run(home, 'next', '--json')),
    () => timeProcess(run(empty, 'next', '--json')),
    15,
  )
  record('next --json with 1,000,000 events / empty home', next.ratio, '×', 1.3)
}

async function courses(): Promise<void> {
  const folder = join(work, 'bulk')
  writeCourseFolder(folder, 10_000)
  const home = join(work, 'courses')
  const ms = timeProcess(run(home, 'course', 'add', folder, '--json'))
  record('course add of 10,000 items', ms / 1000, 's', 15)
  const ctx = openContext(home)
  const times = Array.from({ length: 200 }, (_, i) =>
    timed(() => ctx.library.search(`${WORDS[i % WORDS.length]} item ${i * 37}`)),
  )
  record('search over 10,000 items, p95', percentile(times, 0.95), 'ms', 20)
  await ctx.close()
}

async function checks(): Promise<void> {
  const home = join(work, 'empty')
  const ctx = openContext(home)
  const { createRunner } = await import('../../src/sandbox/runner.ts')
  const { gradeExercise } = await import('../../src/core/grading/grade.ts')
  const runner = createRunner({ root, cacheFile: join(home, 'cache/sandbox.json'), warm: true })
  const check = async (
    course: string,
    id: string,
    base: () => number,
    name: string,
    limit: number,
  ) => {
    const exercise = ctx.library.item(course, id) as Exercise
    const input = {
      exercise,
      files: exercise.solution,
      include: 'visible',
      atLeast: 'isolate',
      seed: 1,
    } as const
    await gradeExercise({ runner }, input)
    const ratios: number[] = []
    for (let i = 0; i < 15; i++) {
      // A person saves now and then: the spare child has had its time to start.
      await new Promise((resolve) => setTimeout(resolve, 150))
      ratios.push((await timedAsync(() => gradeExercise({ runner }, input))) / base())
    }
    record(name, median(ratios), '×', limit)
  }
  const python = () => timeProcess({ command: '/usr/bin/python3', args: ['-c', 'pass'] })
  await check(
    'python',
    'departure-board',
    python,
    'check of a Python exercise / python3 -c pass',
    5,
  )
  await check('javascript', 'train-board', bare, 'check of a JavaScript exercise / bare node', 3)
  await runner.close()
  await ctx.close()
}

async function similarity(): Promise<void> {
  const folder = join(work, 'class')
  writeSimilarClass(folder, 500)
  const about = ['--course', 'python', '--exercise', 'departure-board', '--similarity', '--json']
  const ms = timeProcess(run(join(work, 'empty'), 'grade', folder, ...about))
  record('similarity of 500 submissions', ms / 1000, 's', 20)
}

const parts: Record<string, () => Promise<void>> = {
  start: startUp,
  similarity,
  checks,
  sandbox: () => sandboxFigures(root, work, record),
  courses,
  large: largeHome,
}
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
try {
  for (const [name, part] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(name)) await part()
} finally {
  rmSync(work, { recursive: true, force: true })
}
if (process.argv.includes('--save')) {
  const saved = Object.fromEntries(figures.map((f) => [f.name, Number(f.value.toFixed(2))]))
  writeFileSync(baselineFile, `${JSON.stringify({ ...baseline, ...saved }, null, 2)}\n`)
}
const over = figures.filter((f) => f.value > f.limit)
process.stdout.write(
  `${figures.length - over.length} of ${figures.length} figures within their limit\n`,
)

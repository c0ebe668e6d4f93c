/**
 * The disposable process around SQLite. It takes scripts from the channel (descriptor 3), runs each on a database of
 * its own in memory, and writes back what came. While SQLite works nothing else happens here: time and memory are
 * watched from outside, where this whole process is killed.
 */
import { readFileSync, readSync, writeSync } from 'node:fs'
import type { SQLOutputValue } from 'node:sqlite'
import { type Cell, realText, tableText } from '../../core/grading/table.ts'
import { closedModules, type Rows, ScriptError, type ScriptFile, Session } from './sql-session.ts'

const CHANNEL = 3
/** What SQLite and V8 leave behind must not shrink the memory of those that come after. */
const MOST_JOBS = 200
/** Of a result that is compared. */
const MOST_ROWS = 10_000
const MOST_RESULT_BYTES = 1024 * 1024
/** Of a BLOB that is shown. */
const MOST_BLOB = 16

interface Init {
  files: ScriptFile[]
  entry: string
  memoryBytes: number
  outputBytes: number
}

interface Job {
  action: { type: 'program'; columns?: number } | { type: 'script' }
  files: Record<string, string>
}

function send(kind: string, text: string): void {
  const body = Buffer.from(text)
  const head = Buffer.alloc(5)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  const whole = Buffer.concat([head, body])
  for (let at = 0; at < whole.length; ) at += writeSync(CHANNEL, whole, at)
}

/** The parent's next message; ends this process when the parent is gone. */
function receive<T>(): T {
  const size = take(4).readUInt32BE()
  return JSON.parse(take(size).toString('utf8')) as T
}

function take(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; ) {
    const count = readSync(CHANNEL, bytes, at, size - at, null)
    if (count === 0) process.exit()
    at += count
  }
  return bytes
}

/** The scripts in the order in which they run: what is given, what the case adds, last the learner's own. */
function scriptsOf({ files, entry }: Init, job: Job): { given: ScriptFile[]; own: ScriptFile } {
  const replaced = files.map(({ path, text }) => ({ path, text: job.files[path] ?? text }))
  const added = Object.entries(job.files)
    .filter(([path]) => !files.some((file) => file.path === path))
    .map(([path, text]) => ({ path, text }))
  const given = [...replaced, ...added].filter(
    ({ path }) => path !== entry && path.toLowerCase().endsWith('.sql'),
  )
  const own = replaced.find(({ path }) => path === entry) ?? { path: entry, text: '' }
  return { given, own }
}

/** Runs a job and gives the fields of its report. */
function perform(init: Init, job: Job): Record<string, unknown> {
  const session = new Session(init.memoryBytes, closed, (place) => send('w', JSON.stringify(place)))
  const { given, own } = scriptsOf(init, job)
  let loading = true
  try {
    for (const file of given) session.load(file)
    if (job.action.type === 'program') {
      const rowsCut = printResults(session, own, init.outputBytes, job.action.columns)
      return { value: null, error: null, rowsCut }
    }
    const most = { rows: MOST_ROWS, bytes: MOST_RESULT_BYTES }
    let last: Rows | null = null
    const keep = (rows: Rows) => {
      last = rows
      return true
    }
    session.run(own, most, keep)
    endTransaction(session)
    // Only now does the query of the case leave the parent.
    send('q', '')
    const { query } = receive<{ query: string | null }>()
    if (query !== null) {
      loading = false
      last = null
      session.run({ path: 'the query of the test', text: query }, most, keep)
    }
    return resultOf(last)
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    const { type, classes, message, outOfMemory, forbidden } = error.error
    const where = loading ? error.where : null
    return {
      value: null,
      error: { type, classes, message, where, frames: [] },
      // A limit that was met, or a door that is closed, says more than where it was.
      loading: loading && !outOfMemory && !forbidden,
      oom: outOfMemory,
      forbidden,
    }
  } finally {
    session.close()
  }
}

/** Whether there was more than may be printed. */
function printResults(
  session: Session,
  file: ScriptFile,
  outputBytes: number,
  widest: number | undefined,
): boolean {
  let first = true
  let cut = false
  session.run(file, { rows: Number.POSITIVE_INFINITY, bytes: outputBytes }, (result) => {
    const table = tableText(
      result.columns,
      result.rows.map((row) => row.map(cellOf)),
      widest,
    )
    send('o', first ? table : `\n${table}`)
    first = false
    cut = result.cut
    return !cut
  })
  endTransaction(session)
  return cut
}

function endTransaction(session: Session): void {
  if (session.rollBack())
    send('e', 'The transaction was never committed: what was changed since BEGIN is lost.\n')
}

function resultOf(last: Rows | null): Record<string, unknown> {
  if (last === null) return { value: null, error: null }
  const { columns, rows, cut } = last
  return { value: { columns, rows: rows.map((row) => row.map(wireOf)) }, error: null, rowsCut: cut }
}

/** A value as "Values" of docs/authoring.md writes it. */
function wireOf(value: SQLOutputValue): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : { $int: String(value) }
  }
  if (typeof value === 'number') return { $float: floatText(value) }
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  return value
}

function floatText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value)
  return value > 0 ? 'inf' : '-inf'
}

function cellOf(value: SQLOutputValue): Cell {
  if (value === null) return { text: 'NULL', isNumber: false }
  if (typeof value === 'bigint') return { text: String(value), isNumber: true }
  if (typeof value === 'number') return { text: realText(value), isNumber: true }
  if (typeof value === 'string') return { text: value, isNumber: false }
  const shown = Buffer.from(value.subarray(0, MOST_BLOB)).toString('hex')
  return {
    text: value.length > MOST_BLOB ? `x'${shown}…' (${value.length} bytes)` : `x'${shown}'`,
    isNumber: false,
  }
}

/** Bytes of private writable memory this process has reserved, for the limit on it; 0 where nobody says. */
function dataBytes(): number {
  try {
    const match = /VmData:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
    return Number(match?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** The first script of a process takes longest: one that is started ahead has it behind it. */
function warmUp(): void {
  const session = new Session(MOST_RESULT_BYTES, closed, () => {})
  session.run(
    { path: '', text: "SELECT 1 AS n, 'a' AS t" },
    { rows: 1, bytes: 1 },
    ({ columns, rows }) => {
      tableText(
        columns,
        rows.map((row) => row.map(cellOf)),
      )
      return false
    },
  )
  session.close()
}

const closed = closedModules()
warmUp()
const baseline = process.resourceUsage().maxRSS * 1024
send('r', String(dataBytes()))
const init = receive<Init>()
for (let jobs = 1; ; jobs++) {
  const job = receive<Job>()
  send('s', '')
  const report = perform(init, job)
  const peak = Math.max(0, process.resourceUsage().maxRSS * 1024 - baseline)
  const retire = jobs >= MOST_JOBS || peak > init.memoryBytes / 2
  send('d', JSON.stringify({ ...report, peak, retire }))
}

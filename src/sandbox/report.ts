import type {
  AtLimit,
  CaseRun,
  GuestError,
  MissingName,
  WireValue,
} from '../core/grading/code-runner.ts'

/** What one job's report may say, after it was checked. The guest is not trusted. */
export interface Report {
  value: WireValue | null
  error: GuestError | null
  loading: boolean
  missing: MissingName | null
  steps: CaseRun['steps']
  files: Record<string, string | null>
  exitCode: number
  outOfMemory: boolean
  forbidden: boolean
  grew: AtLimit['grew']
  /** There was more in a result of SQL than is given back. */
  rowsCut: boolean
  peakMemoryBytes: number | null
  /** The process must not run another job. */
  retire: boolean
  /** It was ended because it took as many steps as a trace may have. */
  cut: boolean
}

const MAX_TEXT = 4_000
const MAX_FILE_TEXT = 1024 * 1024
const MAX_LIST = 1_000
/** A value is at most 100 deep, and each level may be two levels of JSON with its tag. */
const MAX_JSON_DEPTH = 450
/** Twice what the longest value has: as many take a few dozen milliseconds to read. */
const MAX_JSON_PARTS = 500_000

/** Reads a report; null when it is not one. Nothing of it is looked at before it is checked and bounded. */
export function readReport(payload: Buffer): Report | null {
  const data = readJson(payload)
  if (!isRecord(data)) return null
  const error = readError(data.error)
  const outOfMemory = data.oom === true || data.oom === 1
  return {
    value: data.value === undefined ? null : (data.value as WireValue),
    error,
    loading: data.loading === true,
    missing: readMissing(data.missing),
    steps: list(data.steps).map((step) =>
      isRecord(step)
        ? { value: (step.value ?? null) as WireValue, error: readError(step.error) }
        : { value: null, error: null },
    ),
    files: readFiles(data.files),
    exitCode: whole(data.exit, 0, 255) ?? (error === null && !outOfMemory ? 0 : 1),
    outOfMemory,
    forbidden: data.forbidden === true,
    grew: readGrowth(data.grew),
    rowsCut: data.rowsCut === true,
    peakMemoryBytes: whole(data.peak, 0, 2 ** 50),
    retire: data.retire === true,
    cut: data.cut === true,
  }
}

/** JSON that is not too deep to be parsed; undefined when it is not that. */
export function readJson(payload: Buffer): unknown {
  if (isBomb(payload)) return undefined
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

function readError(data: unknown): GuestError | null {
  if (!isRecord(data)) return null
  const type = text(data.type, 200)
  const where = readPlace(data.where)
  return {
    type: type === '' ? 'Error' : type,
    classes: list(data.classes).map((name) => text(name, 200)),
    message: text(data.message, MAX_TEXT),
    where,
    frames: list(data.frames).flatMap((frame) => {
      const place = readPlace(frame)
      if (place === null) return []
      const { file, line, text: source } = place
      return [{ file, line, name: isRecord(frame) ? text(frame.name, 200) : '', text: source }]
    }),
  }
}

export function readPlace(data: unknown): GuestError['where'] {
  if (!isRecord(data)) return null
  const line = whole(data.line, 1, 1e7)
  if (line === null || typeof data.file !== 'string') return null
  return {
    file: text(data.file, 500),
    line,
    column: whole(data.column, 1, 1e7),
    text: text(data.text, 500),
  }
}

function readMissing(data: unknown): MissingName | null {
  if (!isRecord(data) || typeof data.name !== 'string') return null
  return {
    name: text(data.name, 200),
    owner: typeof data.owner === 'string' ? text(data.owner, 200) : null,
    defined: list(data.defined)
      .slice(0, 50)
      .map((name) => text(name, 200)),
  }
}

function readGrowth(data: unknown): AtLimit['grew'] {
  if (!isRecord(data) || typeof data.name !== 'string') return null
  const length = whole(data.length, 0, 2 ** 50)
  return length === null ? null : { name: text(data.name, 200), type: text(data.type, 200), length }
}

/** The line a guest says it was running when its time was nearly over. */
export function readWhere(payload: Buffer): AtLimit['where'] {
  if (payload.length > MAX_TEXT) return null
  try {
    const place = readPlace(JSON.parse(payload.toString('utf8')))
    return place === null ? null : { file: place.file, line: place.line, text: place.text }
  } catch {
    return null
  }
}

function readFiles(data: unknown): Record<string, string | null> {
  const files: Record<string, string | null> = Object.create(null)
  if (isRecord(data))
    for (const [path, content] of Object.entries(data).slice(0, MAX_LIST))
      files[path] = typeof content === 'string' ? text(content, MAX_FILE_TEXT) : null
  return files
}

export function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function list(data: unknown): unknown[] {
  return Array.isArray(data) ? data.slice(0, MAX_LIST) : []
}

export function text(data: unknown, most: number): string {
  return typeof data === 'string' ? data.slice(0, most) : ''
}

export function whole(data: unknown, least: number, most: number): number | null {
  return typeof data === 'number' && Number.isInteger(data) && data >= least && data <= most
    ? data
    : null
}

/**
 * Counts brackets and commas outside strings: a parser that recurses must not meet a million levels, nor make millions of
 * small things of a few bytes each.
 */
function isBomb(payload: Buffer): boolean {
  let depth = 0
  let parts = 0
  let inText = false
  for (let at = 0; at < payload.length; at++) {
    const byte = payload[at]
    if (inText) {
      if (byte === 0x5c) at++
      else if (byte === 0x22) inText = false
    } else if (byte === 0x22) inText = true
    else if (byte === 0x2c) parts++
    else if (byte === 0x5b || byte === 0x7b) {
      parts++
      if (++depth > MAX_JSON_DEPTH) return true
    } else if (byte === 0x5d || byte === 0x7d) depth--
    if (parts > MAX_JSON_PARTS) return true
  }
  return false
}

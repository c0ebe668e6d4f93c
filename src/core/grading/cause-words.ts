import type { Exercise, Language } from '../course/model.ts'
import type { AtLimit, Causes, GuestError } from './code-runner.ts'

/** What of a run its words may be about. */
interface Ended extends Causes, AtLimit {
  error: GuestError | null
  stdout: string
  stderr: string
}

/** Why a run was ended from outside, in the learner's words; null when it ended by itself. */
export function causeOf(
  run: Ended,
  { limits, runner }: Pick<Exercise, 'limits' | 'runner'>,
): { kind: string; words: string } | null {
  if (run.timedOut) return { kind: 'timeout', words: timeoutWords(run, limits.seconds, runner) }
  if (run.outOfMemory) return { kind: 'memory', words: memoryWords(run, limits.memoryMb, runner) }
  if (run.outputLimit) return { kind: 'output', words: outputWords(run, limits.outputKb, runner) }
  if (run.forbidden && runner === 'sql')
    return {
      kind: 'forbidden',
      words: run.error?.message ?? 'It used something that is closed here.',
    }
  if (run.forbidden)
    return {
      kind: 'forbidden',
      words: `It tried something that is closed to it: the network, other programs, or files outside its own folder${
        run.error === null ? '' : ` (${run.error.type}: ${run.error.message})`
      }.`,
    }
  if (run.crashed)
    return {
      kind: 'crash',
      words:
        'It ended in the middle, before it gave anything back. Does it end the whole program itself?',
    }
  return null
}

function timeoutWords({ where }: Ended, seconds: number, runner: Language): string {
  const stopped = `It was still running after ${seconds} second${seconds === 1 ? '' : 's'} and was stopped`
  if (runner === 'sql') {
    const at = where === null ? '' : ` in line ${where.line} of ${where.file}`
    return `${stopped}${at}. Does a recursive query never end, or does a join lack its condition?`
  }
  if (where === null) return `${stopped}. Is there a loop that never ends?`
  return `${stopped} in line ${where.line} of ${where.file}. ${questionAbout(where.text)}`
}

/** What to look at, judged by the line that was running. */
function questionAbout(line: string): string {
  if (/\bsleep\s*\(/.test(line)) return 'Does it have to wait that long?'
  if (/^\s*(while|for)\b/.test(line)) return 'Does this loop ever come to an end?'
  return 'Is there a loop around it that never ends?'
}

function memoryWords({ grew, error, where }: Ended, megabytes: number, runner: Language): string {
  const place = error?.where ?? where
  const line = place === null ? '' : ` in line ${place.line} of ${place.file}`
  const stopped = `It needed more than ${megabytes} MB of memory${line} and was stopped.`
  if (runner === 'sql')
    return `${stopped} Does a join lack its condition, or is a single value that large?`
  if (grew === null) return `${stopped} Is something growing without end?`
  const unit = /^(str|bytes|bytearray)$/.test(grew.type) ? 'characters' : 'items'
  return `${stopped} The ${grew.type} ${grew.name} had grown to ${thousands(grew.length)} ${unit}. Should it be that large?`
}

function outputWords({ stdout, stderr }: Ended, kilobytes: number, runner: Language): string {
  if (runner === 'sql')
    return 'Its result has more rows than anybody reads, and was cut. Does a join lack its condition, or a LIMIT?'
  const lines = `${stdout}${stderr}`.split('\n').length - 1
  const how = lines < 2 ? '' : `, ${thousands(lines)} lines,`
  return `It printed more than ${kilobytes} KB${how} and was stopped. Does a loop print without end?`
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

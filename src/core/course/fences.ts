import { nearest } from '../nearest.ts'
import type { Block, Code } from './markdown.ts'
import { placeOf } from './markdown.ts'
import { type Language, LANGUAGES as RUNNABLE, type RunnableFence } from './model.ts'
import type { SourceFileView } from './problems.ts'

/** What a code fence is for. */
export type FenceRole = 'plain' | 'run' | 'input' | 'output' | 'item' | 'key'

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  typescript: 'typescript',
  ts: 'typescript',
  sql: 'sql',
}

/** The role of a fence, from its language and the words after it; unknown words are reported. */
export function roleOf(source: SourceFileView, code: Code): FenceRole {
  const words = (code.meta ?? '').split(/\s+/).filter((word) => word !== '')
  const language = code.lang ?? ''
  if (language === 'input' || language === 'output') {
    for (const word of words) unknownWord(source, code, word, [])
    return language
  }
  if (words.length === 0) return 'plain'
  if (language === 'yaml' && words.length === 1 && (words[0] === 'item' || words[0] === 'key'))
    return words[0]
  const [first, ...rest] = words
  if (first === 'run') {
    for (const word of rest)
      if (!/^error=./.test(word)) unknownWord(source, code, word, ['error=ValueError'])
    return 'run'
  }
  const known = language === 'yaml' ? ['item', 'key'] : ['run']
  unknownWord(source, code, first ?? '', known)
  return 'plain'
}

function unknownWord(source: SourceFileView, code: Code, word: string, known: string[]): void {
  source.error(
    placeOf(code),
    'unknown-fence',
    `"${word}" means nothing after \`\`\`${code.lang ?? ''}.`,
    nearest(word, known) ?? (known.length === 0 ? 'leave it out' : known.join(' or ')),
  )
}

/**
 * A runnable fence with the `input` and `output` fences that follow it.
 * @returns the fence (null when its language cannot be run) and how many blocks it took
 */
export function readRunnable(
  source: SourceFileView,
  blocks: readonly Block[],
  at: number,
): { fence: RunnableFence | null; taken: number } {
  const code = blocks[at] as Code
  let taken = 1
  const follows = (role: 'input' | 'output'): string | null => {
    const next = blocks[at + taken]
    if (next?.type !== 'code' || next.lang !== role) return null
    roleOf(source, next)
    taken++
    return next.value
  }
  const input = follows('input')
  const output = follows('output')
  const language = LANGUAGES[code.lang ?? '']
  if (language === undefined) {
    source.error(
      placeOf(code),
      'bad-fence',
      `"${code.lang ?? ''}" cannot be run.`,
      nearest(code.lang ?? '', RUNNABLE) ?? RUNNABLE.join(', '),
    )
    return { fence: null, taken }
  }
  const error = /(?:^|\s)error=(\S+)/.exec(code.meta ?? '')?.[1] ?? null
  if (error !== null && !/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(error))
    source.error(placeOf(code), 'bad-fence', `"${error}" is not the name of an exception.`)
  const fence: RunnableFence = {
    language,
    code: code.value,
    input: input === null || input === '' ? '' : `${input}\n`,
    output,
    error,
    line: placeOf(code).line + 1,
  }
  return { fence, taken }
}

/** `input` and `output` fences belong to the runnable fence just before them. */
export function reportStray(source: SourceFileView, code: Code, role: FenceRole): void {
  source.error(
    placeOf(code),
    'stray-fence',
    `This \`${role}\` fence does not follow a runnable fence.`,
    role === 'input' || role === 'output'
      ? 'put it right after a fence marked run, or write ```text'
      : 'put it under the heading of a question or card',
  )
}

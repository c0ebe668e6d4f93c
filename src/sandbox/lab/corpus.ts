import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Language, SourceFile } from '../../core/course/model.ts'
import { PROMISES, type SandboxPromise, TIERS, type Tier } from '../../core/grading/code-runner.ts'

/**
 * What an attack may rightly come to. `refused`: it said what it was refused, reached nothing and ended by itself;
 * `returned`: its call gave a value back; `failed`: it ended with an exception; the others are causes.
 */
const VERDICTS = [
  'refused',
  'returned',
  'failed',
  'timedOut',
  'outOfMemory',
  'outputLimit',
  'crashed',
  'forbidden',
] as const
type AttackVerdict = (typeof VERDICTS)[number]

/** A program that attempts what no program may do, and what must become of it. */
export interface Attack {
  /** `python/33-fork-bomb`. */
  id: string
  language: Language
  /** What it attempts, in a few words. */
  title: string
  promise: SandboxPromise | 'host'
  /** The list, incident or test suite that it is from. */
  from: string
  /** How it ends by itself, should every guard fail. */
  bound: string
  /**
   * `cases`: its function `attack` is called, then `after` in the same guest as long as that lives, which must give
   * `AFTER`. Else the whole file is run.
   */
  run: 'program' | 'cases'
  expect: Readonly<Record<Tier, readonly AttackVerdict[]>>
  /** The attack's own file, then those that all attacks of its language share. */
  files: readonly SourceFile[]
}

/** What the case after an attack gives when all is well. */
export const AFTER = 45

const COMMENTS: Record<Language, string> = {
  python: '#',
  javascript: '//',
  typescript: '//',
  sql: '--',
}
const KEYS = ['attack', 'promise', 'from', 'bound'] as const
/** `33-fork-bomb.py`; all other files of the folder are shared. */
const NUMBERED = /^\d+-/

/**
 * The attacks in a folder with one folder a language.
 * @throws Error that names the file whose head is not as it must be
 */
export function readCorpus(folder: string): Attack[] {
  return (Object.keys(COMMENTS) as Language[]).flatMap((language) => {
    const own = join(folder, language)
    const names = existsSync(own) ? readdirSync(own).sort() : []
    const [shared, attacks] = [false, true].map((wanted) =>
      names
        .filter((name) => NUMBERED.test(name) === wanted)
        .map((name) => ({ path: name, text: readFileSync(join(own, name), 'utf8') })),
    ) as [SourceFile[], SourceFile[]]
    return attacks.map((file) => parseAttack(language, file, shared))
  })
}

/** @throws Error that names the file when its head is not as it must be */
export function parseAttack(
  language: Language,
  { path, text }: SourceFile,
  shared: readonly SourceFile[] = [],
): Attack {
  const wrong = (why: string) => new Error(`${language}/${path}: ${why}`)
  const head = readHead(text, COMMENTS[language], wrong)
  const take = (key: string): string => {
    const value = head.get(key)
    if (value === undefined) throw wrong(`its head has no "${key}"`)
    head.delete(key)
    return value
  }
  const [title, promise, from, bound] = KEYS.map(take) as [string, string, string, string]
  if (promise !== 'host' && !PROMISES.includes(promise as SandboxPromise))
    throw wrong(`"${promise}" is no promise`)
  const run = head.has('run') ? take('run') : 'program'
  if (run !== 'program' && run !== 'cases') throw wrong(`"${run}" is no way to run it`)
  const everywhere = verdicts(take('expect'), wrong)
  const expect = Object.fromEntries(TIERS.map((tier) => [tier, everywhere])) as Record<
    Tier,
    AttackVerdict[]
  >
  for (const [key, value] of head) {
    if (!key.startsWith('expect ')) throw wrong(`"${key}" is no part of a head`)
    for (const tier of key.slice('expect '.length).split(', ')) {
      if (!TIERS.includes(tier as Tier)) throw wrong(`"${tier}" is no tier`)
      expect[tier as Tier] = verdicts(value, wrong)
    }
  }
  return {
    id: `${language}/${path.slice(0, -extname(path).length)}`,
    language,
    title,
    promise: promise as Attack['promise'],
    from,
    bound,
    run,
    expect,
    files: [{ path, text }, ...shared],
  }
}

/** The first lines that are comments of the form `key: value`. */
function readHead(
  text: string,
  comment: string,
  wrong: (why: string) => Error,
): Map<string, string> {
  const head = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${comment} `)) break
    const [, key = '', value = ''] = /^([a-z ,]+): (.+)$/.exec(line.slice(comment.length + 1)) ?? []
    if (key === '') break
    if (head.has(key)) throw wrong(`"${key}" stands there twice`)
    head.set(key, value.trim())
  }
  return head
}

function verdicts(text: string, wrong: (why: string) => Error): AttackVerdict[] {
  return text.split(' or ').map((word) => {
    if (!VERDICTS.includes(word as AttackVerdict)) throw wrong(`"${word}" is no verdict`)
    return word as AttackVerdict
  })
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../core/course/model.ts'
import { PROMISES, type SandboxPromise, TIERS, type Tier } from '../../core/grading/code-runner.ts'

/** What may become of an attack. `refused`: it ended by itself and reached nothing. */
export const VERDICTS = [
  'refused',
  'failed',
  'timedOut',
  'outOfMemory',
  'outputLimit',
  'crashed',
  'forbidden',
] as const
export type AttackVerdict = (typeof VERDICTS)[number]

/** A program that attempts what no program may do, and what must become of it. */
export interface Attack {
  /** `python/33-fork-bomb`. */
  id: string
  language: Language
  title: string
  promise: SandboxPromise | 'host'
  /** The list, incident or test suite that it is from. */
  from: string
  /** How it ends by itself, should every guard fail. */
  bound: string
  expect: Readonly<Record<Tier, readonly AttackVerdict[]>>
  file: string
  text: string
}

const COMMENTS: Partial<Record<Language, string>> = { python: '#', javascript: '//', sql: '--' }
const KEYS = ['attack', 'promise', 'from', 'bound'] as const

/**
 * The attacks in a folder with one folder a language.
 * @throws Error that names the file whose head is not as it must be
 */
export function readCorpus(folder: string): Attack[] {
  return (Object.keys(COMMENTS) as Language[]).flatMap((language) =>
    readdirSync(join(folder, language))
      .sort()
      .map((file) => {
        const text = readFileSync(join(folder, language, file), 'utf8')
        return parseAttack(language, file, text)
      }),
  )
}

/** @throws Error that names the file when its head is not as it must be */
export function parseAttack(language: Language, file: string, text: string): Attack {
  const wrong = (why: string) => new Error(`${language}/${file}: ${why}`)
  const comment = COMMENTS[language] ?? '#'
  const head = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${comment} `)) break
    const [, key = '', value = ''] = /^([a-z ,]+): (.+)$/.exec(line.slice(comment.length + 1)) ?? []
    if (key === '') break
    if (head.has(key)) throw wrong(`"${key}" stands there twice`)
    head.set(key, value.trim())
  }
  const [title, promise, from, bound] = KEYS.map((key) => {
    const value = head.get(key)
    if (value === undefined) throw wrong(`its head has no "${key}"`)
    return value
  }) as [string, string, string, string]
  if (promise !== 'host' && !PROMISES.includes(promise as SandboxPromise))
    throw wrong(`"${promise}" is no promise`)
  const everywhere = head.get('expect')
  if (everywhere === undefined) throw wrong('its head has no "expect"')
  const expect = Object.fromEntries(
    TIERS.map((tier) => [tier, verdicts(everywhere, wrong)]),
  ) as Record<Tier, AttackVerdict[]>
  for (const [key, value] of head) {
    if ((KEYS as readonly string[]).includes(key) || key === 'expect') continue
    if (!key.startsWith('expect ')) throw wrong(`"${key}" is no part of a head`)
    for (const tier of key.slice('expect '.length).split(', ')) {
      if (!TIERS.includes(tier as Tier)) throw wrong(`"${tier}" is no tier`)
      expect[tier as Tier] = verdicts(value, wrong)
    }
  }
  return {
    id: `${language}/${file.replace(/\.\w+$/, '')}`,
    language,
    title,
    promise: promise as Attack['promise'],
    from,
    bound,
    expect,
    file,
    text,
  }
}

function verdicts(text: string, wrong: (why: string) => Error): AttackVerdict[] {
  return text.split(' or ').map((word) => {
    if (!VERDICTS.includes(word as AttackVerdict)) throw wrong(`"${word}" is no verdict`)
    return word as AttackVerdict
  })
}

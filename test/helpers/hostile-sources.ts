import { expect } from 'vitest'
import type { Language } from '../../src/core/course/model.ts'
import { openTokenizer } from '../../src/sandbox/lint/tokenizer.ts'
import { root } from './sandbox.ts'

/** Sources that keep a parser busy or lead it deep; each just below the length that is read. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'open brackets': '('.repeat(99_000),
  'brackets that close': `x = ${'('.repeat(49_000)}1${')'.repeat(49_000)}`,
  lists: `x = ${'['.repeat(99_000)}`,
  'a sum': `x = 1${'+1'.repeat(49_000)}`,
  'the wrong order': '}{)(]['.repeat(16_000),
  quotes: '"\'`'.repeat(33_000),
  types: 'a<'.repeat(49_000),
  templates: '`${'.repeat(33_000),
  'every kind of rubbish': '\u0000\u202e\ud800%@'.repeat(15_000),
}

/** Each is read or refused in bounded time, and an honest program after them is read as if nothing had been. */
export async function readHostile(language: Language, names: readonly string[]): Promise<void> {
  const tokenizer = await openTokenizer(root, language)
  for (const name of names) {
    const start = performance.now()
    const tokens = tokenizer.read(HOSTILE[name] ?? '')
    // The parser has a second, and looks at the clock only now and then; the machine may be busy.
    expect([name, performance.now() - start < 15_000]).toEqual([name, true])
    if (typeof tokens === 'string') expect(tokens).toMatch(/^could not be read in time/)
  }
  const next = tokenizer.read('a = b')
  expect(typeof next === 'string' ? next : next.kinds.length).toBeGreaterThanOrEqual(3)
  tokenizer.close()
}

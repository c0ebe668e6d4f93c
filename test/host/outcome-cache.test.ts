import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openOutcomeCache } from '../../src/host/outcome-cache.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const right = { fault: null, slowestMs: 3 }
const wrong = { fault: 'one: It printed nothing.', slowestMs: 4 }

test('what was found is kept at once, also beside another check, and lines that are none are skipped', () => {
  const file = join(temporaryFolder(), 'cache/outcomes.jsonl')
  const one = openOutcomeCache(file)
  expect(one.get('a')).toBeUndefined()
  one.set('a', right)
  const other = openOutcomeCache(file)
  other.set('b', wrong)
  one.set('c', right)
  appendFileSync(file, '["d",{"fault":3,"slowestMs":1}]\n["e",null]\n["f",{"fault":null,"slo')
  const later = openOutcomeCache(file)
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => later.get(key))).toEqual([
    ...[right, wrong, right],
    ...[undefined, undefined, undefined],
  ])
})

test('a fresh check takes nothing from it and adds to it', () => {
  const file = join(temporaryFolder(), 'outcomes.jsonl')
  openOutcomeCache(file).set('a', right)
  const fresh = openOutcomeCache(file, { fresh: true })
  expect(fresh.get('a')).toBeUndefined()
  fresh.set('a', wrong)
  expect(openOutcomeCache(file).get('a')).toEqual(wrong)
})

test('it does not grow for ever, and a file that cannot be written costs time only', () => {
  const file = join(temporaryFolder(), 'outcomes.jsonl')
  const lines = Array.from({ length: 20_001 }, (_, n) => JSON.stringify([`k${n}`, right]))
  writeFileSync(file, `${lines.join('\n')}\n`)
  expect(openOutcomeCache(file).get('k20000')).toEqual(right)
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(10_000)

  const folder = join(temporaryFolder(), 'folder')
  mkdirSync(folder)
  const cache = openOutcomeCache(folder)
  cache.set('a', right)
  expect(cache.get('a')).toBeUndefined()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Language } from '../../../../src/core/course/model.ts'
import { MAIN_FILES } from '../../../../src/core/grading/code-runner.ts'
import { recomment, rename } from '../../../helpers/disguise.ts'
import { draw, solution } from '../../../helpers/similar-class.ts'
import { compare, similarityOf } from '../../../helpers/similarity.ts'

const language = fc.constantFrom<Language>('python', 'javascript', 'typescript', 'sql')
const seed = fc.integer({ min: 0, max: 1_000_000 })
const RUNS = { numRuns: 25 }

test('other names, comments and blank lines leave a program what it is', () =>
  fc.assert(
    fc.asyncProperty(language, seed, async (lang, n) => {
      const text = solution(lang, draw(n))
      const other = recomment(lang, rename(lang, text, draw(n + 1)), draw(n + 2))
      expect(other).not.toBe(text)
      expect(await similarityOf(lang, text, other)).toBe(1)
    }),
    RUNS,
  ))

test('it does not matter which of two comes first', () =>
  fc.assert(
    fc.asyncProperty(language, seed, seed, async (lang, n, m) => {
      const [one, other] = [solution(lang, draw(n)), solution(lang, draw(m))]
      expect(await similarityOf(lang, one, other)).toBe(await similarityOf(lang, other, one))
    }),
    RUNS,
  ))

test('starter code around two programs adds nothing to what they share', () =>
  fc.assert(
    fc.asyncProperty(language, seed, seed, seed, async (lang, n, m, s) => {
      const [one, other, starter] = [n, m, s].map((at) => solution(lang, draw(at))) as [
        string,
        string,
        string,
      ]
      const given = { exercise: { starter: [{ path: MAIN_FILES[lang], text: starter }] } }
      // What either has in common with the starter is given, wherever it stands.
      const alone = await compare(lang, [one, other], given)
      const around = await compare(lang, [`${starter}\n${one}`, `${starter}\n${other}`], given)
      // Mostly the same program as the starter: too small to compare either way, or just not.
      if (alone.usual === null || around.usual === null) return
      // Names of the starter are the program's own where it stands in it: a trace of that may show.
      expect(around.usual.median).toBeLessThan(alone.usual.median + 0.05)
    }),
    RUNS,
  ))

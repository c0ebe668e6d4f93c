import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MasteryError } from '../../../src/core/errors.ts'
import type { Submission } from '../../../src/core/grading/submission.ts'
import { FULL } from '../../helpers/depth.ts'
import { mutatedArchive } from '../../helpers/mutated-archive.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'
import { all } from './all.ts'

const RUNS = FULL ? 20_000 : 300
/** ms for one archive of a few kilobytes; far more than it takes, as machines are busy. */
const MOST_TIME = 5_000

test('whatever the bytes, there is a told problem or a submission, soon, and nothing is written', async () => {
  const folder = temporaryFolder()
  const inside = join(folder, 'inside')
  mkdirSync(inside)
  const path = join(inside, 'it.zip')
  let graded = 0
  await fc.assert(
    fc.asyncProperty(mutatedArchive, async (bytes) => {
      writeFileSync(path, bytes)
      const started = performance.now()
      const read = await all(path).catch((error: unknown) => {
        // An archive that is a class of nobody.
        expect(error).toBeInstanceOf(MasteryError)
        return { submissions: [] as Submission[] }
      })
      expect(performance.now() - started).toBeLessThan(MOST_TIME)
      for (const { name, files, problem, digest } of read.submissions) {
        expect(name).not.toMatch(/\p{Cc}/u)
        expect(digest).toMatch(/^[0-9a-f]{64}$/)
        if (problem === null) {
          graded += 1
          expect(files.map((file) => file.path)).toEqual(['main.py'])
        } else {
          expect(['usage', 'invalid-data', 'limit']).toContain(problem.kind)
          expect(problem.message).toMatch(/^[^\n]+[.?]$/)
          expect(files).toEqual([])
        }
      }
      expect(readdirSync(folder)).toEqual(['inside'])
      expect(readdirSync(inside)).toEqual(['it.zip'])
      expect(readFileSync(path).equals(bytes)).toBe(true)
    }),
    { numRuns: RUNS },
  )
  // Not only refusals: else the property would say little.
  expect(graded).toBeGreaterThan(RUNS / 50)
  rmSync(path)
})

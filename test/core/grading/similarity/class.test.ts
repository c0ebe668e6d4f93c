import { expect, test } from 'vitest'
import type { Language } from '../../../../src/core/course/model.ts'
import { compare, plantedClass } from '../../../helpers/similarity.ts'

// The figures of docs/similarity.md are of twenty classes; here are two, with some room.
test.each<Language>(['python', 'javascript', 'typescript', 'sql'])(
  'copies stand out of a class of 60 in %s',
  async (language) => {
    let found = 0
    let reported = 0
    for (const seed of [1_007, 2_007]) {
      const { texts, planted } = plantedClass(language, seed)
      const report = await compare(language, texts)
      expect(report.compared).toBe(60)
      expect(report.usual?.median).toBeLessThan(0.2)
      reported += report.pairs.length
      found += report.pairs.filter(({ left, right }) =>
        planted.has(`${left.submission} ${right.submission}`),
      ).length
      // A copy with other names and comments is the same program.
      expect(report.pairs[0]).toMatchObject({ similarity: 1 })
    }
    expect(found / 12).toBeGreaterThanOrEqual(0.9)
    expect(found / reported).toBeGreaterThanOrEqual(0.7)
  },
)

import type { Exercise, Item, Language } from '../../src/core/course/model.ts'
import { MAIN_FILES } from '../../src/core/grading/code-runner.ts'
import { compareSubmissions } from '../../src/core/grading/similarity/compare.ts'
import type { SimilarityReport } from '../../src/core/grading/similarity/model.ts'
import type { Submission } from '../../src/core/grading/submission.ts'
import { openTokenizer } from '../../src/sandbox/lint/tokenizer.ts'
import { deadLines, otherLiterals, recomment, rename, reorder } from './disguise.ts'
import { exercise, root } from './sandbox.ts'
import { draw, solution } from './similar-class.ts'

/** What one learner handed in. */
export function submission(name: string, text: string, path = MAIN_FILES.python): Submission {
  const files = [{ path, text }]
  return { name, learner: null, source: name, files, digest: '', notes: [], problem: null }
}

/** Compares texts, named `s0`, `s1`, …, as submissions of an exercise. */
export function compare(
  language: Language,
  texts: readonly string[],
  more: { exercise?: Partial<Exercise>; items?: Item[] } = {},
): Promise<SimilarityReport> {
  return compareSubmissions(
    { openTokenizer: (one) => openTokenizer(root, one) },
    {
      course: { id: 'sample', title: 'Sample' },
      exercise: exercise(language, [], more.exercise),
      items: more.items ?? [],
      submissions: texts.map((text, index) => submission(`s${index}`, text, MAIN_FILES[language])),
    },
  )
}

/** How alike two programs are: of everything, not only of what is worth a report. */
export async function similarityOf(
  language: Language,
  one: string,
  other: string,
  more: Parameters<typeof compare>[2] = {},
): Promise<number> {
  const { usual } = await compare(language, [one, other], more)
  if (usual === null) throw new Error('One of them is too small to compare')
  return usual.median
}

/** What somebody does who hands in the work of another, one thing after the other, or all at once. */
const DISGUISES: ((language: Language, text: string, seed: number) => string)[] = [
  (language, text, seed) => recomment(language, rename(language, text, draw(seed)), draw(seed)),
  (language, text, seed) => reorder(rename(language, text, draw(seed)), draw(seed)),
  (language, text, seed) => otherLiterals(rename(language, text, draw(seed))),
  (language, text, seed) => deadLines(language, text, draw(seed)),
  everything,
  (language, text, seed) => everything(language, text, seed + 1),
]

function everything(language: Language, text: string, seed: number): string {
  const d = draw(seed)
  const moved = reorder(otherLiterals(rename(language, text, d)), d)
  return recomment(language, deadLines(language, moved, d), d)
}

/**
 * A class of 60: 54 honest solutions, and copies of the first six, each disguised another way.
 * @returns planted the pairs of names that belong together
 */
export function plantedClass(language: Language, seed: number) {
  const d = draw(seed)
  const texts = Array.from({ length: 54 }, () => solution(language, d))
  const copies = DISGUISES.map((disguise, index) => disguise(language, texts[index] ?? '', seed))
  const planted = new Set(copies.map((_, index) => `s${index} s${54 + index}`))
  return { texts: [...texts, ...copies], planted }
}

import type { SourceFile } from '../course/model.ts'
import type { Problem } from '../errors.ts'

/** A wrong solution that passes all tests. */
export interface Survivor {
  exercise: string
  kind: 'written' | 'generated' | 'forged'
  /** Of the folder of a written one, the kind of mistake of a generated one, or what a forged one is called. */
  name: string
  /** Inside the course. */
  file: string
  /** From 1. */
  line: number
  column: number
  /** What became what; null when it is another program altogether. */
  before: string | null
  after: string | null
  /** In a sentence. */
  says: string
  /** What case would reject it, as the end of "add …". */
  hint: string
}

/** Some changes change nothing: this share of the wrong solutions of a course may survive. */
const MAY_SURVIVE = 0.05
/** Of one exercise, which has few: one in ten, and two in any case. */
const OF_ONE = { share: 0.1, least: 2 }

/**
 * Which survivors are errors: every written and forged one, and generated ones when too many of their course or of
 * their exercise survive. Else they are warnings.
 * @param generated how many were made, by exercise
 */
export function survivorProblems(
  survivors: readonly Survivor[],
  generated: ReadonlyMap<string, number>,
): Problem[] {
  const lived = (exercise?: string): number =>
    survivors.filter(
      (one) => one.kind === 'generated' && (exercise === undefined || one.exercise === exercise),
    ).length
  const total = [...generated.values()].reduce((sum, made) => sum + made, 0)
  return survivors.map(({ kind, exercise, file, line, column, says, hint }) => {
    const isError =
      kind !== 'generated' ||
      lived() > Math.max(1, MAY_SURVIVE * total) ||
      lived(exercise) > Math.max(OF_ONE.least, OF_ONE.share * (generated.get(exercise) ?? 0))
    return {
      ...{ file, line, column },
      severity: isError ? 'error' : 'warning',
      rule: kind === 'forged' ? 'forgery-passes' : 'mutant-survives',
      message: says,
      suggestion: `add ${hint}`,
    }
  })
}

/** The first line in which a written mutant differs from the solution. */
export function changedLine(
  solved: readonly SourceFile[],
  files: readonly SourceFile[],
): { line: number; before: string | null; after: string | null } {
  const [file] = files
  const right = solved.find(({ path }) => path === file?.path)?.text.split('\n') ?? []
  const wrong = file?.text.split('\n') ?? []
  const index = wrong.findIndex((text, place) => text !== right[place])
  if (index < 0) return { line: 1, before: null, after: null }
  return { line: index + 1, before: right[index] ?? null, after: wrong[index] ?? null }
}

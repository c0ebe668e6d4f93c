import type { Exercise, SourceFile } from '../../course/model.ts'
import { javascriptForgeries } from './javascript.ts'
import { pythonForgeries } from './python.ts'
import { sqlForgeries } from './sql.ts'

/** A submission that does not do the task and tries to pass all the same. None may. */
export interface Forgery {
  name: string
  /** What it does, as the end of "A submission that …". */
  does: string
  files: SourceFile[]
}

/**
 * What somebody hands in who wants the points and not the exercise: the visible cases by heart, an early end, faked
 * reports, values that claim to equal everything. Made for each exercise from what its learners see; the same each time.
 */
export function forgeriesOf(exercise: Exercise): Forgery[] {
  const [entry = ''] = exercise.edit
  const texts =
    exercise.runner === 'sql'
      ? sqlForgeries(exercise)
      : exercise.runner === 'python'
        ? pythonForgeries(exercise)
        : javascriptForgeries(exercise)
  const others = exercise.starter.filter(({ path }) => path !== entry)
  return texts.map(({ name, does, text }) => ({
    name,
    does,
    files: [...others, { path: entry, text }],
  }))
}

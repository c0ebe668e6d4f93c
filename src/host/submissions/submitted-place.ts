import { dirname } from 'node:path'
import type { Place } from '../../core/practice/workspace.ts'
import { statOf } from '../learner-files.ts'
import { placeIn } from '../workspace.ts'

/**
 * The course and exercise that the `.mastery.json` of what was handed in names: of a folder its own, of a file the one
 * beside it. Null when there is none, or when several name different exercises. Whoever handed in wrote it: it says
 * what to grade against when nobody else does, and nothing more.
 */
export function submittedPlace(paths: readonly string[]): Place | null {
  const places = paths.flatMap((path) => {
    const place = placeIn(statOf(path)?.isDirectory() === true ? path : dirname(path))
    return place === null ? [] : [place]
  })
  const [first] = places
  const same = places.every(
    ({ course, exercise }) => course === first?.course && exercise === first.exercise,
  )
  return first !== undefined && same ? first : null
}

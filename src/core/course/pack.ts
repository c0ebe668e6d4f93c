import { digestOf } from './compile-digest.ts'
import { hiddenDigestOf } from './hashes.ts'
import type { CompiledCourse, Item } from './model.ts'

/** For a learner: without hidden cases, solutions and mutants. For a grader: everything. */
export type Audience = 'learner' | 'grader'

export interface Pack {
  format: 'mastery-pack/1'
  audience: Audience
  course: CompiledCourse
}

/** What a pack holds of a course. Both carry the same digest of the hidden cases. */
export function packCourse(course: CompiledCourse, audience: Audience): Pack {
  if (audience === 'grader') return { format: 'mastery-pack/1', audience, course }
  const { digest: _, ...rest } = course
  const open = { ...rest, items: course.items.map(withoutSecrets) }
  const { id, ...others } = open
  return {
    format: 'mastery-pack/1',
    audience,
    course: { id, digest: digestOf(open), ...others },
  }
}

function withoutSecrets(item: Item): Item {
  if (item.kind !== 'exercise') return item
  return { ...item, hidden: null, solution: [], mutants: [] }
}

/** Whether a pack is what it says: nothing changed on the way. In words for the person; null when it is. */
export function packProblem({ audience, course }: Pack): string | null {
  const { digest, ...rest } = course
  if (digestOf(rest) !== digest) return 'its digest does not match: it was changed or cut off'
  for (const item of course.items) {
    if (item.kind !== 'exercise') continue
    if (audience === 'learner' && item.hidden !== null) return 'a learner pack holds hidden cases'
    if (item.hidden === null) continue
    if (
      item.hidden.length !== item.hiddenCount ||
      hiddenDigestOf(item.hidden) !== item.hiddenDigest
    )
      return `the hidden cases of "${item.id}" do not match their digest`
  }
  return null
}

import { digestOf } from './compile-digest.ts'
import { hiddenPart } from './hashes.ts'
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
  const framework = item.framework && { framework: { ...item.framework, hidden: null } }
  return { ...item, hidden: null, ...framework, solution: [], mutants: [] }
}

/** Whether a pack is what it says: nothing changed on the way. In words for the person; null when it is. */
export function packProblem({ audience, course }: Pack): string | null {
  const { digest, ...rest } = course
  if (digestOf(rest) !== digest) return 'its digest does not match: it was changed or cut off'
  for (const item of course.items) {
    if (item.kind !== 'exercise') continue
    const { hidden, framework } = item
    if (audience === 'learner' && (hidden !== null || (framework && framework.hidden !== null)))
      return 'a learner pack holds hidden cases'
    if (hidden === null) continue
    const part = hiddenPart({ hidden, framework })
    if (part.hiddenCount !== item.hiddenCount || part.hiddenDigest !== item.hiddenDigest)
      return `the hidden cases of "${item.id}" do not match their digest`
  }
  return null
}

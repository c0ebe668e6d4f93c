import { basename, resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { Submission } from '../../core/grading/submission.ts'
import type { Handed } from './group.ts'
import { LIMITS } from './limits.ts'
import { count } from './problem.ts'
import { type Named, unfit } from './submitted.ts'

/** What a path holds: found and counted, not read. */
export interface Plan {
  found: (Named & { id: string | null })[]
  /** Whether it is a class, even if only one is in it. */
  many: boolean
  notes: string[]
  /** Reads them under the names that they were given, one at a time. */
  read(named: readonly Named[]): AsyncGenerator<Submission>
}

/** Told by the person, where the rule of `classIn` would not be right. */
export type As = 'one' | 'each' | undefined

/** A path that is one submission, by its own name. */
export function whole(path: string): Handed {
  return {
    name: basename(resolve(path)),
    learner: null,
    id: null,
    notes: [],
    problem: null,
    parts: [],
  }
}

/** The plan of a path that is one submission; `read` gets the name under which it comes. */
export function one(
  path: string,
  notes: string[],
  read: (named: Named) => AsyncGenerator<Submission>,
): Plan {
  const { name, learner, id } = whole(path)
  return {
    found: [{ name, learner, id, source: path, notes }],
    many: false,
    notes: [],
    read: ([named]) => read(named as Named),
  }
}

/** The plan of what cannot even be looked at: it comes with its problem. */
export function broken(path: string, error: unknown): Plan {
  return one(path, [], async function* (named) {
    yield unfit(named, error)
  })
}

/** @throws MasteryError `limit` for more submissions than a class has */
export function bounded(handed: readonly Handed[]): readonly Handed[] {
  if (handed.length <= LIMITS.submissions) return handed
  throw new MasteryError(
    'limit',
    `It holds more than ${count(LIMITS.submissions, 'submission')}.`,
    {
      next: 'Grade it in several parts.',
    },
  )
}

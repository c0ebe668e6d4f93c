import type { Revision } from './model.ts'

/** What a freshly read item carries until the lock gives it its revision. */
export const NO_REVISION: Revision = { major: 1, minor: 0, scoring: null, text: '' }

/** `3.1` */
export function revisionText(revision: Pick<Revision, 'major' | 'minor'>): string {
  return `${revision.major}.${revision.minor}`
}

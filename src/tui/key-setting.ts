import { MasteryError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import { KEYS } from './keys.ts'

/**
 * Settings of keys are made from the bindings, so only here it is known which there are.
 * @throws MasteryError `usage` with the nearest, for a key `keys.…` that no screen has
 */
export function requireKeySetting(key: string): void {
  if (!key.startsWith('keys.')) return
  const known = Object.entries(KEYS).flatMap(([group, bindings]) =>
    bindings.map(({ action }) => `keys.${group}.${action}`),
  )
  if (known.includes(key)) return
  const near = nearest(key, known)
  throw new MasteryError('usage', `No screen has a key "${key}".`, {
    next:
      near === null
        ? 'See all: docs/keys.md, or ? on a screen'
        : `Did you mean: mastery config set ${near} KEY`,
  })
}

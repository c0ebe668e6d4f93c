import { expect, test } from 'vitest'
import { requireKeySetting } from '../../src/tui/key-setting.ts'

test('a key that a screen has may be remapped', () => {
  expect(() => requireKeySetting('keys.review.undo')).not.toThrow()
  expect(() => requireKeySetting('review.new-per-day')).not.toThrow()
})

test('one that no screen has is refused, with the nearest', () => {
  expect(() => requireKeySetting('keys.review.undoo')).toThrow(
    expect.objectContaining({
      kind: 'usage',
      next: 'Did you mean: mastery config set keys.review.undo KEY',
    }),
  )
})

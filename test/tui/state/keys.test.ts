import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keysPage } from '../../../scripts/generate-keys.ts'
import { KEYS, type KeyBinding, SCREEN_GROUPS, type ScreenName } from '../../../src/tui/keys.ts'
import {
  activeKeys,
  bindKeys,
  findBinding,
  keyLabel,
  keyLabels,
} from '../../../src/tui/state/bindings.ts'

const screens = Object.keys(SCREEN_GROUPS) as ScreenName[]
const modes = [
  ...new Set(
    Object.values(KEYS).flatMap((group: readonly KeyBinding[]) =>
      group.flatMap(({ modes = [] }) => modes),
    ),
  ),
]

describe('bindings', () => {
  test.each(screens)('%s: in each mode a key has one meaning', (screen) => {
    const bound = bindKeys(screen, {})
    for (const mode of [...modes, 'other']) {
      const seen = new Map<string, string>()
      for (const key of activeKeys(bound, mode)) {
        for (const name of key.keys) {
          expect([mode, name, seen.get(name)]).toEqual([mode, name, undefined])
          seen.set(name, key.action)
        }
      }
    }
  })

  test.each(screens)('%s: every mode can be left, and Ctrl-C works in all of them', (screen) => {
    const bound = bindKeys(screen, {})
    for (const mode of [...modes, 'other']) {
      expect(findBinding(bound, mode, 'ctrl+c')?.action).toBe('leave')
    }
  })

  test('what is typed into a text field is text, whatever it means elsewhere', () => {
    const bound = bindKeys('quiz', {})
    for (const key of ['q', '?', 'h', 'j', 'G', '1', 'space', 'home', 'end', 'left'])
      expect([key, findBinding(bound, 'line', key)]).toEqual([key, null])
    expect(findBinding(bound, 'line', 'enter')?.action).toBe('answer')
    expect(findBinding(bound, 'lines', 'enter')).toBeNull()
    expect(findBinding(bound, 'lines', 'ctrl+d')?.action).toBe('answer')
  })

  test('a key of their own replaces the product’s, also where it was taken', () => {
    const bound = bindKeys('review', { 'review.undo': 'ctrl+z, e', 'general.back': 'escape' })
    expect(findBinding(bound, 'back', 'ctrl+z')?.action).toBe('undo')
    expect(findBinding(bound, 'back', 'e')?.action).toBe('undo')
    expect(findBinding(bound, 'back', 'u')).toBeNull()
    expect(bound.find(({ action }) => action === 'edit')?.keys).toEqual([])
    expect(findBinding(bound, 'front', 'escape')?.action).toBe('back')
    expect(
      bindKeys('tree', { 'tree.filter': ',' }).find(({ action }) => action === 'filter')?.keys,
    ).toEqual([','])
  })

  test('keys are written as on a keyboard', () => {
    expect(['ctrl+d', 'enter', 'shift+tab', 'j', 'pagedown', '?'].map(keyLabel)).toEqual([
      'Ctrl-D',
      'Enter',
      'Shift-Tab',
      'j',
      'PgDn',
      '?',
    ])
    expect(keyLabels(['1', '2', '3', '4'])).toBe('1–4')
  })
})

test('docs/keys.md is what the bindings say', () => {
  expect(readFileSync('docs/keys.md', 'utf8')).toBe(keysPage())
})

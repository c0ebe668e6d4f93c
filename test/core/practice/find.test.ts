import { describe, expect, test } from 'vitest'
import { namedItem } from '../../../src/core/practice/find.ts'
import type { Place } from '../../../src/core/practice/workspace.ts'
import { course, deck, exercise, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { world } from '../../helpers/world.ts'

const units = {
  basics: [
    lesson('intro', ['loops']),
    exercise('swap', ['loops']),
    quiz('check', ['loops']),
    deck('cards', ['loops'], ['a']),
    lesson('more', ['loops']),
    exercise('board', ['loops']),
  ],
}

function setting(here: Place | null = null) {
  const skills = [skill('loops')]
  const other = course({ id: 'other', skills, units: { basics: [exercise('swap', ['loops'])] } })
  const made = world([course({ skills, units, aliases: { schwap: 'swap' } }), other])
  return Object.assign(made, { workspace: { here: () => here } })
}

describe('a named item', () => {
  test.each([
    ['lesson', 'intro', 'sample/intro'],
    ['exercise', 'board', 'sample/board'],
    ['exercise', 'sample/swap', 'sample/swap'],
    ['exercise', 'other/swap', 'other/swap'],
    ['exercise', 'schwap', 'sample/swap'],
  ] as const)('%s %s is %s', (kind, name, found) => {
    const meta = namedItem(setting(), kind, name)
    expect(`${meta.course}/${meta.id}`).toBe(found)
  })

  test.each([
    ['lesson', 'inrto', 'Did you mean: mastery learn intro'],
    ['exercise', 'other/swpa', 'Did you mean: mastery start other/swap'],
    ['exercise', 'smaple/swap', 'Did you mean: mastery start sample/swap'],
    ['exercise', 'intro', 'mastery learn intro'],
    ['lesson', 'cards', 'mastery review'],
    ['lesson', 'chekc', 'Did you mean: mastery quiz check'],
    ['lesson', 'zzzzzz', 'mastery list'],
    ['exercise', 'swap', 'Say which: mastery start sample/swap, or mastery start other/swap'],
  ] as const)('%s %s: %s', (kind, name, next) => {
    expect(() => namedItem(setting(), kind, name)).toThrow(
      expect.objectContaining({ kind: 'usage', next }),
    )
  })

  test('an id that two courses have means the one the learner takes', () => {
    const ctx = setting()
    ctx.settings.values.course = 'other'
    expect(namedItem(ctx, 'exercise', 'swap').course).toBe('other')
    const used = setting()
    used.on('2026-11-20', happened.read('intro'))
    expect(namedItem(used, 'exercise', 'swap').course).toBe('sample')
    expect(
      namedItem(setting({ course: 'sample', exercise: 'board' }), 'exercise', 'swap').course,
    ).toBe('sample')
  })
})

describe('the obvious item', () => {
  test('an exercise: the folder, then what is in progress, then what was touched last', () => {
    const here = setting({ course: 'other', exercise: 'swap' })
    here.on('2026-11-20', happened.started('board'))
    expect(namedItem(here, 'exercise', undefined).course).toBe('other')
    const ctx = setting()
    expect(() => namedItem(ctx, 'exercise', undefined)).toThrow(
      expect.objectContaining({ message: 'No exercise is in progress.', next: 'mastery start' }),
    )
    expect(namedItem(ctx, 'exercise', undefined, { next: true }).id).toBe('swap')
    ctx.on('2026-11-20', happened.started('swap'))
    ctx.on('2026-11-21', happened.started('board'))
    expect(namedItem(ctx, 'exercise', undefined).id).toBe('board')
    ctx.on('2026-11-22', happened.submitted('board', 100))
    expect(namedItem(ctx, 'exercise', undefined).id).toBe('swap')
    ctx.on('2026-11-23', happened.submitted('swap', 100))
    expect(namedItem(ctx, 'exercise', undefined).id).toBe('swap')
  })

  test('a folder of a course that is gone says so', () => {
    const ctx = setting({ course: 'gone', exercise: 'swap' })
    expect(() => namedItem(ctx, 'exercise', undefined)).toThrow('gone/swap, which is not installed')
  })

  test('a lesson and a quiz: what is open, then the next one', () => {
    const ctx = setting()
    expect(namedItem(ctx, 'lesson', undefined).id).toBe('intro')
    ctx.on('2026-11-20', happened.read('intro'))
    expect(namedItem(ctx, 'lesson', undefined).id).toBe('more')
    ctx.on('2026-11-21', happened.read('more'))
    expect(namedItem(ctx, 'lesson', undefined).id).toBe('more')
    expect(namedItem(ctx, 'quiz', undefined).id).toBe('check')
    expect(() =>
      namedItem(Object.assign(world(), { workspace: { here: () => null } }), 'quiz', undefined),
    ).toThrow('no quiz')
  })
})

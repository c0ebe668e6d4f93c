import type { Exercise } from './model.ts'

/** How many tests an exercise has, of either kind. */
export function testCounts(exercise: Exercise): { visible: number; hidden: number } {
  return { visible: testTitles(exercise).length, hidden: exercise.hiddenCount }
}

/** What its visible tests are called. */
export function testTitles({ visible, framework }: Exercise): string[] {
  if (framework === undefined) return visible.map(({ title }) => title)
  return framework.visible.tests.flatMap(({ expected }) => expected.map(({ name }) => name))
}

import type { Framework, TestFile } from '../../course/model.ts'

/**
 * A test file with tests of ours put among its own, in random places and under names like theirs: ones that must pass
 * and ones that must fail. Code that tampers with the tests cannot tell them apart, so it makes one come out wrong.
 */
export interface Planted {
  text: string
  /** Names as they are reported. */
  mustPass: string[]
  mustFail: string[]
}

/** @param random from 0 up to but not 1 */
export type Plant = (file: TestFile, random: () => number) => Planted

/** How a framework's files are planted; loaded when they are graded. */
export async function plantOf(framework: Framework): Promise<Plant> {
  if (framework === 'python-unittest') return (await import('./python.ts')).plantPython
  return (await import('./jest.ts')).plantJest
}

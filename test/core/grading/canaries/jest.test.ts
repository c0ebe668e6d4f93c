import { afterAll, describe, expect, test } from 'vitest'
import { randomOf } from '../../../../src/core/grading/canaries/chance.ts'
import { plantJest } from '../../../../src/core/grading/canaries/jest.ts'
import { gradeExercise } from '../../../../src/core/grading/grade.ts'
import { runJest, statuses } from '../../../helpers/jest-tests.ts'
import { exercise, runnerOf } from '../../../helpers/sandbox.ts'

const runner = runnerOf('isolate', true)
afterAll(() => runner.close())

const SPEC = `import { beforeEach, describe, expect, test } from '@jest/globals';
import { next, shout } from './shout';

beforeEach(() => { shout('ready'); });

// test('in a comment', () => {
const text = \`
describe('in a text', () => {
\`;

describe('shout', () => {
  test('a word', () => {
    expect(shout('hey')).toBe('HEY!');
  });
  test('two words', () => {
    expect(shout('go on')).toEqual('GO ON!');
  });
});

describe('next', () => {
  test('counts', () => {
    expect(next()).toBe(1);
    expect(next()).toBe(2);
    expect(text.length).toBeGreaterThan(9);
  });
});
`
const NAMES = ['shout > a word', 'shout > two words', 'next > counts']
const SOLUTION = `let n = 0
export const next = () => ++n
export const shout = (text) => text.toUpperCase() + '!'
`

const file = (text: string) => ({
  path: 'shout.spec.js',
  text,
  expected: NAMES.map((name) => ({ name, skipped: false })),
})

const run = (text: string, solution: string) =>
  runJest(runner, [
    { path: 'shout.spec.js', text },
    { path: 'shout.js', text: solution },
  ])

describe('canaries', () => {
  test.each([
    ['the solution', SPEC, SOLUTION],
    [
      'a program of which nothing works',
      SPEC,
      'export const shout = () => { throw new Error("no") }',
    ],
    ['tests of which one is marked', SPEC.replace("test('a word'", "test.only('a word'"), SOLUTION],
  ])('come out as they must beside %s', async (_, text, solution) => {
    for (const seed of [1, 2]) {
      const planted = plantJest(file(text), randomOf(seed, 'a'))
      expect(planted.mustFail.length).toBeGreaterThan(3)
      expect(planted.mustPass.length).toBeGreaterThan(1)
      const result = await run(planted.text, solution)
      const said = statuses(result)
      expect(result.complete).toBe(true)
      expect(planted.mustPass.map((name) => said[name])).toEqual(
        planted.mustPass.map(() => 'passed'),
      )
      for (const name of planted.mustFail) expect(said[name]).toMatch(/^(failed|error)$/)
      expect(Object.keys(said)).toEqual(expect.arrayContaining(NAMES))
    }
  })

  test('stand elsewhere for another seed, and call what the learner wrote', () => {
    const texts = [1, 2, 3].map((seed) => plantJest(file(SPEC), randomOf(seed, 'a')).text)
    expect(new Set(texts).size).toBe(3)
    expect(texts.every((text) => text.split("expect(shout('").length > 3)).toBe(true)
  })
})

describe('a submission', () => {
  const grade = (text: string) =>
    gradeExercise(
      { runner },
      {
        exercise: exercise('javascript', [], {
          edit: ['shout.js'],
          limits: { seconds: 15, memoryMb: 50, outputKb: 64 },
          framework: {
            name: 'jest',
            visible: { tests: [file(SPEC)], support: [] },
            hidden: { tests: [], support: [] },
            showHiddenNames: true,
          },
        }),
        files: [{ path: 'shout.js', text }],
        include: 'all',
        atLeast: 'isolate',
        seed: 3,
      },
    )

  test('that is right passes, and no canary is to be seen', async () => {
    const verdict = await grade(SOLUTION)
    expect(verdict).toMatchObject({ status: 'passed', score: 100 })
    expect(verdict.tests.map(({ title }) => title)).toEqual(NAMES)
  })

  test('that is partly wrong gets its part', async () => {
    const verdict = await grade(SOLUTION.replace('++n', 'n'))
    expect(verdict.status).toBe('failed')
    expect(verdict.tests.map(({ status }) => status)).toEqual(['passed', 'passed', 'failed'])
  })
})

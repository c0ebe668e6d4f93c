import { defineConfig } from 'vitest/config'

/** Fuzzing and long runs: `npm run test:slow`. */
export default defineConfig({
  test: {
    // And what the fast suite does only a share of.
    include: [
      'test/slow/**/*.test.ts',
      'test/e2e/{durability,examples}.test.ts',
      'test/host/submissions/any-archive.test.ts',
      'test/sandbox/{python,limits,trace-python,trace-javascript,children}.test.ts',
    ],
    env: { MASTERY_TEST_DEPTH: 'full' },
    globalSetup: ['test/helpers/build-once.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
})

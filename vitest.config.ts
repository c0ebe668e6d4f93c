import { defineConfig } from 'vitest/config'

/** They take long, and CI runs them by vitest.slow.config.ts. */
const SLOW = [
  'test/e2e/durability.test.ts',
  'test/e2e/examples.test.ts',
  'test/sandbox/limits.test.ts',
]

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/slow/**', ...SLOW],
    globalSetup: ['test/helpers/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
  },
})

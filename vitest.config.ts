import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/slow/**'],
    globalSetup: ['test/helpers/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than the cores that CI has: many tests wait for a limit to be reached.
    maxWorkers: 3,
  },
})

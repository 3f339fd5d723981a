import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most of the time of the end-to-end tests is waiting.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000
  }
})

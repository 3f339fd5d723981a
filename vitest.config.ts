import { defineConfig } from 'vitest/config'

/** They put a disk of their own under Node's modules, for all that their process loads. */
const withModulesOfTheirOwn = ['test/unit/node/power-cut.test.ts', 'test/unit/node/freeing-crash.test.ts']

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/{unit,conformance,fuzz}/**/*.test.ts', 'test/*.test.ts'],
          exclude: withModulesOfTheirOwn,
          // Loading the same modules for each of 180 files took a third of the time.
          isolate: false,
          setupFiles: ['test/support/as-before.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 }
        }
      },
      {
        extends: true,
        test: {
          name: 'machines',
          include: ['test/{e2e,browser,simulation}/**/*.test.ts', ...withModulesOfTheirOwn],
          // Some of the end-to-end tests wait for most of their time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 }
        }
      }
    ]
  }
})

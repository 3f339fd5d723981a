import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They put a disk of their own under Node's modules, for all that their process loads. */
const withModulesOfTheirOwn = ['test/unit/node/power-cut.test.ts', 'test/unit/node/freeing-crash.test.ts']

/** Files that are short and take a minute. vitest begins with the longest files: these would be left to the end, alone. */
const slow = /test\/(simulation\/|e2e\/(upgrade|checkpoint|strict|views)|unit\/node\/(power-cut|freeing-crash))/

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification): boolean => slow.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter(file => !isSlow(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
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

import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { elementaryFunctions } from './packages/dilute/elementaryPlugin.js'

/** Tests that put other modules in the place of ours, each in a process without modules that were read before. */
const mocking = ['lane', 'turns', 'pieceWorker'].map((name) => `packages/dilute/test/runners/${name}.test.ts`)

const project = (name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  plugins: [elementaryFunctions],
  test: {
    name,
    setupFiles: ['packages/dilute/test/support/seed.ts'],
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    ...test,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('usual', {
        include: ['packages/*/test/**/*.test.ts', 'lab/test/**/*.test.ts'],
        exclude: mocking,
        // to read the modules of the library again for each file takes a fifth of the processor time
        isolate: false,
      }),
      project('mocking', { include: mocking }),
    ],
  },
})

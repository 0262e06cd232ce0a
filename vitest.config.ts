import { defineConfig } from 'vitest/config'
import { elementaryFunctions } from './packages/dilute/elementaryPlugin.js'

export default defineConfig({
  plugins: [elementaryFunctions],
  test: {
    include: ['packages/*/test/**/*.test.ts', 'lab/test/**/*.test.ts'],
    setupFiles: ['packages/dilute/test/support/seed.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    expect: { poll: { timeout: 20_000 } },
  },
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { elementaryFunctions } from './packages/dilute/elementaryPlugin.js'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Tests that put something in the place of modules or globals, which others would find. */
const meddling = readdirSync(join(root, 'packages/dilute/test'), { recursive: true, encoding: 'utf8' })
  .map((name) => join('packages/dilute/test', name))
  .filter((file) => file.endsWith('.test.ts') && meddles(readFileSync(join(root, file), 'utf8')))

function meddles(text: string): boolean {
  return /\bvi\.(mock|stub|resetModules)/.test(text)
}

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
      project('together', {
        include: ['packages/*/test/**/*.test.ts', 'lab/test/**/*.test.ts'],
        exclude: meddling,
        // to read the modules of the library again for each file takes a fifth of the processor time
        isolate: false,
      }),
      project('apart', { include: meddling }),
    ],
  },
})

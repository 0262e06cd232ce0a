import { defineConfig } from 'tsdown'
import { elementaryFunctions } from '../packages/dilute/elementaryPlugin.js'
import { pairsApart } from '../packages/dilute/pairsPlugin.js'

export default defineConfig({
  entry: { internals: 'internals.ts' },
  outDir: '../out/bench/internals',
  format: 'esm',
  target: 'es2023',
  platform: 'node',
  fixedExtension: false,
  skipNodeModulesBundle: true,
  dts: false,
  report: false,
  logLevel: 'error',
  plugins: [elementaryFunctions, pairsApart],
})

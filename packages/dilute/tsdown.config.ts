import { defineConfig } from 'tsdown'

const layers = ['numerics', 'model', 'scattering', 'generator', 'thermodynamics', 'dynamics', 'study']
const shared = { format: 'esm', target: 'es2023', fixedExtension: false, report: false } as const

/** The library, free of Node and DOM; and the command, which carries its small dependencies with it so that it starts fast. */
export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts', ...Object.fromEntries(layers.map((layer) => [layer, `src/${layer}/index.ts`])) },
    platform: 'neutral',
    dts: true,
    outDir: 'dist',
  },
  {
    ...shared,
    entry: { main: 'src/command/main.ts', trajectoryWorker: 'src/command/trajectoryWorker.ts' },
    platform: 'node',
    dts: false,
    outDir: 'dist/command',
    noExternal: ['commander', 'yaml', 'zod', 'jsep'],
    external: ['@observablehq/plot', 'linkedom', '@resvg/resvg-js', '@expo-google-fonts/stix-two-text', 'fflate', 'h5wasm', 'tinypool'],
  },
])

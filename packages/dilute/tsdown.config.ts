import { defineConfig } from 'tsdown'

const layers = ['numerics', 'model', 'scattering', 'rates', 'generator', 'thermodynamics', 'dynamics', 'solution', 'study']
const shared = { format: 'esm', target: 'es2023', fixedExtension: false, report: false } as const

/** What every study needs, in one file: each file more costs the loader a millisecond or two. */
const core = /src\/(numerics|model|rates|scattering|generator|thermodynamics|study\/(reading|schema|arithmetic))\/|node_modules\/(zod|yaml|jsep)\//

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
    minify: true,
    outDir: 'dist/command',
    outputOptions: { advancedChunks: { groups: [{ name: 'core', test: (id: string) => core.test(id) && !id.includes('wavePackets') }] } },
    noExternal: ['commander', 'yaml', 'zod', 'jsep'],
    external: ['@observablehq/plot', 'linkedom', '@resvg/resvg-js', '@expo-google-fonts/stix-two-text', 'fflate', 'h5wasm', 'tinypool'],
  },
])

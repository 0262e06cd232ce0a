import { defineConfig } from 'tsdown'

const layers = ['numerics', 'model', 'scattering', 'generator', 'thermodynamics', 'study']

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    ...Object.fromEntries(layers.map((layer) => [layer, `src/${layer}/index.ts`])),
    command: 'src/command/main.ts',
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: true,
  fixedExtension: false,
  clean: true,
})

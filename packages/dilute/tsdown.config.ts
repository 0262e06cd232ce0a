import { defineConfig } from 'tsdown'
import { elementaryFunctions } from './elementaryPlugin.js'
import { pairsApart } from './pairsPlugin.js'

const layers = [
  'numerics',
  'model',
  'scattering',
  'rates',
  'generator',
  'thermodynamics',
  'dynamics',
  'solution',
  'study',
  'figures',
  'report',
]
const shared = { format: 'esm', target: 'es2023', fixedExtension: false, report: false, clean: false } as const

/** What a run needs, in one file: each file more costs the loader a millisecond or two. */
const physics = /src\/(numerics|model|rates|scattering|generator|thermodynamics|solution)\//
const study =
  /src\/(study|command\/(run|deliver|print|openStudy|progressLine|pictureFiles)\.|report\/jsonPieces)|package\.json|node_modules\/(zod|js-yaml|d3-dsv|fastest-levenshtein)\//
const elsewhere = /running\/(evol|levelPopulations|scatter|\w*[tT]rajector)|wavePackets/
const isCore = (id: string): boolean => (physics.test(id) || study.test(id)) && !elsewhere.test(id)

/** What a sweep needs besides, in a second one, and what its picture needs in a third. */
const sweep =
  /src\/(pieces|store|maps|command\/(runSweep|computeSweep|deliverSweep|enterStore|sweepFiles|writeTogether)|runners\/(inline|lane|pieceTask)|export\/sweep\/parquet)|hyparquet-writer|hyparquet\/src\/constants/
const picture =
  /src\/(pictures|node|tell|figures\/(drawing|recorded|modelNote|figureOptions)|command\/sweepFigure)|node_modules\/(d3-(array|color|format|interpolate|scale|time|time-format)|internmap)\//

/** Letters beyond ASCII as escapes: a source of bytes is read and scanned faster. */
const ascii = {
  name: 'ascii',
  generateBundle: (_: unknown, bundle: Record<string, { code?: string }>) => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.code !== undefined)
        chunk.code = chunk.code.replace(
          /[\u0080-\uffff]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
    }
  },
}

/** The parser of the command line could start other programs and loads what that takes, network included; there are none to start. */
const noPrograms = {
  name: 'noPrograms',
  resolveId: (id: string, importer?: string) =>
    id === 'node:child_process' && importer?.includes('commander') ? '\0noPrograms' : undefined,
  load: (id: string) => (id === '\0noPrograms' ? 'module.exports = {}' : undefined),
}

/** The library, free of Node and DOM; what needs Node; and the command, which carries its dependencies with it so that it starts fast, in the
 * form that `bin/compiledCode.cjs` can keep compiled. */
export default defineConfig([
  {
    ...shared,
    entry: Object.fromEntries(['index', ...layers].map((name) => [name, `src/entries/${name}.ts`])),
    platform: 'neutral',
    dts: true,
    plugins: [elementaryFunctions, pairsApart],
    outDir: 'dist',
    copy: [{ from: '../../examples', to: 'dist' }],
  },
  {
    ...shared,
    entry: { index: 'src/entries/node.ts' },
    platform: 'node',
    dts: true,
    plugins: [elementaryFunctions, pairsApart],
    outDir: 'dist/node',
  },
  {
    ...shared,
    format: 'cjs',
    entry: {
      main: 'src/command/main.ts',
      trajectoryWorker: 'src/command/trajectoryWorker.ts',
      pieceWorker: 'src/runners/pieceWorker.ts',
    },
    platform: 'node',
    dts: false,
    minify: true,
    plugins: [elementaryFunctions, pairsApart, noPrograms, ascii],
    outDir: 'dist/command',
    outputOptions: {
      advancedChunks: {
        groups: [
          { name: 'core', test: isCore },
          { name: 'sweep', test: sweep },
          { name: 'picture', test: picture },
        ],
      },
    },
    noExternal: [/./],
    external: ['@resvg/resvg-js', '@expo-google-fonts/stix-two-text', 'h5wasm', 'piscina', 'canvas'],
  },
])

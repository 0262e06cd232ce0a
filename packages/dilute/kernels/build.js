/** `npm run kernels -w dilute`: writes the compiled kernels as a module that needs no file at run time. */
import { writeFileSync } from 'node:fs'
import { compileDense } from './compile.js'

const bytes = await compileDense()
const lines = [
  '/** kernels/dense.ts, compiled by `npm run kernels -w dilute` and written in base 64. */',
  `export const denseWasm = '${Buffer.from(bytes).toString('base64')}'`,
]
writeFileSync(new URL('../src/numerics/denseWasm.ts', import.meta.url), `${lines.join('\n')}\n`)
process.stdout.write(`${bytes.length} bytes\n`)

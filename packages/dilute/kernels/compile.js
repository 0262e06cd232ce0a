/** Compiles dense.ts to WebAssembly: the bytes, the same on every machine for one version of the compiler. */
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const options = ['-O3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '1', '--use', 'abort=']

export async function compileDense() {
  const baseDir = fileURLToPath(new URL('.', import.meta.url))
  const written = new Map()
  const { error, stderr } = await asc.main(['dense.ts', '--outFile', 'dense.wasm', '--baseDir', baseDir, ...options], {
    writeFile: (name, contents) => { written.set(name, contents) },
  })
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  return written.get('dense.wasm')
}

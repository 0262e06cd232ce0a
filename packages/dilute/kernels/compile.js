/** Compiles a kernel to WebAssembly: the bytes, the same on every machine for one version of the compiler. */
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

export const kernels = [
  'dense',
  'manyLevels',
  'panels',
  'sites',
  'threeLevels',
  'four',
  'lines',
  'elementary',
  'reflections',
]

const options = [
  '-O3',
  '--shrinkLevel',
  '0',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--initialMemory',
  '1',
  '--use',
  'abort=',
]

export async function compileKernel(name) {
  const baseDir = fileURLToPath(new URL('.', import.meta.url))
  const written = new Map()
  const { error, stderr } = await asc.main(
    [`${name}.ts`, '--outFile', `${name}.wasm`, '--baseDir', baseDir, ...options],
    {
      writeFile: (file, contents) => {
        written.set(file, contents)
      },
    },
  )
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  return written.get(`${name}.wasm`)
}

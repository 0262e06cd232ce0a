import type { ComplexMatrix } from './complexMatrix.js'
import { reflectionsWasm } from './reflectionsWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/reflections.ts exports; arguments are addresses in bytes and numbers of rows. */
interface ReflectionKernel {
  readonly memory: KernelMemory
  reflect(re: number, im: number, n: number, first: number, v: number, w: number): void
}

/** A complex vector. */
export interface Vector {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** A Hermitian matrix that is reduced to a tridiagonal one, by reflections 1 − 2vv†. */
export interface Reduction {
  /** Its lower triangle. */
  readonly matrix: ComplexMatrix
  readonly v: Vector
  /** A ← (1 − 2vv†)A(1 − 2vv†) from row and column `first` on. */
  readonly reflect: (first: number) => void
}

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
let compiled: ReflectionKernel | null | undefined

/** Where the first array starts, in bytes. */
const start = 1024
/** Entries between two arrays, since rows are written by pairs. */
const spare = 2

/** A copy of the matrix in WebAssembly, until the next call; null where that is not to be had. */
export function reductionOf({ rows: n, re, im }: ComplexMatrix): Reduction | null {
  compiled = compiled === undefined ? instantiate<ReflectionKernel>(reflectionsWasm) : compiled
  const [plane, vector] = [n * n + spare, 2 * n + spare]
  if (compiled === null || !reserve(compiled.memory, start + 8 * (2 * plane + 2 * vector))) return null
  const kernel = compiled
  const places = [0, plane, 2 * plane, 2 * plane + vector].map((numbers) => start + 8 * numbers)
  const [atRe, atIm, atV, atW] = places as [number, number, number, number]
  const view = (at: number, length: number): Float64Array => new Float64Array(kernel.memory.buffer, at, length)
  const matrix = { rows: n, columns: n, re: view(atRe, n * n), im: view(atIm, n * n) }
  matrix.re.set(re)
  matrix.im.set(im)
  return {
    matrix,
    v: { re: view(atV, n), im: view(atV + 8 * n, n) },
    reflect: (first) => {
      kernel.reflect(atRe, atIm, n, first, atV, atW)
    },
  }
}

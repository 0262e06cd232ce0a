import type { ComplexMatrix } from './complexMatrix.js'
import { schurWasm } from './schurWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/schur.ts exports; arguments are addresses in bytes and padded sizes. */
interface SchurKernel {
  readonly memory: KernelMemory
  eliminateFirst(re: number, im: number, n: number, gone: number, pivots: number, strip: number, packed: number): number
}

/**
 * Of a matrix A, D being added to the diagonal behind the first indices o: sets `out` to A_oo − A_oc(A_cc + D)⁻¹A_co,
 * what the matrix is for these alone when all others, c, are eliminated. Pivots are sought among the others, so that
 * digits are lost where A_cc + D is nearly singular: returned is the largest product of a factor and a number that it
 * multiplies, Infinity where a pivot column is zero. Rounding moves A by that times ε and a modest number.
 */
export type Reduction = (shift: Float64Array, out: ComplexMatrix) => number

/** Sizes are padded to a multiple of it. */
const tile = 4
/** Numbers in a row of the strip, and in a column of a packed right factor. */
const stripWidth = 16
/** Where the first array starts, in bytes. */
const start = 1024

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
let compiled: SchurKernel | null | undefined

/** `schurReduction` in WebAssembly; undefined where it is not to be had. */
export function denseReduction(a: ComplexMatrix, kept: number): Reduction | undefined {
  const gone = padded(a.rows - kept)
  const n = gone + padded(kept)
  compiled = compiled === undefined ? instantiate<SchurKernel>(schurWasm) : compiled
  const kernel = compiled
  const numbers = n * (2 * n + 2 * stripWidth + 1)
  if (!kernel || !reserve(kernel.memory, start + 8 * numbers)) return undefined
  const [re, im, strip] = [start, start + 8 * n * n, start + 16 * n * n]
  const packed = strip + 8 * stripWidth * n
  const planes = [turned(a.re, a.rows, kept, n, gone, 1), turned(a.im, a.rows, kept, n, gone, 0)] as const
  return (shift, out) => {
    const memory = new Float64Array(kernel.memory.buffer)
    memory.set(planes[0], re / 8)
    memory.set(planes[1], im / 8)
    for (let k = kept; k < a.rows; k++) memory[re / 8 + (k - kept) * (n + 1)]! += shift[k]!
    const largest = kernel.eliminateFirst(re, im, n, gone, packed + 8 * stripWidth * n, strip, packed)
    unload(memory, re / 8 + gone * (n + 1), n, kept, out.re)
    unload(memory, im / 8 + gone * (n + 1), n, kept, out.im)
    return largest
  }
}

const padded = (size: number): number => Math.ceil(size / tile) * tile

/** A matrix with the kept indices behind the others; `one` is on the diagonal of those added to either. */
function turned(from: Float64Array, size: number, kept: number, n: number, gone: number, one: number): Float64Array {
  const to = new Float64Array(n * n)
  const rest = size - kept
  const place = (i: number): number => (i < kept ? gone + i : i - kept)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) to[n * place(i) + place(j)] = from[i * size + j]!
  }
  for (let i = rest; i < gone; i++) to[i * (n + 1)] = one
  return to
}

function unload(memory: Float64Array, place: number, stride: number, kept: number, out: Float64Array): void {
  for (let i = 0; i < kept; i++) {
    for (let j = 0; j < kept; j++) out[i * kept + j] = memory[place + i * stride + j]!
  }
}

import type { ComplexMatrix } from './complexMatrix.js'
import { denseWasm } from './denseWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/dense.ts exports; arguments are addresses in bytes and padded sizes. */
interface DenseKernels {
  readonly memory: KernelMemory
  multiply(
    ar: number,
    ai: number,
    br: number,
    bi: number,
    cr: number,
    ci: number,
    rows: number,
    inner: number,
    columns: number,
    strip: number,
    packed: number,
  ): void
  invert(re: number, im: number, n: number, pivots: number, scales: number, strip: number, packed: number): number
}

/** Sizes are padded to a multiple of it. */
const tile = 4
/** Numbers in a row of the strip, and in a column of a packed right factor. */
const stripWidth = 16
/** Where the first array starts, in bytes. */
const start = 1024

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
let compiled: DenseKernels | null | undefined

/** The kernels with `numbers` f64 of memory; null where they are not to be had. */
function kernelsFor(numbers: number): DenseKernels | null {
  compiled = compiled === undefined ? instantiate<DenseKernels>(denseWasm) : compiled
  return compiled !== null && reserve(compiled.memory, start + 8 * numbers) ? compiled : null
}

/**
 * Replaces a square complex matrix by its inverse in WebAssembly: Gauss–Jordan elimination with partial pivoting, after
 * columns, and then rows, are scaled by powers of two. So scaled, factors below 10⁻¹⁵⁰ count as zero. Returns false
 * when a pivot column is exactly zero; undefined, with nothing done, where WebAssembly is not to be had.
 */
export function invertDense(a: ComplexMatrix): boolean | undefined {
  const n = padded(a.rows)
  const kernels = kernelsFor(n * (2 * n + 2 * stripWidth + 3))
  if (!kernels) return undefined
  const memory = new Float64Array(kernels.memory.buffer)
  const re = start
  const im = re + 8 * n * n
  const strip = im + 8 * n * n
  const packed = strip + 8 * stripWidth * n
  const scales = packed + 8 * stripWidth * n
  load(a, memory, re, im, n, n)
  for (let i = a.rows; i < n; i++) memory[re / 8 + i * (n + 1)] = 1
  if (kernels.invert(re, im, n, scales + 16 * n, scales, strip, packed) === 0) return false
  unload(memory, re, im, n, a)
  return true
}

/** Σ_j a_ij b_jk into `out` in WebAssembly; false, with nothing done, where it is not to be had. */
export function multiplyDense(a: ComplexMatrix, b: ComplexMatrix, out: ComplexMatrix): boolean {
  const [rows, inner, columns] = [padded(a.rows), padded(a.columns), padded(b.columns)]
  const [left, right, product] = [8 * rows * inner, 8 * inner * columns, 8 * rows * columns]
  const kernels = kernelsFor((left + right + product) / 4 + stripWidth * (rows + columns))
  if (!kernels) return false
  const memory = new Float64Array(kernels.memory.buffer)
  const ar = start
  const br = ar + 2 * left
  const cr = br + 2 * right
  const strip = cr + 2 * product
  load(a, memory, ar, ar + left, rows, inner)
  load(b, memory, br, br + right, inner, columns)
  kernels.multiply(
    ar,
    ar + left,
    br,
    br + right,
    cr,
    cr + product,
    rows,
    inner,
    columns,
    strip,
    strip + 8 * stripWidth * rows,
  )
  unload(memory, cr, cr + product, columns, out)
  return true
}

const padded = (size: number): number => Math.ceil(size / tile) * tile

/** Copies a matrix to rows of `columns` numbers, with zeros beyond its own size. */
function load(a: ComplexMatrix, memory: Float64Array, re: number, im: number, rows: number, columns: number): void {
  loadPlane(a.re, a.rows, a.columns, memory, re / 8, rows, columns)
  loadPlane(a.im, a.rows, a.columns, memory, im / 8, rows, columns)
}

function loadPlane(
  from: Float64Array,
  fromRows: number,
  fromColumns: number,
  memory: Float64Array,
  place: number,
  rows: number,
  columns: number,
): void {
  if (fromColumns === columns) {
    memory.set(from.length === fromRows * columns ? from : from.subarray(0, fromRows * columns), place)
    memory.fill(0, place + fromRows * columns, place + rows * columns)
    return
  }
  memory.fill(0, place, place + rows * columns)
  for (let i = 0; i < fromRows; i++) {
    for (let j = 0; j < fromColumns; j++) memory[place + i * columns + j] = from[i * fromColumns + j]!
  }
}

function unload(memory: Float64Array, re: number, im: number, stride: number, out: ComplexMatrix): void {
  unloadPlane(memory, re / 8, stride, out.re, out.rows, out.columns)
  unloadPlane(memory, im / 8, stride, out.im, out.rows, out.columns)
}

function unloadPlane(
  memory: Float64Array,
  place: number,
  stride: number,
  out: Float64Array,
  rows: number,
  columns: number,
): void {
  if (columns === stride) {
    out.set(memory.subarray(place, place + rows * columns))
    return
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[i * columns + j] = memory[place + i * stride + j]!
  }
}

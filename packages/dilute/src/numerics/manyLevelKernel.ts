import { largestEntry, type ComplexMatrix } from './complexMatrix.js'
import { manyLevelsWasm } from './manyLevelsWasm.js'
import { once } from './once.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/manyLevels.ts exports; arguments are addresses in bytes and sizes. */
interface ManyLevelsKernel {
  readonly memory: KernelMemory
  reduce(
    re: number,
    im: number,
    stride: number,
    n: number,
    kept: number,
    x: number,
    strip: number,
    packed: number,
  ): number
  scatter(
    re: number,
    im: number,
    stride: number,
    kept: number,
    open: number,
    x: number,
    shell: number,
    sizes: number,
    scales: number,
    outRe: number,
    outIm: number,
    mRe: number,
    mIm: number,
    pivots: number,
    strip: number,
    packed: number,
  ): number
  squares(re: number, im: number, stride: number, open: number, width: number, count: number, to: number): void
}

/** Matrices one after another: entry (row, column) of matrix e is at e·stride + row·columns + column. */
export interface Planes {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly stride: number
  readonly columns: number
}

/** X of every level, imaginary in the `open` first and real in the others, and s of the open ones. */
export interface DiagonalShift {
  readonly open: number
  readonly x: Float64Array
  readonly shell: Float64Array
}

/**
 * Levels at one point, coupled by W: i s_ks_l (X − W)⁻¹_kl between open levels, and on the diagonal 2((X − W)⁻¹W)_kk,
 * which for s_k² = 2|X_k| is the same less one, without cancellation.
 */
export interface ManyLevels {
  /** Sets matrix `place` of the planes; false where X − W is singular. */
  solve(place: number, shift: DiagonalShift): boolean
  /** What was solved, between open levels; valid until anything else is. */
  planes(): Planes
  /**
   * Solves at some energies and sets entry (k·open + l)·count + e of `out` to the square of the modulus at energy e,
   * zero for levels that are closed there; false where X − W is singular at one of them.
   */
  squares(count: number, shiftAt: (e: number) => DiagonalShift, open: number, out: Float64Array): boolean
}

/** Sizes are padded to a multiple of it. */
const tile = 4
/** Numbers in a row of the strip, and in a column of a packed right factor. */
const stripWidth = 16
/** Where the first array starts, in bytes. */
const start = 1024
/** Between the planes of two energies, so that equal entries do not fall into the same set of a cache. */
const gap = 24

const kernel = once(() => instantiate<ManyLevelsKernel>(manyLevelsWasm))
/** Whose W lies in the memory. */
let resident: object | undefined

/**
 * In WebAssembly, for −W that is Hermitian and some matrices at once; undefined where it is not to be had. Closed
 * levels are eliminated first, unless numbers of more than `mostGrowth` times the largest entry of W would be added to
 * it.
 */
export function manyLevels(negative: ComplexMatrix, places: number, mostGrowth: number): ManyLevels | undefined {
  const n = negative.rows
  const at = layOut(n, places)
  const module = kernel()
  if (!module || !reserve(module.memory, at.end)) return undefined
  const unit = unitOf(negative)
  const template = padded(negative, at.columns).map((x) => x / unit)
  const sizes = Float64Array.from({ length: n }, (_, k) => rowSize(negative, k) / unit)
  const mostAdded = (mostGrowth * largestEntry(negative)) / unit
  const own = {}
  const settle = (memory: Float64Array): void => {
    memory.set(template, at.template / 8)
    memory.set(sizes, at.sizes / 8)
    resident = own
  }
  const renew = (memory: Float64Array): void => {
    memory.copyWithin(at.re / 8, at.template / 8, at.template / 8 + template.length)
  }
  const reduced = (memory: Float64Array, open: number): boolean => {
    renew(memory)
    if (module.reduce(at.re, at.im, at.columns, n, open, at.x, at.strip, at.packed) <= mostAdded) return true
    renew(memory)
    return false
  }
  const solve: ManyLevels['solve'] = (place, { open, x, shell }) => {
    const memory = new Float64Array(module.memory.buffer)
    if (resident !== own) settle(memory)
    for (let k = 0; k < n; k++) memory[at.x / 8 + k] = x[k]! / unit
    for (let k = 0; k < open; k++) memory[at.shell / 8 + k] = shell[k]! / Math.sqrt(unit)
    const kept = reduced(memory, open) ? open : n
    const [outRe, outIm] = [at.outRe + 8 * place * at.plane, at.outIm + 8 * place * at.plane]
    const { re, im, columns, mRe, mIm, pivots, strip, packed } = at
    return (
      module.scatter(
        re,
        im,
        columns,
        kept,
        open,
        at.x,
        at.shell,
        at.sizes,
        at.scales,
        outRe,
        outIm,
        mRe,
        mIm,
        pivots,
        strip,
        packed,
      ) !== 0
    )
  }
  return {
    solve,
    planes() {
      const { buffer } = module.memory
      const [re, im] = [at.outRe, at.outIm].map((place) => new Float64Array(buffer, place, places * at.plane))
      return { re: re!, im: im!, stride: at.plane, columns: at.columns }
    },
    squares(count, shiftAt, open, out) {
      if (!reserve(module.memory, at.end + 8 * out.length))
        throw new RangeError('there is no memory for so many levels')
      for (let e = 0; e < count; e++) {
        const shift = shiftAt(e)
        if (!solve(0, shift)) return false
        module.squares(at.outRe, at.outIm, at.columns, shift.open, open, count, at.end + 8 * e)
      }
      out.set(new Float64Array(module.memory.buffer, at.end, out.length))
      return true
    },
  }
}

/** A power of four near the largest entry: over it, numbers are large or small only where they are so beside W. */
function unitOf(a: ComplexMatrix): number {
  const largest = largestEntry(a)
  const power = largest > 0 ? Math.round(Math.log2(largest) / 2) : 0
  return 4 ** Math.max(-mostPower, Math.min(power, mostPower))
}

/** Of four, so that neither overflows: what W is over the unit, or a momentum. */
const mostPower = 300

/** The largest part of an entry of row k. */
function rowSize({ re, im, columns }: ComplexMatrix, k: number): number {
  let most = 0
  for (let entry = k * columns; entry < (k + 1) * columns; entry++)
    most = Math.max(most, Math.abs(re[entry]!), Math.abs(im[entry]!))
  return most
}

/** Both planes with so many rows and columns. */
function padded({ re, im, rows, columns }: ComplexMatrix, size: number): Float64Array {
  const out = new Float64Array(2 * size * size)
  for (let k = 0; k < rows; k++) {
    out.set(re.subarray(k * columns, (k + 1) * columns), k * size)
    out.set(im.subarray(k * columns, (k + 1) * columns), (size + k) * size)
  }
  return out
}

/** Addresses in bytes; numbers of a row, and from one plane to the next. */
function layOut(n: number, places: number) {
  let end = start
  const room = (numbers: number): number => {
    const at = end
    end += 16 * Math.ceil(numbers / 2)
    return at
  }
  const columns = Math.ceil(n / tile) * tile
  const plane = n * columns + gap
  const square = columns * columns
  const template = room(2 * square)
  // next to each other, as in the template
  const [re, im] = [room(square), room(square)]
  const [mRe, mIm] = [room(square), room(square)]
  const [strip, packed] = [room(stripWidth * columns), room(stripWidth * columns)]
  const [x, shell, sizes] = [room(columns), room(columns), room(columns)]
  const [scales, pivots] = [room(columns), room(columns)]
  const [outRe, outIm] = [room(places * plane), room(places * plane)]
  return {
    columns,
    plane,
    template,
    re,
    im,
    mRe,
    mIm,
    strip,
    packed,
    x,
    shell,
    sizes,
    scales,
    pivots,
    outRe,
    outIm,
    end,
  }
}

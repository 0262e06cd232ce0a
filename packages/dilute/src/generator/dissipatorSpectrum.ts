import {
  complexZeros,
  eigenvalueErrors,
  entrywiseUncertainty,
  realEigenvalues,
  type ComplexMatrix,
} from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from './generatorBlocks.js'

/** Eigenvalues and radii of their errors, one by one. */
export interface MeasuredSpectrum {
  readonly eigenvalues: readonly (readonly [re: number, im: number])[]
  readonly errors: readonly number[]
}

/** An eigenvalue, and how to find its error. */
interface Found {
  readonly value: [number, number]
  readonly error: () => number
}

/**
 * All N² eigenvalues of the dissipator (7) as [re, im], largest real part first; 1/time. The block of −Ω is the
 * conjugate of that of Ω, so each pair of blocks is one real matrix of twice the size; the block Ω = 0 is real in
 * populations, real and imaginary parts.
 */
export function dissipatorSpectrum(generator: SecularGenerator): [number, number][] {
  return found(generator).map(({ value }) => value)
}

/** The same with the error of each, by the errors of the entries and its own sensitivity to them. */
export function measuredSpectrum(generator: SecularGenerator): MeasuredSpectrum {
  const all = found(generator)
  return { eigenvalues: all.map(({ value }) => value), errors: all.map(({ error }) => error()) }
}

function found({ blocks }: SecularGenerator): Found[] {
  return blocks
    .filter(({ frequency }) => frequency >= 0)
    .flatMap((block) => (block.frequency === 0 ? stationary(block) : bothSigns(block)))
    .sort((a, b) => b.value[0] - a.value[0] || b.value[1] - a.value[1])
}

function stationary(block: GeneratorBlock): Found[] {
  return withErrors(block.matrix, block.errors, stationaryBlock(block))
}

/** [[A, −B], [B, A]] for A + iB. */
function bothSigns({ matrix: { rows: n, re, im }, errors }: GeneratorBlock): Found[] {
  if (n === 1) return [im[0]!, -im[0]!].map((y): Found => ({ value: [re[0]!, y], error: () => errors[0]! }))
  const real = complexZeros(2 * n, 2 * n)
  const doubled = new Float64Array(4 * n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [entry, here, there, below, right] = [
        i * n + j,
        i * 2 * n + j,
        (i + n) * 2 * n + j + n,
        (i + n) * 2 * n + j,
        i * 2 * n + j + n,
      ]
      real.re[here] = real.re[there] = re[entry]!
      real.re[below] = im[entry]!
      real.re[right] = -im[entry]!
      doubled[here] = doubled[there] = doubled[below] = doubled[right] = errors[entry]!
    }
  }
  return withErrors(real, doubled, realEigenvalues(2 * n, real.re))
}

function withErrors(matrix: ComplexMatrix, errors: Float64Array, values: readonly [number, number][]): Found[] {
  const error = eigenvalueErrors(matrix, values, entrywiseUncertainty(errors))
  return values.map((value, i) => ({ value, error: () => error(i) }))
}

/** Coordinates: ρ_kk, and for k < l first Re ρ_kl, then Im ρ_kl in the place of ρ_lk. */
function stationaryBlock({ pairs, matrix }: GeneratorBlock): [number, number][] {
  const n = pairs.length
  const indexOf = new Map(pairs.map(([k, l], i) => [`${k},${l}`, i]))
  const partner = pairs.map(([k, l]) => indexOf.get(`${l},${k}`)!)
  const real = new Float64Array(n * n)
  pairs.forEach(([k, l], column) => {
    const image = imageOf(matrix, column, partner[column]!, Math.sign(l - k))
    pairs.forEach(([k2, l2], row) => {
      real[row * n + column] = k2 <= l2 ? image.re[row]! : image.im[partner[row]!]!
    })
  })
  return realEigenvalues(n, real)
}

/**
 * What the block makes of ρ_kk = 1 (sign 0), of ρ_kl = ρ_lk = 1 (1), or of ρ_lk = i, ρ_kl = −i with the larger index
 * first (−1).
 */
function imageOf(
  { columns: n, re, im }: GeneratorBlock['matrix'],
  column: number,
  partner: number,
  sign: number,
): { re: Float64Array; im: Float64Array } {
  const entry = (plane: Float64Array, row: number, c: number): number => plane[row * n + c]!
  const rows = Array.from({ length: n }, (_, row) => row)
  if (sign === 0)
    return {
      re: Float64Array.from(rows, (r) => entry(re, r, column)),
      im: Float64Array.from(rows, (r) => entry(im, r, column)),
    }
  if (sign > 0) {
    return {
      re: Float64Array.from(rows, (r) => entry(re, r, column) + entry(re, r, partner)),
      im: Float64Array.from(rows, (r) => entry(im, r, column) + entry(im, r, partner)),
    }
  }
  // i·(column of ρ_kl, k < l) − i·(column of ρ_lk): here `partner` is (k, l), `column` is (l, k)
  return {
    re: Float64Array.from(rows, (r) => -entry(im, r, partner) + entry(im, r, column)),
    im: Float64Array.from(rows, (r) => entry(re, r, partner) - entry(re, r, column)),
  }
}

import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { MeasuredArray } from '../populations.js'
import type { Absorption } from './absorption.js'

/** What of a state ends in each sector, over its trace; unknown, all alike, where no double tells. */
export function weightsOf(absorption: Absorption | null, sectors: number, start: ComplexMatrix): Float64Array {
  const shares = (absorption?.shares(start) ?? new Float64Array(sectors)).map((share) => Math.max(0, share))
  const total = shares.reduce((sum, share) => sum + share, 0)
  return total > 0 ? shares.map((share) => share / total) : shares.fill(1 / sectors)
}

/**
 * The weights of a start with their errors: of the gains that transient parts go by, of its entries, which leave its
 * trace as it is, and rounding.
 */
export function measuredWeights(
  absorption: Absorption | null,
  sectors: number,
  start: ComplexMatrix,
  startError?: Float64Array,
): MeasuredArray {
  const values = weightsOf(absorption, sectors, start)
  if (sectors === 1) return { values, errors: Float64Array.of(0) }
  if (absorption === null) return { values, errors: values.map((weight) => Math.max(weight, 1 - weight)) }
  const through = absorption.shareErrors(start)
  const all = sumOf(absorption.operators)
  const total = absorption.shares(start).reduce((sum, share) => sum + share, 0) || 1
  const ofStart = (c: number): number =>
    startError === undefined ? 0 : surplusError(startError, absorption.operators[c]!, values[c]!, all)
  const errors = values.map((weight, c) => start.rows * Number.EPSILON * weight + (through[c]! + ofStart(c)) / total)
  return { values, errors }
}

/** Σ δρ_ij|Q_ij − wT_ij|, of a weight w = Tr Qρ/Tr Tρ. */
const surplusError = (errors: Float64Array, q: ComplexMatrix, weight: number, all: ComplexMatrix): number =>
  errors.reduce(
    (sum, error, i) =>
      error === 0 ? sum : sum + error * Math.hypot(q.re[i]! - weight * all.re[i]!, q.im[i]! - weight * all.im[i]!),
    0,
  )

function sumOf(matrices: readonly ComplexMatrix[]): ComplexMatrix {
  const [{ rows, columns }] = matrices as readonly [ComplexMatrix]
  const out = complexZeros(rows, columns)
  for (const { re, im } of matrices) {
    re.forEach((x, i) => {
      out.re[i]! += x
      out.im[i]! += im[i]!
    })
  }
  return out
}

export function uniform(n: number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let k = 0; k < n; k++) out.re[k * n + k] = 1 / n
  return out
}

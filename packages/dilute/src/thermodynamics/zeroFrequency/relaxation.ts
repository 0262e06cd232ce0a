import {
  complexZeros,
  eigenvalueErrors,
  eigenvalueRounding,
  euclideanNorm,
  hermitianEigensystem,
  largestEntry,
  realEigenvalues,
  type Eigenvalue,
  type Uncertainty,
} from '../../numerics/index.js'
import type { Frame, Sides } from './frame.js'
import type { Measured } from './sector.js'

/** The eigenvalues of a generator and how fast its slowest mode decays; 1/time. */
export interface BlockRelaxation {
  /** All of the block as [re, im], those of stationary operators first, then the slowest first. */
  readonly eigenvalues: readonly Eigenvalue[]
  /** Radii, made when first read: a pair of vectors for each. */
  readonly eigenvalueErrors: readonly number[]
  /** The smallest −Re of those that are not stationary; 0 where all are. */
  readonly gap: Measured
}

/** `frame` with s = ½, `zeros` the dimension of the stationary operators. */
export function blockRelaxation(frame: Frame, zeros: number): BlockRelaxation {
  const all = realEigenvalues(frame.size, frame.matrix)
  const stationary = new Set([...all].sort((a, b) => Math.hypot(...a) - Math.hypot(...b)).slice(0, zeros))
  const others = all.filter((value) => !stationary.has(value))
  const eigenvalues = [...all.filter((value) => stationary.has(value)), ...others]
  const error = eigenvalueErrors(
    { ...complexZeros(frame.size, frame.size), re: frame.matrix },
    eigenvalues,
    frameUncertainty(frame),
  )
  return {
    eigenvalues,
    get eigenvalueErrors() {
      return eigenvalues.map((_, i) => error(i))
    },
    get gap() {
      return others.length === 0 ? { value: 0, error: error(0) } : { value: -others[0]![0], error: error(zeros) }
    },
  }
}

/** Through every gain and the loss it causes. */
function frameUncertainty(frame: Frame): Uncertainty {
  return (left, right) =>
    frame.uncertainty(
      left.flatMap((y) =>
        right.flatMap((x): Sides[] => [
          { left: y.re, right: x.re },
          { left: y.im, right: x.im },
          { left: y.re, right: x.im },
          { left: y.im, right: x.re },
        ]),
      ),
      (d) => {
        let sum = 0
        for (let i = 0; i < d.length; i += 4) sum += (d[i]! + d[i + 1]!) ** 2 + (d[i + 2]! - d[i + 3]!) ** 2
        return Math.sqrt(sum)
      },
    )
}

/** Eigenvalues this near to each other, relative to the largest entry, are perturbed together. */
const clustered = 1e-6

/** The gap of the reversible part ½(𝓛 + 𝓛ᵀ) of a frame in which the Gibbs state is the unit of the inner product. */
export function reversibleGap(frame: Frame, zeros: number): Measured {
  const n = frame.size
  const symmetric = complexZeros(n, n)
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) symmetric.re[a * n + b] = (frame.matrix[a * n + b]! + frame.matrix[b * n + a]!) / 2
  const { values, vectors } = hermitianEigensystem(symmetric)
  const at = Math.max(0, n - 1 - zeros)
  const near = [...values.keys()].filter(
    (j) => Math.abs(values[j]! - values[at]!) <= clustered * largestEntry(symmetric),
  )
  const columns = near.map((j) => Float64Array.from({ length: n }, (_, a) => vectors.re[a * n + j]!))
  const sides = columns.flatMap((left) => columns.map((right) => ({ left, right })))
  const error = frame.uncertainty(sides, euclideanNorm) + eigenvalueRounding(symmetric)
  return { value: zeros >= n ? 0 : -values[at]!, error }
}

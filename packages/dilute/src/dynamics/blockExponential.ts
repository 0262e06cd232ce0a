import {
  largestEntry,
  matrixExponential,
  multiply,
  stochasticExponential,
  type ComplexMatrix,
} from '../numerics/index.js'
import type { GeneratorBlock } from '../generator/index.js'
import { applyBlock, type BlockVector } from './blockVectors.js'
import { invariantProjector, type UncertainMatrix } from './invariants.js'

/** Replaces elements of ρ by what they are after a fixed time. */
export type Step = (elements: BlockVector) => void

/** e^{(M − iΩ)t} of elements, for any time t ≥ 0. */
export type BlockExponential = (time: number) => Step

/**
 * Populations: a product of non-negative matrices with columns of sum one, so that the tiniest keeps its relative
 * accuracy at any time. Their sum is kept to the last bits over many steps.
 */
export function populationExponential({ matrix: { rows: n, re: rates } }: GeneratorBlock): BlockExponential {
  const next = new Float64Array(n)
  return (time) => {
    const probabilities = stochasticExponential(n, rates, time)
    return ({ re: p }) => {
      let [before, after] = [0, 0]
      for (let k = 0; k < n; k++) {
        let inflow = 0
        for (let l = 0; l < n; l++) inflow += probabilities[k * n + l]! * p[l]!
        next[k] = inflow
        before += p[k]!
        after += inflow
      }
      for (let k = 0, factor = before / after; k < n; k++) p[k] = next[k]! * factor
    }
  }
}

/** Coherences that no other element feeds, one per block: each turns and decays by one complex factor. */
export function coherenceExponential(blocks: readonly GeneratorBlock[]): BlockExponential {
  const decay = Float64Array.from(blocks, ({ matrix }) => matrix.re[0]!)
  const turn = Float64Array.from(blocks, ({ matrix, frequency }) => matrix.im[0]! - frequency)
  return (time) => {
    const c = decay.map((rate, i) => Math.exp(rate * time) * Math.cos(turn[i]! * time))
    const s = decay.map((rate, i) => Math.exp(rate * time) * Math.sin(turn[i]! * time))
    return ({ re, im }) => {
      for (let i = 0; i < c.length; i++) {
        const x = re[i]!,
          y = im[i]!
        re[i] = c[i]! * x - s[i]! * y
        im[i] = c[i]! * y + s[i]! * x
      }
    }
  }
}

/** Elements that feed each other, by scaling and squaring. */
export function mixedExponential({ matrix, errors, frequency }: GeneratorBlock): BlockExponential {
  const exponential =
    frequency === 0 ? relaxing({ matrix, errors }) : (time: number) => matrixExponential(scaled(matrix, time))
  const next = { re: new Float64Array(matrix.rows), im: new Float64Array(matrix.rows) }
  return (time) => {
    const power = turned(exponential(time), frequency * time)
    return (elements) => {
      applyBlock(power, elements, next)
      elements.re.set(next.re)
      elements.im.set(next.im)
    }
  }
}

/**
 * e^{Mt} of the block Ω = 0 with degenerate levels. Its zero eigenvalues, the trace among them, would drift with the
 * rounding of every squaring; their projector P is therefore put back after each, Q ← P + (1 − P)Q²(1 − P).
 */
function relaxing(uncertain: UncertainMatrix): (time: number) => ComplexMatrix {
  const { matrix } = uncertain
  const invariant = invariantProjector(uncertain)
  const others = complement(invariant)
  const kept = (power: ComplexMatrix): ComplexMatrix => sum(invariant, multiply(multiply(others, power), others))
  return (time) => {
    const halvings = Math.max(
      0,
      Math.ceil(Math.log2(largestEntry(matrix) || Number.MIN_VALUE) + Math.log2(time || Number.MIN_VALUE)),
    )
    let power = kept(matrixExponential(scaled(matrix, time * 2 ** -halvings)))
    for (let s = 0; s < halvings; s++) power = kept(multiply(power, power))
    return power
  }
}

/** e^{−iφ}A. */
function turned(a: ComplexMatrix, angle: number): ComplexMatrix {
  if (angle === 0) return a
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return { ...a, re: a.re.map((x, i) => c * x + s * a.im[i]!), im: a.im.map((y, i) => c * y - s * a.re[i]!) }
}

/** The matrix times a number. */
export const scaled = ({ rows, columns, re, im }: ComplexMatrix, factor: number): ComplexMatrix => ({
  rows,
  columns,
  re: re.map((x) => x * factor),
  im: im.map((y) => y * factor),
})

const sum = (a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix => ({
  ...a,
  re: a.re.map((x, i) => x + b.re[i]!),
  im: a.im.map((y, i) => y + b.im[i]!),
})

function complement(a: ComplexMatrix): ComplexMatrix {
  const out = scaled(a, -1)
  for (let i = 0; i < a.rows; i++) out.re[i * a.rows + i]! += 1
  return out
}

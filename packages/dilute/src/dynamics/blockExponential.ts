import { largestEntry, matrixExponential, multiply, stochasticExponential, type ComplexMatrix } from '../numerics/index.js'
import type { GeneratorBlock } from '../generator/index.js'
import { applyBlock, isPopulationBlock, turned, type BlockVector } from './blockVectors.js'
import { invariantProjector } from './invariants.js'

/** What a block of the generator makes of its elements after a time. */
export type Propagator = (start: BlockVector, time: number) => BlockVector

/**
 * e^{(M − iΩ)t} of one block: populations by a product of non-negative matrices, which keeps the tiniest of them accurate at any time;
 * a coherence of its own by one complex exponential; other blocks by scaling and squaring.
 */
export function propagator(block: GeneratorBlock, levels: number): Propagator {
  const { matrix, frequency, pairs } = block
  if (isPopulationBlock(block, levels)) return (start, time) => populations(matrix, start, time)
  if (pairs.length === 1) return (start, time) => turned(decayed(matrix, start, time), frequency, time)
  const exponential = frequency === 0 ? relaxing(matrix) : (time: number) => matrixExponential(scaled(matrix, time))
  return (start, time) => {
    const out = { re: new Float64Array(pairs.length), im: new Float64Array(pairs.length) }
    applyBlock(exponential(time), start, out)
    return turned(out, frequency, time)
  }
}

function populations({ rows: n, re }: ComplexMatrix, { re: start }: BlockVector, time: number): BlockVector {
  const probabilities = stochasticExponential(n, re, time)
  const out = new Float64Array(n)
  for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) out[k]! += probabilities[k * n + l]! * start[l]!
  return { re: out, im: new Float64Array(n) }
}

function decayed({ re, im }: ComplexMatrix, start: BlockVector, time: number): BlockVector {
  const size = Math.exp(re[0]! * time)
  const [c, s] = [size * Math.cos(im[0]! * time), size * Math.sin(im[0]! * time)]
  const [x, y] = [start.re[0]!, start.im[0]!]
  return { re: Float64Array.of(c * x - s * y), im: Float64Array.of(c * y + s * x) }
}

/**
 * e^{Mt} of the block Ω = 0 with degenerate levels. Its zero eigenvalues, the trace among them, would drift with the rounding of every squaring;
 * their projector P is therefore put back after each, Q ← P + (1 − P)Q²(1 − P).
 */
function relaxing(matrix: ComplexMatrix): (time: number) => ComplexMatrix {
  const invariant = invariantProjector(matrix)
  const others = complement(invariant)
  const kept = (power: ComplexMatrix): ComplexMatrix => sum(invariant, multiply(multiply(others, power), others))
  return (time) => {
    const halvings = Math.max(0, Math.ceil(Math.log2(largestEntry(matrix) || Number.MIN_VALUE) + Math.log2(time || Number.MIN_VALUE)))
    let power = kept(matrixExponential(scaled(matrix, time * 2 ** -halvings)))
    for (let s = 0; s < halvings; s++) power = kept(multiply(power, power))
    return power
  }
}

const scaled = ({ rows, columns, re, im }: ComplexMatrix, factor: number): ComplexMatrix => (
  { rows, columns, re: re.map((x) => x * factor), im: im.map((y) => y * factor) }
)

const sum = (a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix => (
  { ...a, re: a.re.map((x, i) => x + b.re[i]!), im: a.im.map((y, i) => y + b.im[i]!) }
)

function complement(a: ComplexMatrix): ComplexMatrix {
  const out = scaled(a, -1)
  for (let i = 0; i < a.rows; i++) out.re[i * a.rows + i]! += 1
  return out
}

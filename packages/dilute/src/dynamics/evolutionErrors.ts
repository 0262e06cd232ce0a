import { largestOf, type ComplexMatrix } from '../numerics/index.js'
import { levelMixing } from '../model/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'
import { elementsOf, forwardBlocks, isPopulationBlock } from './blockVectors.js'
import { errorGrowth, stationaryError } from './errorGrowth.js'

/** How far ρ(t) may be off, in the basis of the levels. */
export interface StateError {
  /** A radius for every entry, N × N. */
  readonly radii: Float64Array
  /** Of all of ρ. */
  readonly traceNorm: number
}

/**
 * Bounds on the error of ρ at every time: of the generator's entries, to first order (`errorGrowth`), of the levels, of
 * the eigenvectors that ρ₀ is taken to, of rounding, and `ofMethod`.
 */
export function evolutionErrors(
  generator: SecularGenerator,
  atZero: ComplexMatrix,
  times: readonly number[],
  ofMethod: number,
): StateError[] {
  const blocks = forwardBlocks(generator)
  const growths = blocks.map((block) => growthOf(generator, block, atZero, times.at(-1)!))
  const always = basisError(generator) + ofMethod
  return times.map((time) => {
    const norms = growths.map((growth) => growth(time))
    return betweenStates(stateError(atZero.rows, blocks, norms, always))
  })
}

/** No two states are farther apart in trace norm, nor in any entry. */
const betweenStates = ({ radii, traceNorm }: StateError): StateError => ({
  radii: radii.map((x) => Math.min(1, x)),
  traceNorm: Math.min(2, traceNorm),
})

/**
 * The same of a stationary state in the basis of the levels; of one of several, within the class of levels that it
 * fills. ∞ where equal levels have several.
 */
export function stationaryStateError(generator: SecularGenerator, state: ComplexMatrix): StateError {
  const n = generator.system.sites
  const whole = generator.blocks.find(({ frequency }) => frequency === 0)!
  const block = isPopulationBlock(whole, n) ? within(whole, (k) => state.re[k * (n + 1)]! > 0) : whole
  return stateError(n, [whole], [stationaryError(block, elementsOf(block, state))], basisError(generator))
}

/** The block of the populations of some levels. */
function within(
  { pairs, matrix, errors, frequency }: GeneratorBlock,
  isIn: (level: number) => boolean,
): GeneratorBlock {
  const places = pairs.flatMap(([k], place) => (isIn(k) ? [place] : []))
  const part = (a: Float64Array): Float64Array =>
    Float64Array.from({ length: places.length ** 2 }, (_, e) => {
      const [row, column] = [Math.floor(e / places.length), e % places.length]
      return a[places[row]! * pairs.length + places[column]!]!
    })
  return {
    frequency,
    pairs: places.map((place) => pairs[place]!),
    matrix: { rows: places.length, columns: places.length, re: part(matrix.re), im: part(matrix.im) },
    errors: part(errors),
  }
}

/** In trace norm, of what eigenvectors and rounding do to a state that is taken to the basis of the levels. */
export function basisError({ system }: SecularGenerator): number {
  return 2 * largestOf(levelMixing(system)) + 8 * system.sites * Number.EPSILON
}

type Growth = (time: number) => number

function growthOf({ system }: SecularGenerator, block: GeneratorBlock, atZero: ComplexMatrix, until: number): Growth {
  const start = elementsOf(block, atZero)
  if (start.re.every((x) => x === 0) && start.im.every((y) => y === 0)) return () => 0
  const detuning = block.frequency === 0 ? 0 : 2 * system.levelError
  return block.frequency > 0 && block.pairs.length === 1
    ? aloneGrowth(block, Math.hypot(start.re[0]!, start.im[0]!), detuning)
    : errorGrowth(block, start, detuning, until)
}

/** A coherence that nothing else feeds: v e^{λt}, with λ off by δ; beyond first order both have decayed. */
function aloneGrowth({ matrix: { re, im }, errors }: GeneratorBlock, start: number, detuning: number): Growth {
  const off = errors[0]! + detuning + 4 * Number.EPSILON * Math.hypot(re[0]!, im[0]!)
  const both = (time: number): number => Math.exp(re[0]! * time) + Math.exp(Math.min(0, re[0]! + off) * time)
  return (time) => start * (off * time > 1 ? both(time) : Math.exp(re[0]! * time) * Math.expm1(off * time))
}

/** What has no trace has no entry beyond half of its trace norm; an element of Ω ≠ 0 has a conjugate. */
function stateError(
  n: number,
  blocks: readonly GeneratorBlock[],
  norms: readonly number[],
  always: number,
): StateError {
  const radii = new Float64Array(n * n).fill(always)
  let traceNorm = always
  blocks.forEach(({ frequency, pairs }, b) => {
    traceNorm += frequency === 0 ? norms[b]! : 2 * norms[b]!
    const radius = frequency === 0 ? norms[b]! / 2 : norms[b]!
    for (const [k, l] of pairs) {
      radii[k * n + l]! += radius
      if (frequency > 0) radii[l * n + k]! += radius
    }
  })
  return { radii, traceNorm }
}

/** Σ_kl |U_ik| R_kl |U_jl|: radii of the entries in the site basis, with what the way back adds. */
export function inSiteBasis(generator: SecularGenerator, { radii }: StateError): Float64Array {
  const { eigenvectors: u, sites: n } = generator.system
  const moduli = u.re.map((x, e) => Math.hypot(x, u.im[e]!))
  const left = product(n, moduli, radii, (e) => e)
  return product(n, left, moduli, (e) => (e % n) * n + Math.floor(e / n)).map((x) =>
    Math.min(1, x + basisError(generator)),
  )
}

function product(n: number, a: Float64Array, b: Float64Array, place: (entry: number) => number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) out[i * n + j]! += a[i * n + k]! * b[place(k * n + j)]!
  return out
}

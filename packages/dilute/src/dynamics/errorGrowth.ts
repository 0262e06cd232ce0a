import {
  complexZeros,
  largestOf,
  matrixExponential,
  multiply,
  stochasticExponential,
  type ComplexMatrix,
} from '../numerics/index.js'
import type { GeneratorBlock } from '../generator/index.js'
import { pauliGenerator, type RateTable } from '../rates/index.js'
import { scaled } from './blockExponential.js'
import { applyBlock, columnSums, type BlockVector } from './blockVectors.js'

/** How the error of one block of ρ grows: its bound in trace norm at any time up to the last. */
export type ErrorGrowth = (time: number) => number

/** Exponentials by scaling and squaring are those of a matrix whose entries differ by so many ε. */
const roundings = 8
/** How much larger than at both ends of a doubling something may be in between. */
const overshoot = 2
/** After so many steps, or once errors have decayed to this part, powers tell nothing new. */
const [mostSteps, decayed] = [2 ** 40, 1e-8]
/** Populations have powers that no rounding spoils; up to so many, each is made anew. */
const [mostPopulations, mostPopulationSteps] = [16, 2 ** 70]
/** Of blocks with more elements it is not followed how errors decay; their bounds grow with time. */
const mostFollowed = 128

/**
 * What errors δL of the generator do to the elements of a block, to first order: δρ(t) = ∫₀ᵗ e^{L(t−s)} δL ρ(s) ds.
 * e^{Lu} never makes a trace norm larger; how much smaller, and how large ρ(s) is, is looked at where u doubles.
 */
export function errorGrowth(block: GeneratorBlock, start: BlockVector, detuning: number, until: number): ErrorGrowth {
  const doublings = doublingsOf(block, start, detuning, until)
  return (time) => convolution(doublings, time)
}

/**
 * How far each population that obeys the Pauli equation (19) may be off at any time up to the last, by the errors of
 * the rates and rounding.
 */
export function populationErrors(rates: RateTable, initial: Float64Array, until: number): ErrorGrowth {
  const n = rates.size
  const pairs = Array.from(initial, (_, k) => [k, k] as const)
  const matrix = { ...complexZeros(n, n), re: pauliGenerator(rates) }
  const errors = rates.errors.slice()
  for (let e = 0; e < n * n; e++) if (e % (n + 1) !== 0) errors[(e % n) * (n + 1)]! += rates.errors[e]!
  const growth = errorGrowth(
    { frequency: 0, pairs, matrix, errors },
    { re: initial, im: new Float64Array(n) },
    0,
    until,
  )
  return (time) => Math.min(1, growth(time) / 2 + roundings * n * Number.EPSILON)
}

/**
 * Of a stationary state, whose elements `start` are: what remains of δL ρ forever; ∞ where something else is stationary
 * too, or the block has too many elements to follow.
 */
export function stationaryError(block: GeneratorBlock, start: BlockVector): number {
  if (block.pairs.length === 1) return 0
  const until = mostSteps * stepOf(block)
  const doublings = doublingsOf(block, start, 0, until)
  return doublings.contraction.at(-1)! > decayed ? Infinity : convolution(doublings, until)
}

/** Times 0, h, 2h, 4h … and what holds from each to the next. */
interface Doublings {
  readonly times: readonly number[]
  /** ‖e^{Lu}X‖₁ is no more than this part of Σ|X_j|, for X without trace. */
  readonly contraction: readonly number[]
  /** ‖e^{Lu} δL e_j‖₁ for every element j. */
  readonly left: readonly Float64Array[]
  /** |ρ_j(u)|. */
  readonly moduli: readonly Float64Array[]
}

const stepOf = (block: GeneratorBlock): number => 1 / largestOf(columnSums(block).moduli)

function doublingsOf(block: GeneratorBlock, start: BlockVector, detuning: number, until: number): Doublings {
  const errors = columnErrors(block, detuning)
  const step = stepOf(block)
  const size = block.pairs.length
  if (size > mostFollowed || step >= until) return unfollowed(size, start, errors)
  const powers = powersOf(block, step)
  const mixing = powers.arePopulations ? 1 : Math.sqrt(size)
  const found = { times: [0], contraction: [1], left: [errors], moduli: [moduliOf(start)] }
  let power = powers.first()
  for (let time = step; time < 2 * until; time *= 2) {
    const [last, left] = [found.contraction.at(-1)!, found.left.at(-1)!]
    const bound = time === step ? 1 : Math.min(last, mixing * last * last)
    const told = time <= powers.most * step && last > decayed
    found.times.push(time)
    found.contraction.push(told ? Math.min(bound, powers.contraction(power)) : bound)
    found.left.push(told ? powers.left(power, errors, found.contraction.at(-1)!) : left.map((x) => x * last))
    found.moduli.push(told ? moduliOf(applied(power, start)) : found.moduli.at(-1)!)
    if (told) power = powers.squared(power, 2 * time)
  }
  return { ...found, moduli: found.moduli.map((x, j) => larger(x, found.moduli[j + 1] ?? x, overshoot)) }
}

/** Elements that are not followed: no trace norm grows. */
function unfollowed(size: number, start: BlockVector, errors: Float64Array): Doublings {
  const all = moduliOf(start).reduce((sum, x) => sum + x, 0)
  return {
    times: [0],
    contraction: [1],
    left: [Float64Array.of(largestOf(errors) * Math.sqrt(size))],
    moduli: [Float64Array.of(all)],
  }
}

const moduliOf = ({ re, im }: BlockVector): Float64Array => re.map((x, j) => Math.hypot(x, im[j]!))
const larger = (a: Float64Array, b: Float64Array, factor: number): Float64Array =>
  a.map((x, j) => factor * Math.max(x, b[j]!))

/** e^{Lu} at u = h, 2h, 4h …, and what it leaves of errors. */
interface Powers {
  readonly arePopulations: boolean
  readonly most: number
  readonly first: () => ComplexMatrix
  readonly squared: (power: ComplexMatrix, time: number) => ComplexMatrix
  readonly contraction: (power: ComplexMatrix) => number
  readonly left: (power: ComplexMatrix, errors: Float64Array, contraction: number) => Float64Array
}

function powersOf(block: GeneratorBlock, step: number): Powers {
  const { matrix, pairs } = block
  const diagonal = pairs.map(([k, l]) => k === l)
  const arePopulations = diagonal.every(Boolean)
  const contraction = (power: ComplexMatrix): number => contractionOf(power, diagonal)
  if (arePopulations && pairs.length <= mostPopulations) {
    const n = pairs.length
    const at = (time: number): ComplexMatrix => ({
      ...complexZeros(n, n),
      re: stochasticExponential(n, matrix.re, time),
    })
    return {
      arePopulations,
      most: mostPopulationSteps,
      first: () => at(step),
      squared: (_, time) => at(time),
      contraction,
      left: (power) => populationsLeft(block, power),
    }
  }
  return {
    arePopulations,
    most: mostSteps,
    first: () => matrixExponential(scaled(matrix, step)),
    squared: (power) => multiply(power, power),
    contraction,
    left: (_, errors, part) => errors.map((error) => error * part),
  }
}

/**
 * Σ_k δa_kl ‖P(e_k − e_l)‖₁ for every level l: an error of the rate between two levels moves probability from one to
 * the other, and nothing is left of it once both are in balance, whatever else relaxes how slowly.
 */
function populationsLeft({ matrix, errors }: GeneratorBlock, { rows: n, re: p }: ComplexMatrix): Float64Array {
  const rounding = roundings * n * Number.EPSILON
  return Float64Array.from({ length: n }, (_, l) => {
    let sum = 0
    for (let k = 0; k < n; k++) {
      if (k === l) continue
      let apart = rounding
      for (let i = 0; i < n; i++) apart += Math.abs(p[i * n + k]! - p[i * n + l]!)
      sum += (errors[k * n + l]! + 2 * rounding * Math.abs(matrix.re[k * n + l]!)) * apart
    }
    return sum
  })
}

/** Σ_i δL_ij of every element, with what rounding adds and what errors of the levels do to its frequency. */
function columnErrors(block: GeneratorBlock, detuning: number): Float64Array {
  const { moduli, errors } = columnSums(block)
  const rounding = roundings * block.pairs.length * Number.EPSILON
  return errors.map((error, j) => {
    const [k, l] = block.pairs[j]!
    return error + rounding * moduli[j]! + (k === l ? 0 : detuning)
  })
}

function applied(power: ComplexMatrix, { re, im }: BlockVector): BlockVector {
  const out = { re: new Float64Array(re.length), im: new Float64Array(im.length) }
  applyBlock(power, { re, im }, out)
  return out
}

/**
 * The larger of ½max_kl Σ_i|P_i,kk − P_i,ll| (Dobrushin’s coefficient: what has no trace is made of such differences)
 * and the largest column of any other element.
 */
function contractionOf({ rows: n, re, im }: ComplexMatrix, diagonal: readonly boolean[]): number {
  let most = 0
  const columns = (a: number, b: number | null): number => {
    let sum = 0
    for (let i = 0; i < n * n; i += n) {
      sum +=
        b === null ? Math.hypot(re[i + a]!, im[i + a]!) : Math.hypot(re[i + a]! - re[i + b]!, im[i + a]! - im[i + b]!)
    }
    return sum
  }
  diagonal.forEach((population, a) => {
    if (!population) most = Math.max(most, columns(a, null))
    else for (let b = 0; b < a; b++) if (diagonal[b]) most = Math.max(most, columns(a, b) / 2)
  })
  return Math.min(1, most)
}

/**
 * ∫₀ᵗ Σ_j left_j(t − s)|ρ_j(s)| ds, both constant between their times; the first half in steps of s, the second in
 * steps of u = t − s, neither of which a long t swallows.
 */
function convolution({ times, left, moduli }: Doublings, time: number): number {
  const cuts = [...times.filter((each) => each < time / 2), time / 2]
  const product = (u: number, s: number): number =>
    left[placeOf(times, u)]!.reduce((sum, x, j) => sum + x * moduli[placeOf(times, s)]![j]!, 0)
  let sum = 0
  for (let c = 1; c < cuts.length; c++) {
    const [a, b] = [cuts[c - 1]!, cuts[c]!]
    sum += (b - a) * (product(time - b, a) + Math.max(product(a, time - b), product(a, time - a)))
  }
  return sum
}

/** Of the last time that is not later. */
function placeOf(times: readonly number[], time: number): number {
  let place = 0
  while (place + 1 < times.length && times[place + 1]! <= time) place++
  return place
}

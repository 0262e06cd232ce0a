import { complexZeros, largestOf, matrixExponential, multiply, type ComplexMatrix } from '../numerics/index.js'
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
/** Of blocks with more elements it is not followed how errors decay; their bounds grow with time. */
const mostFollowed = 128

/**
 * What errors δL of the generator do to the elements of a block, to first order: δρ(t) = ∫₀ᵗ e^{L(t−s)} δL ρ(s) ds.
 * e^{Lu} never makes a trace norm larger; how much smaller, and how large δL ρ(s) is, is looked at where u doubles.
 */
export function errorGrowth(block: GeneratorBlock, start: BlockVector, detuning: number, until: number): ErrorGrowth {
  const doublings = doublingsOf(block, start, columnErrors(block, detuning), until)
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
  return (time) => growth(time) / 2 + roundings * n * Number.EPSILON
}

/**
 * Of a stationary state, whose elements `start` are: what remains of δL ρ forever; ∞ where something else is stationary
 * too, or the block has too many elements to follow.
 */
export function stationaryError(block: GeneratorBlock, start: BlockVector): number {
  if (block.pairs.length === 1) return 0
  const until = mostSteps * stepOf(block)
  const doublings = doublingsOf(block, start, columnErrors(block, 0), until)
  return doublings.contraction.at(-1)! > decayed ? Infinity : convolution(doublings, until)
}

/** Times 0, h, 2h, 4h … and what holds from each to the next. */
interface Doublings {
  readonly times: readonly number[]
  /** ‖e^{Lu}X‖₁ is no more than this part of Σ|X_j|, for X without trace. */
  readonly contraction: readonly number[]
  /** Σ|δL ρ|. */
  readonly source: readonly number[]
}

const stepOf = (block: GeneratorBlock): number => 1 / largestOf(columnSums(block).moduli)

function doublingsOf(block: GeneratorBlock, start: BlockVector, errors: Float64Array, until: number): Doublings {
  const { matrix, pairs } = block
  const step = stepOf(block)
  const followed = pairs.length <= mostFollowed && step < until
  if (!followed) return { times: [0], contraction: [1], source: [unfollowed(pairs.length, start, errors)] }
  const diagonal = pairs.map(([k, l]) => k === l)
  const [times, contraction, source] = [[0], [1], [sourceAt(start, errors)]]
  const mixing = diagonal.every(Boolean) ? 1 : Math.sqrt(pairs.length)
  let power = matrixExponential(scaled(matrix, step))
  for (let time = step; time < 2 * until; time *= 2) {
    const last = contraction.at(-1)!
    const bound = time === step ? 1 : Math.min(last, mixing * last * last)
    const told = time <= mostSteps * step && last > decayed
    times.push(time)
    contraction.push(told ? Math.min(bound, contractionOf(power, diagonal)) : bound)
    source.push(told ? sourceAt(applied(power, start), errors) : source.at(-1)!)
    if (told) power = multiply(power, power)
  }
  return { times, contraction, source: source.map((x, j) => overshoot * Math.max(x, source[j + 1] ?? 0)) }
}

/** Σ_j δ_j|v_j| at any time, for elements that are not followed: no trace norm grows. */
const unfollowed = (size: number, { re, im }: BlockVector, errors: Float64Array): number =>
  largestOf(errors) * Math.sqrt(size) * re.reduce((sum, x, j) => sum + Math.hypot(x, im[j]!), 0)

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

const sourceAt = ({ re, im }: BlockVector, errors: Float64Array): number =>
  errors.reduce((sum, error, j) => sum + error * Math.hypot(re[j]!, im[j]!), 0)

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

/** ∫₀ᵗ contraction(t − s) source(s) ds, both constant between their times. */
function convolution({ times, contraction, source }: Doublings, time: number): number {
  const inside = times.filter((each) => each < time)
  const cuts = [...inside, ...inside.map((each) => time - each), time].sort((a, b) => a - b)
  let [sum, from] = [0, 0]
  for (let c = 1; c < cuts.length; c++) {
    const [a, b] = [cuts[c - 1]!, cuts[c]!]
    if (b <= a) continue
    while (from + 1 < times.length && times[from + 1]! <= a) from++
    sum += (b - a) * source[from]! * contraction[placeOf(times, time - b)]!
  }
  return sum
}

/** Of the last time that is not later. */
function placeOf(times: readonly number[], time: number): number {
  let place = 0
  while (place + 1 < times.length && times[place + 1]! <= time) place++
  return place
}

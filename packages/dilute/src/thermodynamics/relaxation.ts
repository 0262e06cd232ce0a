import {
  complexZeros,
  hermitianEigenvalues,
  largestOf,
  logarithm,
  minus,
  modulus,
  OutOfDomain,
  over,
  plus,
  scaled,
  toBar,
  toNumber,
  zero,
} from '../numerics/index.js'
import { pauliGenerator, type RateTable } from '../rates/index.js'
import { largestRate, type Circulation } from './circulation.js'
import { dissipation, type Dissipation } from './dissipation.js'
import { gibbsPopulations } from './gibbs.js'
import { requireThermal } from './logRatios.js'
import { modeErrors, reversibleError, type UncertainFlows } from './modeErrors.js'
import { populationsOf, type Measured } from './populations.js'
import { closedFlows, leakingFlows, transientParts } from './relaxingParts.js'
import { SolvedStates } from './stationary.js'

/** The relaxation of populations; rates 1/time. */
export interface Relaxation {
  /**
   * All N eigenvalues of W as [re, im], slowest first, beginning with one 0 per stationary state; complex where
   * detailed balance is broken strongly enough. A zero may be a slow decay in truth, within its error, where rates that
   * are not resolved lead from one closed class to another.
   */
  readonly eigenvalues: readonly (readonly [re: number, im: number])[]
  /** The radius around each that holds the true one. */
  readonly eigenvaluesError: Float64Array
  /**
   * The slowest decay rate: −Re of the first eigenvalue beyond the zeros; where there is none, 0, with the error of
   * the zeros.
   */
  readonly gap: number
  readonly gapError: number
  /**
   * The same of the reversible part ½(W + W̃), W̃ = P Wᵀ P⁻¹, P = diag(p^eq). Where the Gibbs state is stationary
   * within the errors of the rates, P is what is stationary for the rates as given: of two states that these do not
   * tell apart the one that makes a generator of it. Farther off, by up to 1e-6 of a population, the error holds the
   * difference.
   */
  readonly reversibleGap: number
  readonly reversibleGapError: number
}

/**
 * The spectrum of W, every eigenvalue to the relative accuracy that the rates allow: slow modes of levels that are
 * linked weakly, and modes of any gas, however cold.
 * @throws RangeError for another number of levels, a β that is not finite, and one so large that the reversible part of
 * rates that are not those of a gas at β leaves the range of numbers.
 */
export function relaxation(rates: RateTable, levels: Float64Array, beta: number): Relaxation {
  return relaxationOf(new SolvedStates(rates), levels, beta)
}

/** The same of states that are solved already. */
export function relaxationOf(states: SolvedStates, levels: Float64Array, beta: number): Relaxation {
  const { rates } = states
  if (levels.length !== rates.size)
    throw new OutOfDomain('levels', `${levels.length} energies, but there are ${rates.size} levels`)
  requireThermal(rates, levels, beta)
  const spectrum = new Spectrum(states)
  const weights = Float64Array.from(levels, (level) => -beta * level)
  const { value, error } =
    spectrum.reversibleGap(weights) ?? denseReversibleGap(rates, gibbsPopulations(levels, beta), spectrum.zeros)
  return { ...spectrum.told(), reversibleGap: value, reversibleGapError: error }
}

/** The relaxation to a stationary state that is no Gibbs state. */
export interface RelaxationToStationary extends Omit<Relaxation, 'reversibleGap' | 'reversibleGapError'> {
  /** With P = diag(p), p the stationary state; null where it leaves a level empty. */
  readonly reversibleGap: number | null
  readonly reversibleGapError: number | null
}

/**
 * As `relaxation`, for rates without a common β: the stationary populations take the place of the Gibbs state, with
 * which they agree where there is one.
 * @throws RangeError for populations of another number of levels or sum, or that are none.
 */
export function relaxationToStationary(rates: RateTable, populations: Float64Array): RelaxationToStationary {
  return relaxationToPopulations(new SolvedStates(rates), populations)
}

/** The same of states that are solved already. */
export function relaxationToPopulations(states: SolvedStates, populations: Float64Array): RelaxationToStationary {
  const { rates } = states
  const { values, logs } = populationsOf(populations, rates.size)
  const spectrum = new Spectrum(states)
  if (spectrum.isTransient() || !values.every((p) => p > 0))
    return { ...spectrum.told(), reversibleGap: null, reversibleGapError: null }
  const { value, error } = spectrum.reversibleGap(logs) ?? denseReversibleGap(rates, values, spectrum.zeros)
  return { ...spectrum.told(), reversibleGap: value, reversibleGapError: error }
}

/**
 * How far weights may be from stationary, in their logarithms, beyond the error of these: nearer ones are replaced by
 * those that are, and the error holds the difference.
 */
const stationaryTolerance = 1e-6

/** Modes of every closed class and of every set of transient levels. */
class Spectrum {
  readonly zeros: number
  private readonly closed: readonly Part[]
  private readonly transient: readonly Part[]

  constructor(private readonly solved: SolvedStates) {
    const { rates, classes, circulations } = solved
    this.zeros = classes.length
    this.closed = circulations.map((circulation) => partOf(closedFlows(circulation)))
    this.transient = transientParts(rates, classes).map((members) => partOf(leakingFlows(rates, members)))
  }

  isTransient(): boolean {
    return this.transient.length > 0
  }

  told(): Omit<Relaxation, 'reversibleGap' | 'reversibleGapError'> {
    const leaking = this.solved.circulations.map(({ leak }) => (leak === null ? 0 : toNumber(leak.errors.sum())))
    const mixing = this.mixing()
    const zeros = Array.from({ length: this.zeros }, (_, c): Told => ({ value: [0, 0], error: c === 0 ? 0 : mixing }))
    const modes = [
      ...this.closed.flatMap((part, c) => toldModes(part, leaking[c]!)),
      ...this.transient.flatMap((part) => toldModes(part, this.unseen())),
    ]
    modes.sort((a, b) => b.value[0] - a.value[0] || b.value[1] - a.value[1])
    const all = [...zeros, ...modes]
    return {
      eigenvalues: all.map(({ value }) => value),
      eigenvaluesError: Float64Array.from(all, ({ error }) => error),
      ...slowest(modes.length > 0 ? modes : zeros.slice(1)),
    }
  }

  /** How fast closed classes may mix through rates that were taken for nothing; 0 for a single one. */
  private mixing(): number {
    return this.zeros < 2 ? 0 : 2 * this.solved.circulations.reduce((sum, { outflow }) => sum + toBar(outflow), 0)
  }

  /** All rates out of closed classes, which were taken for nothing: they may lead on into transient levels. */
  private unseen(): number {
    const { rates, circulations } = this.solved
    const out = ({ members }: Circulation, k: number): number =>
      members.includes(k) ? 0 : members.reduce((sum, l) => sum + toNumber(largestRate(rates, k, l)), 0)
    return circulations.reduce((sum, one) => rates.wells.reduce((all, _, k) => all + out(one, k), sum), 0)
  }

  /** With weights of these logarithms; null where they are not stationary. */
  reversibleGap(logWeights: Float64Array): Measured | null {
    const { circulations } = this.solved
    const apart = circulations.map((one, c) => distanceFrom(this.solved, one, c, logWeights))
    if (this.isTransient() || apart.some((distance) => distance === null)) return null
    const rates = this.closed
      .map(({ system, spectrum }, c) => {
        const slow = spectrum.reversible.at(-1)
        if (slow === undefined) return null
        const ofWeights = apart[c] === 0 ? 0 : movedByWeights(system, apart[c]!)
        return { value: toNumber(slow.rate), error: reversibleError(system, spectrum) + ofWeights }
      })
      .filter((one) => one !== null)
    return rates.reduce(
      (least, one) => (one.value < least.value ? one : least),
      rates[0] ?? { value: 0, error: this.mixing() },
    )
  }
}

interface Part {
  readonly system: UncertainFlows
  readonly spectrum: Dissipation
}

const partOf = (system: UncertainFlows): Part => ({ system, spectrum: dissipation(system) })

interface Told {
  readonly value: readonly [re: number, im: number]
  readonly error: number
}

function toldModes({ system, spectrum: { modes } }: Part, leak: number): Told[] {
  const errors = modeErrors(system, modes)
  return modes.map(({ re, im, overlap }, i) => {
    const error = Math.max(errors[i]! + (leak === 0 ? 0 : leak / overlap), Number.MIN_VALUE)
    return { value: [negative(toNumber(re)), toNumber(im)], error: Number.isNaN(error) ? Infinity : error }
  })
}

const negative = (x: number): number => (x === 0 ? 0 : -x)

/** The smallest decay rate, and how small or large that of any mode may be. */
function slowest(modes: readonly Told[]): { gap: number; gapError: number } {
  if (modes.length === 0) return { gap: 0, gapError: 0 }
  const gap = Math.min(...modes.map(({ value: [re] }) => negative(re)))
  const least = Math.min(...modes.map(({ value: [re], error }) => -re - error))
  const most = Math.min(...modes.map(({ value: [re], error }) => -re + error))
  return { gap, gapError: gap === Infinity ? Infinity : Math.max(gap - least, most - gap) }
}

/**
 * How far the weights are from the ratios of the stationary populations of the class, in their logarithms: 0 within the
 * errors of these, null where they count as not stationary.
 */
function distanceFrom(
  { sensitivities }: SolvedStates,
  { members, weights, wells }: Circulation,
  c: number,
  logs: Float64Array,
): number | null {
  const off = members.map((k, i) => logarithm(weights.at(i)) - wells[k]! - logs[k]!)
  const apart = off.map((x) => Math.abs(x - off[0]!))
  const span = members.map((k) => Math.abs(logs[k]! - logs[members[0]!]!))
  if (apart.every((x, i) => x <= 8 * Number.EPSILON * (1 + span[i]!))) return 0
  const { logErrors } = sensitivities[c]!
  const known = apart.map((_, i) => 2 * (logErrors[i]! + logErrors[0]!) + 8 * Number.EPSILON * (1 + span[i]!))
  if (apart.every((x, i) => x <= known[i]!)) return 0
  const near = apart.every((x, i) => x <= stationaryTolerance * Math.max(1, span[i]! * 1e-3) + known[i]!)
  return near ? largestOf(apart) : null
}

/**
 * By how much weights at a distance δ move symmetrized rates, at most: ½(F_kl e^x + F_lk e^{−x})/√(p_k p_l), |x| ≤ δ,
 * changes by the net flow times sinh x and all of it times cosh x − 1; its norm is no larger than max_k Σ_l of that
 * over p_k.
 */
function movedByWeights({ size, flows, weights }: UncertainFlows, distance: number): number {
  const [odd, even] = [Math.sinh(distance) / 2, Math.sinh(distance / 2) ** 2]
  const moved = Array.from({ length: size }, (_, k) => {
    let sum = zero
    for (let l = 0; l < size; l++) {
      if (l === k) continue
      const [there, back] = [flows.at(k * size + l), flows.at(l * size + k)]
      sum = plus(sum, plus(scaled(modulus(minus(there, back)), odd), scaled(plus(there, back), even)))
    }
    return toNumber(over(sum, weights.at(k)))
  })
  return largestOf(moved)
}

/**
 * For weights that are not stationary: the eigenvalue of the symmetric part of √(p_l/p_k) W_kl beyond so many, errors
 * relative to the largest.
 */
function denseReversibleGap(rates: RateTable, p: Float64Array, zeros: number): Measured {
  const n = rates.size
  const w = pauliGenerator(rates)
  const entry = (k: number, l: number): number => (w[k * n + l] === 0 ? 0 : w[k * n + l]! * Math.sqrt(p[l]! / p[k]!))
  const symmetric = complexZeros(n, n)
  for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) symmetric.re[k * n + l] = (entry(k, l) + entry(l, k)) / 2
  if (!symmetric.re.every(Number.isFinite))
    throw new OutOfDomain(
      'beta',
      'the Gibbs state at this β is so far from stationary for these rates that their reversible part is no number',
    )
  const descending = [...hermitianEigenvalues(symmetric)].reverse()
  const errors = Float64Array.from({ length: n }, (_, l) => {
    let sum = 0
    for (let k = 0; k < n; k++)
      if (k !== l)
        sum +=
          rates.errors[k * n + l]! * (1 + Math.sqrt(p[l]! / p[k]!)) +
          rates.errors[l * n + k]! * Math.sqrt(p[k]! / p[l]!)
    return sum
  })
  const largest = Math.max(...descending.map(Math.abs))
  return {
    value: zeros < n ? -descending[zeros]! : 0,
    error: zeros < n ? Math.max(...errors) + 4 * n * Number.EPSILON * largest : 0,
  }
}

import type { Evidence, PointResults } from '../study/results.js'
import type { LevelCurrent } from './currents.js'

/** Error bars of what is made of rates and stationary populations, so that a reader can tell a flow from rounding. */

type Matrix = readonly (readonly number[])[]

/** The rates of one gas, or of all together, and what is known of their errors. */
export interface Rated {
  readonly rates: Matrix
  readonly evidence: Pick<Evidence, 'relativeError' | 'rateErrors'>
}

const rounding = 2 ** -52

/** Relative, of a rate times a population: stationary populations err by at most 2N times the worst rate. */
function relativeError({ rates, evidence }: Rated): number {
  return (2 * rates.length + 1) * (evidence.relativeError + rounding)
}

/** Of the energies of the levels: that of an eigenvalue in double precision. */
export function levelError({ levels }: PointResults): number {
  return levels.length * rounding * Math.max(0, ...levels.map(Math.abs))
}

/** Of the stationary current between two levels, the same in both directions. */
export function currentError(point: PointResults, from: number, to: number): number {
  return exchangeError(point, point.stationary.populations, from, to)
}

function exchangeError(rated: Rated, populations: readonly number[], from: number, to: number): number {
  const oneWay = (k: number, l: number): number => populations[l]! * (relativeError(rated) * rated.rates[k]![l]! + rated.evidence.rateErrors[k]![l]!)
  return oneWay(to, from) + oneWay(from, to)
}

/** Of the heat that a current carries. */
export function heatError(point: PointResults, { from, to }: Pick<LevelCurrent, 'from' | 'to'>): number {
  return currentError(point, from, to) * Math.abs(point.levels[to]! - point.levels[from]!)
}

/** Of the heat from one gas into the system: its own error bar where it has one, else that of all currents together. */
export function gasHeatError(point: PointResults, name: string): number {
  const own = point.baths?.[name]?.heatCurrent.error
  return own ?? pairsOf(point.levels.length).reduce((sum, pair) => sum + heatError(point, pair), 0)
}

/** Of an eigenvalue of the Pauli generator, whose entries are known to the relative error of the rates. */
export function relaxationError(point: PointResults): number {
  return relativeError(point) * Math.max(0, ...point.relaxation.eigenvalues.map(([re, im]) => Math.hypot(re, im)))
}

/** Of the affinity of a cycle: the relative errors of its rates, both ways round. */
export function affinityError({ rates, evidence: { rateErrors } }: Rated, states: readonly number[]): number {
  return states.reduce((sum, from, i) => {
    const to = states[(i + 1) % states.length]!
    return sum + relative(rates, rateErrors, to, from) + relative(rates, rateErrors, from, to)
  }, 0)
}

function relative(rates: Matrix, errors: Matrix, to: number, from: number): number {
  return errors[to]![from]! / rates[to]![from]! + 2 * rounding
}

/** Of the entropy production and of its two parts (26). */
export function entropyErrors(point: PointResults): Record<'total' | 'schnakenberg' | 'violation', number> {
  const gases = Object.values(point.baths ?? {})
  const sources = gases.length === 0 ? [point] : gases
  const over = (force: (source: (typeof sources)[number], from: number, to: number) => number): number => (
    sources.reduce((sum, source) => sum + forceErrors(source, point.stationary.populations, (from, to) => force(source, from, to)), 0)
  )
  const apparent = ({ rates }: Rated, from: number, to: number): number => apparentForce(rates, point.stationary.populations, from, to)
  const violation = ({ detailedBalance: { ratio } }: (typeof sources)[number], from: number, to: number): number => Math.log(ratio[from]?.[to] ?? NaN)
  return {
    total: point.entropyProduction.totalError ?? over((source, from, to) => apparent(source, from, to) + violation(source, from, to)),
    schnakenberg: over(apparent), violation: over(violation),
  }
}

/** ln(p_from a_to,from / p_to a_from,to). */
function apparentForce(rates: Matrix, p: readonly number[], from: number, to: number): number {
  return Math.log((p[from]! * rates[to]![from]!) / (p[to]! * rates[from]![to]!))
}

/** Of Σ current × force over the pairs: the errors of either factor, and of both. */
function forceErrors(rated: Rated, p: readonly number[], force: (from: number, to: number) => number): number {
  const uncertain = 2 * relativeError(rated)
  return pairsOf(p.length).reduce((sum, { from, to }) => {
    const size = Math.abs(force(from, to))
    const current = Math.abs(rated.rates[to]![from]! * p[from]! - rated.rates[from]![to]! * p[to]!)
    return Number.isFinite(size) ? sum + exchangeError(rated, p, from, to) * (size + uncertain) + current * uncertain : sum
  }, 0)
}

function pairsOf(count: number): { from: number; to: number }[] {
  return Array.from({ length: count }, (_, to) => Array.from({ length: to }, (__, from) => ({ from, to }))).flat()
}

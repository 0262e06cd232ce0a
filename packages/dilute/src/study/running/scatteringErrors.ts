import { densityOfStates, type Scatterer } from '../../scattering/index.js'
import type { Complex } from '../results.js'

/** Numbers over channels or levels. */
type Rows = readonly (readonly number[])[]
type ComplexRows = readonly (readonly Complex[])[]

/** What an error of the total energy does to each momentum: δp = mδE/p, at most p itself; null for closed levels. */
export function momentaErrors(
  momenta: readonly (number | null)[],
  mass: number,
  energyError: number,
): (number | null)[] {
  return momenta.map((p) => (p === null ? null : Math.min(p, (mass * energyError) / p) + Number.EPSILON * p))
}

/** What radii δ of S do to |S|²: 2|S|δ + δ². */
export function squareErrors(s: ComplexRows, radii: Rows): number[][] {
  return s.map((row, i) => row.map(([re, im], j) => (2 * Math.hypot(re, im) + radii[i]![j]!) * radii[i]![j]!))
}

/** One momentum with its error. */
interface Momentum {
  readonly p: number
  readonly error: number
}

/**
 * Of reduced amplitudes, |S − 1| = 2π√(n_k n_l)|t|, n the states per energy and volume of one mode: `levels` are those
 * of the channels.
 */
export function amplitudeErrors(
  { dimension, mass }: Scatterer,
  t: ComplexRows,
  radii: Rows,
  levels: readonly number[],
  momenta: readonly (Momentum | null)[],
): number[][] {
  const modes = dimension === 1 ? 2 : 1
  const parts = levels.map((level) => {
    const { p, error } = momenta[level]!
    return { states: densityOfStates(dimension, mass, p) / modes, relative: (Math.abs(dimension - 2) * error) / p }
  })
  return t.map((row, i) =>
    row.map(([re, im], j) => {
      const [to, from] = [parts[i]!, parts[j]!]
      const unit = 1 / (2 * Math.PI * Math.sqrt(to.states * from.states))
      return unit * radii[i]![j]! + (Math.hypot(re, im) * (to.relative + from.relative)) / 2
    }),
  )
}

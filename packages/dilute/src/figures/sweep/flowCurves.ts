import type { SweepPoint } from '../../study/index.js'
import { ratioPairs } from '../../tell/levelPairs.js'
import type { Quantity } from '../../tell/numbers.js'
import { commonStates, probabilityBetween } from '../../tell/states.js'
import { ofGas } from '../../tell/symbols.js'
import { isDefined, told, type CurvePoint } from './curves.js'
import { largest } from './extremes.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'

/** A quantity along the sweep, and what the figure calls it. */
export interface NamedCurve {
  readonly label: RichText
  readonly points: readonly CurvePoint[]
}

export interface FlowCurves {
  /**
   * Heat per unit time from each of several gases into the system, from a single one the probability currents; the
   * largest of many.
   */
  readonly flows: readonly NamedCurve[]
  readonly omitted: number
  /** σ with its two parts (26), as far as they have values. */
  readonly entropy: readonly NamedCurve[]
}

const mostFlows = 6

export function flowCurves(points: readonly SweepPoint[], xOf: (point: SweepPoint) => number): FlowCurves {
  const along = (label: RichText, yOf: (point: SweepPoint) => Told): NamedCurve => ({
    label,
    points: points.map((point) => ({ x: xOf(point), y: told(...yOf(point)) })),
  })
  const flows = isBetweenGases(points)
    ? gasNames(points).map((name) =>
        along(ofGas('J', name), ({ heatCurrents, heatCurrentsError }) => [heatCurrents[name], heatCurrentsError[name]]),
      )
    : prevailing(points).map(({ label, current }) => along(label, current))
  const part =
    (name: 'total' | 'schnakenberg' | 'violation') =>
    ({ entropyProduction }: SweepPoint): Told => [entropyProduction[name], entropyProduction[`${name}Error`]]
  const entropy = [
    along([italic('σ')], part('total')),
    along([italic('σ'), sub('Schnakenberg')], part('schnakenberg')),
    along([italic('σ'), sub('violation')], part('violation')),
  ]
  return {
    flows: largestFirst(flows).slice(0, mostFlows),
    omitted: Math.max(0, flows.length - mostFlows),
    entropy: entropy.filter((curve) => curve.points.some(isDefined)),
  }
}

type Told = readonly [value: Quantity, error: Quantity]

/** The gases in the order of the study. */
export function gasNames(points: readonly SweepPoint[]): string[] {
  return Object.keys(points[0]?.baths ?? {})
}

/** Whether heat can flow at all: a single gas gives none in the stationary state. */
export function isBetweenGases(points: readonly SweepPoint[]): boolean {
  return gasNames(points).length > 1
}

/** Every pair of levels, or of groups of equal levels, in the direction that prevails at the first point. */
function prevailing(points: readonly SweepPoint[]): { label: RichText; current: (point: SweepPoint) => Told }[] {
  const states = commonStates(points),
    { names } = states,
    first = probabilityBetween(states, points[0]!).values
  return ratioPairs(names.length).map(({ k, l }) => {
    const [from, to] = (first[k]?.[l] ?? 0) >= 0 ? [l, k] : [k, l]
    const current = (point: SweepPoint): Told => {
      const { values, errors } = probabilityBetween(states, point)
      return [values[to]?.[from], errors[to]?.[from]]
    }
    return { label: [italic('K'), upright(`(${names[to]}, ${names[from]})`)], current }
  })
}

/** All in their order where they can be shown, else by size. */
function largestFirst(curves: readonly NamedCurve[]): NamedCurve[] {
  const reach = ({ points }: NamedCurve): number =>
    largest(
      points.filter(isDefined).map(({ y }) => Math.abs(y)),
      0,
    )
  return curves.length <= mostFlows ? [...curves] : [...curves].sort((a, b) => reach(b) - reach(a))
}

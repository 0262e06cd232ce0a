import type { SweepPoint } from '../../study/results.js'
import { levelNames, ratioPairs } from '../../report/levelPairs.js'
import { isDefined, type CurvePoint } from './curves.js'
import { largest } from './extremes.js'
import { commonLevels } from './ratioCurves.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'

/** A quantity along the sweep, and what the figure calls it. */
export interface NamedCurve {
  readonly label: RichText
  readonly points: readonly CurvePoint[]
}

export interface FlowCurves {
  /** Heat per unit time from each of several gases into the system, from a single one the probability currents; the largest of many. */
  readonly flows: readonly NamedCurve[]
  readonly omitted: number
  /** σ with its two parts (26), as far as they have values. */
  readonly entropy: readonly NamedCurve[]
}

const mostFlows = 6
const longestName = 14

export function flowCurves(points: readonly SweepPoint[], xOf: (point: SweepPoint) => number): FlowCurves {
  const along = (label: RichText, yOf: (point: SweepPoint) => number | null | undefined): NamedCurve => (
    { label, points: points.map((point) => ({ x: xOf(point), y: yOf(point) ?? NaN })) }
  )
  const flows = isBetweenGases(points)
    ? gasNames(points).map((name) => along(ofGas('J', name), ({ heatCurrents }) => heatCurrents[name]))
    : prevailing(points).map(({ from, to, label }) => along(label, ({ currents }) => currents.probability[to]?.[from]))
  const entropy = [
    along([italic('σ')], ({ entropyProduction: { total } }) => total),
    along([italic('σ'), sub('Schnakenberg')], ({ entropyProduction: { schnakenberg } }) => schnakenberg),
    along([italic('σ'), sub('violation')], ({ entropyProduction: { violation } }) => violation),
  ]
  return {
    flows: largestFirst(flows).slice(0, mostFlows), omitted: Math.max(0, flows.length - mostFlows),
    entropy: entropy.filter((curve) => curve.points.some(isDefined)),
  }
}

/** The gases in the order of the study. */
export function gasNames(points: readonly SweepPoint[]): string[] {
  return Object.keys(points[0]?.baths ?? {})
}

/** `β` or `J` of a gas: the symbol with the gas's name, cut where it is long. */
export function ofGas(symbol: string, name: string): RichText {
  return [italic(symbol), sub(name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name)]
}

/** Whether heat can flow at all: a single gas gives none in the stationary state. */
export function isBetweenGases(points: readonly SweepPoint[]): boolean {
  return gasNames(points).length > 1
}

/** Every pair of levels in the direction that prevails at the first point. */
function prevailing(points: readonly SweepPoint[]): { from: number; to: number; label: RichText }[] {
  const names = levelNames(commonLevels(points))
  return ratioPairs(names.length).map(({ k, l }) => {
    const [from, to] = (points[0]!.currents.probability[k]?.[l] ?? 0) >= 0 ? [l, k] : [k, l]
    return { from, to, label: [italic('K'), upright(`(${names[to]}, ${names[from]})`)] }
  })
}

/** All in their order where they can be shown, else by size. */
function largestFirst(curves: readonly NamedCurve[]): NamedCurve[] {
  const reach = ({ points }: NamedCurve): number => largest(points.filter(isDefined).map(({ y }) => Math.abs(y)), 0)
  return curves.length <= mostFlows ? [...curves] : [...curves].sort((a, b) => reach(b) - reach(a))
}

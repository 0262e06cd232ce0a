import type { SweepPoint } from '../../study/results.js'
import { isDefined, type CurvePoint } from './curves.js'
import { largest } from './extremes.js'
import { italic, sub, type RichText } from '../drawing/richText.js'

/** A quantity along the sweep, and what the figure calls it. */
export interface NamedCurve {
  readonly label: RichText
  readonly points: readonly CurvePoint[]
}

export interface FlowCurves {
  /** Heat per unit time from each gas into the system; of many gases those with the largest. */
  readonly heat: readonly NamedCurve[]
  readonly omitted: number
  /** σ with its two parts (26), as far as they have values. */
  readonly entropy: readonly NamedCurve[]
}

const mostGases = 6
const longestName = 14

export function flowCurves(points: readonly SweepPoint[], xOf: (point: SweepPoint) => number): FlowCurves {
  const along = (label: RichText, yOf: (point: SweepPoint) => number | null | undefined): NamedCurve => (
    { label, points: points.map((point) => ({ x: xOf(point), y: yOf(point) ?? NaN })) }
  )
  const heat = gasNames(points).map((name) => along(heatLabel(name), ({ heatCurrents }) => heatCurrents[name]))
  const entropy = [
    along([italic('σ')], ({ entropyProduction: { total } }) => total),
    along([italic('σ'), sub('Schnakenberg')], ({ entropyProduction: { schnakenberg } }) => schnakenberg),
    along([italic('σ'), sub('violation')], ({ entropyProduction: { violation } }) => violation),
  ]
  return {
    heat: largestFirst(heat).slice(0, mostGases), omitted: Math.max(0, heat.length - mostGases),
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

const heatLabel = (name: string): RichText => ofGas('J', name)

/** All in their order where they can be shown, else by size. */
function largestFirst(curves: readonly NamedCurve[]): NamedCurve[] {
  const reach = ({ points }: NamedCurve): number => largest(points.filter(isDefined).map(({ y }) => Math.abs(y)), 0)
  return curves.length <= mostGases ? [...curves] : [...curves].sort((a, b) => reach(b) - reach(a))
}

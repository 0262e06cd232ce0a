import type { PointResults, SweepPoint } from '../study/results.js'
import { levelNames, ratioName, ratioPairs, type Pair } from './levelPairs.js'
import { ratioAt } from './levelPairs.js'
import { fullPrecision } from './numbers.js'

/** The pair of levels farthest from detailed balance. */
export interface Violation {
  readonly pair: Pair
  readonly logRatio: number
}

/** The pairs with the largest |ln I| first; pairs without a ratio are left out. */
export function rankedViolations(point: PointResults): Violation[] {
  const found = ratioPairs(point.levels.length).flatMap((pair) => {
    const ratio = ratioAt(point, pair)
    return ratio === null ? [] : [{ pair, logRatio: Math.log(ratio) }]
  })
  return found.sort((a, b) => Math.abs(b.logRatio) - Math.abs(a.logRatio))
}

/** The point of a sweep where some |ln I| is largest; the first where not all have ratios to compare. */
export function farthestPoint(points: readonly SweepPoint[]): SweepPoint | undefined {
  if (!comparable(points)) return points[0]
  const size = (point: SweepPoint) => Math.abs(rankedViolations(point)[0]?.logRatio ?? 0)
  return points.reduce<SweepPoint | undefined>((best, point) => (best === undefined || size(point) > size(best) ? point : best), undefined)
}

/** Whether every point has a Gibbs state to be far from. */
function comparable(points: readonly SweepPoint[]): boolean {
  return points.every(({ beta }) => beta !== null)
}

/** How sentences write the numbers that were chosen and those that were computed. */
export interface NumberStyle {
  readonly setting: (value: number) => string
  readonly value: (value: number) => string
}

/** The verdict on a whole sweep in one sentence. */
export function sweepVerdict(points: readonly SweepPoint[], style: NumberStyle): string {
  const broken = points.filter((point) => !point.detailedBalance.holds)
  const all = points.length === 1 ? 'at the one point' : `at all ${points.length} points`
  if (broken.length === 0) return `Detailed balance holds ${all}.`
  const where = broken.length === points.length ? `is broken ${all}` : `is broken at ${broken.length} of ${points.length} points`
  return `Detailed balance ${where}${comparable(broken) ? farthestClause(farthestPoint(broken)!, style) : ''}.`
}

/** Why, at the point farthest from detailed balance, or at the first where there are no ratios to tell how far. */
export function sweepReason(points: readonly SweepPoint[]): string {
  const farthest = farthestPoint(points)
  if (farthest === undefined) return ''
  const { detailedBalance: { explanation } } = farthest
  if (points.length === 1 || points.every((point) => point.detailedBalance.holds)) return explanation
  return `${comparable(points) ? 'At that point' : 'At the first point'}: ${explanation}`
}

/** `gas.beta = 2, interaction.contact.strengths.1 = 0.7`. */
export function settingText(point: SweepPoint, number: (value: number) => string = fullPrecision): string {
  return Object.entries(point.set).map(([path, value]) => `${path} = ${number(value)}`).join(', ')
}

function farthestClause(point: SweepPoint, { setting, value }: NumberStyle): string {
  const [worst] = rankedViolations(point)
  if (worst === undefined) return ''
  const name = ratioName(worst.pair, levelNames(point.levels.length))
  const where = settingText(point, setting)
  return `, farthest${where === '' ? '' : ` at ${where}`} with ln ${name} = ${value(worst.logRatio)}`
}

import type { DetailedBalanceResults, PointResults, SweepPoint } from '../study/index.js'
import { fullPrecision } from './numbers.js'
import { listedPair, ratioName, ratioPairs, type Pair } from './levelPairs.js'
import { logRatiosBetween, statesOf, statesOfLevels, type States } from './states.js'

/** How far a pair is from detailed balance. */
export interface Violation {
  readonly pair: Pair
  readonly logRatio: number
  readonly logRatioError: number | null
}

/** The pairs with the largest |ln I| first; pairs without a ratio are left out. */
export function rankedViolations(states: States, balance: DetailedBalanceResults): Violation[] {
  const { values, errors } = logRatiosBetween(states, balance)
  const found = ratioPairs(states.names.length).flatMap((pair) => {
    const logRatio = values[pair.k]?.[pair.l] ?? null
    return logRatio === null ? [] : [{ pair, logRatio, logRatioError: errors[pair.k]?.[pair.l] ?? null }]
  })
  return found.sort((a, b) => Math.abs(b.logRatio) - Math.abs(a.logRatio))
}

/** The pair that the results call worst, in the direction in which it is listed, with its name: `I(+,{−,0})`. */
export function worstViolation(point: PointResults): (Violation & { readonly name: string }) | null {
  const { worst } = point.detailedBalance,
    states = statesOf(point)
  if (worst === null) return null
  const given = statesOfLevels(states, worst.pair),
    pair = listedPair(given, states.names.length)
  const logRatio = pair.k === given.k ? worst.logRatio : -worst.logRatio
  return { pair, name: ratioName(pair, states.names), logRatio, logRatioError: worst.logRatioError }
}

/** The point of a sweep where detailed balance is broken most: of the broken ones that with the largest |ln I|. */
export function farthestPoint(points: readonly SweepPoint[]): SweepPoint | undefined {
  const size = ({ detailedBalance: { worst } }: SweepPoint): number => Math.abs(worst?.logRatio ?? 0)
  return points
    .filter(({ detailedBalance: { holds, worst } }) => holds === false && worst !== null)
    .reduce<SweepPoint | undefined>(
      (best, point) => (best === undefined || size(point) > size(best) ? point : best),
      undefined,
    )
}

/** `gas.beta = 2, interaction.contact.strengths.1 = 0.7`. */
export function settingText(point: SweepPoint, number: (value: number) => string = fullPrecision): string {
  return Object.entries(point.set)
    .map(([path, value]) => `${path} = ${number(value)}`)
    .join(', ')
}

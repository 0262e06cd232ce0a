/**
 * How a sweep is cut into pieces. Only the study decides, never the machine or its load: the pieces of a resumed run
 * are those of before.
 */
import { bathsOf, siteCount, type BathConfig, type StudyConfig, type Plan, type PointRange } from '../study/index.js'
import { ruleSeconds, tableSeconds, type Arrangement } from './costs.js'
import { hasFixedRule } from './ratesOnly.js'

/** Pieces of alike many points, the last one of the rest. */
export interface Division {
  readonly points: number
  readonly perPiece: number
}

/** About so many seconds of work on a machine of today. */
const pieceSeconds = 2
/** What a row group of Parquet has. */
const mostPoints = 100_000

export function divisionOf(plan: Plan): Division {
  const perPiece = Math.floor(pieceSeconds / pointSeconds(plan))
  return { points: plan.points, perPiece: Math.max(1, Math.min(perPiece, mostPoints)) }
}

export const pieceCount = ({ points, perPiece }: Division): number => Math.ceil(points / perPiece)

export const rangeOf = ({ points, perPiece }: Division, piece: number): PointRange => ({
  begin: piece * perPiece,
  end: Math.min((piece + 1) * perPiece, points),
})

/** How many points some pieces have. */
export const pointsIn = (division: Division, pieces: Iterable<number>): number =>
  [...pieces].map((piece) => rangeOf(division, piece)).reduce((sum, { begin, end }) => sum + end - begin, 0)

/** What a point takes: its rates, and all that is made of them where more than little is asked. */
function pointSeconds(plan: Plan): number {
  const { config } = plan.study
  const little = config.record !== undefined
  const isRuled = little && hasFixedRule(plan)
  const rates = bathsOf(config)
    .map(arrangementOf)
    .map((arrangement) => (isRuled ? ruleSeconds(plan, arrangement) : tableSeconds(plan, arrangement)))
  return rates.reduce((sum, seconds) => sum + seconds, little ? 0 : everything) * growth(config)
}

/** All results of a point whose rates are there. */
const everything = 0.002

function arrangementOf({ gas, interaction }: Pick<BathConfig, 'gas' | 'interaction'>): Arrangement {
  if ('potentials' in interaction) return gas.dimension === 1 ? 'line' : 'central'
  const { positions } = interaction.contact
  return positions?.some((position) => String(position) !== String(positions[0])) ? 'apart' : 'together'
}

function growth({ system }: StudyConfig): number {
  return Math.max(1, (siteCount(system) / 3) ** 2)
}

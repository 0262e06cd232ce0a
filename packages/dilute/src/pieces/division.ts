/**
 * How a sweep is cut into pieces. Only the study decides, never the machine or its load: the pieces of a resumed run
 * are those of before.
 */
import { bathsOf, siteCount, type BathConfig, type Plan, type StudyConfig, type PointRange } from '../study/index.js'
import { hasFixedRule } from './ratesOnly.js'

/** Pieces of alike many points, the last one of the rest. */
export interface Division {
  readonly points: number
  readonly perPiece: number
}

/** About so many seconds of work on a machine of today. */
const pieceSeconds = 2
const mostPoints = 50_000

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

/** What a point takes, by order of magnitude: by the kind of its interaction, and the matrices of its levels. */
function pointSeconds(plan: Plan): number {
  const { config } = plan.study
  const isRated = config.record !== undefined && hasFixedRule(plan)
  return bathsOf(config).reduce((sum, bath) => sum + bathSeconds(bath, isRated) * growth(config), 0)
}

/** @param isRated whether a fixed rule gives the rates. */
function bathSeconds({ gas, interaction }: Pick<BathConfig, 'gas' | 'interaction'>, isRated: boolean): number {
  if ('potentials' in interaction) return gas.dimension === 1 ? 0.4 : 0.8
  const { positions } = interaction.contact
  const apart = positions?.some((position) => String(position) !== String(positions[0])) ?? false
  if (apart) return isRated ? 0.0005 : 0.04
  return isRated ? 0.00002 : 0.008
}

function growth({ system }: StudyConfig): number {
  return Math.max(1, (siteCount(system) / 3) ** 2)
}

/**
 * How a sweep is cut into pieces. Only the study decides, never the machine or its load: the pieces of a resumed run
 * are those of before.
 */
import {
  bathsOf,
  siteCount,
  type BathConfig,
  type StudyConfig,
  type SweepAxis,
  type PointRange,
} from '../study/index.js'

/** Pieces of alike many points, the last one of the rest. */
export interface Division {
  readonly points: number
  readonly perPiece: number
}

/** About so many seconds of work on a machine of today. */
const pieceSeconds = 2
const mostPoints = 50_000

export function divisionOf(config: StudyConfig, points: number): Division {
  const perPiece = Math.floor(pieceSeconds / pointSeconds(config))
  return { points, perPiece: Math.max(1, Math.min(perPiece, mostPoints)) }
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
function pointSeconds(config: StudyConfig): number {
  const baths = bathsOf(config)
  const little = baths.length === 1 && config.record !== undefined
  const ofStrengths = little && (config.sweep ?? []).some(variesStrengths)
  return baths.reduce((sum, bath) => sum + bathSeconds(bath, little, ofStrengths) * growth(config), 0)
}

function variesStrengths(axis: SweepAxis): boolean {
  const paths = 'together' in axis ? axis.together.map(({ set }) => set) : 'set' in axis ? [axis.set] : []
  return paths.some((path) => /strengths|scatteringLengths/.test(path))
}

function bathSeconds(
  { gas, interaction }: Pick<BathConfig, 'gas' | 'interaction'>,
  little: boolean,
  ofStrengths: boolean,
): number {
  if ('potentials' in interaction) return gas.dimension === 1 ? 0.4 : 0.8
  const { positions } = interaction.contact
  const apart = positions?.some((position) => String(position) !== String(positions[0])) ?? false
  const isThermal = 'beta' in gas
  if (apart) return ofStrengths && isThermal && gas.dimension !== 2 ? 0.0005 : 0.04
  return little && isThermal ? 0.00002 : 0.008
}

function growth({ system }: StudyConfig): number {
  return Math.max(1, (siteCount(system) / 3) ** 2)
}

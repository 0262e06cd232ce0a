/**
 * How a sweep is cut into pieces. Only the study decides, never the machine or its load: the pieces of a resumed run
 * are those of before.
 */
import {
  bathsOf,
  scatteringGroups,
  siteCount,
  type BathConfig,
  type StudyConfig,
  type Plan,
  type PointRange,
} from '../study/index.js'
import { reading, ruleSeconds, tableOnce, tableSeconds, workSeconds, type Arrangement, type WorkName } from './costs.js'
import { mostWholePoints } from './piece.js'
import { kindOf, type PointKind } from './ratesOnly.js'
import { recordedColumns } from './record.js'
import { mostLookedAt } from './work.js'

/** Pieces of alike many points, the last one of the rest, which is next to as many. */
export interface Division {
  readonly points: number
  readonly perPiece: number
}

/** About so many seconds of work on a machine of today. */
const pieceSeconds = 2
/** What a row group of Parquet has. */
const mostPoints = 100_000

export function divisionOf(plan: Plan): Division {
  const perPiece = Math.floor(Math.max(pieceSeconds, tablesOfPiece(plan)) / pointSeconds(plan))
  return evenly(plan.points, Math.max(1, Math.min(perPiece, mostPoints)))
}

/** As few pieces of at most so many points as there can be, but none much larger than another: threads share them. */
function evenly(points: number, most: number): Division {
  const pieces = Math.ceil(points / most)
  return { points, perPiece: pieces > 1 ? Math.ceil(points / pieces) : most }
}

export const pieceCount = ({ points, perPiece }: Division): number => Math.ceil(points / perPiece)

export const rangeOf = ({ points, perPiece }: Division, piece: number): PointRange => ({
  begin: piece * perPiece,
  end: Math.min((piece + 1) * perPiece, points),
})

/** How many points some pieces have. */
export const pointsIn = (division: Division, pieces: Iterable<number>): number =>
  [...pieces].map((piece) => rangeOf(division, piece)).reduce((sum, { begin, end }) => sum + end - begin, 0)

/** Every piece makes the tables that its points share again: what it does beside that is worth it. */
function tablesOfPiece(plan: Plan): number {
  const { config } = plan.study
  if (scatteringGroups(plan) === plan.points) return 0
  return bathsOf(config).reduce((sum, bath) => sum + tableOnce(arrangementOf(bath)), 0) * growth(config)
}

/** What a point takes: its rates, and what is made of them. */
function pointSeconds(plan: Plan): number {
  const { config } = plan.study
  const arrangements = bathsOf(config).map(arrangementOf)
  const kind = kindOf(plan)
  const asked = askedOf(plan)
  const isRuled = kind.isRuled && !(asked.has('everything') && plan.points <= mostWholePoints)
  const rates = arrangements.map((each) => (isRuled ? ruleSeconds(plan, each) : tableSeconds(plan, each)))
  return (
    rates.reduce((sum, seconds) => sum + seconds, 0) * growth(config) +
    workSeconds(plan, [...madeOf(plan, kind, asked), ...(isRuled ? ownTables(asked, arrangements) : [])])
  )
}

/** What a point takes beside its tables. */
export function besideTables(plan: Plan): number {
  return reading + workSeconds(plan, madeOf(plan, kindOf(plan), askedOf(plan)))
}

/** The parts of results that are made; violations alone need none. */
function askedOf({ study }: Plan): ReadonlySet<string> {
  const { record = [], report = [] } = study.config
  if (record.length === 0) return new Set(['everything', ...report])
  const columns = recordedColumns(study, record).filter((column) => !column.ofViolation)
  return new Set(columns.map(({ part }) => part))
}

function madeOf({ study, points }: Plan, kind: PointKind, asked: ReadonlySet<string>): WorkName[] {
  const isWarned = !kind.isSimple || (!kind.isRuled && points <= mostLookedAt)
  const parts = new Set([...asked, ...((isWarned && study.config.report) || [])])
  const whole: WorkName[] = asked.has('everything') ? ['everything'] : isWarned ? ['any', 'warnings'] : ['any']
  return [
    ...(parts.size > 0 || isWarned ? whole : []),
    ...(['counting', 'generator', 'certificates'] as const).filter((part) => parts.has(part)),
    ...(kind.isDegenerate ? (['coinciding'] as const) : []),
  ]
}

/** Rates by a fixed rule have no table; some of the results need one. */
function ownTables(asked: ReadonlySet<string>, arrangements: readonly Arrangement[]): WorkName[] {
  if (!['everything', 'evidence', 'generator', 'certificates'].some((part) => asked.has(part))) return []
  return arrangements.map((each) => (each === 'together' ? 'tableTogether' : 'tableApart'))
}

function arrangementOf({ gas, interaction }: Pick<BathConfig, 'gas' | 'interaction'>): Arrangement {
  if ('potentials' in interaction) return gas.dimension === 1 ? 'line' : 'central'
  const { positions } = interaction.contact
  return positions?.some((position) => String(position) !== String(positions[0])) ? 'apart' : 'together'
}

function growth({ system }: StudyConfig): number {
  return Math.max(1, (siteCount(system) / 3) ** 2)
}

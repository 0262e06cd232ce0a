import { maxwellianRates, type RateIntegrals } from '../generator/index.js'
import type { ThermalGas } from '../model/index.js'
import { oncePer } from '../numerics/index.js'
import { solve, type Model } from '../solution/index.js'
import {
  type StudyConfig,
  indicesOf,
  placesOn,
  planOf,
  pointAt,
  type Plan,
  type PointRange,
  readStudy,
  type PointResults,
  modelBuilder,
  lazyPointResults,
  runPoints,
  studyTables,
  joinedTallies,
  tallied,
  type WarningTally,
} from '../study/index.js'
import type { Columns, Job, PieceWork, RowReasons } from './piece.js'
import { ratedPoints, type RatedPoint } from './ratesOnly.js'
import { recordedColumns, type RecordedColumn } from './record.js'
import { violationIn, type Violation } from './violation.js'

/**
 * The work on the pieces of a job, planned once: of every point what is recorded is taken from its results, of which no
 * more is made than that.
 * @throws StudyError for an invalid study or an unknown quantity; the work throws what solving a point does.
 */
export function pieceWork(job: Job): PieceWork {
  const study = readStudy(job.study.text, job.study)
  const recorded = recordedColumns(study, job.record)
  const plan = planOf(study)
  const rated = ratedPoints(plan)
  return (range, signal) =>
    job.whole ? wholePiece(plan, recorded, range, signal) : recordedPiece({ plan, recorded, rated }, range, signal)
}

/** How many points a study has. */
export const pointsOf = (job: Job): number => planOf(readStudy(job.study.text, job.study)).points

async function wholePiece(
  plan: Plan,
  recorded: readonly RecordedColumn[],
  range: PointRange,
  signal?: AbortSignal,
): Promise<Columns> {
  const rows = new Rows(plan, recorded, range)
  const solved = await runPoints(plan, [...indicesOf(range)], { signal })
  for (const { index, results } of solved) rows.set(index, results)
  return { ...rows.columns(tallied(solved)), points: solved.map(({ set, results }) => ({ set, ...results })) }
}

/** What all pieces that record little have in common. */
interface Recording {
  readonly plan: Plan
  readonly recorded: readonly RecordedColumn[]
  readonly rated: ReturnType<typeof ratedPoints>
}

/** First the points whose rates a fixed rule gives, then all others. */
async function recordedPiece(recording: Recording, range: PointRange, signal?: AbortSignal): Promise<Columns> {
  const { plan, recorded } = recording
  const rows = new Rows(plan, recorded, range)
  const { left, fastest } = writeRated(recording, range, rows, signal)
  const solved = await runPoints(plan, left, { signal, little: true })
  for (const { index, results } of solved) rows.set(index, results)
  const looked = fastest === null ? [] : await runPoints(plan, [fastest], { signal, little: true })
  return rows.columns([...tallied(solved), ...tallied(looked).map(inOnePoint)])
}

/** The points that are left over, and of the others the one with the largest rates. */
function writeRated(
  { plan, recorded, rated }: Recording,
  range: PointRange,
  rows: Rows,
  signal?: AbortSignal,
): { left: number[]; fastest: number | null } {
  const left: number[] = []
  let [fastest, most] = [null as number | null, 0]
  const write = writerOf(plan, recorded, rows)
  for (const point of rated(range)) {
    signal?.throwIfAborted()
    if (point.integrals === null) {
      left.push(point.index)
      continue
    }
    const rate = write(point, point.integrals)
    if (rate > most) [fastest, most] = [point.index, rate]
  }
  return { left, fastest }
}

/** Writes what is recorded of a point; returns how fast it is, for the points of one gas. */
function writerOf(
  plan: Plan,
  recorded: readonly RecordedColumn[],
  rows: Rows,
): (point: RatedPoint, integrals: RateIntegrals) => number {
  const modelOf = modelBuilder(plan.study)
  const violationOf = oncePer(violationIn)
  const ofViolation = recorded.every((column) => column.ofViolation)
  return ({ index, group }, integrals) => {
    if (ofViolation) rows.setViolation(index, violationOf(group.system)(integrals))
    else rows.set(index, resultsWith(plan.study.config, modelOf(pointAt(plan, index).config), integrals))
    return largest(integrals.value)
  }
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, value)
  return most
}

/** Everything else of a point follows from its rates when it is asked for. */
function resultsWith(config: StudyConfig, model: Model, integrals: RateIntegrals): PointResults {
  const [encounter] = model.encounters as [Model['encounters'][number]]
  const rates = maxwellianRates(model.system, integrals, encounter.gas as ThermalGas, model.normalization)
  return lazyPointResults(
    config,
    solve({ ...model, encounters: [{ ...encounter, rates }] }, studyTables(config, model.system)),
    new Set(config.report),
  )
}

const inOnePoint = (tally: WarningTally): WarningTally => ({
  ...tally,
  worst: {
    ...tally.worst,
    text: `${tally.worst.text} (looked at in one point of every piece of the sweep, where rates are largest)`,
  },
})

/** The columns of a range, filled row by row. */
class Rows {
  private readonly filled: readonly Float64Array[]
  private readonly reasons: RowReasons[] = []

  constructor(
    private readonly plan: Plan,
    private readonly recorded: readonly RecordedColumn[],
    private readonly range: PointRange,
  ) {
    this.filled = recorded.map(() => new Float64Array(range.end - range.begin))
  }

  set(index: number, results: PointResults): void {
    const row = index - this.range.begin
    let isNull = false
    this.recorded.forEach((column, j) => {
      const value = given(column, results)
      this.filled[j]![row] = value ?? NaN
      isNull ||= value === null
    })
    // a reason may stand for a path above the one that is null: all of the row are kept
    if (isNull && Object.keys(results.reasons).length > 0) this.reasons.push([row, results.reasons])
  }

  setViolation(index: number, violation: Violation): void {
    const row = index - this.range.begin
    for (let j = 0; j < this.recorded.length; j++) this.filled[j]![row] = this.recorded[j]!.ofViolation!(violation)
  }

  columns(warnings: readonly WarningTally[]): Columns {
    const swept = sweptColumns(this.plan, this.range)
    return {
      names: [...swept.map(({ name }) => `set.${name}`), ...this.recorded.map(({ name }) => name)],
      columns: [...swept.map(({ values }) => values), ...this.filled],
      rows: this.range.end - this.range.begin,
      reasons: this.reasons.sort(([a], [b]) => a - b),
      warnings: joinedTallies(warnings),
    }
  }
}

function given({ name, valueIn }: RecordedColumn, results: PointResults): number | null {
  const value = valueIn(results)
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${name}"`)
  return value
}

/** The values of every swept parameter at the points of a range. */
function sweptColumns(
  plan: Plan,
  { begin, end }: PointRange,
): { readonly name: string; readonly values: Float64Array }[] {
  return plan.axes.flatMap(({ parameters }, axis) => {
    const placeOf = placesOn(plan, axis)
    return parameters.map(({ name, values }) => ({
      name,
      values: Float64Array.from({ length: end - begin }, (_, row) => values[placeOf(begin + row)]!),
    }))
  })
}

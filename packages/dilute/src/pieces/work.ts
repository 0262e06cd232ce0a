import type { RateIntegrals } from '../generator/index.js'
import type { Steps } from '../numerics/index.js'
import {
  indicesOf,
  joinedTallies,
  placesOn,
  planOf,
  pointsByScattering,
  readStudy,
  runPoints,
  strideOf,
  tallied,
  Turns,
  type Plan,
  type PointRange,
  type PointResults,
  type Solved,
  type Study,
  type WarnedPoint,
  type WarningTally,
} from '../study/index.js'
import { atPoint, failureAt } from './atPoint.js'
import type { Columns, Job, PieceWork, RowReasons } from './piece.js'
import { mayBeRuled, ruledGroups, tabledGroups, type RatedGroup, type TabledGroup } from './ratesOnly.js'
import { recordedColumns, type RecordedColumn } from './record.js'
import { violationIn, type Violation } from './violation.js'

/**
 * The work on the pieces of a job, whose study has been read before. It is planned once; of every point what is
 * recorded is taken from its results, of which no more is made than that.
 * @throws StudyError for an invalid study or an unknown quantity; the work throws what solving a point does.
 */
export function pieceWork(job: Job): PieceWork {
  const study = readStudy(job.study.text, { ...job.study, checked: true })
  if (!job.whole) return recordingWork(study, job.record, true)
  const recorded = recordedColumns(study, job.record)
  const plan = planOf(study)
  return (range, signal) => wholePiece(plan, recorded, range, signal)
}

/**
 * The same of a study that has been read, of points that are not kept whole.
 * @param warned whether warnings are looked for: of points whose rates a fixed rule gives, they take an adaptive table.
 * @throws StudyError for an unknown quantity; the work throws what solving a point does.
 */
export function recordingWork(study: Study, record: readonly string[], warned: boolean): PieceWork {
  const plan = planOf(study)
  const ruled = mayBeRuled(plan) ? ruledGroups(plan) : null
  const recording = { plan, recorded: recordedColumns(study, record), ruled, warned }
  return (range, signal) => recordedPiece(recording, range, signal)
}

/** How many points a study has. */
export const pointsOf = (job: Job): number => planOf(readStudy(job.study.text, { ...job.study, checked: true })).points

async function wholePiece(
  plan: Plan,
  recorded: readonly RecordedColumn[],
  range: PointRange,
  signal?: AbortSignal,
): Promise<Columns> {
  const rows = new Rows(plan, recorded, range)
  const solved: Solved[] = []
  await solveEach(plan, indicesOf(range), { signal }, (each) => {
    rows.set(each.index, each.results)
    solved.push(each)
  })
  solved.sort((a, b) => a.index - b.index)
  return { ...rows.columns(tallied(solved)), points: solved.map(({ set, results }) => ({ set, ...results })) }
}

/** Solves points in their order of scattering; what fails says at which of them. */
async function solveEach(
  plan: Plan,
  indices: readonly number[],
  options: { readonly signal: AbortSignal | undefined; readonly little?: boolean },
  take: (solved: Solved) => void,
): Promise<void> {
  let done = 0
  try {
    for await (const solved of runPoints(plan, indices, options)) {
      take(solved)
      done++
    }
  } catch (error) {
    const failed = pointsByScattering(plan, indices).flat()[done]
    throw failed === undefined || options.signal?.aborted ? error : failureAt(plan, failed, error)
  }
}

/** What all pieces that record little have in common. */
interface Recording {
  readonly plan: Plan
  readonly recorded: readonly RecordedColumn[]
  /** null where a fixed rule is faster at no point. */
  readonly ruled: ReturnType<typeof ruledGroups> | null
  readonly warned: boolean
}

/** First the points whose rates a fixed rule gives, then those by tables that need rates alone, then all others. */
async function recordedPiece(recording: Recording, range: PointRange, signal?: AbortSignal): Promise<Columns> {
  const { plan, recorded, ruled, warned } = recording
  const rows = new Rows(plan, recorded, range)
  const byRule = ruled
    ? await writeRated(recording, ruled(range), rows, signal)
    : { left: indicesOf(range), fastest: null }
  const byTable = await writeTabled(recording, tabledGroups(plan, byRule.left), rows, signal)
  const solved = await solvedInto(rows, recording, byTable.left, signal)
  const { fastest } = byRule
  const looked = fastest === null || !warned ? [] : await warnedPoints(plan, [fastest], signal)
  return rows.columns([...tallied(solved), ...tallied(looked).map(inOnePoint), ...byTable.warnings])
}

/** Writes points by adaptive tables; what warnings there are of them, in order. */
async function solvedInto(
  rows: Rows,
  { plan, warned }: Recording,
  indices: readonly number[],
  signal: AbortSignal | undefined,
): Promise<readonly WarnedPoint[]> {
  const told: (WarnedPoint & { readonly index: number })[] = []
  await solveEach(plan, indices, { signal, little: true }, (solved) => {
    rows.set(solved.index, solved.results)
    if (warned) told.push({ index: solved.index, setting: solved.setting, warnings: solved.warnings })
  })
  return told.sort((a, b) => a.index - b.index)
}

/** What is warned of at some points, which are made for that alone. */
async function warnedPoints(
  plan: Plan,
  indices: readonly number[],
  signal: AbortSignal | undefined,
): Promise<readonly WarnedPoint[]> {
  const told: WarnedPoint[] = []
  await solveEach(plan, indices, { signal, little: true }, ({ setting, warnings }) => told.push({ setting, warnings }))
  return told
}

/** The points that are left over, and of the others the one with the largest integrals. */
async function writeRated(
  recording: Recording,
  groups: Iterable<RatedGroup>,
  rows: Rows,
  signal?: AbortSignal,
): Promise<Rated> {
  const rated: Rated = { left: [], fastest: null, most: 0 }
  const turns = new Turns()
  for (const group of groups) {
    const write = writerOf(recording, rows, group)
    const atOnce = group.stepsAt ? 1 : manyAtOnce
    for (let i = 0; i < group.indices.length; i += atOnce) {
      if (group.stepsAt) await stepByStep(recording.plan, group.indices[i]!, group.stepsAt, turns, signal)
      writePoints(recording.plan, group, [i, Math.min(i + atOnce, group.indices.length)], write, rated)
      await turns.give(signal)
    }
  }
  return rated
}

interface Rated {
  readonly left: number[]
  fastest: number | null
  /** Its largest integral. */
  most: number
}

/** Points between two looks at the clock. */
const manyAtOnce = 100

/** A loop of its own, without anything to wait for: the engine makes it fast. */
function writePoints(
  plan: Plan,
  { indices, integralsAt }: RatedGroup,
  [begin, end]: readonly [number, number],
  write: (index: number, integrals: RateIntegrals) => void,
  rated: Rated,
): void {
  let i = begin
  try {
    for (; i < end; i++) {
      const index = indices[i]!
      const integrals = integralsAt(index)
      if (integrals === null) {
        rated.left.push(index)
        continue
      }
      write(index, integrals)
      const rate = largest(integrals.value)
      if (rate > rated.most) {
        rated.most = rate
        rated.fastest = index
      }
    }
  } catch (error) {
    throw failureAt(plan, indices[i]!, error)
  }
}

/** Takes the steps of a point, with turns for others in between. */
async function stepByStep(
  plan: Plan,
  index: number,
  stepsAt: (index: number) => Steps<unknown>,
  turns: Turns,
  signal: AbortSignal | undefined,
): Promise<void> {
  const steps = atPoint(plan, index, () => stepsAt(index))
  while (atPoint(plan, index, () => steps.next()).done !== true) await turns.give(signal)
}

/** Of more points than this, one of each group is looked at for warnings. */
export const mostLookedAt = 1000

/**
 * The same by tables, with what there is to warn of: of many points that have tables of their own, as those that a rule
 * leaves over, at the one where scattering is strongest.
 */
async function writeTabled(
  recording: Recording,
  groups: Iterable<TabledGroup>,
  rows: Rows,
  signal?: AbortSignal,
): Promise<{ readonly left: readonly number[]; readonly warnings: readonly WarningTally[] }> {
  const left: number[] = []
  const warnings: WarningTally[] = []
  const all = recording.plan.points <= mostLookedAt
  let strongest: { readonly most: number; readonly look: () => readonly WarningTally[] } | undefined
  for (const group of groups) {
    const { left: others, fastest, most } = await writeRated(recording, [group], rows, signal)
    for (const index of others) left.push(index)
    if (fastest === null || !recording.warned) continue
    const warnedAt = (index: number): WarnedPoint => atPoint(recording.plan, index, () => group.warnedAt(index))
    const look = (): readonly WarningTally[] => tallied([warnedAt(fastest)]).map(inOnePoint)
    if (all) warnings.push(...tallied(group.indices.filter((index) => !others.includes(index)).map(warnedAt)))
    else if (group.indices.length > 1) warnings.push(...look())
    else if (most > (strongest?.most ?? 0)) strongest = { most, look }
  }
  return { left, warnings: [...warnings, ...(strongest?.look() ?? [])] }
}

/** Writes what is recorded of the points of a group. */
function writerOf(
  { recorded }: Recording,
  rows: Rows,
  { system, resultsAt }: RatedGroup,
): (index: number, integrals: RateIntegrals) => void {
  if (!recorded.every((column) => column.ofViolation))
    return (index, integrals) => {
      rows.set(index, resultsAt(index, integrals))
    }
  const violationOf = violationIn(system)
  return (index, integrals) => {
    rows.setViolation(index, violationOf(integrals))
  }
}

function largest(values: Float64Array): number {
  let most = 0
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!
  return most
}

const inOnePoint = (tally: WarningTally): WarningTally => ({
  ...tally,
  worst: {
    ...tally.worst,
    text: `${tally.worst.text} (looked at where scattering is strongest, in one point of every piece of the sweep at least)`,
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

  setViolation(index: number, { value, bar }: Violation): void {
    const row = index - this.range.begin
    for (let j = 0; j < this.recorded.length; j++)
      this.filled[j]![row] = this.recorded[j]!.ofViolation === 'value' ? value : bar
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
function sweptColumns(plan: Plan, range: PointRange): { readonly name: string; readonly values: Float64Array }[] {
  return plan.axes.flatMap(({ parameters }, axis) =>
    parameters.map(({ name, values }) => ({ name, values: sweptColumn(plan, axis, values, range) })),
  )
}

/** The values of an axis along its first period, run by run, and then what is there again and again. */
function sweptColumn(plan: Plan, axis: number, values: readonly number[], { begin, end }: PointRange): Float64Array {
  const [stride, placeOf] = [strideOf(plan.axes, axis), placesOn(plan, axis)]
  const column = new Float64Array(end - begin)
  const period = Math.min(stride * values.length, column.length)
  for (let row = 0; row < period;) {
    const next = row + stride - ((begin + row) % stride)
    column.fill(values[placeOf(begin + row)]!, row, next)
    row = next
  }
  for (let rows = period; rows < column.length; rows *= 2) column.copyWithin(rows, 0, rows)
  return column
}

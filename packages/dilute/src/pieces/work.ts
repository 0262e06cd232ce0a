import type { RateIntegrals } from '../generator/index.js'
import type { IntegralsAlong } from '../maps/index.js'
import { lineRoom, once, type Steps } from '../numerics/index.js'
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
import { lookedAt } from './lookedAt.js'
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
  const looked = once(() => lookedAt(plan))
  const recording = { plan, recorded: recordedColumns(study, record), ruled, warned, looked }
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
  /** The points of a long sweep that are looked at for warnings. */
  readonly looked: () => ReadonlySet<number>
}

/** First the points whose rates a fixed rule gives, then those by tables that need rates alone, then all others. */
async function recordedPiece(recording: Recording, range: PointRange, signal?: AbortSignal): Promise<Columns> {
  const { plan, recorded, ruled, warned } = recording
  const rows = new Rows(plan, recorded, range)
  const all = indicesOf(range)
  const left = ruled ? await writeRated(recording, ruled(range), rows, signal) : all
  const byTable = await writeTabled(recording, tabledGroups(plan, left), rows, signal)
  const solved = await solvedInto(rows, recording, byTable.left, signal)
  const byRule = ruled && warned ? await warningsByRule(recording, without(all, left), signal) : []
  return rows.columns(tallied([...solved, ...byRule, ...byTable.looked].sort((a, b) => a.index - b.index)))
}

/** A point that was looked at for warnings. */
type LookedAt = WarnedPoint & { readonly index: number }

/** Some ascending numbers without some of them. */
function without(indices: readonly number[], some: readonly number[]): readonly number[] {
  if (some.length === 0) return indices
  const taken = new Set(some)
  return indices.filter((index) => !taken.has(index))
}

/** Writes points by adaptive tables; what warnings there are of them. */
async function solvedInto(
  rows: Rows,
  { plan, warned }: Recording,
  indices: readonly number[],
  signal: AbortSignal | undefined,
): Promise<readonly LookedAt[]> {
  const told: LookedAt[] = []
  await solveEach(plan, indices, { signal, little: true }, (solved) => {
    rows.set(solved.index, solved.results)
    if (warned) told.push({ index: solved.index, setting: solved.setting, warnings: solved.warnings })
  })
  return told
}

/** What is warned of at points whose rates a rule gives: they are made once more, by a table, for that alone. */
async function warningsByRule(
  recording: Recording,
  indices: readonly number[],
  signal: AbortSignal | undefined,
): Promise<readonly LookedAt[]> {
  const told: LookedAt[] = []
  const { some, amongSome } = lookedAmong(recording, indices, mostLookedAtByRule)
  await solveEach(recording.plan, some, { signal, little: true }, ({ index, setting, warnings }) => {
    told.push({ index, setting, warnings, amongSome })
  })
  return told
}

/** Writes points; gives those that are left over. */
async function writeRated(
  recording: Recording,
  groups: Iterable<RatedGroup>,
  rows: Rows,
  signal?: AbortSignal,
): Promise<number[]> {
  const left: number[] = []
  const turns = new Turns()
  for (const group of groups) {
    const writer = writerOf(recording, rows, group)
    const atOnce = group.stepsAt ? 1 : manyAtOnce
    for (let i = 0; i < group.indices.length; i += atOnce) {
      if (group.stepsAt) await stepByStep(recording.plan, group.indices[i]!, group.stepsAt, turns, signal)
      writePoints(recording.plan, group, [i, Math.min(i + atOnce, group.indices.length)], writer, left)
      await turns.give(signal)
    }
  }
  return left
}

/** Points between two looks at the clock. */
const manyAtOnce = 100

/** A loop of its own, without anything to wait for: the engine makes it fast. */
function writePoints(
  plan: Plan,
  { indices, integralsAt, integralsFrom }: RatedGroup,
  [begin, end]: readonly [number, number],
  { write, writeAlong }: Writer,
  left: number[],
): void {
  let i = begin
  try {
    for (; i < end; i++) {
      if (writeAlong) i += writeAlong(indices[i]!, end - i, integralsFrom?.(indices[i]!) ?? null)
      if (i === end) break
      const index = indices[i]!
      const integrals = integralsAt(index)
      if (integrals === null) left.push(index)
      else write(index, integrals)
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

/** Of more points than this, by tables that are there, some are looked at for warnings. */
export const mostLookedAt = 1000
/** The same of points whose rates a rule gives: to look at one takes a table of its own. */
const mostLookedAtByRule = 100

/** Those of some points that are looked at. */
function lookedAmong(
  { plan, looked }: Recording,
  indices: readonly number[],
  mostOfAll: number,
): { readonly some: readonly number[]; readonly amongSome: boolean } {
  if (plan.points <= mostOfAll) return { some: indices, amongSome: false }
  return { some: indices.filter((index) => looked().has(index)), amongSome: true }
}

/** The same by tables, with what there is to warn of. */
async function writeTabled(
  recording: Recording,
  groups: Iterable<TabledGroup>,
  rows: Rows,
  signal?: AbortSignal,
): Promise<{ readonly left: readonly number[]; readonly looked: readonly LookedAt[] }> {
  const left: number[] = []
  const looked: LookedAt[] = []
  for (const group of groups) {
    const others = await writeRated(recording, [group], rows, signal)
    for (const index of others) left.push(index)
    if (!recording.warned) continue
    const { some, amongSome } = lookedAmong(recording, without(group.indices, others), mostLookedAt)
    for (const index of some)
      looked.push({ index, amongSome, ...atPoint(recording.plan, index, () => group.warnedAt(index)) })
  }
  return { left, looked }
}

/** Writes what is recorded of the points of a group. */
interface Writer {
  readonly write: (index: number, integrals: RateIntegrals) => void
  /** Of a point and at most so many behind it, up to one that has to be asked for alone; returns of how many. */
  readonly writeAlong?: (first: number, most: number, integrals: IntegralsAlong | null) => number
}

function writerOf({ recorded }: Recording, rows: Rows, { system, resultsAt }: RatedGroup): Writer {
  if (!recorded.every((column) => column.ofViolation))
    return {
      write(index, integrals) {
        rows.set(index, resultsAt(index, integrals))
      },
    }
  const [violationOf, violationAlong] = [violationIn(system), violationIn(system, lineRoom)]
  return {
    write(index, integrals) {
      rows.setViolation(index, violationOf(integrals))
    },
    writeAlong(first, most, integrals) {
      if (!integrals) return 0
      const count = countFound(integrals, most)
      for (let i = 0; i < count; i++) rows.setViolation(first + i, violationAlong(integrals, integrals.begin + i))
      return count
    },
  }
}

/** How many of them, from the first one on, need not be asked for alone. */
function countFound({ lost, begin, end }: IntegralsAlong, most: number): number {
  const bound = Math.min(end, begin + most)
  let at = begin
  while (at < bound && lost[at] === 0) at++
  return at - begin
}

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
    for (let j = 0; j < this.recorded.length; j++) this.filled[j]![row] = violation[this.recorded[j]!.ofViolation!]
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

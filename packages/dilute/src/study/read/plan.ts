/**
 * The plan of a study: the axes of its sweep, as plain data, and the points they span, the first axis slowest. Nothing
 * is computed.
 */
import { sweptPath } from '../declare/paths.js'
import type { StudyConfig } from '../declare/study.js'
import type { SweepAxis, TiedParameter } from '../declare/sweep.js'
import { oncePer } from '../../numerics/index.js'
import { overlap, parsePath } from '../problem/path.js'
import type { Problem, ProblemPoint, Problems } from '../problem/problem.js'
import { axisValues, sampledValues } from './axisValues.js'
import { indexIn, placesIn } from './product.js'
import { studyError, type Study } from './study.js'
import type { Plan, PlannedAxis, PlannedParameter } from './planned.js'
import { variations, type Variations } from './variations.js'

export type { Plan, PlannedAxis, PlannedParameter }

/** A point of a plan. What no axis touches is the same object at every point. */
export interface PlannedPoint {
  /** Its place in the plan: the order of results. */
  readonly index: number
  /** The swept values under their names; empty without a sweep. */
  readonly set: Readonly<Record<string, number>>
  readonly config: StudyConfig
}

/** The plan of a study; its points are those of `pointAt`. */
export function planOf(study: Study): Plan {
  const axes = (study.config.sweep ?? []).map((axis): PlannedAxis => plannedAxis(axis, study.tree))
  return { study, axes, points: axes.reduce((product, { points }) => product * points, 1) }
}

function plannedAxis(axis: SweepAxis, tree: unknown): PlannedAxis {
  const parameters = parametersOf(axis).map(({ set, values }): PlannedParameter => ({
    name: parsePath(set)!.join('.'),
    path: sweptPath(tree, set),
    values,
  }))
  return { parameters, points: parameters[0]!.values.length }
}

function parametersOf(axis: SweepAxis): readonly { readonly set: string; readonly values: readonly number[] }[] {
  if ('together' in axis)
    return axis.together.map((each, column) => ({ set: each.set, values: tiedValues(each, axis, column) }))
  return 'set' in axis ? [{ set: axis.set, values: axisValues(axis) }] : []
}

function tiedValues(
  each: TiedParameter,
  { points, sample, seed = 0 }: Extract<SweepAxis, { together: unknown }>,
  column: number,
): readonly number[] {
  if ('values' in each) return each.values
  return sample === undefined
    ? axisValues({ ...each, points })
    : sampledValues({ ...each, points }, { sample, seed, column })
}

/**
 * The point of a plan with this number.
 * @throws StudyError where it is no valid study; the plans of studies that were read have no such points.
 */
export function pointAt(plan: Plan, index: number): PlannedPoint {
  const read = variationsOf(plan).at(placesOf(plan, index))
  if ('problems' in read) throw pointError(plan, index, read.problems)
  return { index, set: settingsOf(plan, index), config: read.config }
}

const variationsOf: (plan: Plan) => Variations = oncePer(variations)

/**
 * The first point that is no valid study, as an error; each check is made at every combination of the values that it
 * depends on, no more.
 */
export function requireValidPoints(plan: Plan): void {
  const first = variationsOf(plan).firstFailure()
  if (first) throw pointError(plan, indexOf(plan, first.places), first.problems)
}

const lengthsOf = ({ axes }: Plan): number[] => axes.map(({ points }) => points)

/** Which value of each axis a point has. */
export const placesOf = (plan: Plan, index: number): readonly number[] => placesIn(lengthsOf(plan), index)

const indexOf = (plan: Plan, places: readonly number[]): number => indexIn(lengthsOf(plan), places)

function settingsOf(plan: Plan, index: number): Readonly<Record<string, number>> {
  const places = placesOf(plan, index)
  return Object.fromEntries(
    plan.axes.flatMap(({ parameters }, a) => parameters.map(({ name, values }) => [name, values[places[a]!]!])),
  )
}

function pointError(plan: Plan, index: number, problems: Problems): Error {
  return studyError(plan.study, problems, culprit(problems[0], plan, index))
}

/** The axis that set the value in question, or all of them where it is none alone. */
function culprit({ path }: Problem, plan: Plan, index: number): ProblemPoint {
  const set = settingsOf(plan, index)
  const axis = plan.axes.findIndex(({ parameters }) => parameters.some((one) => overlap(path, one.path)))
  if (axis < 0) return { set }
  return { axis, set: Object.fromEntries(plan.axes[axis]!.parameters.map(({ name }) => [name, set[name]!])) }
}

/** Points from `begin` to before `end`. */
export interface PointRange {
  readonly begin: number
  readonly end: number
}

export function indicesOf({ begin, end }: PointRange): readonly number[] {
  const indices = new Array<number>(end - begin)
  for (let index = begin; index < end; index++) indices[index - begin] = index
  return indices
}

/** The points of a plan, or some of them, whose amplitudes are the same, together; groups by their first point. */
export function pointsByScattering(
  plan: Plan,
  indices: readonly number[] = indicesOf({ begin: 0, end: plan.points }),
): readonly (readonly number[])[] {
  return pointsByAxes(plan, variationsOf(plan).scattering, indices)
}

/** Points with the same places on these axes, together; groups by their first point. */
export function pointsByAxes(
  plan: Plan,
  axes: readonly number[],
  indices: readonly number[],
): readonly (readonly number[])[] {
  const places = axes.map((axis) => ({ on: placesOn(plan, axis), of: plan.axes[axis]!.points }))
  // points that follow one another up to the next value of any of the axes are of one group
  const run = Math.min(plan.points, ...axes.map((axis) => strideOf(plan.axes, axis)))
  const groups = new Map<number, (readonly number[])[]>()
  for (let i = 0; i < indices.length;) {
    const begin = indices[i]! - (indices[i]! % run)
    const end = endOfRun(indices, i, begin, begin + run)
    const group = places.reduce((sum, { on, of }) => sum * of + on(begin), 0)
    const runs = groups.get(group)
    if (runs) runs.push(indices.slice(i, end))
    else groups.set(group, [indices.slice(i, end)])
    i = end
  }
  return Array.from(groups.values(), (runs) => (runs.length === 1 ? runs[0]! : runs.flat()))
}

/** Behind the numbers from `first` on that follow one another within bounds. */
function endOfRun(indices: readonly number[], first: number, least: number, bound: number): number {
  let end = first
  while (end < indices.length && indices[end]! >= least && indices[end]! < bound) end++
  return end
}

/** How many points lie between one value of an axis and the next. */
export const strideOf = (axes: readonly { readonly points: number }[], axis: number): number =>
  axes.slice(axis + 1).reduce((product, { points }) => product * points, 1)

/** Which value of one axis a point has. */
export function placesOn({ axes }: Plan, axis: number): (index: number) => number {
  const stride = strideOf(axes, axis)
  const { points } = axes[axis]!
  return (index) => Math.floor(index / stride) % points
}

/** How many groups of points have the same amplitudes. */
export function scatteringGroups(plan: Plan): number {
  const { scattering } = variationsOf(plan)
  return scattering.reduce((product, a) => product * plan.axes[a]!.points, 1)
}

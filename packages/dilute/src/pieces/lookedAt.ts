/**
 * Which points of a long sweep are looked at for warnings that take a table: the plan alone decides, so that what is
 * told does not depend on how the sweep is cut into pieces.
 */
import { bohrBlocks } from '../generator/index.js'
import type { System } from '../model/index.js'
import { modelBuilder, pointAt, strideOf, type Plan, type PlannedAxis } from '../study/index.js'
import { atPoint } from './atPoint.js'

/** About so many points of a lattice on the axes. */
const mostOnLattice = 4
/** About so many systems whose Bohr frequencies are compared. */
const mostSystems = 256

/**
 * A lattice with the ends and the extreme values of all axes, where a gas is coldest and densest; and the same for the
 * system whose Bohr frequencies come closest, where the secular ratio is large.
 */
export function lookedAt(plan: Plan): ReadonlySet<number> {
  const ofSystem = plan.axes.map(({ parameters }) => parameters.some(({ path }) => path[0] === 'system'))
  const places = latticeOf(plan.axes, mostOnLattice ** (1 / plan.axes.length))
  const looked = new Set(indicesOn(plan, places))
  if (!ofSystem.includes(true)) return looked
  const closest = closestSystem(plan, ofSystem)
  for (const index of indicesOn(
    plan,
    places.map((own, axis) => (ofSystem[axis] ? [closest[axis]!] : own)),
  ))
    looked.add(index)
  return looked
}

/** Places on every axis. */
type Places = readonly (readonly number[])[]

const latticeOf = (axes: readonly PlannedAxis[], perAxis: number): number[][] =>
  axes.map((axis) => [...new Set([...evenPlaces(axis.points, Math.max(2, Math.floor(perAxis))), ...extremes(axis)])])

function evenPlaces(points: number, count: number): number[] {
  const last = Math.min(count, points) - 1
  return Array.from({ length: last + 1 }, (_, i) => Math.round((i * (points - 1)) / (last || 1)))
}

/** Where a parameter is least or largest. */
const extremes = ({ parameters }: PlannedAxis): number[] =>
  parameters.flatMap(({ values }) => {
    let [least, most] = [0, 0]
    values.forEach((value, place) => {
      if (value < values[least]!) least = place
      if (value > values[most]!) most = place
    })
    return [least, most]
  })

/** The points at all combinations of places. */
const indicesOn = (plan: Plan, places: Places): number[] =>
  places.reduce<number[]>(
    (indices, own, axis) => indices.flatMap((index) => own.map((place) => index + place * strideOf(plan.axes, axis))),
    [0],
  )

/** Where distinct Bohr frequencies are closest, 0 on other axes: on a lattice, and then ever nearer to that. */
function closestSystem(plan: Plan, ofSystem: readonly boolean[]): readonly number[] {
  const perAxis = Math.max(2, Math.floor(mostSystems ** (1 / ofSystem.filter(Boolean).length)))
  const distanceAt = distances(plan)
  const only = plan.axes.map(({ points }, axis) => (ofSystem[axis] ? evenPlaces(points, perAxis) : [0]))
  let best = leastOf(combinations(only), distanceAt)
  const widest = Math.max(...only.map((own) => Math.ceil((own[1] ?? 0) / 2)))
  for (let step = widest; step >= 1; step = step === 1 ? 0 : Math.ceil(step / 2)) {
    const around = plan.axes.map(({ points }, axis) =>
      ofSystem[axis] ? [-step, 0, step].map((by) => best[axis]! + by).filter((at) => at >= 0 && at < points) : [0],
    )
    best = leastOf(combinations(around), distanceAt)
  }
  return best
}

const combinations = (places: Places): number[][] =>
  places.reduce<number[][]>((all, own) => all.flatMap((one) => own.map((place) => [...one, place])), [[]])

function leastOf<T>(all: readonly T[], sizeOf: (one: T) => number): T {
  const sizes = all.map(sizeOf)
  return all[sizes.indexOf(Math.min(...sizes))]!
}

/** The distance of the closest Bohr frequencies at some places. */
function distances(plan: Plan): (places: readonly number[]) => number {
  const modelOf = modelBuilder(plan.study)
  return (places) => {
    const index = places.reduce((sum, place, axis) => sum + place * strideOf(plan.axes, axis), 0)
    return atPoint(plan, index, () => closestFrequencies(modelOf(pointAt(plan, index).config).system))
  }
}

function closestFrequencies(system: System): number {
  const frequencies = bohrBlocks(system).map(({ frequency }) => frequency)
  return frequencies.reduce((least, one, b) => (b === 0 ? least : Math.min(least, one - frequencies[b - 1]!)), Infinity)
}

/** How long a plan takes, by the first of its points. */
import { largestOf, smallestOf } from '../numerics/index.js'
import { indicesOf, pointsByScattering, scatteringGroups, type Plan, type PointRange } from '../study/index.js'
import { besideTables, divisionOf, pieceCount } from './division.js'
import type { Job } from './piece.js'
import { pieceWork } from './work.js'

/** How long a plan will take on this machine. */
export interface Estimate {
  /** Of the whole plan; null where the first point was not solved in time. */
  readonly seconds: number | null
  /** Points that were solved to know. */
  readonly solved: number
}

/** Seconds after which the first points are left alone. */
export const patience = 1

/**
 * The first points are solved, twice as many each time while there is time: the first of a group of equal scattering
 * pays for the table of all, the last tell what every other costs beside it; where no two points share a table, the
 * last tell all. Rough: tables serve a factor of four in temperature, and some points are harder than others.
 */
export async function estimateOf(plan: Plan, job: Job): Promise<Estimate> {
  const { times, solved } = await timesOfFirst(plan, job)
  return times.length === 0 ? { seconds: null, solved: 0 } : { seconds: secondsIn(plan, times), solved }
}

/**
 * From the seconds that the first point took, and then a point of the second, the next two, the next four beside their
 * tables, as far as there are any; without them it is what points take on a machine of today.
 */
export function secondsIn(plan: Plan, times: readonly number[]): number {
  const groups = scatteringGroups(plan)
  const first = times[0]!
  if (groups === plan.points) return plan.points * times.at(-1)!
  const beside = times.length > 1 ? times.at(-1)! : Math.min(first, besideTables(plan))
  const tables = Math.max(groups * temperatureRanges(plan), pieceCount(divisionOf(plan)))
  return tables * Math.max(0, first - beside) + plan.points * beside
}

/** How many tables a group needs: one serves a factor of four in temperature. */
function temperatureRanges({ axes }: Plan): number {
  const swept = axes.flatMap(({ parameters }) => parameters).filter(({ path }) => isTemperature(path.at(-1)))
  const factors = swept.map(({ values }) => largestOf(values) / smallestOf(values))
  return Math.max(1, Math.ceil(Math.log(Math.max(1, ...factors)) / Math.log(4)))
}

const isTemperature = (key: unknown): boolean => key === 'beta' || key === 'temperature'

/**
 * Seconds a point beside the tables of its group, which every range makes again: of a range that took so long, with the
 * seconds of a first point, which has a table of its own. Undefined where no two points of the range share a table.
 */
export function secondsBeside(plan: Plan, range: PointRange, took: number, first: number): number | undefined {
  const points = range.end - range.begin
  if (scatteringGroups(plan) === plan.points) return took / points
  const tables = pointsByScattering(plan, indicesOf(range)).length
  // never nothing: the first time has an error, too
  return tables < points ? Math.max((took - tables * first) / (points - tables), took / points / 200) : undefined
}

/** Seconds in which the first point may be solved again. */
const warmUp = patience / 4

/** The least of several times, in seconds: the first one is mostly that of the program, which runs faster later. */
export async function leastTime(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  let least = Infinity
  for (let time = begin; time - begin < 1000 * warmUp;) {
    await work()
    const now = performance.now()
    least = Math.min(least, (now - time) / 1000)
    time = now
  }
  return least
}

/** Seconds a point of the first, the second, the next two, the next four points, and so on. */
async function timesOfFirst(plan: Plan, job: Job): Promise<{ times: readonly number[]; solved: number }> {
  const work = pieceWork(job)
  const stop = AbortSignal.timeout(1000 * patience)
  const times: number[] = []
  let begin = 0
  try {
    times.push(await leastTime(() => work({ begin: 0, end: 1 }, stop)))
    begin = 1
    for (
      let end = Math.min(3, plan.points);
      begin < plan.points && !stop.aborted;
      [begin, end] = [end, Math.min(2 * end, plan.points)]
    ) {
      const began = performance.now()
      await work({ begin, end }, stop)
      const beside = secondsBeside(plan, { begin, end }, (performance.now() - began) / 1000, times[0]!)
      if (beside !== undefined) times.push(beside)
    }
  } catch (error) {
    if (!stop.aborted) throw error
  }
  return { times, solved: begin }
}

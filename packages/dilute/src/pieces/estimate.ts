/** How long a plan takes, by the first of its points. */
import { scatteringGroups, type Plan } from '../study/index.js'
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
 * pays for the table of all, the last tell what every other costs; where no two points share a table, the last tell
 * all. Rough: tables serve a factor of four in temperature, and some points are harder than others.
 */
export async function estimateOf(plan: Plan, job: Job): Promise<Estimate> {
  const { times, solved } = await timesOfFirst(plan, job)
  return times.length === 0 ? { seconds: null, solved: 0 } : { seconds: secondsIn(plan, times), solved }
}

/** From the seconds a point of the first, the second, the next two, the next four took, as far as there are any. */
export function secondsIn(plan: Plan, times: readonly number[]): number {
  const [first, last] = [times[0]!, times.at(-1)!]
  const groups = scatteringGroups(plan)
  const tables = groups < plan.points ? groups * Math.max(0, first - last) : 0
  return tables + plan.points * last
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
      times.push((performance.now() - began) / 1000 / (end - begin))
    }
  } catch (error) {
    if (!stop.aborted) throw error
  }
  return { times, solved: begin }
}

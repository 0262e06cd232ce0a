/** How long a plan takes, by the first two of its points. */
import { scatteringGroups, type Plan } from '../read/plan.js'
import { solvedPoints } from './run.js'

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
 * The first points are solved, two if there is time: the first of a group of equal scattering pays for the table of
 * all, the second tells what every
 * other costs. Rough: tables serve a factor of four in temperature, and some are harder than others.
 */
export function estimateOf(plan: Plan): Estimate {
  const took = timesOfFirst(plan)
  const groups = scatteringGroups(plan)
  const [first, next = first] = took
  if (first === undefined || next === undefined) return { seconds: null, solved: 0 }
  return { seconds: groups * Math.max(0, first - next) + plan.points * next, solved: took.length }
}

/** Seconds that each of the first two points took. */
function timesOfFirst(plan: Plan): number[] {
  const began = performance.now()
  const took: number[] = []
  let last = began
  for (const step of solvedPoints(plan)) {
    const now = performance.now()
    if ('part' in step) {
      took.push((now - last) / 1000)
      last = now
    }
    if (took.length === 2 || now - began > 1000 * patience) break
  }
  return took
}

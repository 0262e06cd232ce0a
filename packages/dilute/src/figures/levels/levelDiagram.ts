/**
 * What the figure of levels shows: the states at their energies, with populations and the largest currents between
 * them.
 */
import type { PointResults } from '../../study/index.js'
import { stateCurrents, type StateCurrent } from '../../tell/currents.js'
import { isZeroWithin } from '../../tell/measured.js'
import { statesOf } from '../../tell/states.js'

/** Room that an arrow with its number needs, in pixels. */
const arrowRoom = 50

/** Currents that are not zero within their error bars, the largest first. */
export interface DrawnCurrents {
  readonly shown: readonly StateCurrent[]
  readonly omitted: number
}

export function currentsToDraw(point: PointResults, room: number): DrawnCurrents {
  const most = Math.max(1, Math.floor(room / arrowRoom))
  const flowing = stateCurrents(statesOf(point), point).filter(
    ({ probability, probabilityError }) => probability !== null && !isZeroWithin(probability, probabilityError),
  )
  return { shown: flowing.slice(0, most), omitted: Math.max(0, flowing.length - most) }
}

/** The energy of each state. */
export function energiesOf(point: PointResults): number[] {
  return statesOf(point).members.map(([k]) => point.levels[k!]!)
}

/** The population of each state, of groups together. */
export function populationsOf(point: PointResults): readonly (number | null)[] {
  const { populations, groupPopulations } = point.stationary
  return statesOf(point).grouped ? (groupPopulations ?? []) : populations
}

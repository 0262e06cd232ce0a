/** Where levels coincide along an axis that are single elsewhere: what is drawn there belongs to no curve. */
import { modelBuilder, pointAt, strideOf, type Plan } from '../study/index.js'
import type { Line } from './lines.js'
import type { View } from './view.js'

/** Along an axis with more points one of them is no wider than what curves are drawn with. */
const mostPoints = 2000

/** Places among those that are drawn along the axis of curves. */
export function coincidentPlaces(plan: Plan, view: View, [line]: readonly Line[]): readonly number[] {
  const [a] = view.drawn
  const axis = plan.axes[a!]!
  if (view.kind !== 'curves' || axis.points > mostPoints || axis.parameters.every(({ path }) => path[0] !== 'system'))
    return []
  const counts = groupCounts(plan, a!, axis.points, firstIndex(plan, view))
  const most = Math.max(...counts)
  return counts.flatMap((count, place) => (count < most ? [line!.ranks[place]!] : []))
}

/** How many different levels there are at each place of an axis. */
function groupCounts(plan: Plan, axis: number, points: number, first: number): number[] {
  const modelOf = modelBuilder(plan.study)
  const stride = strideOf(plan.axes, axis)
  return Array.from(
    { length: points },
    (_, place) => modelOf(pointAt(plan, first + place * stride).config).system.groups.length,
  )
}

const firstIndex = (plan: Plan, { fixed }: View): number =>
  [...fixed].reduce((index, [axis, place]) => index + place * strideOf(plan.axes, axis), 0)

import { sweptParameters, type SweptParameter } from '../../tell/sweptParameters.js'
import type { SweepPoint } from '../../study/index.js'

/** How a sweep becomes a figure: one parameter along x, at most one more as plots, the others held. */
export interface SweepLayout {
  readonly x: SweptParameter
  readonly areas: SweptParameter | null
  /** Parameters shown at one value only. */
  readonly held: readonly (SweptParameter & { readonly at: number })[]
}

/** The parameter with the most values runs along x (the later one of equals), the next makes plots. */
export function sweepLayout(points: readonly SweepPoint[]): SweepLayout | null {
  const varied = sweptParameters(points)
    .reverse()
    .filter(({ values }) => values.length > 1)
  const [x, areas, ...rest] = varied.sort((a, b) => b.values.length - a.values.length)
  if (x === undefined) return null
  const held = rest.map((parameter) => ({ ...parameter, at: points[0]!.set[parameter.path]! }))
  return { x, areas: areas ?? null, held }
}

/** The points of one plot in the order of x. */
export function pointsAlong(layout: SweepLayout, points: readonly SweepPoint[], area: number | null): SweepPoint[] {
  const fixed = layout.held.map(({ path, at }) => [path, at] as const)
  const conditions = layout.areas === null || area === null ? fixed : [...fixed, [layout.areas.path, area] as const]
  const chosen = points.filter((point) => conditions.every(([path, value]) => point.set[path] === value))
  return chosen.sort((a, b) => a.set[layout.x.path]! - b.set[layout.x.path]!)
}

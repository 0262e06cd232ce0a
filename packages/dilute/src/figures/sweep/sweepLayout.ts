import { axesBySize, type SweptParameter } from '../../tell/sweptParameters.js'
import type { SweepPoint } from '../../study/index.js'

/** A parameter that is shown at one of its values. */
export type HeldParameter = SweptParameter & { readonly at: number }

/** How a sweep becomes a figure: one parameter along x, at most one more as plots, the others held. */
export interface SweepLayout {
  readonly x: SweptParameter
  /** Parameters that vary together with x: along the same line, or of the same sample. */
  readonly tied: readonly SweptParameter[]
  readonly areas: SweptParameter | null
  /** Parameters shown at one value only. */
  readonly held: readonly HeldParameter[]
}

/** The axis with the most values runs along x (the later one of equals), the next makes plots. */
export function sweepLayout(points: readonly SweepPoint[]): SweepLayout | null {
  const [[x, ...tied] = [], [areas] = [], ...rest] = axesBySize(points)
  if (x === undefined) return null
  return { x, tied, areas: areas ?? null, held: rest.flat().map((parameter) => heldAtFirst(parameter, points)) }
}

const heldAtFirst = (parameter: SweptParameter, points: readonly SweepPoint[]): HeldParameter => ({
  ...parameter,
  at: points[0]!.set[parameter.path]!,
})

/** A second axis stays at its first value. */
export function heldToOne(layout: SweepLayout, points: readonly SweepPoint[]): SweepLayout {
  const { areas, held } = layout
  return areas === null ? layout : { ...layout, areas: null, held: [heldAtFirst(areas, points), ...held] }
}

/** The points of one plot in the order of x. */
export function pointsAlong(layout: SweepLayout, points: readonly SweepPoint[], area: number | null): SweepPoint[] {
  const fixed = layout.held.map(({ path, at }) => [path, at] as const)
  const conditions = layout.areas === null || area === null ? fixed : [...fixed, [layout.areas.path, area] as const]
  const chosen = points.filter((point) => conditions.every(([path, value]) => point.set[path] === value))
  return chosen.sort((a, b) => a.set[layout.x.path]! - b.set[layout.x.path]!)
}

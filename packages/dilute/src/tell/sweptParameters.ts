import type { SweepPoint } from '../study/index.js'

/** One swept parameter and the values it takes, ascending. */
export interface SweptParameter {
  readonly path: string
  readonly values: readonly number[]
}

/** The swept parameters in the order of the study. */
export function sweptParameters(points: readonly SweepPoint[]): SweptParameter[] {
  const paths = Object.keys(points[0]?.set ?? {})
  return paths.map((path) => ({ path, values: distinct(points.map((point) => point.set[path]!)) }))
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].filter((value) => Number.isFinite(value)).sort((a, b) => a - b)
}

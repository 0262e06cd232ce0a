import type { SweepPoint } from '../study/index.js'

/** One swept parameter and the values it takes, ascending. */
export interface SweptParameter {
  readonly path: string
  readonly values: readonly number[]
}

/** Parameters that vary together, one or more, in the order of the study. */
export type SweptAxis = readonly [SweptParameter, ...SweptParameter[]]

/** The swept parameters in the order of the study. */
export function sweptParameters(points: readonly SweepPoint[]): SweptParameter[] {
  const paths = Object.keys(points[0]?.set ?? {})
  return paths.map((path) => ({ path, values: distinct(points.map((point) => point.set[path]!)) }))
}

/** What varies, in the order of the study: tied parameters and those of a sample have fewer points than a product. */
function sweptAxes(points: readonly SweepPoint[]): SweptAxis[] {
  const axes: [SweptParameter, ...SweptParameter[]][] = []
  for (const parameter of sweptParameters(points).filter(({ values }) => values.length > 1)) {
    const own = axes.find(([first]) => varyTogether(points, first, parameter))
    if (own === undefined) axes.push([parameter])
    else own.push(parameter)
  }
  return axes
}

/** The axes with most values first, of equals the later one. */
export function axesBySize(points: readonly SweepPoint[]): SweptAxis[] {
  const size = (axis: SweptAxis): number => Math.max(...axis.map(({ values }) => values.length))
  return sweptAxes(points)
    .reverse()
    .sort((a, b) => size(b) - size(a))
}

/** Whether they go up and down along an axis, and not along a line. */
export function isSample(points: readonly SweepPoint[], [first, ...others]: SweptAxis): boolean {
  const sorted = [...points].sort((a, b) => a.set[first.path]! - b.set[first.path]!)
  return others.some(({ path }) => {
    const steps = sorted
      .slice(1)
      .map((point, i) => [
        point.set[first.path]! - sorted[i]!.set[first.path]!,
        point.set[path]! - sorted[i]!.set[path]!,
      ])
      .map((step) => step.map(Math.sign) as [number, number])
    const direction = steps.find(([along]) => along !== 0)?.[1]
    return direction === 0 || steps.some(([along, across]) => across !== (along === 0 ? 0 : direction))
  })
}

function varyTogether(points: readonly SweepPoint[], a: SweptParameter, b: SweptParameter): boolean {
  const pairs = new Set(points.map(({ set }) => `${set[a.path]} ${set[b.path]}`))
  return pairs.size < a.values.length * b.values.length
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].filter((value) => Number.isFinite(value)).sort((a, b) => a - b)
}

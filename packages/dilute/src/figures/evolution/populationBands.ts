import type { Markish } from '@observablehq/plot'
import type { PlotLibrary } from '../drawing/drawPlot.js'
import { lineStyle } from '../drawing/style.js'

interface BandPoint {
  readonly x: number
  readonly low: number
  readonly high: number
}

/** One run as bands stacked from the lowest level up, each as high as the population of its level, in steps. */
export function populationBands(
  plot: PlotLibrary,
  times: readonly number[],
  populations: readonly (readonly number[])[],
): Markish[] {
  return (populations[0] ?? []).map((_, k) => {
    const points = changesOf(
      times.map((x, t): BandPoint => {
        const low = populations[t]!.slice(0, k).reduce((sum, p) => sum + p, 0)
        return { x, low, high: low + populations[t]![k]! }
      }),
    )
    return plot.areaY(points, {
      x: 'x',
      y1: 'low',
      y2: 'high',
      curve: 'step-after',
      fill: lineStyle(k).color,
      fillOpacity: 0.8,
      clip: true,
    })
  })
}

/** Only the points where a band changes, and the last. */
function changesOf(points: readonly BandPoint[]): BandPoint[] {
  const same = (a: BandPoint, b: BandPoint): boolean =>
    Math.abs(a.low - b.low) < 1e-4 && Math.abs(a.high - b.high) < 1e-4
  const kept: BandPoint[] = []
  points.forEach((point, i) => {
    const before = kept.at(-1)
    if (before === undefined || i === points.length - 1 || !same(before, point)) kept.push(point)
  })
  return kept
}

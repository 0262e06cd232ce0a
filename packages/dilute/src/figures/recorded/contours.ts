/** Lines of equal value over a map. */
import { embedPlot } from '../drawing/embedPlot.js'
import type { PlotLibrary } from '../drawing/drawPlot.js'
import { ink, paper } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { isDark, noValueColor, type ColorScale } from './colorScale.js'
import { evenGrid, runsOf, type Frame, type Grid } from './gridImage.js'
import { legendTicks } from './legend.js'

/**
 * Lines at the numbers of the scale. Points without a value have that of the nearest one with any, so that no line runs
 * along their edge, and their colour covers what lines there are over them.
 */
export function contours(
  plot: PlotLibrary,
  document: SvgDocument,
  grid: Grid,
  frame: Frame,
  scale: ColorScale,
): SvgElement[] {
  if (grid.xValues.length < 2 || grid.yValues.length < 2) return []
  const isMissing = missingOf(grid, scale)
  if (isMissing === null) return [lines(plot, document, grid, frame, scale)]
  const values = filled(grid, isMissing)
  if (values === null) return []
  return [lines(plot, document, { ...grid, values }, frame, scale), cover(document, grid, frame, isMissing)]
}

/** In a picture of the frame's size, beyond which they go; bright where colours are dark. */
function lines(plot: PlotLibrary, document: SvgDocument, grid: Grid, frame: Frame, scale: ColorScale): SvgElement {
  const even = evenGrid(grid, frame)
  const [width, height] = even.size
  const [[x1, x2], [y2, y1]] = [even.x, even.y]
  const place = { x: null, y: null, x1, x2, y1, y2, width, height }
  const levels = legendTicks(scale.axis, frame.height).major
  const isOnDark = (level: number): boolean => isDark(scale.colors[scale.index(level)!]!)
  const marks = [ink, paper].map((stroke) =>
    plot.contour(even.values, {
      ...place,
      stroke,
      strokeWidth: 0.7,
      strokeOpacity: 0.8,
      thresholds: levels.filter((level) => isOnDark(level) === (stroke === paper)),
    }),
  )
  const drawn = plot.plot({
    document: document as never,
    width: frame.width,
    height: frame.height,
    margin: 0,
    x: { ...grid.x, axis: null },
    y: { ...grid.y, axis: null },
    marks,
  }) as unknown as SvgElement
  return embedPlot(drawn, 0, 0)
}

/** 1 for every point that has no colour; null where all have one. */
function missingOf({ values }: Grid, { axis: { type } }: ColorScale): Uint8Array | null {
  const above = type === 'log' ? 0 : -Infinity
  const isMissing = new Uint8Array(values.length)
  let count = 0
  for (let at = 0; at < values.length; at++) {
    if (values[at]! > above && values[at]! < Infinity) continue
    isMissing[at] = 1
    count++
  }
  return count === 0 ? null : isMissing
}

/** Every missing value replaced by one that is near, along rows and columns; null where all are missing. */
function filled({ values, yValues: { length: ny } }: Grid, isMissing: Uint8Array): Float64Array | null {
  const [all, known] = [values.slice(), isMissing.map((missing) => 1 - missing)]
  const queue = new Int32Array(values.length)
  let end = 0
  known.forEach((one, at) => {
    if (one === 1) queue[end++] = at
  })
  if (end === 0) return null
  const spread = (from: number, to: number): void => {
    if (known[to] === 1) return
    known[to] = 1
    all[to] = all[from]!
    queue[end++] = to
  }
  for (let begin = 0; begin < end; begin++) {
    const at = queue[begin]!
    if (at % ny > 0) spread(at, at - 1)
    if (at % ny < ny - 1) spread(at, at + 1)
    if (at >= ny) spread(at, at - ny)
    if (at + ny < values.length) spread(at, at + ny)
  }
  return all
}

/** The colour of no value over the points that have none. */
function cover(document: SvgDocument, grid: Grid, frame: Frame, isMissing: Uint8Array): SvgElement {
  const d = runsOf(grid, frame, isMissing).map(
    ({ x, y, width, height }) => `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`,
  )
  return svgElement(document, 'path', { d: d.join(''), fill: noValueColor })
}

const short = (x: number): number => Number(x.toFixed(2))

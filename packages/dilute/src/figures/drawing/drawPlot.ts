import type { Markish } from '@observablehq/plot'
import type { AxisScale, Domain } from './axisScale.js'
import { embedPlot } from './embedPlot.js'
import { ink, lineWidth } from './style.js'
import type { SvgDocument, SvgElement } from './svg.js'
import { textWidth } from './textWidth.js'
import { apartTicks, axisTicks, type Ticks } from './ticks.js'

export type PlotLibrary = typeof import('@observablehq/plot')

/** Where a plot stands in the figure and what its axes cover. */
export interface PlotArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly margin: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  readonly x: AxisScale
  readonly y: AxisScale
  /** About how many numbers each axis has; 0 for an axis without ticks. */
  readonly tickCounts: readonly [x: number, y: number]
  readonly tickFont: number
  /** Which axes carry numbers. */
  readonly numbered: { readonly x: boolean; readonly y: boolean }
}

/** Pixels from the left to the right end of the x axis, in the figure's coordinates. */
export function xRange(area: PlotArea): Domain {
  return [area.left + area.margin.left, area.left + area.width - area.margin.right]
}

/** Pixels from the lower to the upper end of the y axis. */
export function yRange(area: PlotArea): Domain {
  return [area.top + area.height - area.margin.bottom, area.top + area.margin.top]
}

/** Room to leave on the left for the numbers of the y axis. */
export function numberColumnWidth(y: AxisScale, count: number, font: number): number {
  const { major, label } = axisTicks(y, count)
  return 12 + Math.max(0, ...major.map((value) => textWidth(label(value), font)))
}

/** Room to leave between neighbouring frames: the numbers at the ends of their x axes stand half beyond them. */
export function besideRoom(x: AxisScale, count: number, font: number): number {
  const { major, label } = axisTicks(x, count)
  return 0.6 * font + Math.max(0, ...major.map((value) => textWidth(label(value), font)))
}

/** A framed plot with ticks inside on all four sides and the given marks. */
export function drawPlot(
  plot: PlotLibrary,
  document: SvgDocument,
  area: PlotArea,
  marks: readonly Markish[],
): SvgElement {
  const { margin } = area
  const drawn = plot.plot({
    document: document as never,
    width: area.width,
    height: area.height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { type: area.x.type, domain: area.x.domain, axis: null },
    y: { type: area.y.type, domain: area.y.domain, axis: null },
    marks: [...marks, ...frameMarks(plot, area)],
  }) as unknown as SvgElement
  fixTickWidths(drawn, area.tickFont)
  return embedPlot(drawn, area.left, area.top)
}

/** Numbers keep to the room left for them, whatever the font. */
function fixTickWidths(drawn: SvgElement, font: number): void {
  for (const label of drawn.querySelectorAll('g[aria-label$="tick label"] text')) {
    const text = label.textContent ?? ''
    if (text === '') continue
    label.setAttribute('textLength', String(Math.round(textWidth(text, font) * 10) / 10))
    label.setAttribute('lengthAdjust', 'spacingAndGlyphs')
  }
}

/** The ticks of both axes, as many as asked for or fewer, so that their numbers keep apart. */
export function plotTicks(area: PlotArea): { readonly x: Ticks; readonly y: Ticks } {
  const [left, right] = xRange(area),
    [bottom, top] = yRange(area),
    { tickFont: font } = area
  return {
    x: apartTicks(area.x, area.tickCounts[0], right - left, (label) => textWidth(label, font) + 0.6 * font),
    y: apartTicks(area.y, area.tickCounts[1], bottom - top, () => 1.25 * font),
  }
}

function frameMarks(plot: PlotLibrary, area: PlotArea): Markish[] {
  const { x, y } = plotTicks(area)
  const line = { stroke: ink, strokeWidth: lineWidth.frame, label: null }
  // no fill: no elements for numbers without text
  const longTick = { ...line, tickSize: -5, fill: null },
    shortTick = { ...line, tickSize: -2.5, fill: null }
  const numbers = (label: (value: number) => string, on: boolean) =>
    on ? { fontSize: area.tickFont, fill: ink, text: (value: number) => label(value) } : {}
  return [
    plot.frame({ stroke: ink, strokeWidth: lineWidth.frame }),
    plot.axisX([...x.major], { ...longTick, ...numbers(x.label, area.numbered.x) }),
    plot.axisY([...y.major], { ...longTick, ...numbers(y.label, area.numbered.y) }),
    plot.axisX([...x.major], { ...longTick, anchor: 'top' }),
    plot.axisY([...y.major], { ...longTick, anchor: 'right' }),
    ...(['bottom', 'top'] as const).map((anchor) => plot.axisX([...x.minor], { ...shortTick, anchor })),
    ...(['left', 'right'] as const).map((anchor) => plot.axisY([...y.minor], { ...shortTick, anchor })),
  ]
}

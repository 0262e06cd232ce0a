import type { Markish } from '@observablehq/plot'
import type { AxisScale, Domain } from './axisScale.js'
import { embedPlot } from './embedPlot.js'
import { ink, lineWidth } from './style.js'
import type { SvgDocument, SvgElement } from './svg.js'
import { textWidth } from './textWidth.js'
import { apartTicks, axisTicks, type Ticks } from './ticks.js'

export type PlotLibrary = typeof import('@observablehq/plot')

/** Where a panel stands in the figure and what its axes cover. */
export interface Panel {
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
export function xRange(panel: Panel): Domain {
  return [panel.left + panel.margin.left, panel.left + panel.width - panel.margin.right]
}

/** Pixels from the lower to the upper end of the y axis. */
export function yRange(panel: Panel): Domain {
  return [panel.top + panel.height - panel.margin.bottom, panel.top + panel.margin.top]
}

/** Room to leave on the left for the numbers of the y axis. */
export function numberColumnWidth(y: AxisScale, count: number, font: number): number {
  const { major, label } = axisTicks(y, count)
  return 12 + Math.max(0, ...major.map((value) => textWidth(label(value), font)))
}

/** A framed panel with ticks inside on all four sides and the given marks. */
export function plotPanel(
  plot: PlotLibrary,
  document: SvgDocument,
  panel: Panel,
  marks: readonly Markish[],
): SvgElement {
  const { margin } = panel
  const drawn = plot.plot({
    document: document as never,
    width: panel.width,
    height: panel.height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { type: panel.x.type, domain: panel.x.domain, axis: null },
    y: { type: panel.y.type, domain: panel.y.domain, axis: null },
    marks: [...marks, ...frameMarks(plot, panel)],
  }) as unknown as SvgElement
  fixTickWidths(drawn, panel.tickFont)
  return embedPlot(drawn, panel.left, panel.top)
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
export function panelTicks(panel: Panel): { readonly x: Ticks; readonly y: Ticks } {
  const [left, right] = xRange(panel),
    [bottom, top] = yRange(panel),
    { tickFont: font } = panel
  return {
    x: apartTicks(panel.x, panel.tickCounts[0], right - left, (label) => textWidth(label, font) + 0.6 * font),
    y: apartTicks(panel.y, panel.tickCounts[1], bottom - top, () => 1.25 * font),
  }
}

function frameMarks(plot: PlotLibrary, panel: Panel): Markish[] {
  const { x, y } = panelTicks(panel)
  const number = (label: (value: number) => string, on: boolean) => ({
    text: on ? (value: number) => label(value) : null,
  })
  const line = { stroke: ink, strokeWidth: lineWidth.frame, label: null }
  const longTick = { ...line, tickSize: -5 },
    shortTick = { ...line, tickSize: -2.5, text: null }
  const text = { fontSize: panel.tickFont, fill: ink }
  return [
    plot.frame({ stroke: ink, strokeWidth: lineWidth.frame }),
    plot.axisX([...x.major], { ...longTick, ...text, ...number(x.label, panel.numbered.x) }),
    plot.axisY([...y.major], { ...longTick, ...text, ...number(y.label, panel.numbered.y) }),
    plot.axisX([...x.major], { ...longTick, anchor: 'top', text: null }),
    plot.axisY([...y.major], { ...longTick, anchor: 'right', text: null }),
    ...(['bottom', 'top'] as const).map((anchor) => plot.axisX([...x.minor], { ...shortTick, anchor })),
    ...(['left', 'right'] as const).map((anchor) => plot.axisY([...y.minor], { ...shortTick, anchor })),
  ]
}

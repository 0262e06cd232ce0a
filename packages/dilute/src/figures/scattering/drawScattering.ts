import type { Markish } from '@observablehq/plot'
import { levelNames } from '../../tell/levelPairs.js'
import { typographicBrief } from '../../tell/numbers.js'
import { unitOf, unitsOf } from '../../tell/units.js'
import type { ScatterResults } from '../../study/index.js'
import { extended, pixel, scaleOver, type AxisScale } from '../drawing/axisScale.js'
import {
  besideRoom,
  numberColumnWidth,
  drawPlot,
  xRange,
  yRange,
  type PlotArea,
  type PlotLibrary,
} from '../drawing/drawPlot.js'
import { italic, richTextWidth, sub, textLine, upright, type RichText } from '../drawing/richText.js'
import { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from '../drawing/sheet.js'
import { fontSize, ink, lineStyle, lineStyles } from '../drawing/style.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { withUnit } from '../drawing/withUnit.js'
import type { FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'
import { labelRow } from '../sweep/curveLabels.js'
import { probabilityCurves, type Passage, type ProbabilityCurve } from './probabilityCurves.js'

/** Rows of plots, and curves in one of them, that a reader can take in. */
const mostRows = 4
const mostCurves = lineStyles.length
const left = 26
const probabilityAxis: AxisScale = { type: 'linear', domain: [-0.03, 1.03] }
/** Cross sections smaller than this share of the usual ones are left out. */
const leastShare = 1e-4

/**
 * Every channel-to-channel probability |S|² against the total energy, as SVG text: a row of plots for each level that
 * a particle comes in with, on the line one for what goes on and one for what turns back, a curve for each level that
 * it leaves in; thresholds are marked. Central potentials have cross sections in place of probabilities.
 */
export async function drawScattering(
  results: ScatterResults,
  document: SvgDocument,
  options: FigureOptions = {},
): Promise<string> {
  const plot = await import('@observablehq/plot')
  const open = Math.max(1, openLevels(results))
  const head = figureHead(document, results.title)
  const names = levelNames(results.levels.length)
  const finals = Array.from({ length: Math.min(open, mostCurves) }, (_, k) => k)
  const legend = labelRow(
    document,
    finals.map((k): RichText => [upright(`to level ${names[k]!}`)]),
    90,
    sheetWidth - 16,
    head.bottom + 10,
  )
  const x = energyAxis(results)
  const rows = Math.min(open, mostRows)
  const crossing = results.energies.some(({ probabilities }) => probabilities === null)
  const y = crossing ? crossSectionAxis(results, rows, finals) : probabilityAxis
  const areas = grid(
    head.bottom + legend.height + 42,
    { x, y },
    rows,
    results.dimension === 1 ? ['onward', 'back'] : ['any'],
  )
  const drawing = [
    ...head.elements,
    ...legend.elements,
    ...areas.map(({ area, from, passage }) =>
      drawPlot(
        plot,
        document,
        area,
        marks(plot, results, area, within(area.y, probabilityCurves(results, from, finals, passage))),
      ),
    ),
    ...areas
      .filter(({ from }) => from === 0)
      .flatMap(({ area, passage }) =>
        columnHead(document, area, crossing ? crossSectionName(results) : words[passage], results.levels, names),
      ),
    ...rowLabels(document, areas, names),
    ...energyLabel(document, areas, unitOf(unitsOf(results), 'energy')),
  ]
  const bottom = Math.max(...areas.map(({ area }) => area.top + area.height)) + 24
  return figureSheet(
    document,
    `${crossing ? 'Cross sections' : 'Scattering probabilities'} against the energy`,
    drawing,
    bottom,
    notes(results, openLevels(results), crossing, options),
  ).outerHTML
}

const openLevels = ({ energies }: ScatterResults): number =>
  energies.reduce((most, { channels }) => Math.max(most, ...channels.map(({ level }) => level + 1)), 0)

function crossSectionName(results: ScatterResults): string {
  const unit = unitOf(unitsOf(results), 'cross section', results.dimension)
  return unit === null ? 'cross section' : `cross section (${unit})`
}

/** From the lowest to the highest energy, and on to the lowest threshold where all are below it. */
function energyAxis(results: ScatterResults): AxisScale {
  const energies = results.energies.map(({ energy }) => energy),
    [lowest] = results.levels
  return openLevels(results) > 0
    ? scaleOver(energies, 'linear')
    : extended(scaleOver([...energies, lowest!], 'linear'), 0, 0.1)
}

interface PlacedArea {
  readonly area: PlotArea
  readonly from: number
  readonly passage: Passage
}

/** From the largest cross sections, those that diverge at a threshold apart, down to what matters of the smallest. */
function crossSectionAxis(results: ScatterResults, rows: number, finals: readonly number[]): AxisScale {
  const curves = Array.from({ length: rows }, (_, from) => probabilityCurves(results, from, finals, 'any')).flat()
  const values = curves
    .flatMap(({ points }) => points.map(({ y }) => y))
    .filter((y) => y > 0)
    .sort((a, b) => a - b)
  const most = 10 * (values[Math.floor(0.95 * values.length)] ?? 0)
  return most > 0
    ? extended(
        scaleOver(
          values.filter((y) => y >= leastShare * most && y <= most),
          'log',
        ),
        0.04,
        0.04,
      )
    : probabilityAxis
}

function grid(
  top: number,
  { x, y }: { readonly x: AxisScale; readonly y: AxisScale },
  rows: number,
  passages: readonly Passage[],
): PlacedArea[] {
  const numbers = numberColumnWidth(y, 3, fontSize.tick)
  const count = passages.length === 1 ? 8 : 5
  const gap = Math.max(12, besideRoom(x, count, fontSize.tick))
  const width = (sheetWidth - left - numbers - 16 - (passages.length - 1) * gap) / passages.length
  const height = rows < 3 ? 170 : 128
  return Array.from({ length: rows }, (_, from) =>
    passages.map((passage, column): PlacedArea => ({
      from,
      passage,
      area: {
        left: left + numbers * (column === 0 ? 0 : 1) + column * (width + gap) - (column === 0 ? 0 : 6),
        top: top + from * (height + 8),
        width: (column === 0 ? numbers : 6) + width + 8,
        height: height + 28,
        margin: { left: column === 0 ? numbers : 6, right: 8, top: 4, bottom: 24 },
        x,
        y,
        tickCounts: [count, 3],
        tickFont: fontSize.tick,
        numbered: { x: from === rows - 1, y: column === 0 },
      },
    })),
  ).flat()
}

/** Thresholds below the curves; those of right-movers thick, those of left-movers thin. */
function marks(
  plot: PlotLibrary,
  { levels }: ScatterResults,
  area: PlotArea,
  curves: readonly ProbabilityCurve[],
): Markish[] {
  const [low, high] = area.x.domain
  return [
    plot.ruleX(
      levels.filter((level) => level > low && level < high),
      {
        stroke: ink,
        strokeWidth: 0.7,
        strokeOpacity: 0.55,
        strokeDasharray: '1 2.5',
      },
    ),
    ...curves.map(({ to, side, points }) => {
      const { color, dash } = lineStyle(to)
      return plot.line(points, {
        x: 'x',
        y: 'y',
        stroke: color,
        strokeWidth: side === '+' ? 2 : 0.8,
        ...(dash === '' ? {} : { strokeDasharray: dash, strokeLinecap: 'butt' as const }),
      })
    }),
  ]
}

/** What the axis has no room for is a gap. */
function within({ domain: [low, high] }: AxisScale, curves: readonly ProbabilityCurve[]): ProbabilityCurve[] {
  return curves.map((curve) => ({
    ...curve,
    points: curve.points.map((point) => (point.y < low || point.y > high ? { ...point, y: NaN } : point)),
  }))
}

const words: Readonly<Record<Passage, string>> = {
  onward: 'passes on',
  back: 'turns back',
  any: 'leaves, whichever way',
}

/** What the column shows, and the thresholds by name where there is room between them. */
function columnHead(
  document: SvgDocument,
  area: PlotArea,
  title: string,
  levels: readonly number[],
  names: readonly string[],
): SvgElement[] {
  const [from, to] = xRange(area),
    [, top] = yRange(area)
  let taken = from - 20
  const thresholds = levels.flatMap((level, k) => {
    const text: RichText = [italic('E'), sub(names[k]!)]
    const half = richTextWidth(text, fontSize.tick) / 2
    const at = pixel(area.x, [from, to], level)
    if (at < from || at > to || at - half < taken + 3) return []
    taken = at + half
    return [textLine(document, text, fontSize.tick, { x: at - half, y: top - 6, fill: ink })]
  })
  return [centredLabel(document, [upright(title)], (from + to) / 2, top - 23), ...thresholds]
}

function rowLabels(document: SvgDocument, areas: readonly PlacedArea[], names: readonly string[]): SvgElement[] {
  return areas
    .filter(({ passage }) => passage !== 'back')
    .map(({ area, from }) => {
      const [bottom, top] = yRange(area)
      return upwardLabel(document, [upright(`from level ${names[from]!}`)], 18, (bottom + top) / 2)
    })
}

function energyLabel(document: SvgDocument, areas: readonly PlacedArea[], unit: string | null): SvgElement[] {
  const ends = areas.flatMap(({ area }) => [...xRange(area)])
  const bottom = Math.max(...areas.map(({ area }) => area.top + area.height))
  return [
    centredLabel(
      document,
      withUnit([upright('total energy '), italic('E')], unit),
      (Math.min(...ends) + Math.max(...ends)) / 2,
      bottom + 11,
    ),
  ]
}

function notes(
  results: ScatterResults,
  open: number,
  crossing: boolean,
  { study, caption }: FigureOptions,
): RichText[] {
  const { dimension, levels, method, energies } = results
  const model = modelNote(study, ['gas.beta', 'gas.density'], unitsOf(results))
  const sides = 'Thick: the particle comes from the left; thin: from the right. '
  return [
    [
      upright(
        `${crossing ? 'Cross section' : 'Probability |S|²'} to come in with one level and leave in another${
          dimension === 1 || crossing ? '' : ', averaged over the incoming modes'
        }; ` +
          `${energies.length} energies. ${dimension === 1 ? sides : ''}Dotted: thresholds, where levels open.${
            method === 'exact' ? '' : ' Born series, not unitary.'
          }`,
      ),
    ],
    ...(open > 0
      ? []
      : [[upright(`No channel is open at these energies: the lowest level lies at ${typographicBrief(levels[0])}.`)]]),
    ...(open > mostRows
      ? [
          [
            upright(
              `The lowest ${mostRows} of ${open} open levels to come in with${
                open > mostCurves ? ` and the lowest ${mostCurves} to leave in` : ''
              }.`,
            ),
          ],
        ]
      : []),
    ...(open > 0 && levels.length > open
      ? [[upright(`${levels.length - open} of ${levels.length} levels stay closed.`)]]
      : []),
    ...(model.length === 0 ? [] : [[...model, upright('.')]]),
    ...(caption === undefined ? [] : [[upright(caption)]]),
  ]
}

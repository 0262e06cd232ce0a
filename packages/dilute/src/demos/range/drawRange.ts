import type { Markish } from '@observablehq/plot'
import { levelNames, ratioPairs, type Pair } from '../../tell/levelPairs.js'
import { typographicBrief } from '../../tell/numbers.js'
import { powersText, type RangeResults } from './rangeResults.js'
import {
  extended,
  scaleOver,
  type AxisScale,
  numberColumnWidth,
  drawPlot,
  xRange,
  yRange,
  type PlotArea,
  type PlotLibrary,
  italic,
  textLine,
  upright,
  type RichText,
  centredLabel,
  figureHead,
  figureSheet,
  sheetWidth,
  upwardLabel,
  fontSize,
  ink,
  lineStyle,
  paper,
  type SvgDocument,
  type SvgElement,
  ratioLabel,
  labelRow,
  balanceRule,
  curveMarks,
  type CurvePoint,
} from '../../figures/index.js'

const left = 26
const gap = 24
const heights = { ratio: 250, rate: 190 }

/**
 * I(k,l) of the ring of Fig. 1 with Gaussians in place of contacts, as SVG text: against their width, against the dots'
 * distance, and how the contact model is approached.
 */
export async function drawRange(results: RangeResults, document: SvgDocument): Promise<string> {
  const plot = await import('@observablehq/plot')
  const pairs = ratioPairs(results.levels.length)
  const curves = rangeCurves(results, pairs)
  const head = figureHead(document, results.title)
  const legend = labelRow(
    document,
    pairs.map((pair) => ratioLabel(pair, levelNames(results.levels.length))),
    72,
    sheetWidth - 16,
    head.bottom + 10,
  )
  const areas = placed(head.bottom + legend.height + 24, curves)
  const { byWidth, byDistance, byRate } = areas
  const drawing = [
    ...head.elements,
    ...legend.elements,
    drawPlot(plot, document, byWidth, [
      balanceRule(plot),
      ...curveMarks(plot, curves.width.map(smooth)),
      ...squares(plot, curves.contact),
    ]),
    drawPlot(plot, document, byDistance, [
      balanceRule(plot),
      ...thin(plot, curves.apartContact),
      ...curveMarks(plot, curves.apart.map(smooth)),
    ]),
    drawPlot(plot, document, byRate, [...proportional(plot, byRate, curves.rate), ...curveMarks(plot, curves.rate)]),
    ...labels(document, areas),
  ]
  return figureSheet(
    document,
    'Detailed balance ratios I(k,l) against the width of the potentials and the distance of the dots',
    drawing,
    byRate.top + byRate.height + 24,
    notes(results, pairs),
  ).outerHTML
}

type Points = { readonly points: readonly CurvePoint[] }[]

interface RangeCurves {
  readonly width: Points
  /** One point at width zero for each pair. */
  readonly contact: Points
  readonly apart: Points
  readonly apartContact: Points
  /** |I − I_contact| where it is above rounding. */
  readonly rate: Points
}

function rangeCurves({ widths, distances, contact }: RangeResults, pairs: readonly Pair[]): RangeCurves {
  const each = (points: (pair: Pair) => CurvePoint[]): Points => pairs.map((pair) => ({ points: points(pair) }))
  return {
    width: each(({ k, l }) => [
      { x: 0, y: contact[k]![l]! },
      ...widths.map(({ width, ratio }) => ({ x: width, y: ratio[k]![l]! })),
    ]),
    contact: each(({ k, l }) => [{ x: 0, y: contact[k]![l]! }]),
    apart: each(({ k, l }) => distances.map(({ distance, ratio }) => ({ x: distance, y: ratio[k]![l]! }))),
    apartContact: each(({ k, l }) => distances.map((one) => ({ x: one.distance, y: one.contact[k]![l]! }))),
    rate: each(({ k, l }) =>
      widths
        .map(({ width, ratio }) => ({ x: width, y: Math.abs(ratio[k]![l]! - contact[k]![l]!) }))
        .filter(({ x }) => x <= 0.3),
    ),
  }
}

interface PlotAreas {
  readonly byWidth: PlotArea
  readonly byDistance: PlotArea
  readonly byRate: PlotArea
}

function placed(top: number, curves: RangeCurves): PlotAreas {
  const values = [...curves.width, ...curves.apart, ...curves.apartContact].flatMap(({ points }) =>
    points.map(({ y }) => y),
  )
  const y = extended(scaleOver([1, ...values], 'log'), 0.05, 0.05)
  const rate = extended(
    scaleOver(
      curves.rate.flatMap(({ points }) => points.map((point) => point.y)),
      'log',
    ),
    0.05,
    0.05,
  )
  const numbers = Math.max(numberColumnWidth(y, 5, fontSize.tick), numberColumnWidth(rate, 4, fontSize.tick))
  const width = (sheetWidth - left - numbers - gap - 14) / 2
  const common = { top, height: heights.ratio, y, tickFont: fontSize.tick, tickCounts: [5, 5] as const }
  const xOf = (points: Points): AxisScale =>
    scaleOver(
      points.flatMap((one) => one.points.map(({ x }) => x)),
      'linear',
    )
  const margin = { top: 4, bottom: 24 }
  return {
    byWidth: {
      ...common,
      left,
      width: numbers + width + 8,
      margin: { ...margin, left: numbers, right: 8 },
      x: extended(xOf(curves.width), 0.03, 0),
      numbered: { x: true, y: true },
    },
    byDistance: {
      ...common,
      left: left + numbers + width + gap - 8,
      width: width + 16,
      margin: { ...margin, left: 8, right: 8 },
      x: xOf(curves.apart),
      numbered: { x: true, y: false },
    },
    byRate: {
      left,
      top: top + heights.ratio + 44,
      width: numbers + 2 * width + gap + 8,
      height: heights.rate,
      margin: { ...margin, left: numbers, right: 8 },
      x: { type: 'log', domain: [curves.rate[0]!.points[0]!.x / 1.15, curves.rate[0]!.points.at(-1)!.x * 1.15] },
      y: rate,
      tickFont: fontSize.tick,
      tickCounts: [6, 4],
      numbered: { x: true, y: true },
    },
  }
}

/** Enough points to need no dots. */
const smooth = ({ points }: Points[number]): { points: CurvePoint[] } => ({ points: refined(points) })

/** Each interval halved on its chord, which leaves the line as it is. */
function refined(points: readonly CurvePoint[]): CurvePoint[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1]
    return next === undefined ? [point] : [point, { x: (point.x + next.x) / 2, y: Math.sqrt(point.y * next.y) }]
  })
}

function squares(plot: PlotLibrary, contact: Points): Markish[] {
  return contact.map(({ points }, i) =>
    plot.dot(points, {
      x: 'x',
      y: 'y',
      r: 4,
      symbol: 'square',
      fill: paper,
      stroke: lineStyle(i).color,
      strokeWidth: 1.6,
    }),
  )
}

function thin(plot: PlotLibrary, curves: Points): Markish[] {
  return curves.map(({ points }, i) =>
    plot.line(points, { x: 'x', y: 'y', stroke: lineStyle(i).color, strokeWidth: 0.8, strokeOpacity: 0.8 }),
  )
}

/** A line of slope one above the curves. */
function proportional(
  plot: PlotLibrary,
  {
    x: {
      domain: [low, high],
    },
  }: PlotArea,
  curves: Points,
): Markish[] {
  const first = Math.max(...curves.map(({ points }) => points[0]!.y / points[0]!.x)) * 2
  const top = Math.max(...curves.flatMap(({ points }) => points.map(({ y }) => y)))
  const end = Math.min(high, top / first)
  return [
    plot.line(
      [
        [low, first * low],
        [end, first * end],
      ],
      { stroke: ink, strokeWidth: 0.9 },
    ),
  ]
}

function labels(document: SvgDocument, { byWidth, byDistance, byRate }: PlotAreas): SvgElement[] {
  const middle = (range: readonly [number, number]): number => (range[0] + range[1]) / 2
  const below = (area: PlotArea, text: RichText): SvgElement =>
    centredLabel(document, text, middle(xRange(area)), area.top + area.height + 11)
  const above = (area: PlotArea, ...text: RichText): SvgElement =>
    textLine(document, text, fontSize.tick, { x: xRange(area)[0] + 1, y: yRange(area)[1] - 6, fill: ink })
  return [
    below(byWidth, [upright('width '), italic('w'), upright(' of the potentials')]),
    below(byDistance, [upright('distance '), italic('d'), upright(' of the dots')]),
    below(byRate, [upright('width '), italic('w')]),
    above(byWidth, upright('all dots at one point')),
    above(byDistance, upright('dots apart, at −'), italic('d'), upright(', 0, '), italic('d')),
    above(byRate, upright('difference from contacts; thin line: proportional to the width')),
    upwardLabel(
      document,
      [italic('I'), upright('('), italic('k'), upright(', '), italic('l'), upright(')')],
      18,
      middle(yRange(byWidth)),
    ),
    upwardLabel(
      document,
      [upright('|'), italic('I'), upright(' − '), italic('I'), upright('(0)|')],
      18,
      middle(yRange(byRate)),
    ),
  ]
}

function notes(results: RangeResults, pairs: readonly Pair[]): RichText[] {
  const { beta, strengths, widths, widthApart } = results
  const widest = Math.max(...widths.map(({ width }) => width))
  const last = widths.find(({ width }) => width === widest)!.ratio
  const strongest = Math.max(...pairs.map(({ k, l }) => Math.exp(Math.abs(Math.log(last[k]![l]!)))))
  return [
    [
      upright('The ring of Fig. 1 with Gaussian potentials in place of contacts, the area of each kept at '),
      italic('V'),
      upright(` = (${strengths.map((v) => typographicBrief(v)).join(', ')}); `),
      italic('β'),
      upright(` = ${typographicBrief(beta)}, `),
      italic('m'),
      upright(' = 1.'),
    ],
    [
      upright(
        'Squares: contacts. Narrow potentials approach them in proportion to the width (measured power ' +
          `${powersText(results)}). ` +
          `Detailed balance (line at 1) stays broken for wide ones, by a factor of ${strongest.toFixed(2)} at width ${typographicBrief(
            widest,
          )}. ` +
          'As the dots move apart the violation shrinks, changes sign and comes back.',
      ),
    ],
    [upright(`Right: width ${typographicBrief(widthApart)}; thin: contacts at the same places.`)],
  ]
}

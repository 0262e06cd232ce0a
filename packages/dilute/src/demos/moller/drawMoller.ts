import type { Markish } from '@observablehq/plot'
import { levelNames } from '../../tell/levelPairs.js'
import { typographic, typographicBrief } from '../../tell/numbers.js'
import type { MollerResults } from './mollerResults.js'
import {
  scaleOver,
  numberColumnWidth,
  drawPlot,
  xRange,
  yRange,
  type PlotArea,
  type PlotLibrary,
  italic,
  sub,
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
  lineWidth,
  paper,
  type SvgDocument,
  type SvgElement,
  labelRow,
  type CurvePoint,
} from '../../figures/index.js'

const left = 26
const heights = { density: 230, probability: 170 }

/**
 * The packet's density in each level, one line above the other as time goes on, and the probabilities that its outgoing
 * parts give.
 */
export async function drawMoller(results: MollerResults, document: SvgDocument): Promise<string> {
  const plot = await import('@observablehq/plot')
  const names = levelNames(results.levels.length)
  const head = figureHead(document, results.title)
  const densities = densityAreas(results, head.bottom + 22)
  const top = densities[0]!.top + heights.density + 44
  const legend = labelRow(
    document,
    names.map((name): RichText => [upright(`leaves in level ${name}`)]),
    72,
    sheetWidth - 16,
    top,
  )
  const probabilities = probabilityAreas(results, top + legend.height + 24)
  const drawing = [
    ...head.elements,
    ...legend.elements,
    ...densities.map((area, k) => drawPlot(plot, document, area, ridges(plot, results, k))),
    ...probabilities.map((area, side) =>
      drawPlot(
        plot,
        document,
        area,
        channelMarks(plot, results, (side === 0 ? 1 : -1) * Math.sign(results.packet.momentum)),
      ),
    ),
    ...labels(document, densities, probabilities, names),
  ]
  const bottom = probabilities[0]!.top + heights.probability + 24
  return figureSheet(
    document,
    'Density of a wave packet over time in each level, and the channel probabilities it gives',
    drawing,
    bottom,
    notes(results),
  ).outerHTML
}

/** Times over positions, a plot for each level; the last time has room for its line. */
function densityAreas({ times, positions, levels }: MollerResults, top: number): PlotArea[] {
  const [first, last] = [times[0]!, times.at(-1)!]
  const y = { type: 'linear', domain: [first - (last - first) * 0.03, last + (last - first) * 0.2] } as const
  const numbers = numberColumnWidth(y, 5, fontSize.tick)
  const gap = 10
  const width = (sheetWidth - left - numbers - 14 - gap * (levels.length - 1)) / levels.length
  return levels.map((_, k) => ({
    left: left + (k === 0 ? 0 : numbers + k * (width + gap) - 8),
    top,
    width: width + 8 + (k === 0 ? numbers : 8),
    height: heights.density,
    margin: { left: k === 0 ? numbers : 8, right: 8, top: 4, bottom: 24 },
    x: scaleOver(positions, 'linear'),
    y,
    tickCounts: [3, 5],
    tickFont: fontSize.tick,
    numbered: { x: true, y: k === 0 },
  }))
}

/** Later lines lie behind earlier ones, each filled with paper down to its own time. */
function ridges(plot: PlotLibrary, { times, positions, densities }: MollerResults, k: number): Markish[] {
  const tallest = Math.max(...densities.flatMap((levels) => levels.flatMap((density) => density)))
  const scale = ((times.at(-1)! - times[0]!) * 0.17) / tallest
  return [...times.keys()].reverse().flatMap((t) => {
    const points = positions.map((q, n) => ({ x: q, y: times[t]! + scale * densities[t]![k]![n]!, base: times[t]! }))
    return [
      plot.areaY(points, { x: 'x', y1: 'base', y2: 'y', fill: paper, fillOpacity: 0.85 }),
      plot.line(points, { x: 'x', y: 'y', stroke: lineStyle(k).color, strokeWidth: 1 }),
    ]
  })
}

function probabilityAreas({ channels }: MollerResults, top: number): PlotArea[] {
  const y = { type: 'linear', domain: [0, 1] } as const
  const numbers = numberColumnWidth(y, 5, fontSize.tick)
  const width = (sheetWidth - left - numbers - 14 - 10) / 2
  return [0, 1].map((side) => ({
    left: left + (side === 0 ? 0 : numbers + width + 2),
    top,
    width: width + 8 + (side === 0 ? numbers : 8),
    height: heights.probability,
    margin: { left: side === 0 ? numbers : 8, right: 8, top: 4, bottom: 24 },
    x: scaleOver(
      channels.flatMap(({ energies }) => energies),
      'linear',
    ),
    y,
    tickCounts: [5, 5],
    tickFont: fontSize.tick,
    numbered: { x: true, y: side === 0 },
  }))
}

/** Lines: the solver; dots: the packet, some of its energies. */
function channelMarks(plot: PlotLibrary, { channels }: MollerResults, direction: number): Markish[] {
  return channels
    .filter((one) => one.direction === direction)
    .flatMap(({ level, energies, packet, solver }) => {
      const points = (values: readonly number[]): CurvePoint[] =>
        energies.map((x, e) => ({ x, y: values[e]! })).sort((a, b) => a.x - b.x)
      const { color, dash } = lineStyle(level)
      return [
        plot.line(points(solver), {
          x: 'x',
          y: 'y',
          stroke: color,
          strokeWidth: lineWidth.curve,
          ...(dash === '' ? {} : { strokeDasharray: dash }),
        }),
        plot.dot(
          points(packet).filter((_, e) => e % 3 === 0),
          { x: 'x', y: 'y', r: 2.2, fill: color },
        ),
      ]
    })
}

function labels(
  document: SvgDocument,
  densities: readonly PlotArea[],
  probabilities: readonly PlotArea[],
  names: readonly string[],
): SvgElement[] {
  const middle = (range: readonly [number, number]): number => (range[0] + range[1]) / 2
  const above = (area: PlotArea, text: string): SvgElement =>
    textLine(document, [upright(text)], fontSize.tick, { x: xRange(area)[0] + 1, y: yRange(area)[1] - 6, fill: ink })
  const below = (areas: readonly PlotArea[], text: RichText): SvgElement =>
    centredLabel(
      document,
      text,
      (xRange(areas[0]!)[0] + xRange(areas.at(-1)!)[1]) / 2,
      areas[0]!.top + areas[0]!.height + 11,
    )
  return [
    ...densities.map((area, k) => above(area, `density in level ${names[k]!}`)),
    below(densities, [upright('position '), italic('q'), upright(' of the particle')]),
    ...probabilities.map((area, side) => above(area, side === 0 ? 'passes on' : 'turns back')),
    below(probabilities, [upright('total energy '), italic('E')]),
    upwardLabel(document, [upright('time '), italic('t')], 18, middle(yRange(densities[0]!))),
    upwardLabel(document, [upright('|'), italic('S'), upright('|²')], 18, middle(yRange(probabilities[0]!))),
  ]
}

function notes({ packet, timeStep, evidence }: MollerResults): RichText[] {
  return [
    [
      upright(
        `A particle of momentum ${typographicBrief(Math.abs(packet.momentum))} ± ${typographicBrief(
          1 / (2 * packet.width),
        )} comes from the ${
          packet.momentum > 0 ? 'left' : 'right'
        } while the three dots with Gaussian potentials are in their lowest level; ` +
          'it leaves in every level that is open, the faster the lower, and visits a closed one only on its ' +
          'way past. ' +
          'Above: lines of equal time, all on one scale.',
      ),
    ],
    [
      upright(
        'Below: what the outgoing parts say, energy by energy (dots), and the coupled-channel solver (lines). ' +
          'The largest difference of an amplitude ',
      ),
      italic('S'),
      upright(' is '),
      upright(`${typographic(evidence.largestDifference, 2)} with time steps of ${typographicBrief(timeStep)}.`),
    ],
    [upright('The levels are those of '), italic('H'), sub('S'), upright('; '), italic('m'), upright(' = 1.')],
  ]
}

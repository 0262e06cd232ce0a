import { pixel, type Domain } from '../drawing/axisScale.js'
import { isDefined } from './curves.js'
import { firstFree, placesWithin, type Box } from './freeSpace.js'
import { mostMarkers, type InsetData } from './insetData.js'
import { xRange, yRange, type PlotArea } from '../drawing/drawPlot.js'
import { richTextWidth, textLine, upright } from '../drawing/richText.js'
import type { SvgDocument, SvgElement } from '../drawing/svg.js'
import { evenly } from '../../tell/evenly.js'

/** `(30a)` and `(30b)` beside their curves, where they cover nothing. */
export function equationLabels(
  document: SvgDocument,
  { conditions }: InsetData,
  area: PlotArea,
  font: number,
  colors: readonly string[],
): SvgElement[] {
  const at = (x: number, y: number): Domain => [pixel(area.x, xRange(area), x), pixel(area.y, yRange(area), y)]
  const lines = conditions.map(({ left }) => left.filter(isDefined).map(({ x, y }) => at(x, y)))
  const zero = pixel(area.y, yRange(area), 0)
  const drawn = [
    ...lines,
    [
      [xRange(area)[0], zero],
      [xRange(area)[1], zero],
    ] as const,
  ]
  const boxes: Box[] = conditions.flatMap(({ right }) =>
    evenly(right.filter(isDefined), mostMarkers).map(({ x, y }) => markerBox(at(x, y))),
  )
  return conditions.flatMap(({ equation }, i) => {
    const text = [upright(`(${equation})`)]
    const size = { width: richTextWidth(text, font), height: font }
    const places = evenly(lines[i]!, 40)
      .flatMap((point) => around(point, size))
      .filter((box) => within(box, area))
    const anywhere = placesWithin(areaOf(area), size)
    const place = firstFree([...places, ...anywhere], { lines: drawn, boxes }, 3) ?? anywhere.at(-1)!
    boxes.push(place)
    return [textLine(document, text, font, { x: place.x, y: place.y + font * 0.82, fill: colors[i]! })]
  })
}

function markerBox([x, y]: Domain): Box {
  return { x: x - 3, y: y - 3, width: 6, height: 6 }
}

function around([x, y]: Domain, size: { width: number; height: number }): Box[] {
  return [-size.height - 7, 7].map((offset) => ({ x: x - size.width / 2, y: y + offset, ...size }))
}

function areaOf(area: PlotArea): Box {
  const [left, right] = xRange(area),
    [bottom, top] = yRange(area)
  return { x: left + 4, y: top + 4, width: right - left - 8, height: bottom - top - 8 }
}

function within(box: Box, area: PlotArea): boolean {
  const inside = areaOf(area)
  return (
    box.x >= inside.x &&
    box.y >= inside.y &&
    box.x + box.width <= inside.x + inside.width &&
    box.y + box.height <= inside.y + inside.height
  )
}

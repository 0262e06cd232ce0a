/** A map as an image: every pixel has the colour of the point next to it, and is not smoothed. */
import { extended, pixel, type AxisScale, type Domain } from '../drawing/axisScale.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { noValueColor, steps, type ColorScale } from './colorScale.js'
import { dataAddress } from './palettePng.js'

/** Where a map is drawn. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The points of a map: values `[x · ny + y]` at ascending places along the axes. */
export interface Grid {
  readonly x: AxisScale
  readonly y: AxisScale
  readonly xValues: readonly number[]
  readonly yValues: readonly number[]
  readonly values: Float64Array
}

/** Pixels of the image for one of the figure where points are not even, as a PNG of it has. */
const density = 3

/** The image at its place in a picture of the frame's size; what lies beyond is to be cut off. */
export async function gridImage(
  document: SvgDocument,
  grid: Grid,
  scale: ColorScale,
  frame: Frame,
): Promise<SvgElement> {
  const across = cells(grid.x, grid.xValues, frame.width)
  const down = cells(grid.y, grid.yValues, frame.height)
  const pixels = shaded(grid, scale, across.places, down.places.reverse())
  const image = { width: across.places.length, height: down.places.length, pixels }
  return svgElement(document, 'image', {
    x: across.begin,
    y: frame.height - down.end,
    width: across.end - across.begin,
    height: down.end - down.begin,
    preserveAspectRatio: 'none',
    style: 'image-rendering: pixelated',
    href: await dataAddress({ ...image, palette: [...scale.colors, noValueColor] }),
  })
}

/** The number of its colour for every pixel, row by row from the top. */
function shaded({ yValues, values }: Grid, scale: ColorScale, columns: Int32Array, rows: Int32Array): Uint8Array {
  const colors = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) colors[i] = scale.index(values[i]!) ?? steps
  const width = columns.length
  const pixels = new Uint8Array(width * rows.length)
  for (let row = 0; row < rows.length; row++) {
    const place = rows[row]!
    for (let column = 0; column < width; column++) {
      pixels[row * width + column] = colors[columns[column]! * yValues.length + place]!
    }
  }
  return pixels
}

/** A row of pixels of the image that are alike. */
interface Run {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The pixels of the marked points, in rows as long as they can be. */
export function runsOf(grid: Grid, frame: Frame, isMarked: Uint8Array): Run[] {
  const across = cells(grid.x, grid.xValues, frame.width)
  const down = cells(grid.y, grid.yValues, frame.height)
  const [width, height] = [across, down].map(({ begin, end, places }) => (end - begin) / places.length) as Pair
  const marked = (column: number, row: number): boolean =>
    column < across.places.length && isMarked[across.places[column]! * grid.yValues.length + down.places[row]!] === 1
  const runs: Run[] = []
  for (let row = 0; row < down.places.length; row++) {
    const y = frame.height - down.begin - (row + 1) * height
    for (let column = 0, first = -1; column <= across.places.length; column++) {
      if (marked(column, row)) first = first < 0 ? column : first
      else if (first >= 0) {
        runs.push({ x: across.begin + first * width, y, width: (column - first) * width, height })
        first = -1
      }
    }
  }
  return runs
}

type Pair = [number, number]

/** The pixels of an image along an axis: which point each shows, and from where to where they lie. */
interface Cells {
  readonly places: Int32Array
  readonly begin: number
  readonly end: number
}

/** One for every point where they are even, half a step beyond the first and the last one; else many small ones. */
function cells(scale: AxisScale, values: readonly number[], length: number): Cells {
  const at = values.map((value) => pixel(scale, [0, length], value))
  const step = (at.at(-1)! - at[0]!) / (at.length - 1)
  if (at.length > 1 && at.every((x, i) => Math.abs(x - at[0]! - i * step) < step / 100))
    return { places: Int32Array.from(at.keys()), begin: at[0]! - step / 2, end: at.at(-1)! + step / 2 }
  return { places: nearest(at, length, Math.round(density * length)), begin: 0, end: length }
}

/** Which of ascending places is next to the middle of every of so many equal parts. */
function nearest(at: readonly number[], length: number, parts: number): Int32Array {
  let place = 0
  return Int32Array.from({ length: parts }, (_, i) => {
    const middle = ((i + 0.5) * length) / parts
    while (place + 1 < at.length && at[place + 1]! - middle <= middle - at[place]!) place++
    return place
  })
}

/** Points of the lattice on which lines of equal value are looked for, along the longer side. */
const lattice = 280

/** Steps of the lattice beyond the frame, where values stay the same: lines end there. */
const beyond = 2

/** An even lattice of values over an area a little larger than the frame. */
export interface EvenGrid {
  /** The first row on top. */
  readonly values: Float64Array
  readonly size: readonly [width: number, height: number]
  readonly x: Domain
  readonly y: Domain
}

/** The values on an even lattice of the figure, between points bilinear. */
export function evenGrid(grid: Grid, { width, height }: Frame): EvenGrid {
  const step = Math.max(width, height) / lattice
  const inside = [Math.round(width / step), Math.round(height / step)] as const
  const across = between(grid.x, grid.xValues, inside[0])
  const down = between(grid.y, grid.yValues, inside[1]).reverse()
  const values = new Float64Array(across.length * down.length)
  down.forEach((v, row) => {
    across.forEach((u, column) => {
      values[row * across.length + column] = bilinear(grid, u, v)
    })
  })
  const wider = (axis: AxisScale, points: number): Domain => extended(axis, beyond / points, beyond / points).domain
  return { values, size: [across.length, down.length], x: wider(grid.x, inside[0]), y: wider(grid.y, inside[1]) }
}

/** The point below a place and how far the place is from it, as a share of the step. */
interface Between {
  readonly place: number
  readonly share: number
}

/** The middles of as many equal parts of an axis, and of some beyond its ends. */
function between(scale: AxisScale, values: readonly number[], parts: number): Between[] {
  const at = values.map((value) => pixel(scale, [0, parts], value))
  let place = 0
  return Array.from({ length: parts + 2 * beyond }, (_, i) => {
    const middle = i + 0.5 - beyond
    while (place + 2 < at.length && at[place + 1]! <= middle) place++
    const share = (middle - at[place]!) / (at[place + 1]! - at[place]!)
    return { place, share: Math.min(1, Math.max(0, share)) }
  })
}

function bilinear(
  { values, yValues: { length: ny } }: Grid,
  { place: i, share: u }: Between,
  { place: j, share: v }: Between,
): number {
  const at = i * ny + j
  return (
    (1 - u) * ((1 - v) * values[at]! + v * values[at + 1]!) +
    u * ((1 - v) * values[at + ny]! + v * values[at + ny + 1]!)
  )
}

/** A map as an image: every pixel has the colour of the point next to it. */
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

/** Pixels of the image for one of the figure, as a PNG of it has. */
const density = 3

export function gridImage(document: SvgDocument, grid: Grid, scale: ColorScale, frame: Frame): SvgElement {
  const width = Math.round(density * frame.width)
  const height = Math.round(density * frame.height)
  const pixels = shaded(grid, scale, width, height)
  const palette = [...scale.colors, noValueColor]
  return svgElement(document, 'image', {
    x: frame.left,
    y: frame.top,
    width: frame.width,
    height: frame.height,
    preserveAspectRatio: 'none',
    href: dataAddress({ width, height, pixels, palette }),
  })
}

/** The number of its colour for every pixel, row by row from the top. */
function shaded(
  { x, y, xValues, yValues, values }: Grid,
  scale: ColorScale,
  width: number,
  height: number,
): Uint8Array {
  const colors = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) colors[i] = scale.index(values[i]!) ?? steps
  const columns = nearest(x, xValues, width)
  const rows = nearest(y, yValues, height).reverse()
  const pixels = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const place = rows[row]!
    for (let column = 0; column < width; column++) {
      pixels[row * width + column] = colors[columns[column]! * yValues.length + place]!
    }
  }
  return pixels
}

/** Which of ascending values is next to the middle of every pixel along an axis. */
function nearest(scale: AxisScale, values: readonly number[], length: number): Int32Array {
  const at = values.map((value) => pixel(scale, [0, length], value))
  let place = 0
  return Int32Array.from({ length }, (_, i) => {
    while (place + 1 < at.length && at[place + 1]! - (i + 0.5) <= i + 0.5 - at[place]!) place++
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

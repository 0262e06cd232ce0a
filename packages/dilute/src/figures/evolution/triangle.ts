import type { Domain } from '../drawing/axisScale.js'
import { richTextWidth, textLine, type RichText } from '../drawing/richText.js'
import { fontSize, ink, lineStyle, lineWidth, paper, quietInk } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'

/**
 * An equilateral triangle standing on its base; corner k is the state with all probability on level k, the highest
 * level on top.
 */
export interface Triangle {
  readonly left: number
  readonly bottom: number
  readonly side: number
}

const height = Math.sqrt(3) / 2

/** The path of three probabilities through the triangle: a ring where it starts, squares at the stationary states. */
export function drawTriangle(
  document: SvgDocument,
  triangle: Triangle,
  path: readonly Probabilities[],
  stationary: readonly Probabilities[],
  names: readonly RichText[],
): SvgElement[] {
  return [
    ...framed(document, triangle, names),
    pathLine(document, triangle, path, { stroke: lineStyle(0).color, 'stroke-width': lineWidth.curve }),
    start(document, triangle, path[0]!),
    ...stationary.map((p) => square(document, place(triangle, p))),
  ]
}

/**
 * The paths of an ensemble: single runs below in grey, the exact path with a ring where it starts, dots at the means.
 */
export function drawTrianglePaths(
  document: SvgDocument,
  triangle: Triangle,
  {
    exact,
    means,
    single,
  }: Readonly<Record<'exact' | 'means', readonly Probabilities[]>> & {
    readonly single: readonly (readonly Probabilities[])[]
  },
  names: readonly RichText[],
): SvgElement[] {
  return [
    ...framed(document, triangle, names),
    ...single.map((path) =>
      pathLine(document, triangle, path, { stroke: quietInk, 'stroke-width': 0.8, 'stroke-opacity': 0.6 }),
    ),
    pathLine(document, triangle, exact, { stroke: lineStyle(0).color, 'stroke-width': lineWidth.curve }),
    ...means.map((p) => circle(document, place(triangle, p), { r: 2.4, fill: lineStyle(1).color })),
    start(document, triangle, exact[0]!),
  ]
}

type Probabilities = readonly number[]

function framed(document: SvgDocument, triangle: Triangle, names: readonly RichText[]): SvgElement[] {
  return [
    ...gridLines(document, triangle),
    polygon(
      document,
      [0, 1, 2].map((k) => place(triangle, corner(k))),
      {
        fill: 'none',
        stroke: ink,
        'stroke-width': lineWidth.frame,
      },
    ),
    ...names.map((name, k) => cornerLabel(document, triangle, k, name)),
  ]
}

function pathLine(
  document: SvgDocument,
  triangle: Triangle,
  path: readonly Probabilities[],
  look: Readonly<Record<string, string | number>>,
): SvgElement {
  return svgElement(document, 'polyline', {
    points: pointsText(path.map((p) => place(triangle, p))),
    fill: 'none',
    'stroke-linejoin': 'round',
    ...look,
  })
}

function start(document: SvgDocument, triangle: Triangle, p: Probabilities): SvgElement {
  return circle(document, place(triangle, p), { r: 3.2, fill: paper, stroke: lineStyle(0).color, 'stroke-width': 1.4 })
}

function circle(document: SvgDocument, [cx, cy]: Domain, look: Readonly<Record<string, string | number>>): SvgElement {
  return svgElement(document, 'circle', { cx, cy, ...look })
}

/** Where probabilities lie, in pixels. */
export function place({ left, bottom, side }: Triangle, [, p1 = 0, p2 = 0]: readonly number[]): Domain {
  return [left + side * (p1 + p2 / 2), bottom - side * height * p2]
}

const corner = (k: number): number[] => [0, 1, 2].map((l) => (l === k ? 1 : 0))

/** Where one probability is a quarter, a half, three quarters. */
function gridLines(document: SvgDocument, triangle: Triangle): SvgElement[] {
  return [0, 1, 2].flatMap((k) =>
    [0.25, 0.5, 0.75].map((share) => {
      const ends = [1, 2].map((step) => [0, 1, 2].map((l) => (l === k ? share : l === (k + step) % 3 ? 1 - share : 0)))
      const [[x1, y1], [x2, y2]] = ends.map((p) => place(triangle, p)) as [Domain, Domain]
      return svgElement(document, 'line', {
        x1,
        y1,
        x2,
        y2,
        stroke: quietInk,
        'stroke-width': 0.5,
        'stroke-opacity': 0.35,
      })
    }),
  )
}

function polygon(
  document: SvgDocument,
  points: readonly Domain[],
  attributes: Readonly<Record<string, string | number>>,
): SvgElement {
  return svgElement(document, 'polygon', { points: pointsText(points), ...attributes })
}

function square(document: SvgDocument, [x, y]: Domain): SvgElement {
  return svgElement(document, 'rect', { x: x - 3, y: y - 3, width: 6, height: 6, fill: lineStyle(1).color })
}

function cornerLabel(document: SvgDocument, triangle: Triangle, k: number, name: RichText): SvgElement {
  const [x, y] = place(triangle, corner(k))
  const width = richTextWidth(name, fontSize.curve)
  return textLine(document, name, fontSize.curve, { x: x - width / 2, y: k === 2 ? y - 8 : y + 17, fill: ink })
}

const pointsText = (points: readonly Domain[]): string =>
  points.map((point) => point.map((x) => x.toFixed(2)).join(',')).join(' ')

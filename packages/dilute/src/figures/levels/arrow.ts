import type { Domain } from '../drawing/axisScale.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'

/** A straight arrow with a head that is part of its length. */
export function arrow(
  document: SvgDocument,
  from: Domain,
  to: Domain,
  { width, color }: { width: number; color: string },
): SvgElement[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]),
    head = Math.min(6 + 1.6 * width, length * 0.6)
  const [ux, uy] = [(to[0] - from[0]) / (length || 1), (to[1] - from[1]) / (length || 1)]
  const base = [to[0] - head * ux, to[1] - head * uy] as const,
    half = 2.5 + 1.1 * width
  const points = [to, [base[0] - half * uy, base[1] + half * ux], [base[0] + half * uy, base[1] - half * ux]]
  return [
    svgElement(document, 'line', {
      x1: from[0],
      y1: from[1],
      x2: base[0],
      y2: base[1],
      stroke: color,
      'stroke-width': width,
    }),
    svgElement(document, 'polygon', {
      points: points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' '),
      fill: color,
    }),
  ]
}

const rounded = (value: number): number => Math.round(value * 100) / 100

/** From a hair to five pixels, in proportion to a size. */
export function arrowWidth(size: number, largest: number): number {
  return largest > 0 ? Math.max(0.8, (5 * size) / largest) : 0.8
}

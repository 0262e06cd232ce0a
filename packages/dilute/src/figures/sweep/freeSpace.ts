import type { Domain } from '../drawing/axisScale.js'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What a label must not cover: lines through points, and boxes. */
export interface Obstacles {
  readonly lines: readonly (readonly Domain[])[]
  readonly boxes: readonly Box[]
}

/** The first of the boxes that keeps `clearance` from every line and box, if any. */
export function firstFree(candidates: readonly Box[], obstacles: Obstacles, clearance: number): Box | null {
  return candidates.find((box) => isFree(grown(box, clearance), obstacles)) ?? null
}

/** Places for a box of the given size inside an area, the corners of the lower right first. */
export function placesWithin(area: Box, size: { readonly width: number; readonly height: number }, steps = 12): Box[] {
  const across = area.width - size.width,
    down = area.height - size.height
  if (across < 0 || down < 0) return []
  const fractions = Array.from({ length: steps + 1 }, (_, i) => 1 - i / steps)
  return fractions.flatMap((v) => fractions.map((h) => ({ x: area.x + h * across, y: area.y + v * down, ...size })))
}

function isFree(box: Box, { lines, boxes }: Obstacles): boolean {
  return !boxes.some((other) => overlap(box, other)) && !lines.some((line) => crosses(line, box))
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function crosses(line: readonly Domain[], box: Box): boolean {
  return line.some((point, i) => cuts(point, line[i + 1] ?? point, box))
}

/** Whether the segment from a to b meets the box: its part inside the vertical and the horizontal strip overlap. */
function cuts(a: Domain, b: Domain, box: Box): boolean {
  const horizontal = inside(a[0], b[0], box.x, box.x + box.width)
  const vertical = inside(a[1], b[1], box.y, box.y + box.height)
  return Math.max(horizontal[0], vertical[0], 0) <= Math.min(horizontal[1], vertical[1], 1)
}

/** The part of the way from a to b, as fractions, spent between low and high. */
function inside(a: number, b: number, low: number, high: number): Domain {
  if (a === b) return a >= low && a <= high ? [0, 1] : [1, 0]
  const ends = [(low - a) / (b - a), (high - a) / (b - a)] as const
  return [Math.min(...ends), Math.max(...ends)]
}

function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

import { InvalidModel } from '../../model/index.js'

/** Points of a ring of this length, q_n = −length/2 + n·length/points, and their momenta. */
export interface Grid {
  readonly length: number
  /** A power of two. */
  readonly points: number
}

export function checkGrid({ length, points }: Grid): void {
  if (!(length > 0 && Number.isFinite(length)))
    throw new InvalidModel('grid.length', 'a positive number', String(length))
  if (!(points >= 8 && Number.isInteger(Math.log2(points))))
    throw new InvalidModel('grid.points', 'a power of two, at least 8', String(points))
}

export const spacing = ({ length, points }: Grid): number => length / points

export const position = (grid: Grid, n: number): number => (n - grid.points / 2) * spacing(grid)

/** The momentum of Fourier component n; the upper half are the negative ones. */
export const momentum = ({ length, points }: Grid, n: number): number =>
  (2 * Math.PI * (n < points / 2 ? n : n - points)) / length

import { complexZeros, invertInPlace, multiply, multiplyInto, type ComplexMatrix } from '../../numerics/index.js'
import { SingularEquations } from '../singularEquations.js'
import type { TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/** A line has two sides, a half line from a wall one. */
export type Sides = 1 | 2

/**
 * Σ between reference waves turned into amplitudes between the channels' own waves outside, κ = (outgoing
 * wave)′/(iη·the same), k/η for plane waves:
 *   [(1 + κ) − Σ(1 − κ)] G = 2(1 + Σ); G stays finite at every threshold. Owns scratch memory; ports are (side,
 *   channel), left first.
 */
export class Matching {
  /** (1 + κ) − Σ(1 − κ), or its inverse after `solve`. */
  readonly equations: ComplexMatrix
  readonly g: ComplexMatrix
  private readonly right: ComplexMatrix
  private readonly pivots: Int32Array

  constructor(
    private readonly n: number,
    private readonly sides: Sides,
  ) {
    this.equations = complexZeros(sides * n, sides * n)
    this.g = complexZeros(sides * n, sides * n)
    this.right = complexZeros(sides * n, sides * n)
    this.pivots = new Int32Array(sides * n)
  }

  /** Fills `g`. */
  solve(sigma: TwoPort, waves: Waves): void {
    this.fillEquations(sigma, waves)
    this.invert()
    multiplyInto(this.equations, this.right, this.g)
  }

  /**
   * dG/dE at fixed η after `solve`: [(1 + κ) − Σ(1 − κ)] G′ = iΣQ[2 + (1 − κ)G] − (1 + Σ)κ′G. Q as of
   * `Chain.solveDelays`; κ′ in two planes.
   */
  slope(
    delays: ComplexMatrix,
    { kappaRe, kappaIm }: Waves,
    slopeRe: Float64Array,
    slopeIm: Float64Array,
  ): ComplexMatrix {
    const { n, sides, g, right, equations } = this
    const size = sides * n
    const [inner, outer, turned] = [complexZeros(size, size), complexZeros(size, size), complexZeros(size, size)]
    for (let i = 0; i < size * size; i++) {
      const [row, k] = [Math.floor(i / size), Math.floor(i / size) % n]
      const one = i % (size + 1) === 0 ? 1 : 0
      const [x, y, c, d] = [g.re[i]!, g.im[i]!, kappaRe[k]!, kappaIm[k]!]
      inner.re[i] = 2 * one + (1 - c) * x + d * y
      inner.im[i] = (1 - c) * y - d * x
      outer.re[i] = slopeRe[k]! * x - slopeIm[k]! * y
      outer.im[i] = slopeRe[k]! * y + slopeIm[k]! * x
      // Σ times i, from 2(1 + Σ)
      turned.re[i] = -right.im[i]! / 2
      turned.im[i] = right.re[i]! / 2 - (row * (size + 1) === i ? 1 : 0)
    }
    const source = multiply(turned, multiply(onSides(delays, size), inner))
    const moved = multiply(right, outer)
    source.re.forEach((x, i) => {
      source.re[i] = x - moved.re[i]! / 2
      source.im[i]! -= moved.im[i]! / 2
    })
    return multiply(equations, source)
  }

  /** Inverts `equations`. */
  invert(): void {
    if (!invertInPlace(this.equations, this.pivots)) throw new SingularEquations()
  }

  /** Fills `equations` and the right-hand side. */
  fillEquations({ ll, lr, rl, rr }: TwoPort, waves: Waves): void {
    const { n, sides } = this
    if (sides === 1) return this.fillBlock(rr, 0, 0, waves)
    this.fillBlock(ll, 0, 0, waves)
    this.fillBlock(lr, 0, n, waves)
    this.fillBlock(rl, n, 0, waves)
    this.fillBlock(rr, n, n, waves)
  }

  /** Adds what κ, now a matrix, has more on one side after `fillEquations`: (1 + Σ)Δκ. */
  addExterior(side: number, { re, im }: ComplexMatrix): void {
    const { n, sides, equations, right } = this
    const columns = sides * n
    const first = side * n
    for (let row = 0; row < columns; row++) {
      for (let j = 0; j < n; j++) {
        for (let i = 0; i < n; i++) {
          const [x, y, a, b] = [
            right.re[row * columns + first + i]! / 2,
            right.im[row * columns + first + i]! / 2,
            re[i * n + j]!,
            im[i * n + j]!,
          ]
          equations.re[row * columns + first + j]! += x * a - y * b
          equations.im[row * columns + first + j]! += x * b + y * a
        }
      }
    }
  }

  private fillBlock(sigma: ComplexMatrix, top: number, left: number, { kappaRe, kappaIm }: Waves): void {
    const { n, sides, equations, right } = this
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const one = top === left && i === j ? 1 : 0
        const [x, y] = [sigma.re[i * n + j]!, sigma.im[i * n + j]!]
        const [c, d] = [kappaRe[j]!, kappaIm[j]!]
        const to = (top + i) * sides * n + left + j
        equations.re[to] = one * (1 + c) - x * (1 - c) - y * d
        equations.im[to] = one * d - y * (1 - c) + x * d
        right.re[to] = 2 * (one + x)
        right.im[to] = 2 * y
      }
    }
  }
}

/** The lower right block of that size: behind a wall only the right side counts. */
function onSides(delays: ComplexMatrix, size: number): ComplexMatrix {
  if (delays.rows === size) return delays
  const out = complexZeros(size, size)
  for (let i = 0; i < size; i++) {
    const from = (delays.rows - size + i) * delays.columns + delays.columns - size
    out.re.set(delays.re.subarray(from, from + size), i * size)
    out.im.set(delays.im.subarray(from, from + size), i * size)
  }
  return out
}

import type { ComplexMatrix } from '../numerics/index.js'
import type { WaveFunction } from './survival.js'

/**
 * Collapse operators by their entries that are not zero, rows ascending, one operator after the other: most have a
 * single entry, so that all ‖L_jψ‖² together cost of the order of N² operations, not N⁴.
 */
export class JumpTable {
  readonly operators: number
  private readonly first: Int32Array
  private readonly row: Int32Array
  private readonly column: Int32Array
  private readonly re: Float64Array
  private readonly im: Float64Array

  constructor(matrices: readonly ComplexMatrix[]) {
    const entries = matrices.map(({ re, im }) => [...re.keys()].filter((e) => re[e] !== 0 || im[e] !== 0))
    const flat = matrices.flatMap((matrix, j) => entries[j]!.map((e) => ({ matrix, e })))
    this.operators = matrices.length
    this.first = new Int32Array(matrices.length + 1)
    entries.forEach((list, j) => {
      this.first[j + 1] = this.first[j]! + list.length
    })
    this.row = Int32Array.from(flat, ({ matrix, e }) => Math.floor(e / matrix.columns))
    this.column = Int32Array.from(flat, ({ matrix, e }) => e % matrix.columns)
    this.re = Float64Array.from(flat, ({ matrix, e }) => matrix.re[e]!)
    this.im = Float64Array.from(flat, ({ matrix, e }) => matrix.im[e]!)
  }

  /** weights[j] ← ‖L_jψ‖²; returns their sum. */
  weigh(psi: WaveFunction, weights: Float64Array): number {
    let total = 0
    for (let j = 0; j < this.operators; j++) {
      weights[j] = this.weight(j, psi)
      total += weights[j]!
    }
    return total
  }

  private weight(j: number, psi: WaveFunction): number {
    let [sum, x, y] = [0, 0, 0]
    for (let e = this.first[j]!, end = this.first[j + 1]!; e < end; e++) {
      const l = this.column[e]!
      x += this.re[e]! * psi.re[l]! - this.im[e]! * psi.im[l]!
      y += this.re[e]! * psi.im[l]! + this.im[e]! * psi.re[l]!
      if (e + 1 < end && this.row[e + 1] === this.row[e]) continue
      sum += x * x + y * y
      x = y = 0
    }
    return sum
  }

  /** out ← L_jψ; `out` may not be ψ. */
  apply(j: number, psi: WaveFunction, out: WaveFunction): void {
    out.re.fill(0)
    out.im.fill(0)
    for (let e = this.first[j]!; e < this.first[j + 1]!; e++) {
      const k = this.row[e]!,
        l = this.column[e]!
      out.re[k]! += this.re[e]! * psi.re[l]! - this.im[e]! * psi.im[l]!
      out.im[k]! += this.re[e]! * psi.im[l]! + this.im[e]! * psi.re[l]!
    }
  }
}

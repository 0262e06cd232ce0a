import { complexZeros, largestEntry, schurReduction, type ComplexMatrix, type Reduction } from '../numerics/index.js'
import { openLevels, type Momenta } from './momenta.js'

/** Beyond this many times the largest entry of W, what elimination adds to it would take its last digits. */
export const mostGrowth = 8

/**
 * What the coupling W of levels at one point is for the open ones alone, closed ones (X = −κ/m) being eliminated:
 *   W_oo + W_oc (X_c − W_cc)⁻¹ W_co,
 * with which (X − W)⁻¹ between open levels is (X_o − W)⁻¹. Owns scratch memory.
 */
export class EffectiveCoupling {
  private readonly scratch: ComplexMatrix
  private readonly largest: number
  private readonly shift: Float64Array
  /** For as many open levels as the last energy had: mostly the next one has the same. */
  private reduction: { readonly open: number; readonly reduce: Reduction } | undefined

  /** @param negative −W. */
  constructor(private readonly negative: ComplexMatrix) {
    this.scratch = complexZeros(negative.rows, negative.columns)
    this.largest = largestEntry(negative)
    this.shift = new Float64Array(negative.rows)
  }

  /**
   * The negative of it over the open levels, which the next call changes; −W over all levels where elimination would
   * lose digits, the closed ones among themselves nearly being bound.
   */
  at(momenta: Momenta, mass: number): ComplexMatrix {
    const { negative, shift } = this
    const open = openLevels(momenta)
    if (open === negative.rows) return negative
    for (let k = open; k < shift.length; k++) shift[k] = -momenta.value[k]! / mass
    const reduced = { ...this.scratch, rows: open, columns: open }
    return this.reducing(open)(shift, reduced) <= mostGrowth * this.largest ? reduced : negative
  }

  private reducing(open: number): Reduction {
    if (this.reduction?.open !== open) this.reduction = { open, reduce: schurReduction(this.negative, open) }
    return this.reduction.reduce
  }
}

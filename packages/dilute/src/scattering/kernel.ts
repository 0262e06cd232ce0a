import type { ComplexMatrix } from '../numerics/index.js'
import type { Momenta } from './momenta.js'

/**
 * What a solver computes at one total energy, before batching. Not shared between concurrent calls: it owns scratch
 * memory.
 */
export interface ScatteringKernel {
  /** The momenta of the last call of `fill`. */
  readonly momenta: Momenta
  /**
   * Sets the entries of `out`, S − 1 over channels, between open channels for E = 𝓔_level + offset; it leaves the
   * others.
   */
  fill(level: number, offset: number, out: ComplexMatrix): void
}

/** Sets rows from `openRows` and columns from `openColumns` on to zero. */
export function clearClosed({ re, im, rows, columns }: ComplexMatrix, openRows: number, openColumns = openRows): void {
  for (let row = 0; row < rows; row++) {
    const from = row * columns + (row < openRows ? openColumns : 0)
    re.fill(0, from, (row + 1) * columns)
    im.fill(0, from, (row + 1) * columns)
  }
}

/** visit(k, a, l, b) for all open levels k, l and modes a, b. */
export function forEachOpenPair(
  { open }: Momenta,
  modes: number,
  visit: (k: number, a: number, l: number, b: number) => void,
): void {
  for (let k = 0; k < open.length; k++) {
    if (!open[k]) continue
    for (let l = 0; l < open.length; l++) {
      if (!open[l]) continue
      for (let a = 0; a < modes; a++) for (let b = 0; b < modes; b++) visit(k, a, l, b)
    }
  }
}

import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import { phaseStep, type Momenta } from './momenta.js'

/** The two directions of a line as modes: 0 is +, 1 is −. */
export const signOf = (mode: number): 1 | -1 => (mode === 0 ? 1 : -1)

/** Rows (k, σ) over scattering sites: the outgoing waves of section 2a, and the same less their value at p = 0, over p. */
export interface LineWaves {
  /** F = U*_ιk e^{−iσp_kq_ι}. */
  readonly plane: ComplexMatrix
  /** F̂ = U*_ιk (e^{−iσp_kq_ι} − 1)/p_k. */
  readonly reduced: ComplexMatrix
}

export function lineWavesFor(levels: number, sites: number): LineWaves {
  return { plane: complexZeros(2 * levels, sites), reduced: complexZeros(2 * levels, sites) }
}

/** Fills the rows of open channels. */
export function fillLineWaves(
  { eigenvectors: u }: System, { positions }: ContactStrengths, sites: readonly number[], { value: p, open }: Momenta, out: LineWaves,
): void {
  for (let row = 0; row < out.plane.rows; row++) {
    const k = row >> 1
    if (!open[k]) continue
    for (let s = 0; s < sites.length; s++) {
      const step = phaseStep(p[k]!, true, -signOf(row & 1) * positions[sites[s]!]![0]!)
      const x = u.re[sites[s]! * u.columns + k]!
      const y = -u.im[sites[s]! * u.columns + k]!
      const entry = row * sites.length + s
      const re = (out.reduced.re[entry] = x * step.re - y * step.im)
      const im = (out.reduced.im[entry] = x * step.im + y * step.re)
      out.plane.re[entry] = x + p[k]! * re
      out.plane.im[entry] = y + p[k]! * im
    }
  }
}

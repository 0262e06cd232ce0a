import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import { setPhaseStep, type Momenta } from './momenta.js'

/**
 * Rows (k, σ), σ = + before −, over scattering sites: the outgoing waves of docs/theory.md §5.1, and the same less
 * their value at p = 0, over p.
 */
export interface LineWaves {
  /** F = U*_ιk e^{−iσp_kq_ι}. */
  readonly plane: ComplexMatrix
  /** F̂ = U*_ιk (e^{−iσp_kq_ι} − 1)/p_k. */
  readonly reduced: ComplexMatrix
  /** Scratch: (e^{−iσpq} − 1)/p. */
  readonly step: { readonly re: Float64Array; readonly im: Float64Array }
}

export function lineWavesFor(levelCount: number, sites: number): LineWaves {
  return {
    plane: complexZeros(2 * levelCount, sites),
    reduced: complexZeros(2 * levelCount, sites),
    step: complexZeros(1, 1),
  }
}

/** Fills the rows of open channels. */
export function fillLineWaves(
  { eigenvectors: u }: System,
  { positions }: ContactStrengths,
  sites: readonly number[],
  { value: p, open }: Momenta,
  out: LineWaves,
): void {
  const { re, im } = out.step
  for (let k = 0; k < open.length; k++) {
    if (!open[k]) continue
    for (let s = 0; s < sites.length; s++) {
      const x = u.re[sites[s]! * u.columns + k]!
      const y = -u.im[sites[s]! * u.columns + k]!
      setPhaseStep(p[k]!, true, -positions[sites[s]!]![0]!, 0, re, im)
      setWave(x, y, p[k]!, re[0]!, im[0]!, 2 * k * sites.length + s, out)
      setWave(x, y, p[k]!, re[0]!, -im[0]!, (2 * k + 1) * sites.length + s, out)
    }
  }
}

/** F̂ = (x + iy)(re + i·im) and F = x + iy + pF̂. */
function setWave(
  x: number,
  y: number,
  p: number,
  re: number,
  im: number,
  entry: number,
  { plane, reduced }: LineWaves,
): void {
  const u = (reduced.re[entry] = x * re - y * im)
  const v = (reduced.im[entry] = x * im + y * re)
  plane.re[entry] = x + p * u
  plane.im[entry] = y + p * v
}

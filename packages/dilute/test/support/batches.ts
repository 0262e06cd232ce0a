import { complexBatch, type Scatterer } from '../../src/scattering/index.js'

/** A complex number while it is computed with. */
export interface C {
  re: number
  im: number
}

/** S − 1 at 𝓔_level + offset as a function of (row, column). */
export function transitionsAt(scatterer: Scatterer, level: number, offset: number): (row: number, column: number) => C {
  const channels = scatterer.levelCount * scatterer.modes
  const batch = complexBatch(channels, 1)
  scatterer.transitions({ level, offsets: Float64Array.of(offset) }, batch)
  return (row, column) => ({ re: batch.re[row * channels + column]!, im: batch.im[row * channels + column]! })
}

/** t at 𝓔_level + offset between (level, direction) pairs, as a function of (row, column). */
export function amplitudesAt(
  scatterer: Scatterer,
  level: number,
  offset: number,
  directions: readonly (readonly number[])[],
): (row: number, column: number) => C {
  const size = scatterer.levelCount * directions.length
  const batch = complexBatch(size, 1)
  scatterer.amplitudes({ level, offsets: Float64Array.of(offset) }, directions, batch)
  return (row, column) => ({ re: batch.re[row * size + column]!, im: batch.im[row * size + column]! })
}

export const times = (a: C, b: C): C => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re })
export const plus = (a: C, b: C): C => ({ re: a.re + b.re, im: a.im + b.im })
export const minus = (a: C, b: C): C => ({ re: a.re - b.re, im: a.im - b.im })
export const conjugate = (a: C): C => ({ re: a.re, im: -a.im })
export const modulus = (a: C): number => Math.hypot(a.re, a.im)
export const divide = (a: C, b: C): C => {
  const d = b.re * b.re + b.im * b.im
  return { re: (a.re * b.re + a.im * b.im) / d, im: (a.im * b.re - a.re * b.im) / d }
}

import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { ComplexBatch, EnergyBatch } from '../scatterer.js'

/** Runs a one-energy kernel over a batch, energy fastest in the output. */
export function batched(channels: number, fill: (level: number, offset: number, out: ComplexMatrix) => void) {
  const one = complexZeros(channels, channels)
  return ({ level, offsets }: EnergyBatch, out: ComplexBatch): void => {
    const count = offsets.length
    for (let e = 0; e < count; e++) {
      fill(level, offsets[e]!, one)
      for (let i = 0; i < one.re.length; i++) {
        out.re[i * count + e] = one.re[i]!
        out.im[i * count + e] = one.im[i]!
      }
    }
  }
}

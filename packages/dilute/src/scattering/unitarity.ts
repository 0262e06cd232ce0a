import { complexBatch, type EnergyBatch, type Scatterer } from './scatterer.js'

/** max |S†S − 1| over the open channels and all energies of the batch: a law, not an error estimate. */
export function unitarityResidual(scatterer: Scatterer, energies: EnergyBatch): number {
  const channels = scatterer.levels * scatterer.modes
  const batch = complexBatch(channels, energies.offsets.length)
  scatterer.transitions(energies, batch)
  let worst = 0
  for (let e = 0; e < energies.offsets.length; e++) worst = Math.max(worst, residualAt(batch.re, batch.im, channels, e, energies.offsets.length))
  return worst
}

/** With X = S − 1: S†S − 1 = X + X† + X†X, zero on closed channels too, where X is zero. */
function residualAt(re: Float64Array, im: Float64Array, channels: number, e: number, stride: number): number {
  const at = (row: number, column: number): number => (row * channels + column) * stride + e
  let worst = 0
  for (let i = 0; i < channels; i++) {
    for (let j = 0; j < channels; j++) {
      let x = re[at(i, j)]! + re[at(j, i)]!
      let y = im[at(i, j)]! - im[at(j, i)]!
      for (let k = 0; k < channels; k++) {
        x += re[at(k, i)]! * re[at(k, j)]! + im[at(k, i)]! * im[at(k, j)]!
        y += re[at(k, i)]! * im[at(k, j)]! - im[at(k, i)]! * re[at(k, j)]!
      }
      worst = Math.max(worst, Math.hypot(x, y))
    }
  }
  return worst
}

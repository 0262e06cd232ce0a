import type { ComplexMatrix } from '../numerics/index.js'
import type { SecularGenerator } from '../generator/index.js'

/**
 * J = Tr[H D(ρ)] = Σ_k 𝓔_k D(ρ)_kk, the heat per unit time from the gas of the generator into the system; ρ Hermitian,
 * in the basis of the levels. Only the block Ω = 0 takes part. With several gases each has its own generator and its
 * own J.
 */
export function heatFlow({ system: { levels, sites: n }, blocks }: SecularGenerator, density: ComplexMatrix): number {
  const { pairs, matrix } = blocks.find(({ frequency }) => frequency === 0)!
  const places = Int32Array.from(pairs, ([k, l]) => k * n + l)
  let heat = 0
  pairs.forEach(([k, l], row) => {
    if (k !== l) return
    let change = 0
    for (let j = 0, entry = row * places.length; j < places.length; j++, entry++) {
      change += matrix.re[entry]! * density.re[places[j]!]! - matrix.im[entry]! * density.im[places[j]!]!
    }
    heat += (levels[k]! - levels[0]!) * change
  })
  return heat
}

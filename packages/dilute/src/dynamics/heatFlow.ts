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

/**
 * How far `heatFlow` may be off: by the errors of the generator, Σ|𝓔_k − 𝓔_l| δD_kk,ll ρ_ll, of the state within its
 * `radii` (N × N, in the basis of the levels; what populations miss they add up to zero) and of the levels.
 */
export function heatFlowError(
  { system: { levels, levelError, sites: n }, blocks }: SecularGenerator,
  density: ComplexMatrix,
  radii: Float64Array,
): number {
  const { pairs, matrix, errors } = blocks.find(({ frequency }) => frequency === 0)!
  const carried = new Float64Array(pairs.length)
  let error = 0
  let [least, most] = [Infinity, -Infinity]
  pairs.forEach(([i, j], column) => {
    const size = Math.hypot(density.re[i * n + j]!, density.im[i * n + j]!)
    pairs.forEach(([k, l], row) => {
      if (k !== l) return
      const entry = row * pairs.length + column
      const gap = levels[k]! - levels[i]!
      const flow = Math.hypot(matrix.re[entry]!, matrix.im[entry]!)
      carried[column]! += (i === j ? gap : Math.abs(gap)) * flow
      error += size * (Math.abs(gap) * (errors[entry]! + rounding * n * flow) + 2 * levelError * flow)
    })
    if (i !== j) error += radii[i * n + j]! * Math.abs(carried[column]!)
    else [least, most] = [Math.min(least, carried[column]!), Math.max(most, carried[column]!)]
  })
  const radius = pairs.reduce((largest, [k, l]) => (k === l ? Math.max(largest, radii[k * n + k]!) : largest), 0)
  return error + radius * (most - least)
}

const rounding = 4 * Number.EPSILON

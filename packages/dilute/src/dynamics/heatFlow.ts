import type { ComplexMatrix } from '../numerics/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { dissipator } from './dissipator.js'

/**
 * J = Tr[H D(ρ)] = Σ_k 𝓔_k D(ρ)_kk, the heat per unit time from the gas of the generator into the system; ρ Hermitian, in the basis of the levels.
 * With several gases each has its own generator and its own J.
 */
export function heatFlow(generator: SecularGenerator, density: ComplexMatrix): number {
  const { levels } = generator.system
  const { re, rows: n } = dissipator(generator, density)
  let sum = 0
  for (let k = 1; k < n; k++) sum += (levels[k]! - levels[0]!) * re[k * n + k]!
  return sum
}

import { largestEntry } from '../numerics/index.js'
import { logPeakDensity, type System, type ThermalGas } from '../model/index.js'
import type { CollisionTable } from './collisionTable.js'
import type { RateTable } from './rateTable.js'
import { thermalIntegrals, type ThermalIntegrals } from './thermalIntegrals.js'

/** `physical`: flux times probability. `paper`: eq. (20) with its prefactor πν as printed, for reproducing Fig. 1. */
export type Normalization = 'physical' | 'paper'

/**
 * The transition rates (20) of a thermal gas, section 3's one formula:
 *   a_kl = (2π)^{d−1} ν ∫dE G(E−𝓔_l) Σ_μμ′ |S_{kμ′,lμ} − δ|²,  E above both thresholds.
 * In the paper's normalisation divided by 2^{d+1}π^d (4π in one dimension), which cancels in every dimensionless result.
 * Errors add the quadrature's estimate, the rounding of the amplitudes and of the levels, and, for rates near 10⁻³⁰⁸, the
 * loss of digits there.
 * @throws RangeError where gas and table are of different dimension or mass.
 */
export function thermalRates(table: CollisionTable, gas: ThermalGas, normalization: Normalization = 'physical'): RateTable {
  const { scatterer } = table
  if (gas.dimension !== scatterer.dimension || gas.mass !== scatterer.mass) {
    throw new RangeError(`the gas (d = ${gas.dimension}, m = ${gas.mass}) is not the one of the table (d = ${scatterer.dimension}, m = ${scatterer.mass})`)
  }
  const integrals = thermalIntegrals(scatterer.system, table.panels, gas.beta)
  const scale = prefactor(gas, normalization)
  return scaled(scatterer.system, integrals, (k, l) => scale * uphill(scatterer.system.levels, gas.beta, k, l))
}

/** (2π)^{d−1} ν G(0), or the paper's. */
export function prefactor(gas: ThermalGas, normalization: Normalization): number {
  const d = gas.dimension
  const physical = (2 * Math.PI) ** (d - 1) * gas.density * Math.exp(logPeakDensity(gas))
  return normalization === 'physical' ? physical : physical / (2 ** (d + 1) * Math.PI ** d)
}

/** e^{−β(max(𝓔_k,𝓔_l)−𝓔_l)}: what the gas particle must bring along. */
function uphill(levels: Float64Array, beta: number, k: number, l: number): number {
  return Math.exp(-beta * (levels[Math.max(k, l)]! - levels[l]!))
}

function scaled(system: System, { value, error, floor }: ThermalIntegrals, factor: (k: number, l: number) => number): RateTable {
  const n = system.sites
  const mixing = levelMixing(system)
  const values = new Float64Array(n * n)
  const errors = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const pair = k * n + l
      const rounding = 2 * Math.sqrt(value[pair]! * floor[pair]!) + floor[pair]!
      values[pair] = factor(k, l) * value[pair]!
      errors[pair] = factor(k, l) * (error[pair]! + rounding + (mixing[k]! + mixing[l]!) * value[pair]!) + (value[pair]! > 0 ? Number.MIN_VALUE / Number.EPSILON : 0)
    }
  }
  return { levels: n, values, errors }
}

/**
 * The relative uncertainty of a level's rates from rounding in H: its eigenvector is good to ε‖H‖/gap, gap to the next level that is
 * not degenerate with it. Of note only for near-degenerate levels and for energies counted from far away.
 */
function levelMixing({ levels, groups, hamiltonian }: System): Float64Array {
  const scale = 10 * Number.EPSILON * Math.max(largestEntry(hamiltonian), Math.abs(levels[0]!), Math.abs(levels.at(-1)!))
  const mixing = new Float64Array(levels.length)
  groups.forEach((group, g) => {
    const below = g > 0 ? levels[group[0]!]! - levels[groups[g - 1]![0]!]! : Infinity
    const above = g + 1 < groups.length ? levels[groups[g + 1]![0]!]! - levels[group[0]!]! : Infinity
    for (const k of group) mixing[k] = scale / Math.min(below, above)
  })
  return mixing
}

import { OutOfDomain } from '../numerics/index.js'
import {
  gasParts,
  levelMixing,
  logPeakDensity,
  gasDistribution,
  type Gas,
  type GasPart,
  type MaxwellPart,
  type ShapedPart,
  type System,
  type ThermalGas,
} from '../model/index.js'
import { betasOf, type CollisionTable } from './collisionTable.js'
import { integralError, keptIntegral, rateIntegrals, type RateIntegrals } from './rateIntegrals.js'
import { arrheniusTable, sumRates, type RateTable } from '../rates/index.js'
import { distributionIntegral } from './distributionIntegrals.js'
import { thermalIntegral } from './thermalIntegrals.js'

/** `physical`: flux times probability. `paper`: eq. (20) with its prefactor πν as printed, for reproducing Fig. 1. */
export type Normalization = 'physical' | 'paper'

/**
 * The transition rates (20) of a gas, one formula for all (docs/theory.md §8.1):
 *   a_kl = (2π)^{d−1} ∫dE Σ_μ νG_μ(E−𝓔_l) Σ_μ′ |S_{kμ′,lμ} − δ|²,  E above both thresholds.
 * In the paper's normalisation divided by 2^{d+1}π^d (4π in one dimension), which cancels in every dimensionless
 * result. Errors add the quadrature's estimate, the rounding of the amplitudes and of the levels, and, for rates near
 * 10⁻³⁰⁸, the loss of digits there.
 * @throws RangeError where gas and table are of different dimension or mass, or the table was not built for such a gas
 * or β.
 */
export function gasRates(table: CollisionTable, gas: Gas, normalization: Normalization = 'physical'): RateTable {
  const { scatterer } = table
  if (gas.dimension !== scatterer.dimension || gas.mass !== scatterer.mass) {
    throw new OutOfDomain(
      'gas',
      `the gas (d = ${gas.dimension}, m = ${gas.mass}) is not the one of the table (d = ` +
        `${scatterer.dimension}, m = ${scatterer.mass})`,
    )
  }
  requireServed(table, gas)
  const scale = (density: number, peak: number): number => normalized(density, peak, gas.dimension, normalization)
  const rates = gasParts(gas).map((part) => partRates(table, part, scale))
  return rates.length === 1 ? rates[0]! : sumRates(rates)
}

function partRates(table: CollisionTable, part: GasPart, scale: Scale): RateTable {
  if ('shape' in part) return shapedRates(table, part, scale)
  if (part.mode !== undefined && table.planes === 1) {
    throw new OutOfDomain(
      'table',
      'the table does not keep right- and left-movers apart: build it for gases that are directed',
    )
  }
  return maxwellian(table, part, scale(part.density, part.peak))
}

/** (2π)^{d−1} ν G(0), or the paper's. */
type Scale = (density: number, peak: number) => number

/** `gasRates` of a thermal gas. */
export function thermalRates(
  table: CollisionTable,
  gas: ThermalGas,
  normalization: Normalization = 'physical',
): RateTable {
  return gasRates(table, gas, normalization)
}

export function normalized(density: number, peak: number, d: number, normalization: Normalization): number {
  return ((2 * Math.PI) ** (d - 1) * density * peak) / unitOf(normalization, d)
}

/** What a rate in a normalisation is to be multiplied by for one per unit time: 1, or the paper's 2^{d+1}π^d. */
export function unitOf(normalization: Normalization, d: number): number {
  return normalization === 'physical' ? 1 : 2 ** (d + 1) * Math.PI ** d
}

/** Rates of particles with νG = `peak`·e^{−βε}, from one direction where the part has one. */
function maxwellian(table: CollisionTable, { beta, mode }: MaxwellPart, peak: number): RateTable {
  return ofMaxwellian(table.scatterer.system, thermalSums(table, beta, mode), beta, peak)
}

/** The rates of a thermal gas from integrals ∫dE e^{−β(E−max(𝓔_k,𝓔_l))} Σ|S−1|², wherever they come from. */
export function maxwellianRates(
  system: System,
  integrals: RateIntegrals,
  gas: ThermalGas,
  normalization: Normalization = 'physical',
): RateTable {
  return ofMaxwellian(
    system,
    integrals,
    gas.beta,
    normalized(gas.density, Math.exp(logPeakDensity(gas)), gas.dimension, normalization),
  )
}

function ofMaxwellian(system: System, integrals: RateIntegrals, beta: number, peak: number): RateTable {
  const wells = system.levels.map((level) => beta * (level - system.levels[0]!))
  return tableOf(system, integrals, peak, {
    wells,
    wellError: beta * system.levelError,
    uphill: (k, l) => beta * Math.max(0, system.levels[k]! - system.levels[l]!),
  })
}

function shapedRates(table: CollisionTable, { shape, density }: ShapedPart, scale: Scale): RateTable {
  const {
    scatterer: { system },
    panels,
    densities,
    alone,
  } = table
  if (!densities.includes(shape.momentumDensity))
    throw new OutOfDomain(
      'gas',
      'the table was not built for this momentum density, and might miss it: name the gas in `gases`',
    )
  const integral = alone
    ? keptIntegral(system.sites, 0)
    : distributionIntegral(system.levels, gasDistribution({ ...shape, density: 1 }))
  return tableOf(system, rateIntegrals(system.sites, panels, integral), scale(density, 1), level(system.sites))
}

/** The integrals at one β, from the sums where the table keeps no more. */
function thermalSums(
  { scatterer: { levelCount, system }, panels, alone }: CollisionTable,
  beta: number,
  plane: 0 | 1 | undefined,
): RateIntegrals {
  return rateIntegrals(
    levelCount,
    panels,
    alone ? keptIntegral(levelCount, plane ?? 0) : thermalIntegral(system.levels, beta, plane),
  )
}

/**
 * ∫dE e^{−β(E−max(𝓔_k,𝓔_l))} Σ|S−1|² of an undirected thermal gas.
 * @throws OutOfDomain where the table was not built for this β.
 */
export function tableIntegrals(table: CollisionTable, beta: number): RateIntegrals {
  requireBetas(table, [beta])
  return thermalSums(table, beta, undefined)
}

/** @throws RangeError where the table was not built for these β's, or for another gas alone. */
function requireServed(table: CollisionTable, gas: Gas): void {
  if (table.alone && !haveEqualMomenta(table.alone, gas))
    throw new OutOfDomain('gas', 'the table was built for one gas alone, and this is another one')
  requireBetas(table, betasOf(gas))
}

function requireBetas({ betas }: CollisionTable, asked: readonly number[]): void {
  for (const beta of asked) {
    if (betas === null || beta < betas[0] || beta > betas[1]) {
      throw new OutOfDomain(
        'beta',
        `the table was built for ${betas === null ? 'no β' : `β from ${betas[0]} to ${betas[1]}`}, not for ${beta}: name every β that will be asked for`,
      )
    }
  }
}

/** Whether gases differ in their density at most. */
function haveEqualMomenta(one: Gas, other: Gas): boolean {
  const [parts, others] = [gasParts(one), gasParts(other)]
  return parts.length === others.length && parts.every((part, i) => hasEqualMomenta(part, others[i]!))
}

function hasEqualMomenta(part: GasPart, other: GasPart): boolean {
  if ('shape' in part) return 'shape' in other && part.shape.momentumDensity === other.shape.momentumDensity
  return 'beta' in other && part.beta === other.beta && part.mode === other.mode
}

/**
 * What the wells of the table are, and what a gas particle must bring along for a transition from l to k, both over the
 * temperature.
 */
interface Heights {
  readonly wells: Float64Array
  readonly wellError: number
  readonly uphill: (k: number, l: number) => number
}

const level: (n: number) => Heights = (n) => ({ wells: new Float64Array(n), wellError: 0, uphill: () => 0 })

function tableOf(
  system: System,
  integrals: RateIntegrals,
  scale: number,
  { wells, wellError, uphill }: Heights,
): RateTable {
  const n = system.sites
  const mixed = mixingErrors(system, integrals.value)
  const [prefactors, prefactorErrors, barriers, heights] = [0, 1, 2, 3].map(() => new Float64Array(n * n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      if (k === l) continue
      const pair = k * n + l
      const value = integrals.value[pair]!
      prefactors[pair] = scale * value
      prefactorErrors[pair] = scale * (integralError(integrals, pair) + mixed(k, l))
      barriers[pair] = Math.max(wells[k]!, wells[l]!)
      heights[pair] = uphill(k, l)
    }
  }
  return arrheniusTable({ prefactors, prefactorErrors, barriers, wells, wellError }, heights)
}

/**
 * What uncertain eigenvectors do to an integral of |t_kl|²: they mix a part of other levels into k and l. Where levels
 * coincide the part is what an H that is off by all that is forgiven has, and the amplitudes it adds, t_jl and t_kj,
 * may be far larger than t_kl.
 */
function mixingErrors(system: System, values: Float64Array): (k: number, l: number) => number {
  const { sites: n, groups } = system
  const mixing = levelMixing(system)
  if (groups.length === n) return (k, l) => (mixing[k]! + mixing[l]!) * values[k * n + l]!
  const [into, outOf] = [new Float64Array(n), new Float64Array(n)]
  values.forEach((value, pair) => {
    into[Math.floor(pair / n)]! += value
    outOf[pair % n]! += value
  })
  return (k, l) =>
    2 * Math.sqrt(values[k * n + l]!) * (mixing[k]! * Math.sqrt(outOf[l]!) + mixing[l]! * Math.sqrt(into[k]!))
}

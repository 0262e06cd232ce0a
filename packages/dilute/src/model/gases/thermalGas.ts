import { InvalidModel, requireNonNegative, requirePositive } from '../invalidModel.js'
import { reachInThermalEnergies, type GasDistribution } from './distribution.js'

/** The dimension of the space that the gas moves in. */
export type Dimension = 1 | 2 | 3

/** An ideal gas in thermal equilibrium, dilute. Units: ħ = k_B = 1. */
export interface ThermalGas {
  readonly dimension: Dimension
  /** m, the mass of one gas particle. */
  readonly mass: number
  /** ν, particles per length, area or volume; zero is allowed and gives zero rates. */
  readonly density: number
  /** β, the inverse temperature. */
  readonly beta: number
}

/**
 * The gas, checked.
 * @throws InvalidModel for a dimension other than 1, 2, 3, a mass or β that is not positive, a negative density.
 */
export function thermalGas(gas: ThermalGas): ThermalGas {
  requireDimension(gas.dimension)
  requirePositive('mass', gas.mass)
  requireNonNegative('density', gas.density)
  requirePositive('beta', gas.beta)
  return Object.freeze({ ...gas })
}

export function requireDimension(dimension: number): void {
  if (![1, 2, 3].includes(dimension)) throw new InvalidModel('dimension', '1, 2 or 3', String(dimension))
}

/**
 * ln of the largest value of G(p) = Z⁻¹e^{−βE_p}, that is −ln Z with Z = (2πm/β)^{d/2} (docs/theory.md §3), so that
 * G = exp(logPeakDensity − βE_p).
 */
export function logPeakDensity({ dimension, mass, beta }: Pick<ThermalGas, 'dimension' | 'mass' | 'beta'>): number {
  return -0.5 * dimension * Math.log((2 * Math.PI * mass) / beta)
}

const thermalParts = (gas: ThermalGas) => [
  { beta: gas.beta, density: gas.density, peak: Math.exp(logPeakDensity(gas)) },
]

function thermalDistribution(gas: ThermalGas): GasDistribution {
  const { beta, density } = gas
  const peak = density * Math.exp(logPeakDensity(gas))
  return {
    weight: (kinetic) => peak * Math.exp(-beta * kinetic),
    directed: false,
    edges: [1 / beta, 8 / beta],
    reach: reachInThermalEnergies / beta,
    scales: [1 / beta, 1 / beta],
  }
}

/** What rates ask of it. */
export const thermalKind = { parts: thermalParts, distribution: thermalDistribution }

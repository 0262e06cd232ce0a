import { InvalidModel, requireNonNegative, requirePositive } from './invalidModel.js'

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

/** @throws InvalidModel for a dimension other than 1, 2, 3, a mass or β that is not positive, a negative density. */
export function thermalGas(gas: ThermalGas): ThermalGas {
  if (![1, 2, 3].includes(gas.dimension)) throw new InvalidModel('dimension', '1, 2 or 3', String(gas.dimension))
  requirePositive('mass', gas.mass)
  requireNonNegative('density', gas.density)
  requirePositive('beta', gas.beta)
  return Object.freeze({ ...gas })
}

/**
 * ln of the largest value of G(p) = Z⁻¹e^{−βE_p}, that is −ln Z with Z = (2πm/β)^{d/2} (physics: section 1 of the notation),
 * so that G = exp(logPeakDensity − βE_p).
 */
export function logPeakDensity({ dimension, mass, beta }: ThermalGas): number {
  return -0.5 * dimension * Math.log((2 * Math.PI * mass) / beta)
}

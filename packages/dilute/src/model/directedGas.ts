import { logPeakDensity } from './gas.js'
import { InvalidModel, requireNonNegative, requirePositive } from './invalidModel.js'

/** The particles that move one way. */
export interface Movers {
  /** How many of them there are per length; zero is allowed. */
  readonly density: number
  /** β of their half of Maxwell's distribution. */
  readonly beta: number
}

/**
 * A gas on the line whose right- and left-movers come from reservoirs of their own: two halves of Maxwell's
 * distribution, νG(p) = 2ν_σ √(β_σ/2πm) e^{−β_σp²/2m} with σ the sign of p. Equal halves make the thermal gas of
 * density ν_+ + ν_−.
 */
export interface DirectedGas {
  readonly dimension: 1
  readonly mass: number
  /** Particles with p > 0. */
  readonly right: Movers
  /** Particles with p < 0. */
  readonly left: Movers
}

/**
 * The gas, checked.
 * @throws InvalidModel for a dimension other than 1, a mass or β that is not positive, a negative density.
 */
export function directedGas({ dimension, mass, right, left }: DirectedGas): DirectedGas {
  if ((dimension as number) !== 1)
    throw new InvalidModel('dimension', '1, since only the line has right and left', String(dimension))
  requirePositive('mass', mass)
  for (const [name, movers] of [
    ['right', right],
    ['left', left],
  ] as const) {
    requireNonNegative(`${name}.density`, movers.density)
    requirePositive(`${name}.beta`, movers.beta)
  }
  return Object.freeze({ dimension, mass, right: Object.freeze({ ...right }), left: Object.freeze({ ...left }) })
}

/** νG(0) of movers: twice that of a thermal gas of the same density, since they have half the line. */
export function peakOfMovers({ density, beta }: Movers, mass: number): number {
  return 2 * density * Math.exp(logPeakDensity({ dimension: 1, mass, beta }))
}

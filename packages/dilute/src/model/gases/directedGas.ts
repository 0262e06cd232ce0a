import { InvalidModel, requireNonNegative, requirePositive } from '../invalidModel.js'
import { ascending, reachInThermalEnergies, type GasDistribution } from './distribution.js'
import { logPeakDensity } from './thermalGas.js'

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

/** In the order of the modes on the line. */
function directedParts({ right, left, mass }: DirectedGas) {
  return (
    [
      [right, 0],
      [left, 1],
    ] as const
  ).map(([movers, mode]) => ({ beta: movers.beta, density: 1, peak: peakOfMovers(movers, mass), mode }))
}

function directedDistribution({ right, left, mass }: DirectedGas): GasDistribution {
  const [rightPeak, leftPeak] = [peakOfMovers(right, mass), peakOfMovers(left, mass)]
  const [coldest, hottest] = [Math.max(right.beta, left.beta), Math.min(right.beta, left.beta)]
  return {
    weight: (kinetic, direction) =>
      direction > 0 ? rightPeak * Math.exp(-right.beta * kinetic) : leftPeak * Math.exp(-left.beta * kinetic),
    directed: right.beta !== left.beta || right.density !== left.density,
    edges: ascending([right, left].flatMap(({ beta }) => [1 / beta, 8 / beta])),
    reach: reachInThermalEnergies / hottest,
    scales: [1 / coldest, 1 / hottest],
  }
}

/** What rates ask of it. */
export const directedKind = { parts: directedParts, distribution: directedDistribution }

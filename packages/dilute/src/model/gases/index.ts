import type { GasDistribution } from './distribution.js'
import { directedKind, type DirectedGas } from './directedGas.js'
import { stationaryKind, type StationaryGas } from './stationaryGas.js'
import { thermalKind, type ThermalGas } from './thermalGas.js'

export * from './directedGas.js'
export * from './distribution.js'
export * from './momentumDensity.js'
export * from './stationaryGas.js'
export * from './thermalGas.js'

/** An ideal dilute gas of any stationary momentum density. */
export type Gas = ThermalGas | DirectedGas | StationaryGas

/** A share of a gas: Maxwell's distribution, of all directions or of one, or another momentum density. */
export type GasPart = MaxwellPart | ShapedPart

/** νG = density·peak·e^{−βε}. */
export interface MaxwellPart {
  readonly beta: number
  readonly density: number
  readonly peak: number
  /** On the line, where the part moves one way only: 0 right, 1 left. */
  readonly mode?: 0 | 1
}

/** Any other. */
export interface ShapedPart {
  readonly density: number
  readonly shape: StationaryGas
}

/** What rates ask of a kind of gas: the parts whose rates add up, and its νG on the energy shell. */
interface GasKind<G extends Gas> {
  readonly parts: (gas: G) => readonly GasPart[]
  readonly distribution: (gas: G) => GasDistribution
}

/** Nothing else asks of what kind a gas is. */
function ask<T>(gas: Gas, question: <G extends Gas>(kind: GasKind<G>, gas: G) => T): T {
  if ('beta' in gas) return question(thermalKind, gas)
  if ('right' in gas) return question(directedKind, gas)
  return question(stationaryKind, gas)
}

/** The parts of a gas. */
export const gasParts = (gas: Gas): readonly GasPart[] => ask(gas, (kind, own) => kind.parts(own))

/** νG of any gas as a function of kinetic energy and direction: all that rates need to know of it. */
export const gasDistribution = (gas: Gas): GasDistribution => ask(gas, (kind, own) => kind.distribution(own))

/** β of a gas in equilibrium, the same in all directions; null for a gas that has no temperature. */
export function inverseTemperature(gas: Gas): number | null {
  const [part, ...others] = gasParts(gas)
  return others.length === 0 && part !== undefined && 'beta' in part ? part.beta : null
}

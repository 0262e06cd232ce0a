import { peakOfMovers, type DirectedGas } from './directedGas.js'
import { logPeakDensity, type ThermalGas } from './gas.js'
import type { StationaryGas } from './stationaryGas.js'

/** νG on the energy shell: as a function of kinetic energy and direction. */
export interface GasDistribution {
  /**
   * ν·G(p) at kinetic energy ε for particles that move to the right (+1) or left (−1) on the line; the direction does
   * not matter in d = 2, 3.
   */
  readonly weight: (kinetic: number, direction: 1 | -1) => number
  /** Whether the two directions differ. */
  readonly directed: boolean
  /** Kinetic energies at which G is not smooth or has features, ascending, none at zero. */
  readonly edges: readonly number[]
  /** Beyond this kinetic energy the gas holds a fraction of less than about 1e-22. */
  readonly reach: number
  /** Smallest and largest energy scale of G (1/β for thermal; both β's for directed). */
  readonly scales: readonly [number, number]
}

/** Thermal energies that fit into one e^{−βε} before it is nothing: e^{−50} = 2·10⁻²². */
export const reachInThermalEnergies = 50
/** What a panel of momentum may hold of the gas and still count as empty. */
const nothing = 1e-22

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

/**
 * What a kind of gas is: the parts whose rates add up, and its G on the energy shell. Nothing else asks of what kind a
 * gas is.
 */
interface GasKind {
  readonly parts: () => readonly GasPart[]
  readonly distribution: () => GasDistribution
}

function kindOf(gas: Gas): GasKind {
  if ('beta' in gas) return { parts: () => thermalParts(gas), distribution: () => thermalDistribution(gas) }
  if ('right' in gas) return { parts: () => directedParts(gas), distribution: () => directedDistribution(gas) }
  return { parts: () => [{ density: gas.density, shape: gas }], distribution: () => stationaryDistribution(gas) }
}

/** The parts of a gas. */
export const gasParts = (gas: Gas): readonly GasPart[] => kindOf(gas).parts()

/** νG of any gas as a function of kinetic energy and direction: all that rates need to know of it. */
export const gasDistribution = (gas: Gas): GasDistribution => kindOf(gas).distribution()

/** β of a gas in equilibrium, the same in all directions; null for a gas that has no temperature. */
export function inverseTemperature(gas: Gas): number | null {
  const [part, ...others] = gasParts(gas)
  return others.length === 0 && part !== undefined && 'beta' in part ? part.beta : null
}

const thermalParts = (gas: ThermalGas): GasPart[] => [
  { beta: gas.beta, density: gas.density, peak: Math.exp(logPeakDensity(gas)) },
]

/** In the order of the modes on the line. */
function directedParts({ right, left, mass }: DirectedGas): GasPart[] {
  return (
    [
      [right, 0],
      [left, 1],
    ] as const
  ).map(([movers, mode]) => ({ beta: movers.beta, density: 1, peak: peakOfMovers(movers, mass), mode }))
}

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

function stationaryDistribution(gas: StationaryGas): GasDistribution {
  const {
    dimension,
    mass,
    density,
    integral,
    panels,
    momentumDensity: { at, from, to },
  } = gas
  const scale = density / integral
  const held = panels.filter(({ value }) => value > nothing)
  const energy = (p: number): number => (p * p) / (2 * mass)
  const widths = held.map((panel) => Math.abs(energy(panel.to) - energy(panel.from)))
  const mean = held.reduce((sum, panel) => sum + (panel.value / integral) * energy((panel.from + panel.to) / 2), 0)
  return {
    weight: (kinetic, direction) => {
      const p = (dimension === 1 ? direction : 1) * Math.sqrt(2 * mass * kinetic)
      return p >= from && p <= to ? scale * at(p) : 0
    },
    directed: dimension === 1 && !isEven(gas),
    edges: ascending(panels.flatMap((panel) => [energy(panel.from), energy(panel.to)])).filter((e) => e > 0),
    reach: Math.max(...held.flatMap((panel) => [energy(panel.from), energy(panel.to)])),
    scales: [Math.min(...widths, mean), mean],
  }
}

/** G(p) = G(−p), looked at on a few points of every panel. */
function isEven({ panels, momentumDensity: { at, from, to } }: StationaryGas): boolean {
  if (from !== -to) return false
  return panels.every(({ from: a, to: b }) =>
    [0.03, 0.31, 0.77].every((t) => at(a + t * (b - a)) === at(-(a + t * (b - a)))),
  )
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)

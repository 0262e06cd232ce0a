import { type IntegralPanel, integralPanels, NotConverged } from '../../numerics/index.js'
import { ascending, type GasDistribution } from './distribution.js'
import { requireDimension, type Dimension } from './thermalGas.js'
import { InvalidModel, requireFinite, requireNonNegative, requirePositive } from '../invalidModel.js'
import type { MomentumDensity } from './momentumDensity.js'

/** A gas of any stationary momentum density: a beam, a shell, a mixture. It has no temperature. */
export interface StationaryGas {
  readonly dimension: Dimension
  readonly mass: number
  /** ν, particles per length, area or volume. */
  readonly density: number
  readonly momentumDensity: MomentumDensity
  /** ∫dᵈp G as given; rates are of G divided by it. */
  readonly integral: number
  /** Panels of momentum on which a 21-point rule integrates G, with the fraction of the gas on each. */
  readonly panels: readonly IntegralPanel[]
}

/** Arguments of `stationaryGas`. */
export type StationaryGasArguments = Pick<StationaryGas, 'dimension' | 'mass' | 'density' | 'momentumDensity'>

/** The surface of the unit sphere: on the line both signs of p are in the support. */
const directions = { 1: 1, 2: 2 * Math.PI, 3: 4 * Math.PI } as const
const defaultTolerance = 1e-6
/** Of the integral over a panel, as a fraction of the gas. */
const panelTolerance = 1e-11

/**
 * A gas with this G(p), which is integrated to see that it is normalised and where its features are.
 * @throws InvalidModel for a support that is none (in two and three dimensions |p| ≥ 0), a G that is negative, not
 * finite or not normalised.
 */
export function stationaryGas({ dimension, mass, density, momentumDensity }: StationaryGasArguments): StationaryGas {
  requireDimension(dimension)
  requirePositive('mass', mass)
  requireNonNegative('density', density)
  requireSupport(momentumDensity, dimension)
  const panels = normalizationPanels(momentumDensity, dimension)
  const integral = panels.reduce((sum, { value }) => sum + value, 0)
  const { normalizationTolerance: tolerance = defaultTolerance } = momentumDensity
  if (!(Math.abs(integral - 1) <= tolerance)) {
    throw new InvalidModel(
      'momentumDensity',
      `a density that integrates to 1 within ${tolerance}, ${measure[dimension]} = 1`,
      String(Number(integral.toPrecision(10))),
    )
  }
  return Object.freeze({ dimension, mass, density, momentumDensity, integral, panels })
}

const measure = { 1: '∫dp G(p)', 2: '∫2πp dp G(p)', 3: '∫4πp² dp G(p)' } as const

function requireSupport({ from, to, kinks = [] }: MomentumDensity, dimension: Dimension): void {
  requireFinite('momentumDensity.from', from)
  requireFinite('momentumDensity.to', to)
  if (!(to > from)) throw new InvalidModel('momentumDensity.to', `a momentum above from, ${from}`, String(to))
  if (dimension > 1 && from < 0)
    throw new InvalidModel(
      'momentumDensity.from',
      `zero or more, since in ${dimension} dimensions G is a function of |p|`,
      String(from),
    )
  kinks.forEach((kink, i) => {
    if (!(kink > from && kink < to))
      throw new InvalidModel(`momentumDensity.kinks[${i}]`, `a momentum between ${from} and ${to}`, String(kink))
  })
}

function normalizationPanels({ at, from, to, kinks = [] }: MomentumDensity, dimension: Dimension): IntegralPanel[] {
  const edges = [...new Set([from, ...kinks, 0, to])].filter((p) => p >= from && p <= to).sort((a, b) => a - b)
  const integrand = (p: number): number => directions[dimension] * p ** (dimension - 1) * checked(at(p), p)
  try {
    return integralPanels(integrand, { edges, tolerance: panelTolerance })
  } catch (error) {
    if (!(error instanceof NotConverged)) throw error
    throw new InvalidModel('momentumDensity', 'a density that can be integrated', error.message)
  }
}

function checked(value: number, p: number): number {
  if (value >= 0 && value < Infinity) return value
  throw new InvalidModel('momentumDensity', 'a density that is finite and not negative', `G(${p}) = ${value}`)
}

/** What a panel of momentum may hold of the gas and still count as empty. */
const nothing = 1e-22

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

/** What rates ask of it. */
export const stationaryKind = {
  parts: (gas: StationaryGas) => [{ density: gas.density, shape: gas }],
  distribution: stationaryDistribution,
}

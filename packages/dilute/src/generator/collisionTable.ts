import {
  gasParts,
  gasDistribution,
  type Gas,
  type GasPart,
  type MomentumDensity,
  type GasDistribution,
  type StationaryGas,
} from '../model/index.js'
import { finish, NotConverged, once, OutOfDomain, type Steps } from '../numerics/index.js'
import { probeEnergies, type Resonance, type Scatterer } from '../scattering/index.js'
import type { AmplitudePrecision, Panel, Planes } from './panel.js'
import type { PanelIntegral } from './rateIntegrals.js'
import { Refinement } from './refinement.js'
import { distributionIntegral } from './distributionIntegrals.js'
import { resonancesIn, stretchAbove, type Stretch } from './stretches.js'
import { layerOf } from './thresholdLayers.js'
import { thermalIntegral } from './thermalIntegrals.js'

/**
 * What a table is built for: inverse temperatures, gases, or both. `gasCell` says it for a gas whose neighbours are to
 * share the table.
 */
export interface CollisionTableOptions {
  /**
   * Every inverse temperature that will be asked for; the table serves any value between the smallest and the largest.
   */
  readonly betas?: readonly number[] | undefined
  /**
   * Gases that will be asked for. Thermal and directed ones count with their β's; any density of the same kind is
   * served.
   */
  readonly gases?: readonly Gas[] | undefined
  /** Whether right- and left-movers are kept apart; they are, too, where one of the gases asks for it. */
  readonly directed?: boolean | undefined
  /**
   * The one gas that will be asked for, at any density: its integrals are kept in place of the probabilities, and have
   * the same bits. For many levels.
   */
  readonly alone?: Gas | undefined
  /** Bound on the estimated relative error of every rate; 10⁻¹⁰ unless given. */
  readonly relativeError?: number | undefined
}

/**
 * Transition probabilities on an adaptive set of energies: the only expensive thing, built once and asked for every β
 * and density.
 */
export interface CollisionTable {
  readonly scatterer: Scatterer
  readonly panels: readonly Panel[]
  /**
   * All stretches of energy, ascending; panels lie on those where a transition can happen. The one below is cut when
   * first asked for.
   */
  readonly stretches: readonly Stretch[]
  /** 2 where incoming directions are kept apart, for gases whose right- and left-movers differ. */
  readonly planes: Planes
  /** The smallest and the largest β that panels resolve; null where they were built for other gases alone. */
  readonly betas: readonly [number, number] | null
  /** Momentum densities that the panels resolve, besides thermal ones. */
  readonly densities: readonly MomentumDensity[]
  /** The gas that alone is served. */
  readonly alone: Gas | null
  readonly relativeError: number
  /** How well amplitudes are known. */
  readonly precision: AmplitudePrecision
  /** The largest of the solver's own estimates of its error in S; null where amplitudes are a closed formula. */
  readonly amplitudeError: number | null
  /** Total energies at which amplitudes were computed. */
  readonly energiesEvaluated: number
  /** Total energies and widths of the resonances found. */
  readonly resonances: readonly Resonance[]
}

const sampledBetas = 12

/** The relative error of rates where none is asked for. */
const usualError = 1e-10

/**
 * Evaluates the amplitudes on panels between thresholds and refines, by bisection, wherever the error of any rate at
 * any β asked for exceeds its share. Resonances are looked for first, since adaptive quadrature alone can miss a narrow
 * one. Where rounding forbids the tolerance (amplitudes across a resonance of width Γ are good to about ε/Γ) it stops,
 * and the error bars tell.
 * @throws RangeError for betas or a tolerance that make no sense, NotConverged where neither tolerance nor rounding is
 * reached.
 */
export function collisionTable(scatterer: Scatterer, options: CollisionTableOptions): CollisionTable {
  return finish(collisionTableSteps(scatterer, options))
}

/** As `collisionTable`, a panel a step. */
export function* collisionTableSteps(
  scatterer: Scatterer,
  { betas: given = [], gases = [], directed = false, alone, relativeError = usualError }: CollisionTableOptions,
): Steps<CollisionTable> {
  const { levels } = scatterer.system
  const betas = [...given, ...gases.flatMap(betasOf)]
  const parts = gases.flatMap(gasParts)
  const others = parts.flatMap(shapesOf)
  const distributions = others.map(gasDistribution)
  check(scatterer, betas, distributions.length, relativeError)
  const planes =
    directed || distributions.some((distribution) => distribution.directed) || parts.some((part) => 'mode' in part)
      ? 2
      : 1
  const kept = alone && keptIntegrals(levels, alone)
  const nothingElse = given.length === 0 && gases.every((gas) => gas === alone) && planes === 1
  const integrals =
    kept && nothingElse
      ? kept
      : [
          ...thermalIntegrals(levels, representative(betas), planes),
          ...distributions.map((distribution) => distributionIntegral(levels, distribution)),
        ]
  let looked = 0
  const thin = new Set<number>()
  const above = (group: number): Stretch => {
    const stretch = stretchAbove(scatterer, group, betas, distributions)
    const { edges: layers, isThin, evaluated } = layerOf(scatterer, stretch)
    looked += evaluated
    if (isThin) thin.add(scatterer.system.groups[group]![0]!)
    return { ...stretch, layers }
  }
  const inelastic = softened(yield* inelasticStretches(scatterer, above), thin)
  const cuts = once(() => (scatterer.system.groups.length === inelastic.length ? inelastic : [above(0), ...inelastic]))
  const amplitudeError = inelastic.length === 0 ? null : worstEstimate(scatterer, hottest(betas, distributions))
  const precision = amplitudePrecision(scatterer, amplitudeError)
  const refinement = new Refinement(scatterer, {
    ...{ planes, integrals, kept, precision },
    relativeError: thin.size > 0 ? Math.min(relativeError, usualError) : relativeError,
  })
  const panels = yield* refinement.run(inelastic)
  return {
    scatterer,
    panels,
    get stretches() {
      return cuts()
    },
    planes,
    betas: betas.length === 0 ? null : [Math.min(...betas), Math.max(...betas)],
    densities: others.map(({ momentumDensity }) => momentumDensity),
    alone: alone ?? null,
    relativeError,
    precision,
    amplitudeError,
    energiesEvaluated: looked + refinement.energiesEvaluated,
    resonances: resonancesIn(scatterer, inelastic),
  }
}

/** Above every group of levels but a lowest level on its own, over which no level is left for another. */
function* inelasticStretches({ system: { groups } }: Scatterer, above: (group: number) => Stretch): Steps<Stretch[]> {
  const found: Stretch[] = []
  for (let group = groups[0]!.length > 1 ? 0 : 1; group < groups.length; group++) {
    yield { what: 'scattering: resonances', done: group, of: groups.length }
    found.push(above(group))
  }
  return found
}

/** With what is known of the levels at their upper ends: those next to whose thresholds there are thin layers. */
const softened = (found: readonly Stretch[], thin: ReadonlySet<number>): Stretch[] =>
  found.map((stretch) => ({ ...stretch, softEnd: stretch.upper !== undefined && thin.has(stretch.upper) }))

const shapesOf = (part: GasPart): StationaryGas[] => ('shape' in part ? [part.shape] : [])

/** The largest energy scale of any gas. */
const hottest = (betas: readonly number[], distributions: readonly GasDistribution[]): number =>
  Math.max(...betas.map((beta) => 1 / beta), ...distributions.map(({ scales }) => scales[1]))

/** The β's of a gas, one for each part that has one. */
export const betasOf = (gas: Gas): number[] => gasParts(gas).flatMap((part) => ('beta' in part ? [part.beta] : []))

/** For every β; where directions are kept apart, for each of them alone. */
function thermalIntegrals(levels: Float64Array, betas: readonly number[], planes: Planes): PanelIntegral[] {
  const directions = planes === 1 ? [undefined] : ([0, 1] as const)
  return betas.flatMap((beta) => directions.map((direction) => thermalIntegral(levels, beta, direction)))
}

/** All that the rates of one gas are made of. */
function keptIntegrals(levels: Float64Array, gas: Gas): PanelIntegral[] {
  return gasParts(gas).map((part) =>
    'beta' in part
      ? thermalIntegral(levels, part.beta, part.mode)
      : distributionIntegral(levels, gasDistribution({ ...part.shape, density: 1 })),
  )
}

function check(scatterer: Scatterer, betas: readonly number[], others: number, relativeError: number): void {
  if (betas.length + others === 0 || !betas.every((beta) => beta > 0 && beta < Infinity))
    throw new OutOfDomain('betas', 'betas must be positive numbers, at least one')
  if (!(relativeError > 0))
    throw new OutOfDomain('relativeError', `relativeError must be positive, but is ${relativeError}`, relativeError)
  if (scatterer.brokenLaws.thermalRates !== undefined) throw new NotConverged(scatterer.brokenLaws.thermalRates)
}

/** At most twelve of the betas, spread over the list, the extremes among them. */
function representative(betas: readonly number[]): number[] {
  const sorted = [...new Set(betas)].sort((a, b) => a - b)
  if (sorted.length <= sampledBetas) return sorted
  return Array.from(
    { length: sampledBetas },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (sampledBetas - 1))]!,
  )
}

/** A solver of potentials rounds S, not S − 1, to about this. */
const leastSolverError = 1e-13

/** Rounding, and the solver's own estimate where it has one. */
function amplitudePrecision(
  { levelCount, modes, shellFunctions, dimension, brokenLaws, system: { groups } }: Scatterer,
  amplitudeError: number | null,
): AmplitudePrecision {
  const mixing = shellFunctions?.multiplicities ? 1 : modes
  return {
    relative: 8 * levelCount * mixing * Number.EPSILON,
    absolute: amplitudeError === null ? 0 : mixing * Math.max(leastSolverError, amplitudeError),
    // between equal levels such amplitudes have no rate at all
    growing: dimension === 1 && brokenLaws.unitarity !== undefined && groups.length === levelCount,
  }
}

/** At the energies where laws are tested too; `scale` is that of the hottest gas. */
function worstEstimate(scatterer: Scatterer, scale: number): number | null {
  const estimates = probeEnergies(scatterer.system, scale).flatMap((batch) => [
    ...(scatterer.estimatedErrors?.(batch) ?? []),
  ])
  return estimates.length === 0 ? null : Math.max(...estimates)
}

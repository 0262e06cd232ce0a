import { lazily, once, OutOfDomain, type ComplexMatrix, type Makers } from '../../numerics/index.js'
import { sumZeroFrequencyBlocks, type ZeroFrequencyBlock } from '../../rates/index.js'
import { entropyProductionOf, stationaryEntropyProduction } from './entropy.js'
import { commonWells, Frame } from './frame.js'
import { countingOf, type GroupCounting } from './groupCounting.js'
import { antisymmetric, energies, gibbsWells, heatOf, passages, type GroupMatrix } from './groupMatrices.js'
import { groupRates, type GroupRates } from './groupRates.js'
import type { MeasuredState } from './measuredState.js'
import { commonBeta, type ZeroFrequencyOptions } from './options.js'
import { blockRelaxation, reversibleGap, type BlockRelaxation } from './relaxation.js'
import type { Measured } from './sector.js'
import { StationaryMixture } from './stationaryMixture.js'

/**
 * The thermodynamics of the block ω = 0: nothing in it depends on a basis inside a group. Every part is computed when
 * first asked for.
 */
export interface ZeroFrequencyThermodynamics {
  readonly stationary: {
    readonly unique: boolean
    /**
     * How many stationary operators are linearly independent: more than there are extremal states where superpositions
     * are stationary too.
     */
    readonly dimension: number
    /**
     * Whether extremal states may be one in truth, joined by gains that are not told from zero: weights have errors
     * that hold both.
     */
    readonly undecided: boolean
    /** All extremal stationary states. */
    readonly extremal: readonly MeasuredState[]
  }
  /** The weights of the extremal states in what a state relaxes to. */
  readonly weights: (start: ComplexMatrix) => Float64Array
  /** The stationary state that the flows are those of. */
  readonly state: MeasuredState
  readonly groupRates: GroupRates
  /** K_gh = Tr P_g 𝒥(P_hρP_h) − Tr P_h 𝒥(P_gρP_g), from h to g, 1/time. */
  readonly currents: GroupMatrix
  /** K_gh(𝓔_g − 𝓔_h), energy/time. */
  readonly heat: GroupMatrix
  /** Heat from each gas into the system. */
  readonly bathHeat: readonly Measured[]
  /** @throws RangeError where the stationary state is not unique. */
  readonly counting: GroupCounting
  readonly relaxation: BlockRelaxation
  /** Null where the gases have no common β. */
  readonly reversibleGap: Measured | null
  /** σ in the stationary state, 1/time; null where a gas has no β. */
  readonly entropyProduction: Measured | null
  /**
   * σ of any other state, N × N in the energy basis, of which coherences between different levels count for nothing;
   * null where a gas has no β.
   */
  readonly entropyProductionOf: (density: ComplexMatrix) => Measured | null
}

/**
 * From the blocks of one gas or of several on one system.
 * @throws RangeError for no block, for blocks of different systems, or for another number of β's.
 */
export function zeroFrequencyThermodynamics(
  blocks: readonly ZeroFrequencyBlock[],
  options: ZeroFrequencyOptions,
): ZeroFrequencyThermodynamics {
  const sum = sumZeroFrequencyBlocks(blocks)
  if (options.betas.length !== blocks.length)
    throw new OutOfDomain('betas', `${options.betas.length} values of β, but there are ${blocks.length} gases`)
  const mixture = new StationaryMixture(blocks, options)
  return lazily<ZeroFrequencyThermodynamics>({
    stationary: () => lazily(stationaryMakers(mixture)),
    weights: () => (start) => mixture.weights(start),
    state: () => mixture.state(),
    groupRates: () => groupRates(sum),
    ...flowMakers(mixture, options.betas),
    counting: () => countingOf(blocks, mixture.sectors()),
    ...relaxationMakers(mixture, commonBeta(options.betas)),
  })
}

function stationaryMakers(mixture: StationaryMixture): Makers<ZeroFrequencyThermodynamics['stationary']> {
  return {
    unique: () => mixture.structure().dimension === 1,
    dimension: () => mixture.structure().dimension,
    undecided: () => mixture.undecided,
    extremal: () => mixture.extremal(),
  }
}

type Flows = 'currents' | 'heat' | 'bathHeat' | 'entropyProduction' | 'entropyProductionOf'

function flowMakers(
  mixture: StationaryMixture,
  betas: ZeroFrequencyOptions['betas'],
): Makers<Pick<ZeroFrequencyThermodynamics, Flows>> {
  const { blocks } = mixture
  const [{ levels, groups }] = blocks as readonly [ZeroFrequencyBlock]
  const known = betas.every((beta) => beta !== null) ? betas : null
  const [currents, bathHeat] = [once(() => currentsOf(mixture)), once(() => bathHeatOf(mixture))]
  return {
    currents,
    heat: () => heatOf(currents(), levels, groups),
    bathHeat,
    entropyProduction: () => (known === null ? null : stationaryEntropy(mixture, known, bathHeat)),
    entropyProductionOf: () => (density) => (known === null ? null : entropyProductionOf(blocks, known, density)),
  }
}

function currentsOf(mixture: StationaryMixture): GroupMatrix {
  const { blocks } = mixture
  const size = blocks[0]!.groups.length
  return antisymmetric(size, (g, h) => mixture.flow(blocks.map(() => passages(size, g, h))))
}

function bathHeatOf(mixture: StationaryMixture): readonly Measured[] {
  const { blocks } = mixture
  return blocks.map(({ levels, groups }, b) =>
    mixture.flow(blocks.map((_, other) => energies(levels, groups, other === b ? 1 : 0))),
  )
}

function relaxationMakers(
  { blocks, structure }: StationaryMixture,
  beta: number | null,
): Makers<Pick<ZeroFrequencyThermodynamics, 'relaxation' | 'reversibleGap'>> {
  const [{ levels, groups }] = blocks as readonly [ZeroFrequencyBlock]
  const inGibbs = (inverse: number): Frame => new Frame(blocks, gibbsWells(levels, groups, inverse), 0.5)
  return {
    relaxation: () =>
      blockRelaxation(
        beta === null ? new Frame(blocks, commonWells(blocks), 0.5) : inGibbs(beta),
        structure().dimension,
      ),
    reversibleGap: () => (beta === null ? null : reversibleGap(inGibbs(beta), structure().dimension)),
  }
}

/** (25) for one temperature, −Σβ_bJ_b for several. */
function stationaryEntropy(
  mixture: StationaryMixture,
  betas: readonly number[],
  bathHeat: () => readonly Measured[],
): Measured {
  const { blocks } = mixture
  if (commonBeta(betas) !== null && blocks.every(({ wells }) => wells.every((well, g) => well === blocks[0]!.wells[g])))
    return mixture.average(({ sector }) => stationaryEntropyProduction(sector))
  return bathHeat().reduce(
    (sum, { value, error }, b) => ({
      value: sum.value - betas[b]! * value,
      error: sum.error + Math.abs(betas[b]!) * error,
    }),
    { value: 0, error: 0 },
  )
}

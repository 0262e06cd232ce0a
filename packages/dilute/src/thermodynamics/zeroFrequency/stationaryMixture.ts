import { complexZeros, once, type ComplexMatrix } from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import type { MeasuredArray } from '../populations.js'
import { absorptionOf, type Absorption } from './absorption.js'
import { joinsOf, type Joins } from './joins.js'
import type { MeasuredState } from './measuredState.js'
import { mixed, mixedState } from './mixtures.js'
import { holdsGibbs, type ZeroFrequencyOptions } from './options.js'
import type { Measured } from './sector.js'
import { stationaryStructure } from './sectors.js'
import { inOrder, SupportedSector } from './supportedSector.js'
import { measuredWeights, uniform, weightsOf } from './weights.js'

/** The sectors of a block and the mixture of their stationary states that a start relaxes to; made when first asked. */
export class StationaryMixture {
  readonly structure = once(() => stationaryStructure(this.blocks))
  readonly sectors = once(() => this.supported())
  readonly extremal = once(() => this.sectors().map((sector) => sector.measured))
  readonly state = once((): MeasuredState => mixedState(this.shares(), this.extremal()))
  /** The weights of the extremal states, with their errors. */
  readonly shares = once(() => this.weighted())
  private readonly absorption = once(() => this.absorbed())
  private readonly joins = once(() => this.joined())

  constructor(
    readonly blocks: readonly ZeroFrequencyBlock[],
    private readonly options: ZeroFrequencyOptions,
  ) {}

  get undecided(): boolean {
    return this.joins()?.any ?? false
  }

  weights(start: ComplexMatrix): Float64Array {
    return weightsOf(this.absorption(), this.sectors().length, start)
  }

  /** Σ increments[gas][g·G + h] Tr P_g 𝒥(P_hρP_h), with what may pass between sectors that may be one. */
  flow(increments: readonly Float64Array[]): Measured {
    const { value, error } = this.average((sector) => sector.flow(increments))
    const joins = this.joins()
    if (joins?.any !== true) return { value, error }
    const { values, errors } = this.shares()
    const largest = Math.max(...increments.flatMap((each) => [...each].map(Math.abs)))
    const passing = joins.outflow.reduce((sum, rate, c) => sum + rate * (values[c]! + errors[c]!), 0)
    return { value, error: error + largest * passing }
  }

  average(ofSector: (sector: SupportedSector) => Measured): Measured {
    return mixed(this.shares(), this.sectors().map(ofSector))
  }

  private supported(): readonly SupportedSector[] {
    const gibbs = holdsGibbs(this.blocks, this.options)
    return inOrder(this.structure().supports.map((support) => new SupportedSector(this.blocks, support, gibbs)))
  }

  private absorbed(): Absorption | null {
    const supports = this.sectors().map(({ support }) => support)
    return supports.length === 1 ? null : absorptionOf(this.blocks, supports)
  }

  private joined(): Joins | null {
    const absorption = this.absorption()
    return (
      absorption &&
      joinsOf(
        absorption,
        this.extremal().map(({ density }) => density),
      )
    )
  }

  private weighted(): MeasuredArray {
    const { start, startError } = this.options
    const [{ levels }] = this.blocks as readonly [ZeroFrequencyBlock]
    const found = measuredWeights(this.absorption(), this.sectors().length, start ?? uniform(levels.length), startError)
    const joins = this.joins()
    return joins?.any === true ? joins.covering(found, this.gibbsWeights()) : found
  }

  /** The weights of the sectors in the Gibbs state, where that is known to be stationary. */
  private gibbsWeights(): Float64Array | null {
    return holdsGibbs(this.blocks, this.options) ? this.weights(gibbsDensity(this.blocks[0]!)) : null
  }
}

/** e^{−W}/Z, N × N in the energy basis. */
function gibbsDensity({ levels, groups, wells }: ZeroFrequencyBlock): ComplexMatrix {
  const out = complexZeros(levels.length, levels.length)
  const deepest = wells.reduce((least, well) => Math.min(least, well), Infinity)
  groups.forEach((members, g) => {
    for (const k of members) out.re[k * (levels.length + 1)] = Math.exp(deepest - wells[g]!)
  })
  return out
}

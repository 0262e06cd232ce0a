import { adjoint, type ComplexMatrix, complexZeros, multiply, once, OutOfDomain } from '../../numerics/index.js'
import { sumZeroFrequencyBlocks, type ZeroFrequencyBlock } from '../../rates/index.js'
import { absorptionOf, type Absorption } from './absorption.js'
import { cumulants, type MeasuredCumulants } from './counting.js'
import { entropyProductionOf, stationaryEntropyProduction } from './entropy.js'
import type { MeasuredArray } from '../populations.js'
import { commonWells, Frame } from './frame.js'
import { groupRates, type GroupRates } from './groupRates.js'
import { blockRelaxation, reversibleGap, type BlockRelaxation } from './relaxation.js'
import { Sector, type Measured } from './sector.js'
import { restricted, stationaryStructure, type Support } from './sectors.js'

/** A state in the energy basis, N × N, and radii of the errors of its entries. */
export interface MeasuredState {
  readonly density: ComplexMatrix
  readonly densityError: Float64Array
  /** Traces in the groups, their logarithms (−∞ where a group is empty), and the errors of both. */
  readonly groupPopulations: readonly Measured[]
  readonly logGroupPopulations: readonly Measured[]
}

/** Numbers between groups, G × G row-major [to][from], with their errors. */
export interface GroupMatrix {
  readonly values: Float64Array
  readonly errors: Float64Array
}

/** Cumulants of the net numbers of transitions between groups; mean and skewness antisymmetric, noise symmetric. */
export interface GroupCounting {
  readonly mean: GroupMatrix
  readonly noise: GroupMatrix
  readonly skewness: GroupMatrix
}

/** Options of `zeroFrequencyThermodynamics`. */
export interface ZeroFrequencyOptions {
  /** β of each gas, in the order of the blocks; null for one that has none. */
  readonly betas: readonly (number | null)[]
  /**
   * Where there are several stationary states, the state that the flows are those of is what this one relaxes to; N × N
   * in the energy basis.
   */
  readonly start?: ComplexMatrix
  /** Radii of the errors of its entries; none unless given. */
  readonly startError?: Float64Array
  /**
   * Whether the Gibbs state of the β that all gases share is known to be stationary whatever the errors of the block,
   * as it is for every unitary scattering: populations are then known better than the gains. Not unless given.
   */
  readonly gibbsIsStationary?: boolean
}

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
  { betas, start, startError, gibbsIsStationary = false }: ZeroFrequencyOptions,
): ZeroFrequencyThermodynamics {
  const sum = once(() => sumZeroFrequencyBlocks(blocks))
  sum()
  if (betas.length !== blocks.length)
    throw new OutOfDomain('betas', `${betas.length} values of β, but there are ${blocks.length} gases`)
  const [{ levels, groups }] = blocks as readonly [ZeroFrequencyBlock]
  const structure = once(() => stationaryStructure(blocks))
  const known = betas.every((beta) => beta !== null) ? betas : null
  const common = known !== null && known.every((beta) => beta === known[0]) ? known[0]! : null
  const holdsGibbs = gibbsIsStationary && common !== null && areGibbsWells(blocks, common)
  const sectors = once(() =>
    inOrder(structure().supports.map((support) => new SupportedSector(blocks, support, holdsGibbs))),
  )
  const extremal = once(() => sectors().map((sector) => sector.measured))
  const absorption = once(() => {
    const supports = sectors().map(({ support }) => support)
    return supports.length === 1 ? null : absorptionOf(blocks, supports)
  })
  const weights = (from: ComplexMatrix): Float64Array => weightsOf(absorption(), sectors().length, from)
  const shares = once(() =>
    measuredWeights(absorption(), sectors().length, start ?? uniform(levels.length), startError),
  )
  const flow = (increments: readonly Float64Array[]): Measured =>
    mixed(
      shares(),
      sectors().map((sector) => sector.flow(increments)),
    )
  const everyGas = (increment: Float64Array): Float64Array[] => blocks.map(() => increment)
  const currents = once(() => antisymmetric(groups.length, (g, h) => flow(everyGas(passages(groups.length, g, h)))))
  const bathHeat = once(() =>
    blocks.map((_, b) => flow(blocks.map((__, other) => energies(levels, groups, other === b ? 1 : 0)))),
  )
  const relaxation = once(() =>
    blockRelaxation(
      new Frame(blocks, common === null ? commonWells(blocks) : gibbsWells(levels, groups, common), 0.5),
      structure().dimension,
    ),
  )
  const gap = once(() =>
    common === null
      ? null
      : reversibleGap(new Frame(blocks, gibbsWells(levels, groups, common), 0.5), structure().dimension),
  )
  const counting = once(() => countingOf(blocks, sectors()))
  const state = once(() => mixedState(shares(), extremal()))
  const entropy = once(() => (known === null ? null : stationaryEntropy(blocks, known, shares(), sectors(), bathHeat)))
  const rates = once(() => groupRates(sum()))
  return {
    stationary: {
      get unique() {
        return structure().dimension === 1
      },
      get dimension() {
        return structure().dimension
      },
      get extremal() {
        return extremal()
      },
    },
    weights,
    get state() {
      return state()
    },
    get groupRates() {
      return rates()
    },
    get currents() {
      return currents()
    },
    get heat() {
      return heatOf(currents(), levels, groups)
    },
    get bathHeat() {
      return bathHeat()
    },
    get counting() {
      return counting()
    },
    get relaxation() {
      return relaxation()
    },
    get reversibleGap() {
      return gap()
    },
    get entropyProduction() {
      return entropy()
    },
    entropyProductionOf: (density) => (known === null ? null : entropyProductionOf(blocks, known, density)),
  }
}

/** A sector with its place in the whole. */
class SupportedSector {
  readonly sector: Sector
  private readonly present: readonly number[]
  private readonly groups: number

  constructor(
    blocks: readonly ZeroFrequencyBlock[],
    readonly support: Support,
    holdsGibbs: boolean,
  ) {
    this.sector = new Sector(
      blocks.map((block) => restricted(block, support)),
      holdsGibbs,
    )
    this.present = [...new Set(support.groupOf)].sort((a, b) => a - b)
    this.groups = blocks[0]!.groups.length
  }

  flow(increments: readonly Float64Array[]): Measured {
    return this.sector.flow(this.inside(increments))
  }

  /** Rows and columns of the groups that are present. */
  inside(increments: readonly Float64Array[]): Float64Array[] {
    return increments.map((all) =>
      Float64Array.from(this.present.flatMap((g) => this.present.map((h) => all[g * this.groups + h]!))),
    )
  }

  get measured(): MeasuredState {
    return (this.known ??= this.measure())
  }

  private known: MeasuredState | undefined

  private measure(): MeasuredState {
    const { values, errors } = this.sector.density()
    const { coordinates } = this.sector.frame
    const { isometry } = this.support
    const [small, bars] = [
      coordinates.matrixOf(values, isometry.columns),
      coordinates.matrixErrors(errors, isometry.columns),
    ]
    const moduli = {
      ...isometry,
      re: isometry.re.map((x, i) => Math.hypot(x, isometry.im[i]!)),
      im: new Float64Array(isometry.im.length),
    }
    const spread = multiply(
      multiply(moduli, { ...complexZeros(isometry.columns, isometry.columns), re: bars }),
      adjoint(moduli),
    )
    const logs = Array.from({ length: this.groups }, (_, g): Measured => {
      const at = this.present.indexOf(g)
      return at < 0 ? { value: -Infinity, error: 0 } : this.sector.logPopulation(at)
    })
    return {
      density: multiply(multiply(isometry, small), adjoint(isometry)),
      densityError: spread.re,
      logGroupPopulations: logs,
      groupPopulations: logs.map(({ value, error }) => ({
        value: Math.exp(value),
        error: value === -Infinity ? 0 : Math.exp(value) * error,
      })),
    }
  }
}

/**
 * The widest first, those of the lowest groups before others, fuller low groups before emptier ones: found in an order
 * that depends on a basis.
 */
function inOrder(sectors: readonly SupportedSector[]): readonly SupportedSector[] {
  return sectors.length === 1 ? sectors : sectors.toSorted((a, b) => bySupport(a, b) || byPopulations(a, b))
}

function bySupport({ support: { groupOf: a } }: SupportedSector, { support: { groupOf: b } }: SupportedSector): number {
  const first = a.findIndex((group, i) => group !== b[i])
  return b.length - a.length || (first < 0 ? 0 : a[first]! - b[first]!)
}

/** As far as errors tell them apart. */
function byPopulations(a: SupportedSector, b: SupportedSector): number {
  const others = b.measured.logGroupPopulations
  const apart = a.measured.logGroupPopulations.map(({ value, error }, g) => {
    const off = others[g]!.value - value
    return Math.abs(off) > error + others[g]!.error ? off : 0
  })
  return apart.find((off) => off !== 0) ?? 0
}

/** What of a state ends in each sector, over its trace; unknown, all alike, where no double tells. */
function weightsOf(absorption: Absorption | null, sectors: number, start: ComplexMatrix): Float64Array {
  const shares = (absorption?.shares(start) ?? new Float64Array(sectors)).map((share) => Math.max(0, share))
  const total = shares.reduce((sum, share) => sum + share, 0)
  return total > 0 ? shares.map((share) => share / total) : shares.fill(1 / sectors)
}

/**
 * The weights of a start with their errors: of the gains that transient parts go by, of its entries, which leave its
 * trace as it is, and rounding.
 */
function measuredWeights(
  absorption: Absorption | null,
  sectors: number,
  start: ComplexMatrix,
  startError?: Float64Array,
): MeasuredArray {
  const values = weightsOf(absorption, sectors, start)
  if (sectors === 1) return { values, errors: Float64Array.of(0) }
  if (absorption === null) return { values, errors: values.map((weight) => Math.max(weight, 1 - weight)) }
  const through = absorption.shareErrors(start)
  const all = sumOf(absorption.operators)
  const total = absorption.shares(start).reduce((sum, share) => sum + share, 0) || 1
  const ofStart = (c: number): number =>
    startError === undefined ? 0 : surplusError(startError, absorption.operators[c]!, values[c]!, all)
  const errors = values.map((weight, c) => start.rows * Number.EPSILON * weight + (through[c]! + ofStart(c)) / total)
  return { values, errors }
}

/** Σ δρ_ij|Q_ij − wT_ij|, of a weight w = Tr Qρ/Tr Tρ. */
const surplusError = (errors: Float64Array, q: ComplexMatrix, weight: number, all: ComplexMatrix): number =>
  errors.reduce(
    (sum, error, i) =>
      error === 0 ? sum : sum + error * Math.hypot(q.re[i]! - weight * all.re[i]!, q.im[i]! - weight * all.im[i]!),
    0,
  )

function sumOf(matrices: readonly ComplexMatrix[]): ComplexMatrix {
  const [{ rows, columns }] = matrices as readonly [ComplexMatrix]
  const out = complexZeros(rows, columns)
  for (const { re, im } of matrices) {
    re.forEach((x, i) => {
      out.re[i]! += x
      out.im[i]! += im[i]!
    })
  }
  return out
}

function uniform(n: number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let k = 0; k < n; k++) out.re[k * n + k] = 1 / n
  return out
}

/** Σ w_c x_c. What the weights are off by adds up to nothing: only how far the parts are apart counts. */
function mixed({ values: weights, errors }: MeasuredArray, parts: readonly Measured[]): Measured {
  if (parts.length === 1) return parts[0]!
  const counts = parts.map((_, c) => weights[c]! > 0 || errors[c]! > 0)
  const sum = (term: (part: Measured, c: number) => number): number =>
    parts.reduce((total, part, c) => (counts[c]! ? total + term(part, c) : total), 0)
  const mean = sum(({ value }, c) => (weights[c] === 0 ? 0 : weights[c]! * value))
  return {
    value: mean,
    error: sum(({ value, error }, c) => weights[c]! * error + errors[c]! * Math.abs(value - mean)),
  }
}

function mixedState(weights: MeasuredArray, states: readonly MeasuredState[]): MeasuredState {
  const [first] = states as readonly [MeasuredState]
  if (states.length === 1) return first
  return {
    ...mixedDensity(weights, states),
    logGroupPopulations: first.groupPopulations.map((_, g) =>
      mixedLogs(
        weights,
        states.map(({ logGroupPopulations }) => logGroupPopulations[g]!),
      ),
    ),
    groupPopulations: first.groupPopulations.map((_, g) =>
      mixed(
        weights,
        states.map(({ groupPopulations }) => groupPopulations[g]!),
      ),
    ),
  }
}

function mixedDensity(
  { values: weights, errors }: MeasuredArray,
  states: readonly MeasuredState[],
): Pick<MeasuredState, 'density' | 'densityError'> {
  const [{ density: first }] = states as readonly [MeasuredState]
  const density = complexZeros(first.rows, first.rows)
  const densityError = new Float64Array(density.re.length)
  states.forEach(({ density: { re, im }, densityError: own }, c) =>
    re.forEach((x, entry) => {
      density.re[entry]! += weights[c]! * x
      density.im[entry]! += weights[c]! * im[entry]!
      densityError[entry]! += weights[c]! * own[entry]! + errors[c]! * Math.hypot(x, im[entry]!)
    }),
  )
  return { density, densityError }
}

/** ln Σ w_c e^{x_c}; nothing is known of it where only a weight that is lost to rounding holds anything. */
function mixedLogs({ values: weights, errors }: MeasuredArray, logs: readonly Measured[]): Measured {
  const terms = logs.map(({ value, error }, c) => ({
    value: value + Math.log(weights[c]!),
    error: error + errors[c]! / weights[c]!,
  }))
  const highest = Math.max(...terms.map(({ value }) => value))
  if (highest === -Infinity) {
    const may = logs.some(({ value }, c) => value > -Infinity && errors[c]! > 0)
    return { value: -Infinity, error: may ? Infinity : 0 }
  }
  const total = terms.reduce((sum, { value }) => sum + Math.exp(value - highest), 0)
  const error = terms.reduce(
    (sum, term) => (term.value === -Infinity ? sum : sum + Math.exp(term.value - highest) * term.error),
    0,
  )
  return { value: highest + Math.log(total), error: error / total }
}

/** +1 for h → g, −1 for g → h. */
function passages(size: number, g: number, h: number): Float64Array {
  const out = new Float64Array(size * size)
  out[g * size + h] = 1
  out[h * size + g] = -1
  return out
}

const groupEnergy = (levels: Float64Array, groups: ZeroFrequencyBlock['groups'], g: number): number =>
  levels[groups[g]![0]!]!

/** factor·(𝓔_g − 𝓔_h). */
function energies(levels: Float64Array, groups: ZeroFrequencyBlock['groups'], factor: number): Float64Array {
  return Float64Array.from(
    { length: groups.length ** 2 },
    (_, entry) =>
      factor *
        (groupEnergy(levels, groups, Math.floor(entry / groups.length)) -
          groupEnergy(levels, groups, entry % groups.length)) || 0,
  )
}

const gibbsWells = (levels: Float64Array, groups: ZeroFrequencyBlock['groups'], beta: number): Float64Array =>
  Float64Array.from(groups, (_, g) => beta * (groupEnergy(levels, groups, g) - groupEnergy(levels, groups, 0)))

/** Whether all blocks have the wells of a thermal gas. */
function areGibbsWells(blocks: readonly ZeroFrequencyBlock[], beta: number): boolean {
  const [{ levels, groups }] = blocks as readonly [ZeroFrequencyBlock]
  const wells = gibbsWells(levels, groups, beta)
  return blocks.every((block) => block.wells.every((well, g) => well === wells[g]))
}

function antisymmetric(size: number, entry: (g: number, h: number) => Measured): GroupMatrix {
  const out = { values: new Float64Array(size * size), errors: new Float64Array(size * size) }
  for (let g = 0; g < size; g++) {
    for (let h = 0; h < g; h++) {
      const { value, error } = entry(g, h)
      out.values[g * size + h] = value
      out.values[h * size + g] = value === 0 ? 0 : -value
      out.errors[g * size + h] = out.errors[h * size + g] = error
    }
  }
  return out
}

function heatOf(
  { values, errors }: GroupMatrix,
  levels: Float64Array,
  groups: ZeroFrequencyBlock['groups'],
): GroupMatrix {
  const energy = energies(levels, groups, 1)
  return {
    values: values.map((x, entry) => x * energy[entry]! || 0),
    errors: errors.map((x, entry) => x * Math.abs(energy[entry]!)),
  }
}

function countingOf(blocks: readonly ZeroFrequencyBlock[], sectors: readonly SupportedSector[]): GroupCounting {
  if (sectors.length !== 1)
    throw new OutOfDomain('blocks', `counting needs a unique stationary state, but there are ${sectors.length}`)
  const [sector] = sectors as readonly [SupportedSector]
  const size = blocks[0]!.groups.length
  const all = Array.from({ length: size * size }, (_, entry): MeasuredCumulants | null => {
    const [g, h] = [Math.floor(entry / size), entry % size]
    return h < g ? cumulants(sector.sector, sector.inside(blocks.map(() => passages(size, g, h)))) : null
  })
  const noise = antisymmetric(size, (g, h) => all[g * size + h]!.noise)
  return {
    mean: antisymmetric(size, (g, h) => all[g * size + h]!.mean),
    noise: { ...noise, values: noise.values.map(Math.abs) },
    skewness: antisymmetric(size, (g, h) => all[g * size + h]!.skewness),
  }
}

/** (25) for one temperature, −Σβ_bJ_b for several. */
function stationaryEntropy(
  blocks: readonly ZeroFrequencyBlock[],
  betas: readonly number[],
  shares: MeasuredArray,
  sectors: readonly SupportedSector[],
  bathHeat: () => readonly Measured[],
): Measured {
  if (
    betas.every((beta) => beta === betas[0]) &&
    blocks.every(({ wells }) => wells.every((well, g) => well === blocks[0]!.wells[g]))
  ) {
    return mixed(
      shares,
      sectors.map(({ sector }) => stationaryEntropyProduction(sector)),
    )
  }
  return bathHeat().reduce(
    (sum, { value, error }, b) => ({
      value: sum.value - betas[b]! * value,
      error: sum.error + Math.abs(betas[b]!) * error,
    }),
    { value: 0, error: 0 },
  )
}

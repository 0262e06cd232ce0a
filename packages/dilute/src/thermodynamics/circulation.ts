import {
  censored,
  extended,
  ExtendedArray,
  heightDifferences,
  heights,
  minus,
  modulus,
  once,
  over,
  plus,
  scaled,
  smaller,
  squareRoot,
  stationaryWeights,
  times,
  timesExponential,
  toNumber,
  zero,
  type Censoring,
  type Extended,
} from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import { conservedCurrents } from './kirchhoff.js'
import { strongestTree, type Branch } from './strongestFlows.js'

/** Flows a_kl p_l between the m levels of a class, m × m, `[to][from]`, with what is not known of them. */
export interface Flows {
  readonly values: ExtendedArray
  /** Errors that are independent of each other: of every prefactor, and of the elimination. */
  readonly errors: ExtendedArray
  /**
   * Relative errors that a flow and its reverse have in common, that of their barrier; at [k][l] for k > l. Null where
   * no barrier has any.
   */
  readonly shared: Float64Array | null
}

/**
 * A closed class of levels in its stationary state: the flows F_kl = a_kl p_l, as much into every level as out of it.
 * Numbers are made of flows and of differences of heights over levels; a small change δF_kl of one rate times p_l
 * changes a stationary average by δF_kl times a gain that is such a difference. All arrays are over the m members;
 * rates between them that are not resolved count with their values. n³/3 operations; what follows is made when it is
 * asked for.
 */
export class Circulation {
  readonly populations: ExtendedArray
  /** p_l e^{wells[l]}: constant in detailed balance with a thermal gas. */
  readonly weights: ExtendedArray
  private readonly elimination: Censoring
  private made: {
    flows?: Flows
    ofRates?: Flows
    leak?: Flows | null
    netFlows?: ExtendedArray
    strongest?: readonly Branch[]
    heightNorms?: ExtendedArray
    chain?: Censoring
    forward?: Differences
    backward?: Differences
  } = {}

  /**
   * The levels of the class; one that holds much comes first, so that what rounding leaves over in a sum of sources is
   * little to it.
   */
  readonly members: readonly number[]

  constructor(
    private readonly rates: RateTable,
    levels: readonly number[],
  ) {
    let solved = solvedFor(rates, levels)
    const most = fullest(solved.populations)
    if (most > 0) solved = solvedFor(rates, [levels[most]!, ...levels.filter((_, i) => i !== most)])
    this.members = solved.members
    this.elimination = solved.elimination
    this.weights = solved.weights
    this.populations = solved.populations
  }

  /** N, of the table. */
  get levelCount(): number {
    return this.rates.size
  }

  /** Of the table, N. */
  get wells(): Float64Array {
    return this.rates.wells
  }

  /** How well ln p of each member is known from its well. */
  get wellErrors(): Float64Array {
    const { wellError, wells } = this.rates
    return Float64Array.from(this.members, (k) => wellError + Number.EPSILON * Math.abs(wells[k]!))
  }

  get flows(): Flows {
    return (this.made.flows ??= withLeak(this.ofRates, this.leak))
  }

  /** Without what may leave the class. */
  private get ofRates(): Flows {
    return (this.made.ofRates ??= flowsOf(this.rates, this))
  }

  /** The flows that a part of the rates causes, or all of them. */
  flowsOfPart(part: RateTable): Flows {
    return part === this.rates ? this.ofRates : flowsOf(part, this)
  }

  /**
   * What may leave the class through rates that were taken for nothing, and come back anywhere: errors of flows from
   * each member to every other. Null where every such rate is zero exactly.
   */
  get leak(): Flows | null {
    if (this.made.leak === undefined) this.made.leak = leakOf(this.rates, this)
    return this.made.leak
  }

  /** How often, at most, the class is left through rates that were taken for nothing, 1/time. */
  get outflow(): Extended {
    return exitsOf(this.rates, this).reduce(plus, zero)
  }

  /** F_kl − F_lk, conserved at every level, as far as rounding lets it be known. */
  get netFlows(): ExtendedArray {
    return (this.made.netFlows ??= netFlows(this.members.length, this.flows.values))
  }

  /** The tree of the strongest flows. */
  get strongest(): readonly Branch[] {
    return (this.made.strongest ??= strongestTree(this.members.length, this.ofRates.values))
  }

  /** h_k − h_l with Σ_k F_kl (h_k − h_l) = source_l, which must add up to zero. */
  differences(source: ExtendedArray): ExtendedArray {
    this.made.forward ??= differencesIn(this.chain())
    return this.made.forward(source)
  }

  /** The same of the flows turned round. */
  backwards(source: ExtendedArray): ExtendedArray {
    this.made.backward ??= differencesIn(reversed(this.chain()))
    return this.made.backward(source)
  }

  /** √Σ F_kl (h_k − h_l)² of the heights that a source at each level makes, less its share at all others. */
  get heightNorms(): ExtendedArray {
    return (this.made.heightNorms ??= heightNorms(this.chain(), this.populations))
  }

  private chain(): Censoring {
    return (this.made.chain ??= scaledByColumns(this.elimination, this.weights))
  }
}

/** Elimination down to the first of some levels. */
function solvedFor(
  rates: RateTable,
  members: readonly number[],
): Pick<Circulation, 'members' | 'weights' | 'populations'> & { elimination: Censoring } {
  const elimination = censored(members.length, symmetricFlows(rates, members))
  const weights = stationaryWeights(elimination)
  return { members, elimination, weights, populations: normalized(weights, members, rates.wells) }
}

/** The first member, unless another holds far more. */
function fullest(populations: ExtendedArray): number {
  let most = 0
  for (let i = 1; i < populations.length; i++) {
    const least = most === 0 ? scaled(populations.at(0), farMore) : populations.at(most)
    if (smaller(least, populations.at(i))) most = i
  }
  return most
}

const farMore = 100

/** Differences of heights for a source. */
export type Differences = (source: ExtendedArray) => ExtendedArray

/** Relative error of every rate that elimination amounts to, a bound for the sums of n terms in n steps. */
export const eliminationError = (size: number): number => (2 * size + 4) * Number.EPSILON

/** Prefactors with the parts of the exponentials that no weight takes up. */
function symmetricFlows(rates: RateTable, members: readonly number[]): ExtendedArray {
  const n = members.length
  const flows = new ExtendedArray(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue
      const entry = members[i]! * rates.size + members[j]!
      flows.set(i * n + j, timesExponential(rates.prefactors[entry]!, -rates.barriers[entry]!))
    }
  }
  return flows
}

/** Populations of the members; the weights are brought to the same sum. */
function normalized(weights: ExtendedArray, members: readonly number[], wells: Float64Array): ExtendedArray {
  const n = members.length
  const populations = new ExtendedArray(n)
  for (let i = 0; i < n; i++) {
    const well = wells[members[i]!]!
    populations.set(i, well === 0 ? weights.at(i) : times(weights.at(i), timesExponential(1, -well)))
  }
  const sum = populations.sum()
  for (let i = 0; i < n; i++) {
    weights.set(i, over(weights.at(i), sum))
    populations.set(i, over(populations.at(i), sum))
  }
  return populations
}

/** ln of what makes a prefactor a flow at weight 1; the barrier alone where the table has the wells of the weights. */
function logFactor(
  { size: levelCount, barriers, wells: own }: RateTable,
  k: number,
  l: number,
  wells: Float64Array,
): number {
  return own[l]! - wells[l]! - barriers[k * levelCount + l]!
}

/** The factors of flows: rates times what is stationary. */
export function scaledByColumns({ size, kept, rates, out, shares }: Censoring, weights: ExtendedArray): Censoring {
  const flows = { size, kept, rates: new ExtendedArray(size * size), out: new ExtendedArray(size), shares }
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < size; l++) flows.rates.setProduct(k * size + l, rates, k * size + l, weights, l)
    flows.out.setProduct(k, out, k, weights, k)
  }
  return flows
}

function leakOf(rates: RateTable, circulation: Circulation): Flows | null {
  const out = exitsOf(rates, circulation)
  if (out.every(({ mantissa }) => mantissa === 0)) return null
  const n = out.length
  const errors = ExtendedArray.from(n * n, (e) => (e % (n + 1) === 0 ? zero : out[e % n]!))
  return { values: new ExtendedArray(n * n), errors, shared: null }
}

/** Flows out of the class from each member, as large as they may be. */
function exitsOf(rates: RateTable, { members, populations }: Circulation): Extended[] {
  const inside = new Set(members)
  return members.map((l, i) => {
    let sum = zero
    for (let k = 0; k < rates.size; k++) if (!inside.has(k)) sum = plus(sum, largestRate(rates, k, l))
    return times(sum, populations.at(i))
  })
}

/** The rate with its error, from l to k. */
export function largestRate(
  { size: n, prefactors, prefactorErrors, barriers, wells }: RateTable,
  k: number,
  l: number,
): Extended {
  const entry = k * n + l
  if (prefactors[entry] === 0 && prefactorErrors[entry] === 0) return zero
  const amount = (prefactor: number): Extended => timesExponential(prefactor, wells[l]! - barriers[entry]!)
  return plus(amount(prefactors[entry]!), amount(prefactorErrors[entry]!))
}

function withLeak(flows: Flows, leak: Flows | null): Flows {
  return leak === null ? flows : { ...flows, errors: flows.errors.map((error, e) => plus(error, leak.errors.at(e))) }
}

/** F_kl − F_lk, n × n, conserved at every level; what is within the rounding of its flows is none. */
export function netFlows(n: number, flows: ExtendedArray): ExtendedArray {
  const [direct, rounding] = [new ExtendedArray(n * n), new ExtendedArray(n * n)]
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < k; l++) {
      const [to, from] = [flows.at(k * n + l), flows.at(l * n + k)]
      const [net, error] = [minus(to, from), scaled(plus(to, from), eliminationError(n))]
      rounding.set(k * n + l, error)
      if (smaller(error, modulus(net))) direct.set(k * n + l, net)
    }
  }
  return conservedCurrents(n, direct, rounding).values
}

/** What one table, the whole or a part of it, causes in the stationary state. */
export function flowsOf(
  part: RateTable,
  { members, weights, wells }: Pick<Circulation, 'members' | 'weights' | 'wells'>,
): Flows {
  const n = members.length
  const same = part.wells.every((well, l) => well === wells[l])
  const [values, errors, factor] = [new ExtendedArray(n * n), new ExtendedArray(n * n), new ExtendedArray(1)]
  const shared = same && part.wells.some((well) => well !== 0) ? new Float64Array(n * n) : null
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue
      const [entry, k, l] = [i * n + j, members[i]!, members[j]!]
      const [own, twin] = [part.barriers[k * part.size + l]!, part.barriers[l * part.size + k]!]
      const log = logFactor(part, k, l, wells)
      factor.setEntry(0, weights, j)
      if (log !== 0) factor.set(0, times(timesExponential(1, log), factor.at(0)))
      values.setScaled(entry, factor, 0, part.prefactors[k * part.size + l]!)
      const alone = same && own === twin ? 0 : exponentError(part, own, part.wells[l]! - wells[l]!)
      if (shared !== null && own === twin) shared[entry] = exponentError(part, own, 0)
      const relative = alone + eliminationError(n)
      errors.setScaled(entry, factor, 0, logarithmicError(part, k * part.size + l))
      errors.addScaled(entry, values, entry, relative)
    }
  }
  return { values, errors, shared }
}

/**
 * The error of a prefactor, taken in its logarithm: a rate known to ε may be smaller by the factor 1 − ε, and
 * populations follow logarithms of rates. An error near the prefactor or beyond it counts as it is, times what the
 * logarithm has come to.
 */
export function logarithmicError({ prefactors, prefactorErrors }: RateTable, entry: number): number {
  const error = prefactorErrors[entry]!
  const relative = Math.min(0.9, error / prefactors[entry]!)
  return relative > 1e-8 ? error * (-Math.log1p(-relative) / relative) : error
}

/** Of e^{well − barrier}. */
function exponentError({ wellError }: RateTable, barrier: number, well: number): number {
  return barrier === 0 && well === 0 ? 0 : 2 * wellError + Number.EPSILON * (Math.abs(barrier) + Math.abs(well))
}

/** The error of a number that δF_kl changes by δF_kl·gains[k][l]. */
export function propagated({ values, errors, shared }: Flows, gains: ExtendedArray): Extended {
  const error = new ExtendedArray(1)
  for (let entry = 0; entry < gains.length; entry++) error.addProductModulus(0, errors, entry, gains, entry)
  if (shared === null) return error.at(0)
  const n = Math.round(Math.sqrt(gains.length))
  const both = new ExtendedArray(1)
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < k; l++) {
      both.setProduct(0, values, k * n + l, gains, k * n + l)
      both.addProduct(0, values, l * n + k, gains, l * n + k)
      both.setModulus(0, both, 0)
      error.addScaled(0, both, 0, shared[k * n + l]!)
    }
  }
  return error.at(0)
}

/** The censored process with its flows turned round: the factors, transposed. */
export function reversed({ size, kept, rates }: Censoring): Censoring {
  const [turned, out] = [new ExtendedArray(size * size), new ExtendedArray(size)]
  const shares = new ExtendedArray(size * size)
  for (let k = 0; k < size; k++) for (let l = 0; l < size; l++) turned.setEntry(k * size + l, rates, l * size + k)
  for (let k = kept; k < size; k++) {
    for (let j = 0; j < k; j++) out.addEntry(k, turned, j * size + k)
    for (let j = 0; j < k; j++) shares.setQuotient(j * size + k, turned, j * size + k, out, k)
  }
  return { size, kept, rates: turned, out, shares }
}

/** Σ F_kl (h_k − h_l)² = −2 Σ h_l source_l. */
function heightNorms(chain: Censoring, populations: ExtendedArray): ExtendedArray {
  const { length: m } = populations
  return ExtendedArray.from(m, (j) => {
    const source = ExtendedArray.from(m, (l) => minus(extended(l === j ? 1 : 0), populations.at(l)))
    const h = heights(chain, source)
    return squareRoot(scaled(modulus(h.reduce((sum, x, l) => plus(sum, times(x, source.at(l))), zero)), 2))
  })
}

/** Differences of heights for many sources. */
export function differencesIn(chain: Censoring): Differences {
  const subtracts = once(() => mayBeSubtracted(chain))
  return (source) => (subtracts() ? subtracted(chain, source) : heightDifferences(chain, source))
}

/**
 * Up to as many levels, differences of heights are always made without subtraction; beyond, only where flows of very
 * different size meet.
 */
const manyLevels = 24
const gentleRange = 1e6

/** Whether heights of this process may be subtracted from each other, for speed. */
export function mayBeSubtracted(chain: Censoring): boolean {
  return chain.size > manyLevels && isGentle(chain)
}

function isGentle({ size, kept, rates, out }: Censoring): boolean {
  let [largest, least] = [zero, out.at(kept)]
  for (let entry = 0; entry < size * size; entry++) {
    if (entry % (size + 1) !== 0 && smaller(largest, rates.at(entry))) largest = rates.at(entry)
  }
  for (let k = kept; k < size; k++) if (smaller(out.at(k), least)) least = out.at(k)
  return toNumber(over(largest, least)) < gentleRange
}

function subtracted(chain: Censoring, source: ExtendedArray): ExtendedArray {
  const { size } = chain
  const h = heights(chain, source)
  return ExtendedArray.from(size * size, (entry) => minus(h.at(Math.floor(entry / size)), h.at(entry % size)))
}

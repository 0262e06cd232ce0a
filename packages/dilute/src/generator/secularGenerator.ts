import { complexZeros, finish, NotConverged, type Steps } from '../numerics/index.js'
import { groupIndex, levelMixing, type Gas, type System } from '../model/index.js'
import { bohrBlocks, type BohrBlock } from './bohrBlocks.js'
import { amplitudeTableSteps, smoothing, type AmplitudeTable, type Element } from './amplitudeTable.js'
import { CoherenceIntegrals, type ComplexIntegrals } from './coherenceIntegrals.js'
import type { CollisionTable } from './collisionTable.js'
import { gasRates, type Normalization } from './gasRates.js'
import { orthonormalTransitions, transitionBatch, type Scatterer } from '../scattering/index.js'
import {
  plainBlock,
  pauliGenerator,
  type MeasuredMatrix,
  type RateTable,
  type ZeroFrequencyBlock,
} from '../rates/index.js'
import type { GeneratorBlock, SecularGenerator } from './generatorBlocks.js'
import { zeroFrequencyBlock } from './zeroFrequency.js'

/** Arguments of `secularGenerator`; `table` is the collision table that serves the rates of the same gas. */
export interface SecularGeneratorOptions {
  readonly table: CollisionTable
  readonly gas: Gas
  /**
   * `coherenceAmplitudes(table)`, to be shared by generators of several gases or temperatures; made here unless given.
   */
  readonly amplitudes?: AmplitudeTable
  readonly normalization?: Normalization
  /** Bound on the relative error of every integral; 10⁻¹¹ unless given. */
  readonly relativeError?: number
}

/**
 * The full secular generator (7) of a gas, for any spectrum (docs/theory.md §9.1): with M = S − 1,
 *   g_{kk′,ll′} = (2π)^{d−1} ν ∫dε G(ε) Σ_μμ′ M_{kμ′,lμ}(ε+𝓔_l) M*_{k′μ′,l′μ}(ε+𝓔_l′),
 * both amplitudes at the same momenta but at different total energies; loss −½(Γρ + ρΓ), Γ_{l′l} = Σ_k g_{kk,ll′}.
 * Populations of levels that are not degenerate come from the collision table. A coherence's own decay is integrated as
 * −½|M_kk − M_k′k′|² + i Im(M_kk M*_k′k′), so that elastic scattering which does not tell the levels apart cancels
 * before the integral.
 * @throws NotConverged or RangeError where a tolerance is not reached.
 */
export function secularGenerator({
  table,
  gas,
  amplitudes = coherenceAmplitudes(table),
  normalization = 'physical',
  relativeError = 1e-11,
}: SecularGeneratorOptions): SecularGenerator {
  const { system } = table.scatterer
  const blocks = bohrBlocks(system)
  const integrals = new CoherenceIntegrals(amplitudes, gas, relativeError, normalization)
  const rates = gasRates(table, gas, normalization)
  const zeroFrequency = zeroFrequencyBlock(
    system,
    blocks.find(({ frequency }) => frequency === 0)!.pairs,
    integrals,
    rates,
  )
  const assembly = new Assembly(system, integrals, rates, zeroFrequency)
  const filled = withConjugates(blocks, (block) => assembly.block(block))
  const estimatedError = filled.reduce(
    (most, { errors }) => errors.reduce((worst, error) => Math.max(worst, error), most),
    0,
  )
  return { system, blocks: filled, zeroFrequency, estimatedError, ...levelShift(system, integrals) }
}

/**
 * The amplitudes that the coherences of a system need, as functions of energy: for `secularGenerator`.
 * @throws NotConverged where the decay of coherences diverges.
 */
export function coherenceAmplitudes(table: CollisionTable): AmplitudeTable {
  return finish(coherenceAmplitudesSteps(table))
}

/** As `coherenceAmplitudes`, a panel a step. */
export function* coherenceAmplitudesSteps(table: CollisionTable): Steps<AmplitudeTable> {
  const { system } = table.scatterer
  requireFiniteDephasing(table.scatterer)
  return yield* amplitudeTableSteps(table, neededElements(system, bohrBlocks(system)))
}

/** So near to a threshold, of the distance from the next, amplitudes are those at the threshold. */
const atThreshold = 1e-24
const alike = 1e-12

/**
 * On a line a series has t_kk/p at the threshold of level k in place of a finite S − 1, and ∫dε |t_kk − t_ll|²/p² is
 * infinite.
 */
function requireFiniteDephasing(scatterer: Scatterer): void {
  const { dimension, brokenLaws, levelCount, system } = scatterer
  if (dimension > 1 || brokenLaws.unitarity === undefined) return
  const { layout, transitions } = orthonormalTransitions(scatterer)
  const batch = transitionBatch(layout, 1)
  const offset = atThreshold * (system.levels.at(-1)! - system.levels[0]! || 1)
  let size = 0
  const elastic = Array.from({ length: levelCount }, (_, k) => {
    transitions({ level: k, offsets: Float64Array.of(offset) }, batch)
    const at = (l: number): number => layout.entry(k, l, 0)
    for (let l = 0; l <= k; l++)
      size = Math.max(size, Math.hypot(batch.re[at(l)]!, batch.im[at(l)]!) * smoothing(scatterer, k, offset, k, l))
    return batch.im[at(k)]! * smoothing(scatterer, k, offset, k, k)
  })
  if (Math.max(...elastic) - Math.min(...elastic) <= alike * size) return
  throw new NotConverged(
    'on a line elastic scattering diverges at every threshold in a Born series, and the decay of coherences ' +
      'with it; the exact method has none of this',
  )
}

/** All elastic amplitudes, and those from l to k wherever a pair (k, k′) shares the frequency of a pair (l, l′). */
function neededElements({ groups, sites }: System, blocks: readonly BohrBlock[]): Element[] {
  const needed = new Set<number>()
  for (let k = 0; k < sites; k++) needed.add(k * sites + k)
  for (const { pairs, frequency } of blocks) {
    if (frequency === 0 && pairs.length === sites) continue
    for (const [k, kPrime] of pairs)
      for (const [l, lPrime] of pairs) needed.add(k * sites + l).add(kPrime * sites + lPrime)
  }
  for (const group of groups.filter((g) => g.length > 1))
    for (const l of group) for (let k = 0; k < sites; k++) needed.add(k * sites + l)
  return [...needed].sort((a, b) => a - b).map((key) => [Math.floor(key / sites), key % sites])
}

function levelShift(
  system: System,
  integrals: CoherenceIntegrals,
): Pick<SecularGenerator, 'levelShift' | 'levelShiftError'> {
  const { groups, sites } = system
  const mixing = levelMixing(system)
  const shift = complexZeros(sites, sites)
  const error = new Float64Array(sites * sites)
  for (const group of groups) {
    for (const k of group) {
      for (const l of group) {
        const there = integrals.forward(k, l)
        const back = k === l ? there : integrals.forward(l, k)
        const [[re, im], [backRe, backIm]] = [there.values, back.values]
        // ½(t + t†) with t = i(S − 1) per unit flux
        shift.re[k * sites + l] = -(im! + backIm!) / 2
        shift.im[k * sites + l] = (re! - backRe!) / 2
        const size = Math.hypot(re!, im!) + Math.hypot(backRe!, backIm!)
        error[k * sites + l] = (there.errors[0]! + back.errors[0]!) / 2 + (mixing[k]! + mixing[l]!) * size
      }
    }
  }
  return { levelShift: shift, levelShiftError: error }
}

/** Blocks ascend in Ω and come in pairs ±Ω, of which one holds the conjugates of the other. */
function withConjugates(blocks: readonly BohrBlock[], fill: (block: BohrBlock) => MeasuredMatrix): GeneratorBlock[] {
  const forward = blocks.filter(({ frequency }) => frequency >= 0).map((block) => ({ ...block, ...fill(block) }))
  const backward = forward
    .filter(({ frequency }) => frequency > 0)
    .reverse()
    .map(({ frequency, pairs, matrix, errors }) => ({
      frequency: -frequency,
      pairs: pairs.map(([k, l]) => [l, k] as const),
      matrix: { ...matrix, im: matrix.im.map((y) => -y) },
      errors,
    }))
  return [...backward, ...forward]
}

/** A complex number and the radius of its error. */
type Uncertain = readonly [re: number, im: number, error: number]

/** Puts gain and loss together, one block at a time. */
class Assembly {
  private readonly losses = new Map<number, Uncertain>()
  private readonly groupOf: Int32Array
  /** The block ω = 0, and where ρ_ll′ stands in it. */
  private readonly stationary: MeasuredMatrix
  private readonly index: ReadonlyMap<number, number>

  constructor(
    private readonly system: System,
    private readonly integrals: CoherenceIntegrals,
    rates: RateTable,
    zeroFrequency: ZeroFrequencyBlock,
  ) {
    this.groupOf = groupIndex(system)
    this.stationary = system.groups.length === system.sites ? pauli(rates) : plainBlock(zeroFrequency)
    this.index = new Map(zeroFrequency.pairs.map(([k, l], i) => [k * system.sites + l, i]))
  }

  block(block: BohrBlock): MeasuredMatrix {
    if (block.frequency === 0) return this.stationary
    const n = block.pairs.length
    const out = { matrix: complexZeros(n, n), errors: new Float64Array(n * n) }
    block.pairs.forEach((_, column) => {
      this.fillColumn(block, column, out)
    })
    return out
  }

  private fillColumn({ pairs }: BohrBlock, column: number, { matrix, errors }: MeasuredMatrix): void {
    const [l, lPrime] = pairs[column]!
    const gains = this.integrals.column(l, lPrime, pairs)
    pairs.forEach(([k, kPrime], row) => {
      const [lossRe, lossIm, error] = this.loss(k, kPrime, l, lPrime, row === column)
      const entry = row * pairs.length + column
      matrix.re[entry] = gains.values[2 * row]! - lossRe
      matrix.im[entry] = gains.values[2 * row + 1]! - lossIm
      errors[entry] = gains.errors[row]! + error
    })
  }

  /** ½(Γ_kl δ_k′l′ + δ_kl Γ_l′k′); without the elastic part where the gain holds it already. */
  private loss(k: number, kPrime: number, l: number, lPrime: number, withoutElastic: boolean): Uncertain {
    const left = kPrime === lPrime ? this.lossOperator(k, l, withoutElastic) : nothing
    const right = k === l ? this.lossOperator(lPrime, kPrime, withoutElastic) : nothing
    return [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2]
  }

  /** Γ_l′l = Σ_k g_{kk,ll′}; zero between levels of different energy. */
  private lossOperator(lPrime: number, l: number, withoutElastic: boolean): Uncertain {
    if (this.groupOf[l] !== this.groupOf[lPrime]) return nothing
    const key = 2 * (l * this.system.sites + lPrime) + (withoutElastic ? 1 : 0)
    const known = this.losses.get(key)
    if (known) return known
    const group = this.system.groups[this.groupOf[l]!]!
    const elastic = group.filter((k) => !(withoutElastic && k === l && l === lPrime)).map((k) => [k, k] as const)
    const inside = elastic.length === 0 ? nothing : summed(this.integrals.column(l, lPrime, elastic))
    const outside = this.lossToOthers(l, lPrime)
    const loss: Uncertain = [inside[0] + outside[0], inside[1] + outside[1], inside[2] + outside[2]]
    this.losses.set(key, loss)
    return loss
  }

  /** Σ_k g_{kk,ll′} over the levels k of other groups. */
  private lossToOthers(l: number, lPrime: number): Uncertain {
    const { sites: n } = this.system
    const column = this.index.get(l * n + lPrime)!
    let [re, im, error] = [0, 0, 0]
    for (let k = 0; k < n; k++) {
      if (this.groupOf[k] === this.groupOf[l]) continue
      const entry = this.index.get(k * n + k)! * this.stationary.matrix.columns + column
      re += this.stationary.matrix.re[entry]!
      im += this.stationary.matrix.im[entry]!
      error += this.stationary.errors[entry]!
    }
    return [re, im, error]
  }
}

const nothing: Uncertain = [0, 0, 0]

function summed({ values, errors }: ComplexIntegrals): Uncertain {
  let [re, im, error] = [0, 0, 0]
  errors.forEach((each, i) => {
    re += values[2 * i]!
    im += values[2 * i + 1]!
    error += each
  })
  return [re, im, error]
}

/** No equal levels: the block Ω = 0 is the Pauli generator. */
function pauli(rates: RateTable): MeasuredMatrix {
  const { size: n, errors } = rates
  const bars = errors.slice()
  for (let l = 0; l < n; l++) {
    bars[l * n + l] = 0
    for (let k = 0; k < n; k++) if (k !== l) bars[l * n + l]! += errors[k * n + l]!
  }
  return { matrix: { ...complexZeros(n, n), re: pauliGenerator(rates) }, errors: bars }
}

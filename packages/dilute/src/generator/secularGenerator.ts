import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import type { Gas, System } from '../model/index.js'
import { bohrBlocks, type BohrBlock } from './bohrBlocks.js'
import { amplitudeTable, type AmplitudeTable, type Element } from './amplitudeTable.js'
import { CoherenceIntegrals } from './coherenceIntegrals.js'
import type { CollisionTable } from './collisionTable.js'
import { gasRates, type Normalization } from './thermalRates.js'

/** One block of the dissipator: d/dt ρ_kk′ = Σ matrix[(k,k′),(l,l′)] ρ_ll′ for the pairs of one Bohr frequency; 1/time. */
export interface GeneratorBlock extends BohrBlock {
  readonly matrix: ComplexMatrix
}

/** The secular generator (7) in the energy basis, block by block; the Hamiltonian part −iΩρ is not in it. */
export interface SecularGenerator {
  readonly system: System
  readonly blocks: readonly GeneratorBlock[]
  /** The largest estimated error of an integral over amplitudes in the blocks, that of the amplitudes included, 1/time. */
  readonly estimatedError: number
  /**
   * The collisional level shift, N × N Hermitian, between levels of equal energy only: (2π)^{d−1} ν ∫dε G(ε) Σ_μ ½(t + t†) on the forward
   * energy shell, an energy. A part of (9) that (7) leaves inside "the physical H_S"; not in the blocks.
   */
  readonly levelShift: ComplexMatrix
}

/** Arguments of `secularGenerator`; `table` is the collision table that serves the rates of the same gas. */
export interface SecularGeneratorOptions {
  readonly table: CollisionTable
  readonly gas: Gas
  /** `coherenceAmplitudes(table)`, to be shared by generators of several gases or temperatures; made here unless given. */
  readonly amplitudes?: AmplitudeTable
  readonly normalization?: Normalization
  /** Bound on the relative error of every integral; 10⁻¹¹ unless given. */
  readonly relativeError?: number
}

/**
 * The full secular generator (7) of a gas, for any spectrum: with M = S − 1,
 *   g_{kk′,ll′} = (2π)^{d−1} ν ∫dε G(ε) Σ_μμ′ M_{kμ′,lμ}(ε+𝓔_l) M*_{k′μ′,l′μ}(ε+𝓔_l′),
 * both amplitudes at the same momenta but at different total energies; loss −½(Γρ + ρΓ), Γ_{l′l} = Σ_k g_{kk,ll′}.
 * Populations of levels that are not degenerate come from the collision table. A coherence's own decay is integrated as
 * −½|M_kk − M_k′k′|² + i Im(M_kk M*_k′k′), so that elastic scattering which does not tell the levels apart cancels before the integral.
 * @throws NotConverged or RangeError where a tolerance is not reached.
 */
export function secularGenerator(
  { table, gas, amplitudes = coherenceAmplitudes(table), normalization = 'physical', relativeError = 1e-11 }: SecularGeneratorOptions,
): SecularGenerator {
  const { system } = table.scatterer
  const blocks = bohrBlocks(system)
  const integrals = new CoherenceIntegrals(amplitudes, gas, relativeError, normalization)
  const rates = gasRates(table, gas, normalization)
  const assembly = new Assembly(system, integrals, rates.values)
  const filled = withConjugates(blocks, (block) => assembly.matrix(block))
  const { shift, collisions } = forwardScattering(system, integrals)
  return { system, blocks: filled, estimatedError: integrals.error + integrals.amplitudeError(collisions), levelShift: shift }
}

/**
 * The amplitudes that the coherences of a system need, as functions of energy: for `secularGenerator`.
 * @throws NotConverged where they are not resolved.
 */
export function coherenceAmplitudes(table: CollisionTable): AmplitudeTable {
  const { system } = table.scatterer
  return amplitudeTable(table, neededElements(system, bohrBlocks(system)))
}

/** All elastic amplitudes, and those from l to k wherever a pair (k, k′) shares the frequency of a pair (l, l′). */
function neededElements({ groups, sites }: System, blocks: readonly BohrBlock[]): Element[] {
  const needed = new Set<number>()
  for (let k = 0; k < sites; k++) needed.add(k * sites + k)
  for (const { pairs, frequency } of blocks) {
    if (frequency === 0 && pairs.length === sites) continue
    for (const [k, kPrime] of pairs) for (const [l, lPrime] of pairs) needed.add(k * sites + l).add(kPrime * sites + lPrime)
  }
  for (const group of groups.filter((g) => g.length > 1)) for (const l of group) for (let k = 0; k < sites; k++) needed.add(k * sites + l)
  return [...needed].sort((a, b) => a - b).map((key) => [Math.floor(key / sites), key % sites])
}

/** The level shift, and the largest rate of all collisions in any level, −2 Re ∫ Tr M by the optical theorem. */
function forwardScattering({ groups, sites }: System, integrals: CoherenceIntegrals): { shift: ComplexMatrix; collisions: number } {
  const shift = complexZeros(sites, sites)
  let collisions = 0
  for (const group of groups) {
    for (const k of group) {
      for (const l of group) {
        const [re, im] = integrals.forward(k, l)
        const [backRe, backIm] = k === l ? [re, im] : integrals.forward(l, k)
        if (k === l) collisions = Math.max(collisions, -2 * re!)
        // ½(t + t†) with t = i(S − 1) per unit flux
        shift.re[k * sites + l] = -(im! + backIm!) / 2
        shift.im[k * sites + l] = (re! - backRe!) / 2
      }
    }
  }
  return { shift, collisions }
}

/** Blocks ascend in Ω and come in pairs ±Ω, of which one holds the conjugates of the other. */
function withConjugates(blocks: readonly BohrBlock[], fill: (block: BohrBlock) => ComplexMatrix): GeneratorBlock[] {
  const forward = blocks.filter(({ frequency }) => frequency >= 0).map((block) => ({ ...block, matrix: fill(block) }))
  const backward = forward.filter(({ frequency }) => frequency > 0).reverse().map(({ frequency, pairs, matrix }) => ({
    frequency: -frequency, pairs: pairs.map(([k, l]) => [l, k] as const), matrix: { ...matrix, im: matrix.im.map((y) => -y) },
  }))
  return [...backward, ...forward]
}

/** Puts gain and loss together, one block at a time. */
class Assembly {
  private readonly losses = new Map<number, Float64Array>()

  constructor(private readonly system: System, private readonly integrals: CoherenceIntegrals, private readonly rates: Float64Array) {}

  matrix(block: BohrBlock): ComplexMatrix {
    const out = complexZeros(block.pairs.length, block.pairs.length)
    if (block.frequency === 0 && block.pairs.length === this.system.sites) this.fillPopulations(out)
    else block.pairs.forEach((_, column) => { this.fillColumn(block, column, out) })
    return out
  }

  /** No degenerate levels: the block Ω = 0 is the Pauli generator. */
  private fillPopulations(out: ComplexMatrix): void {
    const n = this.system.sites
    for (let l = 0; l < n; l++) {
      for (let k = 0; k < n; k++) {
        if (k === l) continue
        out.re[k * n + l] = this.rates[k * n + l]!
        out.re[l * n + l]! -= this.rates[k * n + l]!
      }
    }
  }

  private fillColumn({ pairs }: BohrBlock, column: number, out: ComplexMatrix): void {
    const [l, lPrime] = pairs[column]!
    const gains = this.integrals.column(l, lPrime, pairs)
    pairs.forEach(([k, kPrime], row) => {
      const ownDecay = row === column && l !== lPrime
      const [lossRe, lossIm] = this.loss(k, kPrime, l, lPrime, ownDecay)
      out.re[row * out.columns + column] = gains[2 * row]! - lossRe
      out.im[row * out.columns + column] = gains[2 * row + 1]! - lossIm
    })
  }

  /** ½(Γ_kl δ_k′l′ + δ_kl Γ_l′k′); without the elastic part where the gain holds it already. */
  private loss(k: number, kPrime: number, l: number, lPrime: number, withoutElastic: boolean): [number, number] {
    let [re, im] = [0, 0]
    if (kPrime === lPrime) {
      const [x, y] = this.lossOperator(k, l, withoutElastic)
      ;[re, im] = [re + x / 2, im + y / 2]
    }
    if (k === l) {
      const [x, y] = this.lossOperator(lPrime, kPrime, withoutElastic)
      ;[re, im] = [re + x / 2, im + y / 2]
    }
    return [re, im]
  }

  /** Γ_{l′l} = Σ_k g_{kk,ll′}; zero between levels of different energy. */
  private lossOperator(lPrime: number, l: number, withoutElastic: boolean): readonly [number, number] {
    const group = this.system.groups.find((g) => g.includes(l))!
    if (!group.includes(lPrime)) return [0, 0]
    const n = this.system.sites
    if (group.length === 1) {
      let inelastic = 0
      for (let k = 0; k < n; k++) if (k !== l) inelastic += this.rates[k * n + l]!
      return withoutElastic ? [inelastic, 0] : [inelastic + this.summed(l, l, [l])[0]!, 0]
    }
    const all = Array.from({ length: n }, (_, k) => k)
    const [re, im] = this.summed(l, lPrime, all)
    return withoutElastic && l === lPrime ? [re! - this.summed(l, l, [l])[0]!, 0] : [re!, im!]
  }

  /** Σ over `levels` of g_{kk,ll′}. */
  private summed(l: number, lPrime: number, levels: readonly number[]): Float64Array {
    const key = (l * this.system.sites + lPrime) * 2 + (levels.length === 1 ? 1 : 0)
    const known = this.losses.get(key)
    if (known) return known
    const values = this.integrals.column(l, lPrime, levels.map((k) => [k, k]))
    const sum = Float64Array.of(0, 0)
    values.forEach((v, i) => { sum[i % 2]! += v })
    this.losses.set(key, sum)
    return sum
  }
}

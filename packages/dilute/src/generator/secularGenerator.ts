import { adaptiveIntegral, complexZeros, type ComplexMatrix } from '../numerics/index.js'
import { logPeakDensity, type System, type ThermalGas } from '../model/index.js'
import type { Scatterer } from '../scattering/index.js'
import { amplitudeTable, type AmplitudeTable } from './amplitudeTable.js'
import { bohrBlocks, type BohrBlock } from './bohrBlocks.js'
import type { CollisionTable } from './collisionTable.js'
import { thermalRates, type Normalization } from './thermalRates.js'
import { kineticPath } from './kineticPath.js'

/** One block of the dissipator: d/dt ρ_kk′ = Σ matrix[(k,k′),(l,l′)] ρ_ll′ for the pairs of one Bohr frequency; 1/time. */
export interface GeneratorBlock extends BohrBlock {
  readonly matrix: ComplexMatrix
}

/** The secular generator (7) in the energy basis, block by block; the Hamiltonian part −iΩρ is not in it. */
export interface SecularGenerator {
  readonly system: System
  readonly blocks: readonly GeneratorBlock[]
}

/** Arguments of `secularGenerator`; `table` is the collision table that serves the rates of the same gas. */
export interface SecularGeneratorOptions {
  readonly table: CollisionTable
  readonly gas: ThermalGas
  readonly normalization?: Normalization
  /** Bound on the relative error of every integral; 10⁻¹¹ unless given. */
  readonly relativeError?: number
}

/**
 * The full secular generator (7) of a thermal gas, for any spectrum: with M = S − 1,
 *   g_{kk′,ll′} = (2π)^{d−1} ν ∫dε G(ε) Σ_μμ′ M_{kμ′,lμ}(ε+𝓔_l) M*_{k′μ′,l′μ}(ε+𝓔_l′),
 * both amplitudes at the same momenta but at different total energies; loss −½(Γρ + ρΓ), Γ_{l′l} = Σ_k g_{kk,ll′}.
 * Populations of levels that are not degenerate come from the collision table. A coherence's own decay is integrated as
 * −½|M_kk − M_k′k′|² + i Im(M_kk M*_k′k′), so that elastic scattering which does not tell the levels apart cancels before the integral.
 * @throws NotConverged or RangeError where a tolerance is not reached.
 */
export function secularGenerator({ table, gas, normalization = 'physical', relativeError = 1e-11 }: SecularGeneratorOptions): SecularGenerator {
  const { system } = table.scatterer
  const blocks = bohrBlocks(system)
  const integrals = new CoherenceIntegrals(table.scatterer, gas, blocks, relativeError, normalization)
  const rates = thermalRates(table, gas, normalization)
  const assembly = new Assembly(system, integrals, rates.values)
  return { system, blocks: blocks.map((block) => ({ ...block, matrix: assembly.matrix(block) })) }
}

/** The integrals over products of amplitudes, with their prefactor. */
class CoherenceIntegrals {
  private readonly amplitudes: AmplitudeTable
  private readonly index = new Map<number, number>()
  private readonly scale: number

  constructor(
    private readonly scatterer: Scatterer, private readonly gas: ThermalGas, blocks: readonly BohrBlock[],
    private readonly relativeError: number, normalization: Normalization,
  ) {
    const elements = neededElements(scatterer.system, blocks)
    elements.forEach(([k, l], e) => { this.index.set(k * scatterer.levels + l, e) })
    this.amplitudes = amplitudeTable(scatterer, elements, [gas.beta])
    const d = gas.dimension
    const physical = (2 * Math.PI) ** (d - 1) * gas.density * Math.exp(logPeakDensity(gas))
    this.scale = normalization === 'physical' ? physical : physical / (2 ** (d + 1) * Math.PI ** d)
  }

  /** For fixed (l, l′) the integrals of M_kl M*_k′l′ for every wanted (k, k′), as [re, im] alternating; `own` marks the −½|·|² form of k = l, k′ = l′. */
  column(l: number, lPrime: number, wanted: readonly (readonly [k: number, kPrime: number])[]): Float64Array {
    const path = kineticPath(this.scatterer, l, lPrime, this.gas.beta)
    const size = this.amplitudes.elements.length * this.amplitudes.modesSquared
    const [ar, ai, br, bi] = Array.from({ length: 4 }, () => new Float64Array(size)) as [Float64Array, Float64Array, Float64Array, Float64Array]
    const sum = new Float64Array(2 * wanted.length)
    for (const stretch of path) {
      const part = adaptiveIntegral((x, out) => {
        const { kinetic, jacobian } = stretch.at(x)
        this.amplitudes.at(l, kinetic, ar, ai)
        this.amplitudes.at(lPrime, kinetic, br, bi)
        const weight = jacobian * Math.exp(-this.gas.beta * kinetic)
        wanted.forEach(([k, kPrime], w) => { this.product(k, l, kPrime, lPrime, { ar, ai, br, bi }, weight, out, 2 * w) })
      }, { components: 2 * wanted.length, edges: stretch.edges, relativeError: this.relativeError })
      part.value.forEach((v, c) => { sum[c]! += this.scale * v })
    }
    return sum
  }

  private product(
    k: number, l: number, kPrime: number, lPrime: number,
    { ar, ai, br, bi }: { ar: Float64Array; ai: Float64Array; br: Float64Array; bi: Float64Array }, weight: number, out: Float64Array, to: number,
  ): void {
    const { modesSquared } = this.amplitudes
    const n = this.scatterer.levels
    const first = this.index.get(k * n + l)! * modesSquared
    const second = this.index.get(kPrime * n + lPrime)! * modesSquared
    const own = k === l && kPrime === lPrime && l !== lPrime
    let re = 0
    let im = 0
    for (let mode = 0; mode < modesSquared; mode++) {
      const [a, b, c, d] = [ar[first + mode]!, ai[first + mode]!, br[second + mode]!, bi[second + mode]!]
      re += own ? -0.5 * ((a - c) ** 2 + (b - d) ** 2) : a * c + b * d
      im += b * c - a * d
    }
    out[to] = weight * re
    out[to + 1] = weight * im
  }
}

/** The amplitudes that coherences need: all elastic ones, and those from l to k wherever a pair (k, k′) shares the frequency of a pair (l, l′). */
function neededElements({ groups, sites }: System, blocks: readonly BohrBlock[]): [number, number][] {
  const needed = new Set<number>()
  for (let k = 0; k < sites; k++) needed.add(k * sites + k)
  for (const { pairs, frequency } of blocks) {
    if (frequency === 0 && pairs.length === sites) continue
    for (const [k, kPrime] of pairs) for (const [l, lPrime] of pairs) needed.add(k * sites + l).add(kPrime * sites + lPrime)
  }
  for (const group of groups.filter((g) => g.length > 1)) for (const l of group) for (let k = 0; k < sites; k++) needed.add(k * sites + l)
  return [...needed].sort((a, b) => a - b).map((key) => [Math.floor(key / sites), key % sites])
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

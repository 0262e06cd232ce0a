import { adaptiveIntegral } from '../numerics/index.js'
import { logPeakDensity, type System, type ThermalGas } from '../model/index.js'
import type { Resonance, Scatterer } from '../scattering/index.js'
import type { AmplitudeSource } from './amplitudes.js'
import { amplitudeSource } from './amplitudeSource.js'
import type { BohrBlock } from './bohrBlocks.js'
import { kineticPath } from './kineticPath.js'
import { stretches } from './stretches.js'
import type { Normalization } from './thermalRates.js'

/** All amplitudes of the table at ε + 𝓔_l (a) and ε + 𝓔_l′ (b). */
interface AmplitudePair {
  readonly ar: Float64Array
  readonly ai: Float64Array
  readonly br: Float64Array
  readonly bi: Float64Array
}

/** Thermal integrals over products of amplitudes at two total energies, with their prefactor; 1/time. */
export class CoherenceIntegrals {
  private readonly amplitudes: AmplitudeSource
  /** Total energies and widths. */
  private readonly resonances: readonly Resonance[]
  private readonly index = new Map<number, number>()
  /** The largest estimated error of any integral so far, 1/time. */
  error = 0
  private readonly scale: number

  constructor(
    private readonly scatterer: Scatterer, private readonly gas: ThermalGas, blocks: readonly BohrBlock[],
    private readonly relativeError: number, normalization: Normalization,
  ) {
    const elements = neededElements(scatterer.system, blocks)
    elements.forEach(([k, l], e) => { this.index.set(k * scatterer.levels + l, e) })
    this.resonances = stretches(scatterer, [gas.beta]).flatMap(({ lower, resonances }) => (
      resonances.map(({ energy, width }) => ({ energy: scatterer.system.levels[lower]! + energy, width }))
    ))
    this.amplitudes = amplitudeSource(scatterer, elements, [gas.beta])
    const d = gas.dimension
    const physical = (2 * Math.PI) ** (d - 1) * gas.density * Math.exp(logPeakDensity(gas))
    this.scale = normalization === 'physical' ? physical : physical / (2 ** (d + 1) * Math.PI ** d)
  }

  /** For fixed (l, l′) the integrals of M_kl M*_k′l′ for every wanted (k, k′), [re, im] alternating; for k = l, k′ = l′, l ≠ l′ in the −½|·|² form. */
  column(l: number, lPrime: number, wanted: readonly (readonly [k: number, kPrime: number])[]): Float64Array {
    return this.integrate(l, lPrime, 2 * wanted.length, (amplitudes, weight, out) => {
      wanted.forEach(([k, kPrime], w) => { this.product(k, l, kPrime, lPrime, amplitudes, weight, out, 2 * w) })
    })
  }

  /** The integral of Σ_μ M_{kμ,lμ} for two levels of equal energy, as [re, im]. */
  forward(k: number, l: number): Float64Array {
    const { modesSquared } = this.amplitudes
    const { modes } = this.scatterer
    const first = this.index.get(k * this.scatterer.levels + l)! * modesSquared
    return this.integrate(l, l, 2, ({ ar, ai }, weight, out) => {
      out.fill(0)
      for (let mode = 0; mode < modes; mode++) {
        out[0]! += weight * ar[first + mode * (modes + 1)]!
        out[1]! += weight * ai[first + mode * (modes + 1)]!
      }
    })
  }

  private integrate(
    l: number, lPrime: number, components: number, integrand: (amplitudes: AmplitudePair, weight: number, out: Float64Array) => void,
  ): Float64Array {
    const size = this.amplitudes.elements.length * this.amplitudes.modesSquared
    const pair = { ar: new Float64Array(size), ai: new Float64Array(size), br: new Float64Array(size), bi: new Float64Array(size) }
    const sum = new Float64Array(components)
    for (const stretch of kineticPath(this.scatterer, l, lPrime, this.gas.beta, this.resonances)) {
      const part = adaptiveIntegral((x, out) => {
        const { kinetic, jacobian } = stretch.at(x)
        this.amplitudes.at(l, kinetic, pair.ar, pair.ai)
        this.amplitudes.at(lPrime, kinetic, pair.br, pair.bi)
        integrand(pair, jacobian * Math.exp(-this.gas.beta * kinetic), out)
      }, { components, edges: stretch.edges, relativeError: this.relativeError, panelLimit: 2000, acceptable: 1e-6 })
      part.value.forEach((v, c) => { sum[c]! += this.scale * v })
      this.error = Math.max(this.error, this.scale * Math.max(...part.error))
    }
    return sum
  }

  private product(
    k: number, l: number, kPrime: number, lPrime: number,
    { ar, ai, br, bi }: AmplitudePair, weight: number, out: Float64Array, to: number,
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

import { adaptiveIntegral } from '../numerics/index.js'
import type { ThermalGas } from '../model/index.js'
import { AmplitudeReader, type AmplitudeTable } from './amplitudeTable.js'
import { kineticEdges, kineticPath, type KineticEdges } from './kineticPath.js'
import { shellDensity, type ShellDensity } from './shellDensity.js'
import type { Normalization } from './thermalRates.js'

/** A pair of amplitudes that are multiplied: M_kl M*_k′l′ for given l and l′. */
export type WantedProduct = readonly [k: number, kPrime: number]

/** Thermal integrals over products of amplitudes at two total energies, with their prefactor; 1/time. */
export class CoherenceIntegrals {
  private readonly index = new Map<number, number>()
  private readonly edges: KineticEdges
  private readonly density: ShellDensity
  private readonly scale: number
  /** The largest estimated error of any integral so far, 1/time. */
  error = 0

  constructor(private readonly table: AmplitudeTable, gas: ThermalGas, private readonly relativeError: number, normalization: Normalization) {
    const { levels } = table.scatterer
    table.elements.forEach(([k, l], e) => { this.index.set(k * levels + l, e) })
    this.edges = kineticEdges(table)
    this.density = shellDensity(gas)
    const d = gas.dimension
    this.scale = (2 * Math.PI) ** (d - 1) / (normalization === 'physical' ? 1 : 2 ** (d + 1) * Math.PI ** d)
  }

  /** For fixed (l, l′) the integrals of M_kl M*_k′l′ for every wanted (k, k′), [re, im] alternating; for k = l, k′ = l′, l ≠ l′ in the −½|·|² form. */
  column(l: number, lPrime: number, wanted: readonly WantedProduct[]): Float64Array {
    const [first, second] = [this.reader(l, wanted.map(([k]) => k)), this.reader(lPrime, wanted.map(([, kPrime]) => kPrime))]
    const { modes } = this.table.scatterer
    const own = wanted.map(([k, kPrime]) => k === l && kPrime === lPrime && l !== lPrime)
    const places = wanted.map(([k, kPrime]) => [first.place(k) * modes ** 2, second.place(kPrime) * modes ** 2] as const)
    return this.integrate(l, lPrime, 2 * wanted.length, (kinetic, weights, out) => {
      first.at(kinetic)
      second.at(kinetic)
      places.forEach(([a, b], w) => { fillProduct(first, a, second, b, modes, weights, own[w]!, out, 2 * w) })
    })
  }

  /** The integral of Σ_μ M_{kμ,lμ} for two levels of equal energy, as [re, im]. */
  forward(k: number, l: number): Float64Array {
    const reader = this.reader(l, [k])
    return this.integrate(l, l, 2, (kinetic, weights, out) => {
      reader.at(kinetic)
      reader.trace(weights, out)
    })
  }

  private reader(l: number, from: readonly number[]): Reading {
    const distinct = [...new Set(from)]
    return new Reading(this.table, l, distinct, distinct.map((k) => this.index.get(k * this.table.scatterer.levels + l)!))
  }

  private integrate(
    l: number, lPrime: number, components: number, integrand: (kinetic: number, weights: Float64Array, out: Float64Array) => void,
  ): Float64Array {
    const { density, scale } = this
    const { dimension, modes } = this.table.scatterer
    const sum = new Float64Array(components)
    const weights = new Float64Array(modes)
    for (const stretch of kineticPath(dimension, this.edges, l, lPrime, density)) {
      const part = adaptiveIntegral((x, out) => {
        const { kinetic, jacobian } = stretch.at(x)
        for (let mode = 0; mode < modes; mode++) {
          weights[mode] = mode === 0 || density.directed ? scale * jacobian * density.weight(kinetic, mode === 0 ? 1 : -1) : weights[0]!
        }
        integrand(kinetic, weights, out)
      }, { components, edges: stretch.edges, relativeError: this.relativeError, panelLimit: 2000, acceptable: 1e-6 })
      for (let c = 0; c < components; c++) sum[c]! += part.value[c]!
      this.error = Math.max(this.error, ...part.error)
    }
    return sum
  }
}

/**
 * The amplitudes M from one level l to several levels at the kinetic energy asked for last, modes² each; and C(p′)MC(p) where modes are shell
 * functions with the overlap C, M itself where they are orthonormal.
 */
class Reading {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly dressedRe: Float64Array
  readonly dressedIm: Float64Array
  private readonly amplitudes: AmplitudeReader
  private readonly modes: number
  private readonly before: Float64Array
  private readonly after: Float64Array

  constructor(private readonly table: AmplitudeTable, private readonly l: number, private readonly levels: readonly number[], elements: readonly number[]) {
    const { modes, shell } = table.scatterer
    this.modes = modes
    this.amplitudes = new AmplitudeReader(table, l, elements)
    this.re = new Float64Array(elements.length * modes ** 2)
    this.im = new Float64Array(this.re.length)
    this.dressedRe = shell ? new Float64Array(this.re.length) : this.re
    this.dressedIm = shell ? new Float64Array(this.re.length) : this.im
    this.before = new Float64Array(modes ** 2)
    this.after = new Float64Array(modes ** 2)
  }

  place(k: number): number {
    return this.levels.indexOf(k)
  }

  at(kinetic: number): void {
    this.amplitudes.at(kinetic, this.re, this.im)
    const { shell, mass } = this.table.scatterer
    if (!shell) return
    shell.overlap(Math.sqrt(2 * mass * kinetic), this.before)
    this.levels.forEach((k, c) => { this.dress(k, c * this.modes ** 2, kinetic) })
  }

  private dress(k: number, from: number, kinetic: number): void {
    const { shell, mass, system: { levels } } = this.table.scatterer
    const { before, after, modes: m } = this
    shell!.overlap(Math.sqrt(2 * mass * Math.max(0, kinetic + (levels[this.l]! - levels[k]!))), after)
    for (const [plane, out] of [[this.re, this.dressedRe], [this.im, this.dressedIm]] as const) {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < m; j++) {
          let sum = 0
          for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) sum += after[i * m + a]! * plane[from + a * m + b]! * before[b * m + j]!
          out[from + i * m + j] = sum
        }
      }
    }
  }

  /** Fills `out` with Σ_μ w_μ M_μμ of the first element, outgoing and incoming momenta being equal. */
  trace(weights: Float64Array, out: Float64Array): void {
    const { modes, before, table: { scatterer: { shell } } } = this
    if (!shell) before.forEach((_, e) => { before[e] = e % (modes + 1) === 0 ? 1 : 0 })
    out.fill(0)
    for (let e = 0; e < before.length; e++) {
      out[0]! += weights[e % modes]! * before[e]! * this.re[e]!
      out[1]! += weights[e % modes]! * before[e]! * this.im[e]!
    }
  }
}

/** Fills two entries of `out` with Σ_μ w_μ Σ_μ′ M_μ′μ M′*_μ′μ, the real part −½|M − M′|² in its place where that is a coherence's own decay. */
function fillProduct(
  first: Reading, a: number, second: Reading, b: number, modes: number, weights: Float64Array, own: boolean, out: Float64Array, to: number,
): void {
  let re = 0
  let im = 0
  for (let incoming = 0; incoming < modes; incoming++) {
    let [x, y] = [0, 0]
    for (let mode = incoming; mode < modes * modes; mode += modes) {
      const [p, q, r, s] = [first.dressedRe[a + mode]!, first.dressedIm[a + mode]!, second.re[b + mode]!, second.im[b + mode]!]
      y += q * r - p * s
      if (own) {
        x -= 0.5 * ((p - second.dressedRe[b + mode]!) * (first.re[a + mode]! - r) + (q - second.dressedIm[b + mode]!) * (first.im[a + mode]! - s))
      } else x += p * r + q * s
    }
    re += weights[incoming]! * x
    im += weights[incoming]! * y
  }
  out[to] = re
  out[to + 1] = im
}

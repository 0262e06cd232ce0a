import { kronrodNodes } from '../numerics/index.js'
import { AmplitudeReader, type KineticEnergies } from './amplitudeReader.js'
import type { TransitionLayout } from '../scattering/index.js'
import type { AmplitudeTable, Element } from './amplitudeTable.js'

const nodes = kronrodNodes.length

/**
 * The amplitudes M of some elements at the kinetic energies of a panel, told from the level `reference`, as
 * `AmplitudeReader` lays them out; and C(p′)MC(p) where functions have the overlap C, M itself where they are
 * orthonormal. `places` in `re`, `im` and the dressed planes come from `place`.
 */
export class PanelAmplitudes {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly dressedRe: Float64Array
  readonly dressedIm: Float64Array
  /** How far off any entry of an element is at each energy, [element·21 + e]. */
  readonly errors: Float64Array
  /** √Σ|C(p′)MC(p)|² over the slots of the layout, [element·21 + e]. */
  readonly norms: Float64Array
  readonly layout: TransitionLayout
  private readonly amplitudes: AmplitudeReader
  private readonly functions: number
  /**
   * C at one node at the momentum of each level that the elements name; at that of the incoming particle of a trace.
   */
  private readonly overlaps: ReadonlyMap<number, Float64Array>
  private readonly incoming: Float64Array
  private readonly product: Float64Array

  constructor(
    private readonly table: AmplitudeTable,
    private readonly reference: number,
    readonly elements: readonly Element[],
  ) {
    const {
      layout,
      scatterer: { shellFunctions, levelCount },
    } = table
    const { functions } = layout
    const index = new Map(table.elements.map(([k, l], e) => [k * levelCount + l, e]))
    this.functions = functions
    this.layout = layout
    this.amplitudes = new AmplitudeReader(
      table,
      reference,
      elements.map(([k, l]) => index.get(k * levelCount + l)!),
    )
    this.re = new Float64Array(elements.length * layout.count * nodes)
    this.im = new Float64Array(this.re.length)
    this.dressedRe = shellFunctions?.overlap ? new Float64Array(this.re.length) : this.re
    this.dressedIm = shellFunctions?.overlap ? new Float64Array(this.re.length) : this.im
    this.errors = new Float64Array(elements.length * nodes)
    this.norms = new Float64Array(elements.length * nodes)
    this.overlaps = new Map(elements.flat().map((level) => [level, new Float64Array(functions ** 2)]))
    this.incoming = new Float64Array(functions ** 2)
    this.product = new Float64Array(functions ** 2)
  }

  /** The number of an element among those that were chosen. */
  place(k: number, l: number): number {
    return this.elements.findIndex(([to, from]) => to === k && from === l)
  }

  fill(energies: KineticEnergies): void {
    this.amplitudes.fill(energies, this.re, this.im, this.errors)
    if (this.table.scatterer.shellFunctions?.overlap)
      energies.offsets.forEach((offset, e) => {
        this.dressAt(energies.from + offset, e)
      })
    this.fillNorms()
  }

  /**
   * Takes the mean of the diagonal elements off each of them, all elements between levels of one group being chosen;
   * `mean` is one more element that takes it. Elastic scattering that does not tell these levels apart then cancels
   * before anything is squared.
   */
  takeMeanOff(diagonal: readonly number[], mean: number): void {
    const stride = this.layout.count * nodes
    const planes = this.dressedRe === this.re ? [this.re, this.im] : [this.re, this.im, this.dressedRe, this.dressedIm]
    for (const plane of planes) {
      for (let i = 0; i < stride; i++) {
        const average = diagonal.reduce((sum, c) => sum + plane[c * stride + i]!, 0) / diagonal.length
        plane[mean * stride + i] = average
        for (const c of diagonal) plane[c * stride + i]! -= average
      }
    }
    for (let e = 0; e < nodes; e++) {
      const worst = diagonal.reduce((most, c) => Math.max(most, this.errors[c * nodes + e]!), 0)
      this.errors[mean * nodes + e] = worst
      for (const c of diagonal) this.errors[c * nodes + e]! += worst
    }
    this.fillNorms()
  }

  private fillNorms(): void {
    const {
      norms,
      dressedRe,
      dressedIm,
      layout: { count },
    } = this
    for (let c = 0; c < this.elements.length; c++) {
      for (let e = 0; e < nodes; e++) {
        let sum = 0
        for (let slot = 0, p = c * count * nodes + e; slot < count; slot++, p += nodes)
          sum += dressedRe[p]! * dressedRe[p]! + dressedIm[p]! * dressedIm[p]!
        norms[c * nodes + e] = Math.sqrt(sum)
      }
    }
  }

  private dressAt(energy: number, e: number): void {
    const {
      shellFunctions,
      system: { levels },
    } = this.table.scatterer
    for (const [level, overlap] of this.overlaps)
      shellFunctions!.overlap!(this.momentum(energy + (levels[this.reference]! - levels[level]!)), overlap)
    this.elements.forEach(([k, l], c) => {
      const from = c * this.layout.count * nodes + e
      this.dress(this.re, from, this.overlaps.get(k)!, this.overlaps.get(l)!, this.dressedRe)
      this.dress(this.im, from, this.overlaps.get(k)!, this.overlaps.get(l)!, this.dressedIm)
    })
  }

  private momentum(kinetic: number): number {
    return Math.sqrt(2 * this.table.scatterer.mass * Math.max(0, kinetic))
  }

  /** C(p′)MC(p) for one plane, element and node. */
  private dress(
    plane: Float64Array,
    from: number,
    outgoing: Float64Array,
    incoming: Float64Array,
    out: Float64Array,
  ): void {
    const { product, functions: m } = this
    for (let i = 0; i < m; i++) {
      for (let b = 0; b < m; b++) {
        let sum = 0
        for (let a = 0; a < m; a++) sum += outgoing[i * m + a]! * plane[from + (a * m + b) * nodes]!
        product[i * m + b] = sum
      }
    }
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) {
        let sum = 0
        for (let b = 0; b < m; b++) sum += product[i * m + b]! * incoming[b * m + j]!
        out[from + (i * m + j) * nodes] = sum
      }
    }
  }

  /**
   * Fills `out` with Σ_μ w_μ M_μμ of the first element, outgoing and incoming momenta p being equal: Tr MC(p); and
   * `noise`.
   */
  fillTrace({ from, offsets }: KineticEnergies, weights: Float64Array, out: Float64Array, noise: Float64Array): void {
    const {
      layout,
      incoming,
      errors,
      table: {
        scatterer: { shellFunctions },
      },
    } = this
    out.fill(0)
    noise.fill(0)
    for (let e = 0; e < nodes; e++) {
      shellFunctions?.overlap?.(this.momentum(from + offsets[e]!), incoming)
      for (let slot = 0; slot < layout.count; slot++) {
        const overlap = shellFunctions?.overlap ? incoming[slot]! : layout.diagonal(slot) ? 1 : 0
        const weight = weights[layout.incoming(slot) * nodes + e]! * overlap
        out[e]! += weight * this.re[slot * nodes + e]!
        out[nodes + e]! += weight * this.im[slot * nodes + e]!
        noise[e]! += Math.abs(weight) * errors[e]!
        noise[nodes + e]! += Math.abs(weight) * errors[e]!
      }
    }
  }
}

/** The numbers of the two elements of a product, and whether it is a coherence's own decay. */
export interface Product {
  readonly a: number
  readonly b: number
  readonly own: boolean
}

/**
 * Fills two components of `out` with Σ_μ w_μ Σ_μ′ M_μ′μ M′*_μ′μ, the real part −½|M − M′|² in its place where that is a
 * coherence's own decay; and the same two of `noise` with what the errors of the amplitudes may do to them, by Cauchy
 * and Schwarz.
 */
export function fillProduct(
  first: PanelAmplitudes,
  second: PanelAmplitudes,
  { a, b, own }: Product,
  weights: Float64Array,
  out: Float64Array,
  noise: Float64Array,
  component: number,
): void {
  const { re: ar, im: ai, dressedRe: dar, dressedIm: dai } = first
  const { re: br, im: bi, dressedRe: dbr, dressedIm: dbi } = second
  const to = component * nodes
  out.fill(0, to, to + 2 * nodes)
  noise.fill(0, to, to + 2 * nodes)
  const { count, incoming } = first.layout
  for (let slot = 0; slot < count; slot++) {
    const [p, q, w] = [(a * count + slot) * nodes, (b * count + slot) * nodes, incoming(slot) * nodes]
    for (let e = 0; e < nodes; e++) {
      const dx = dar[p + e]! - dbr[q + e]!
      const dy = dai[p + e]! - dbi[q + e]!
      const x = own
        ? -0.5 * (dx * (ar[p + e]! - br[q + e]!) + dy * (ai[p + e]! - bi[q + e]!))
        : dar[p + e]! * br[q + e]! + dai[p + e]! * bi[q + e]!
      out[to + e]! += weights[w + e]! * x
      out[to + nodes + e]! += weights[w + e]! * (dai[p + e]! * br[q + e]! - dar[p + e]! * bi[q + e]!)
      noise[to + e]! += dx * dx + dy * dy
    }
  }
  fillNoise(first, second, { a, b, own }, weights, noise, to)
}

/** At noise[to + e] stands Σ|dressed M − M′|² when it begins. */
function fillNoise(
  { errors: first, norms: left, layout: { count, functions }, re, dressedRe }: PanelAmplitudes,
  { errors: second, norms: right }: PanelAmplitudes,
  { a, b, own }: Product,
  weights: Float64Array,
  noise: Float64Array,
  to: number,
): void {
  const root = Math.sqrt(count)
  // the overlaps have entries up to one, and stand on both sides
  const squared = re === dressedRe ? count : count * count
  for (let e = 0; e < nodes; e++) {
    let weight = 0
    for (let incoming = 0; incoming < functions; incoming++) weight = Math.max(weight, weights[incoming * nodes + e]!)
    const da = first[a * nodes + e]!
    const db = second[b * nodes + e]!
    const product = weight * (root * (left[a * nodes + e]! * db + right[b * nodes + e]! * da) + squared * da * db)
    noise[to + nodes + e] = product
    noise[to + e] = own
      ? weight * (root * Math.sqrt(noise[to + e]!) * (da + db) + (squared * (da + db) ** 2) / 2)
      : product
  }
}

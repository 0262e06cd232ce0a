import { kronrodNodes } from '../numerics/index.js'
import { AmplitudeReader } from './amplitudeReader.js'
import type { FunctionPairs } from '../scattering/index.js'
import type { AmplitudeTable } from './amplitudeTable.js'

const nodes = kronrodNodes.length

/**
 * The amplitudes M from one level l to several levels at the kinetic energies of a panel, as `AmplitudeReader` lays them out; and C(p′)MC(p)
 * where functions have the overlap C, M itself where they are orthonormal.
 */
export class PanelAmplitudes {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly dressedRe: Float64Array
  readonly dressedIm: Float64Array
  readonly pairs: FunctionPairs
  private readonly amplitudes: AmplitudeReader
  private readonly functions: number
  /** C at the incoming and at the outgoing momentum of one node. */
  private readonly incoming: Float64Array
  private readonly outgoing: Float64Array
  private readonly product: Float64Array

  constructor(private readonly table: AmplitudeTable, private readonly l: number, private readonly levels: readonly number[], elements: readonly number[]) {
    const { pairs, scatterer: { shell } } = table
    const { functions } = pairs
    this.functions = functions
    this.pairs = pairs
    this.amplitudes = new AmplitudeReader(table, l, elements)
    this.re = new Float64Array(elements.length * pairs.count * nodes)
    this.im = new Float64Array(this.re.length)
    this.dressedRe = shell?.overlap ? new Float64Array(this.re.length) : this.re
    this.dressedIm = shell?.overlap ? new Float64Array(this.re.length) : this.im
    this.incoming = new Float64Array(functions ** 2)
    this.outgoing = new Float64Array(functions ** 2)
    this.product = new Float64Array(functions ** 2)
  }

  /** Where the amplitudes to level k begin. */
  place(k: number): number {
    return this.levels.indexOf(k) * this.pairs.count * nodes
  }

  fill(kinetic: Float64Array): void {
    this.amplitudes.fill(kinetic, this.re, this.im)
    const { shell, mass, system } = this.table.scatterer
    const overlap = shell?.overlap
    if (!overlap) return
    kinetic.forEach((energy, e) => {
      overlap(Math.sqrt(2 * mass * energy), this.incoming)
      for (const k of this.levels) {
        if (k !== this.l) overlap(Math.sqrt(2 * mass * Math.max(0, energy + (system.levels[this.l]! - system.levels[k]!))), this.outgoing)
        const outgoing = k === this.l ? this.incoming : this.outgoing
        this.dress(this.re, this.place(k) + e, outgoing, this.dressedRe)
        this.dress(this.im, this.place(k) + e, outgoing, this.dressedIm)
      }
    })
  }

  /** C(p′)MC(p) for one plane, element and node. */
  private dress(plane: Float64Array, from: number, outgoing: Float64Array, out: Float64Array): void {
    const { incoming, product, functions: m } = this
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

  /** Fills `out` with Σ_μ w_μ M_μμ of the first element, outgoing and incoming momenta p being equal: Tr MC(p). */
  fillTrace(kinetic: Float64Array, weights: Float64Array, out: Float64Array): void {
    const { pairs, incoming, table: { scatterer: { shell, mass } } } = this
    out.fill(0)
    for (let e = 0; e < nodes; e++) {
      shell?.overlap?.(Math.sqrt(2 * mass * kinetic[e]!), incoming)
      for (let pair = 0; pair < pairs.count; pair++) {
        const overlap = shell?.overlap ? incoming[pair]! : pairs.diagonal(pair) ? 1 : 0
        const weight = weights[pairs.incoming(pair) * nodes + e]! * overlap
        out[e]! += weight * this.re[pair * nodes + e]!
        out[nodes + e]! += weight * this.im[pair * nodes + e]!
      }
    }
  }
}

/** Where the two amplitudes of a product begin, and whether it is a coherence's own decay. */
export interface Product {
  readonly a: number
  readonly b: number
  readonly own: boolean
}

/** Fills two components of `out` with Σ_μ w_μ Σ_μ′ M_μ′μ M′*_μ′μ, the real part −½|M − M′|² in its place where that is a coherence's own decay. */
export function fillProduct(first: PanelAmplitudes, second: PanelAmplitudes, { a, b, own }: Product, weights: Float64Array, out: Float64Array, component: number): void {
  const { re: ar, im: ai, dressedRe: dar, dressedIm: dai } = first
  const { re: br, im: bi, dressedRe: dbr, dressedIm: dbi } = second
  const to = component * nodes
  out.fill(0, to, to + 2 * nodes)
  const { count, incoming } = first.pairs
  for (let pair = 0; pair < count; pair++) {
    const [p, q, w] = [a + pair * nodes, b + pair * nodes, incoming(pair) * nodes]
    for (let e = 0; e < nodes; e++) {
      const x = own
        ? -0.5 * ((dar[p + e]! - dbr[q + e]!) * (ar[p + e]! - br[q + e]!) + (dai[p + e]! - dbi[q + e]!) * (ai[p + e]! - bi[q + e]!))
        : dar[p + e]! * br[q + e]! + dai[p + e]! * bi[q + e]!
      out[to + e]! += weights[w + e]! * x
      out[to + nodes + e]! += weights[w + e]! * (dai[p + e]! * br[q + e]! - dar[p + e]! * bi[q + e]!)
    }
  }
}

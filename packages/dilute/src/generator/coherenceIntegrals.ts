import { adaptiveIntegral, kronrodNodes } from '../numerics/index.js'
import { shellDensity, type Gas, type ShellDensity } from '../model/index.js'
import { AmplitudeReader, type AmplitudeTable } from './amplitudeTable.js'
import { kineticEdges, kineticPath, type KineticEdges } from './kineticPath.js'
import type { Normalization } from './thermalRates.js'

const nodes = kronrodNodes.length

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

  constructor(private readonly table: AmplitudeTable, gas: Gas, private readonly relativeError: number, normalization: Normalization) {
    const { levels } = table.scatterer
    table.elements.forEach(([k, l], e) => { this.index.set(k * levels + l, e) })
    this.edges = kineticEdges(table)
    this.density = shellDensity(gas)
    const d = gas.dimension
    this.scale = (2 * Math.PI) ** (d - 1) / (normalization === 'physical' ? 1 : 2 ** (d + 1) * Math.PI ** d)
  }

  /** For fixed (l, l′) the integrals of M_kl M*_k′l′ for every wanted (k, k′), [re, im] alternating; for k = l, k′ = l′, l ≠ l′ in the −½|·|² form. */
  column(l: number, lPrime: number, wanted: readonly WantedProduct[]): Float64Array {
    const [first, second] = [this.reading(l, wanted.map(([k]) => k)), this.reading(lPrime, wanted.map(([, kPrime]) => kPrime))]
    const products = wanted.map(([k, kPrime]) => ({ a: first.place(k), b: second.place(kPrime), own: k === l && kPrime === lPrime && l !== lPrime }))
    return this.integrate(l, lPrime, 2 * wanted.length, (kinetic, weights, out) => {
      first.fill(kinetic)
      second.fill(kinetic)
      for (let w = 0; w < products.length; w++) fillProduct(first, second, products[w]!, weights, out, 2 * w)
    })
  }

  /** The integral of Σ_μ M_{kμ,lμ} for two levels of equal energy, as [re, im]. */
  forward(k: number, l: number): Float64Array {
    const reading = this.reading(l, [k])
    return this.integrate(l, l, 2, (kinetic, weights, out) => {
      reading.fill(kinetic)
      reading.fillTrace(kinetic, weights, out)
    })
  }

  private reading(l: number, from: readonly number[]): Reading {
    const distinct = [...new Set(from)]
    return new Reading(this.table, l, distinct, distinct.map((k) => this.index.get(k * this.table.scatterer.levels + l)!))
  }

  /** `integrand` fills the panel's values from kinetic energies and from weights, [incoming function·nodes + node]. */
  private integrate(
    l: number, lPrime: number, components: number, integrand: (kinetic: Float64Array, weights: Float64Array, out: Float64Array) => void,
  ): Float64Array {
    const { functions, scatterer: { dimension } } = this.table
    const path = kineticPath(dimension, this.edges, l, lPrime, this.density)
    const [kinetic, jacobian, weights] = [new Float64Array(nodes), new Float64Array(nodes), new Float64Array(functions * nodes)]
    const { value, error } = adaptiveIntegral((piece, xs, out) => {
      path[piece]!.fill(xs, kinetic, jacobian)
      this.weigh(kinetic, jacobian, weights)
      integrand(kinetic, weights, out)
    }, { components, pieces: path.map(({ edges }) => edges), relativeError: this.relativeError, panelLimit: 100_000, acceptable: 1e-6 })
    this.error = Math.max(this.error, ...error)
    return value
  }

  /** A function that is none of the two directions on the line comes from both alike. */
  private weigh(kinetic: Float64Array, jacobian: Float64Array, weights: Float64Array): void {
    const { density: { weight, directed }, scale, table: { functions, scatterer: { shell } } } = this
    const multiplicity = (incoming: number): number => shell?.multiplicities?.[incoming] ?? 1
    for (let e = 0; e < nodes; e++) {
      const right = weight(kinetic[e]!, 1)
      const left = directed ? weight(kinetic[e]!, -1) : right
      for (let incoming = 0; incoming < functions; incoming++) {
        const density = shell ? (right + left) / 2 : incoming === 0 ? right : left
        weights[incoming * nodes + e] = scale * jacobian[e]! * density * multiplicity(incoming)
      }
    }
  }
}

/**
 * The amplitudes M from one level l to several levels at the kinetic energies of a panel, as `AmplitudeReader` lays them out; and C(p′)MC(p)
 * where functions have the overlap C, M itself where they are orthonormal.
 */
class Reading {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly dressedRe: Float64Array
  readonly dressedIm: Float64Array
  private readonly amplitudes: AmplitudeReader
  private readonly functions: number
  /** C at the incoming and at the outgoing momentum of one node. */
  private readonly incoming: Float64Array
  private readonly outgoing: Float64Array
  private readonly product: Float64Array

  constructor(private readonly table: AmplitudeTable, private readonly l: number, private readonly levels: readonly number[], elements: readonly number[]) {
    const { functions, scatterer: { shell } } = table
    this.functions = functions
    this.amplitudes = new AmplitudeReader(table, l, elements)
    this.re = new Float64Array(elements.length * functions ** 2 * nodes)
    this.im = new Float64Array(this.re.length)
    this.dressedRe = shell?.overlap ? new Float64Array(this.re.length) : this.re
    this.dressedIm = shell?.overlap ? new Float64Array(this.re.length) : this.im
    this.incoming = new Float64Array(functions ** 2)
    this.outgoing = new Float64Array(functions ** 2)
    this.product = new Float64Array(functions ** 2)
  }

  /** Where the amplitudes to level k begin. */
  place(k: number): number {
    return this.levels.indexOf(k) * this.functions ** 2 * nodes
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
    const { functions: m, incoming, table: { scatterer: { shell, mass } } } = this
    out.fill(0)
    for (let e = 0; e < nodes; e++) {
      if (shell?.overlap) shell.overlap(Math.sqrt(2 * mass * kinetic[e]!), incoming)
      else for (let i = 0; i < m; i++) incoming[i * (m + 1)] = 1
      for (let pair = 0; pair < m * m; pair++) {
        const weight = weights[(pair % m) * nodes + e]! * incoming[pair]!
        out[e]! += weight * this.re[pair * nodes + e]!
        out[nodes + e]! += weight * this.im[pair * nodes + e]!
      }
    }
  }
}

/** Where the two amplitudes of a product begin in their readings, and whether it is a coherence's own decay. */
interface Product {
  readonly a: number
  readonly b: number
  readonly own: boolean
}

/** Fills two components of `out` with Σ_μ w_μ Σ_μ′ M_μ′μ M′*_μ′μ, the real part −½|M − M′|² in its place where that is a coherence's own decay. */
function fillProduct(first: Reading, second: Reading, { a, b, own }: Product, weights: Float64Array, out: Float64Array, component: number): void {
  const { re: ar, im: ai, dressedRe: dar, dressedIm: dai } = first
  const { re: br, im: bi, dressedRe: dbr, dressedIm: dbi } = second
  const to = component * nodes
  out.fill(0, to, to + 2 * nodes)
  const m = weights.length / nodes
  for (let pair = 0; pair < m * m; pair++) {
    const [p, q, w] = [a + pair * nodes, b + pair * nodes, (pair % m) * nodes]
    for (let e = 0; e < nodes; e++) {
      const x = own
        ? -0.5 * ((dar[p + e]! - dbr[q + e]!) * (ar[p + e]! - br[q + e]!) + (dai[p + e]! - dbi[q + e]!) * (ai[p + e]! - bi[q + e]!))
        : dar[p + e]! * br[q + e]! + dai[p + e]! * bi[q + e]!
      out[to + e]! += weights[w + e]! * x
      out[to + nodes + e]! += weights[w + e]! * (dai[p + e]! * br[q + e]! - dar[p + e]! * bi[q + e]!)
    }
  }
}

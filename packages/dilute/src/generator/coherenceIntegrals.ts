import { adaptiveIntegral, kronrodNodes } from '../numerics/index.js'
import { shellDensity, type Gas, type ShellDensity } from '../model/index.js'
import { PanelAmplitudes, fillProduct } from './panelAmplitudes.js'
import type { AmplitudeTable } from './amplitudeTable.js'
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

  /**
   * What errors of amplitudes may do to any of the integrals, 1/time: δ√(WΓ) for each of two factors, Γ the largest rate of all collisions (by the
   * optical theorem) and W the flux that they are made of; and the relative errors of what a polynomial reads.
   */
  amplitudeError(collisions: number): number {
    const { precision: { absolute, relative }, tolerance } = this.table
    return 2 * absolute * Math.sqrt(2 * this.flux() * collisions) + 2 * (relative + tolerance) * collisions
  }

  /** (2π)^{d−1} ν ∫dE G of one incoming function. */
  private flux(): number {
    const [value] = this.integrate(0, 0, 1, (_, weights, out) => { out.set(weights.subarray(0, nodes)) })
    return value!
  }

  private reading(l: number, from: readonly number[]): PanelAmplitudes {
    const distinct = [...new Set(from)]
    return new PanelAmplitudes(this.table, l, distinct, distinct.map((k) => this.index.get(k * this.table.scatterer.levels + l)!))
  }

  /** `integrand` fills the panel's values from kinetic energies and from weights, [incoming function·nodes + node]. */
  private integrate(
    l: number, lPrime: number, components: number, integrand: (kinetic: Float64Array, weights: Float64Array, out: Float64Array) => void,
  ): Float64Array {
    const { pairs: { functions }, scatterer: { dimension } } = this.table
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
    const { density: { weight, directed }, scale, table: { pairs: { functions }, scatterer: { shell } } } = this
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

import { adaptiveIntegral, kronrodNodes } from '../numerics/index.js'
import { inverseTemperature, levelMixing, gasDistribution, type Gas, type GasDistribution } from '../model/index.js'
import type { KineticEnergies } from './amplitudeReader.js'
import { PanelAmplitudes, fillProduct, type Product } from './panelAmplitudes.js'
import type { AmplitudeTable, Element } from './amplitudeTable.js'
import { kineticEdges, kineticPath, type KineticEdges } from './kineticPath.js'
import type { Normalization } from './gasRates.js'

const nodes = kronrodNodes.length

/** A pair of amplitudes that are multiplied: M_kl M*_k′l′ for given l and l′. */
export type WantedProduct = readonly [k: number, kPrime: number]

/** Complex integrals, [re, im] alternating, and radii of their errors, one for each. */
export interface ComplexIntegrals {
  readonly values: Float64Array
  readonly errors: Float64Array
}

/** What a panel of kinetic energies is filled with. */
type Integrand = (energies: KineticEnergies, weights: Float64Array, out: Float64Array, noise: Float64Array) => void

/** Thermal integrals over products of amplitudes, with their prefactor; 1/time. */
export class CoherenceIntegrals {
  private readonly edges: KineticEdges
  private readonly density: GasDistribution
  private readonly scale: number
  private readonly mixing: Float64Array
  /**
   * β, or that of the smallest energy scale of the gas, times the error of the levels: what it does to a weight,
   * relatively.
   */
  private readonly weightError: number
  /**
   * Whether the gas has e^{−βε}, which lets the transitions between two levels be told from the higher one in both
   * directions.
   */
  readonly isThermal: boolean

  constructor(
    private readonly table: AmplitudeTable,
    gas: Gas,
    private readonly relativeError: number,
    normalization: Normalization,
  ) {
    const { system } = table.scatterer
    this.edges = kineticEdges(table)
    this.density = gasDistribution(gas)
    this.mixing = levelMixing(system)
    this.weightError = system.levelError / this.density.scales[0]
    this.isThermal = inverseTemperature(gas) !== null
    const d = gas.dimension
    this.scale = (2 * Math.PI) ** (d - 1) / (normalization === 'physical' ? 1 : 2 ** (d + 1) * Math.PI ** d)
  }

  /**
   * For fixed (l, l′) the integrals of M_kl M*_k′l′ for every wanted (k, k′); for k = l, k′ = l′, l ≠ l′ in the −½|·|²
   * form.
   */
  column(l: number, lPrime: number, wanted: readonly WantedProduct[]): ComplexIntegrals {
    const from = (source: number, to: readonly number[]): PanelAmplitudes =>
      this.reading(
        source,
        [...new Set(to)].map((k) => [k, source]),
      )
    const [first, second] = [
      from(
        l,
        wanted.map(([k]) => k),
      ),
      from(
        lPrime,
        wanted.map(([, kPrime]) => kPrime),
      ),
    ]
    const products = wanted.map(([k, kPrime]) => ({
      a: first.place(k, l),
      b: second.place(kPrime, lPrime),
      own: k === l && kPrime === lPrime && l !== lPrime,
    }))
    const integrand = this.products(products, first, second)
    return this.withMixing(
      this.integrate(l, lPrime, 2 * wanted.length, integrand),
      wanted.map(([k, kPrime]) => [k, kPrime, l, lPrime]),
    )
  }

  /**
   * The integrals of M_kl M*_k′l′ at one energy for both, k and k′ of one group of equal levels, l and l′ of another:
   * [(k, k′), (l, l′)]. For a thermal gas kinetic energies are those above the higher of the two, so that transitions
   * to it lack the factor e^{−βΔ}.
   */
  between(to: readonly number[], from: readonly number[]): ComplexIntegrals {
    const [upper, source] = [Math.max(to[0]!, from[0]!), from[0]!]
    const reading = this.reading(
      this.isThermal ? upper : source,
      to.flatMap((k) => from.map((l): Element => [k, l])),
    )
    const entries = squares(to).flatMap(([k, kPrime]) =>
      squares(from).map(([l, lPrime]) => [k, kPrime, l, lPrime] as const),
    )
    const products = entries.map(([k, kPrime, l, lPrime]) => ({
      a: reading.place(k, l),
      b: reading.place(kPrime, lPrime),
      own: false,
    }))
    const level = this.isThermal ? upper : source
    return this.withMixing(
      this.integrate(level, level, 2 * products.length, this.products(products, reading, reading)),
      entries,
    )
  }

  /**
   * Elastic collisions of the levels of one group, with the mean c of their amplitudes taken off, N = M − c: the
   * integrals of N_kl N*_k′l′, [(k, k′), (l, l′)], and then those of N_kl c*, [k, l].
   */
  inside(group: readonly number[]): ComplexIntegrals {
    const elements = group.flatMap((k) => group.map((l): Element => [k, l]))
    const mean = elements.length
    const reading = this.reading(group[0]!, [...elements, elements[0]!])
    const diagonal = group.map((k) => reading.place(k, k))
    const entries = squares(group).flatMap(([k, kPrime]) =>
      squares(group).map(([l, lPrime]) => [k, kPrime, l, lPrime] as const),
    )
    const products: Product[] = [
      ...entries.map(([k, kPrime, l, lPrime]) => ({
        a: reading.place(k, l),
        b: reading.place(kPrime, lPrime),
        own: false,
      })),
      ...elements.map((_, a) => ({ a, b: mean, own: false })),
    ]
    const integrand: Integrand = (energies, weights, out, noise) => {
      reading.fill(energies)
      reading.takeMeanOff(diagonal, mean)
      products.forEach((product, w) => {
        fillProduct(reading, reading, product, weights, out, noise, 2 * w)
      })
    }
    const levels = [...entries, ...elements.map(([k, l]) => [k, l, l, l] as const)]
    return this.withMixing(this.integrate(group[0]!, group[0]!, 2 * products.length, integrand), levels)
  }

  /** The integral of Σ_μ M_{kμ,lμ} for two levels of equal energy. */
  forward(k: number, l: number): ComplexIntegrals {
    const reading = this.reading(l, [[k, l]])
    const { value, error } = this.integrate(l, l, 2, (energies, weights, out, noise) => {
      reading.fill(energies)
      reading.fillTrace(energies, weights, out, noise)
    })
    return { values: value, errors: radii(error) }
  }

  /** The largest rate of all collisions in any level, by the optical theorem. */
  private collisions(): number {
    return (this.known ??= Math.max(
      ...this.table.scatterer.system.groups.map(([k]) => -2 * this.forward(k!, k!).values[0]!),
      0,
    ))
  }

  private known: number | undefined

  /**
   * The errors of integrals with what uncertain levels and eigenvectors do to them: these mix a part μ of another level
   * into each, which adds an amplitude of ordinary size.
   */
  private withMixing({ value, error, modulus }: Integrals, levels: readonly (readonly number[])[]): ComplexIntegrals {
    const errors = radii(error)
    const collisions = this.collisions()
    levels.forEach((each, i) => {
      const mixing = each.reduce((sum, k) => sum + this.mixing[k]!, 0)
      const size = Math.hypot(modulus[2 * i]!, modulus[2 * i + 1]!)
      errors[i]! +=
        mixing * Math.sqrt(size) * Math.sqrt(collisions) + mixing * mixing * collisions + size * this.weightError
    })
    return { values: value, errors }
  }

  private products(products: readonly Product[], first: PanelAmplitudes, second: PanelAmplitudes): Integrand {
    return (energies, weights, out, noise) => {
      first.fill(energies)
      if (second !== first) second.fill(energies)
      for (let w = 0; w < products.length; w++) fillProduct(first, second, products[w]!, weights, out, noise, 2 * w)
    }
  }

  private reading(reference: number, elements: readonly Element[]): PanelAmplitudes {
    return new PanelAmplitudes(this.table, reference, elements)
  }

  /**
   * Over kinetic energies of collisions that begin in l and l′; `integrand` takes weights as [incoming function·nodes +
   * node].
   */
  private integrate(l: number, lPrime: number, components: number, integrand: Integrand): Integrals {
    const {
      layout: { functions },
      scatterer: { dimension },
    } = this.table
    const path = kineticPath(dimension, this.edges, l, lPrime, this.density)
    const [offsets, jacobian, weights] = [
      new Float64Array(nodes),
      new Float64Array(nodes),
      new Float64Array(functions * nodes),
    ]
    return adaptiveIntegral(
      (piece, xs, out, noise) => {
        const { from, inside } = path[piece]!
        path[piece]!.fill(xs, offsets, jacobian)
        this.weigh({ from, inside, offsets }, jacobian, weights)
        integrand({ from, inside, offsets }, weights, out, noise)
      },
      {
        components,
        pieces: path.map(({ edges }) => edges),
        relativeError: this.relativeError,
        panelLimit: 100_000,
        acceptable: 1e-6,
      },
    )
  }

  /** A function that is none of the two directions on the line comes from both alike. */
  private weigh({ from, offsets }: KineticEnergies, jacobian: Float64Array, weights: Float64Array): void {
    const {
      density: { weight, directed },
      scale,
      table: {
        layout: { functions },
        scatterer: { shellFunctions },
      },
    } = this
    const multiplicity = (incoming: number): number => shellFunctions?.multiplicities?.[incoming] ?? 1
    for (let e = 0; e < nodes; e++) {
      const kinetic = from + offsets[e]!
      const right = weight(kinetic, 1)
      const left = directed ? weight(kinetic, -1) : right
      for (let incoming = 0; incoming < functions; incoming++) {
        const density = shellFunctions ? (right + left) / 2 : incoming === 0 ? right : left
        weights[incoming * nodes + e] = scale * jacobian[e]! * density * multiplicity(incoming)
      }
    }
  }
}

type Integrals = ReturnType<typeof adaptiveIntegral>

/** The pairs (k, k′) of a group. */
const squares = (group: readonly number[]): [number, number][] =>
  group.flatMap((k) => group.map((kPrime): [number, number] => [k, kPrime]))

/** One radius for each pair of real and imaginary error. */
const radii = (errors: Float64Array): Float64Array =>
  Float64Array.from({ length: errors.length / 2 }, (_, i) => Math.hypot(errors[2 * i]!, errors[2 * i + 1]!))

import {
  censored,
  ExtendedArray,
  extended,
  gradedEigensystem,
  gradedSingularSystem,
  heightDifferences,
  heights,
  minus,
  over,
  plus,
  scaled,
  smaller,
  squareRoot,
  times,
  toNumber,
  zero,
  type Censoring,
  type ComplexVector,
  type Extended,
  type GradedMode,
} from '../numerics/index.js'
import { mayBeSubtracted, netFlows } from './circulation.js'

/** Levels that all lead to each other, with flows F_kl = a_kl p_l that are balanced at every node. */
export interface BalancedFlows {
  /**
   * Nodes of the flows: the levels, after node 0 where `grounded`: what the levels lead to for good, and from where
   * they are filled again.
   */
  readonly size: number
  readonly grounded: boolean
  /** size × size, `[to][from]`. */
  readonly flows: ExtendedArray
  /** p of every node; of the ground not read. */
  readonly weights: ExtendedArray
}

/** A mode of the reversible part: a rate and its unit vector over the nodes. */
export interface ReversibleMode {
  readonly rate: Extended
  readonly vector: Float64Array
}

/** Modes by descending rates; the stationary one is left out. */
export interface Dissipation {
  /** Eigenvalues of −W in the balanced basis √p; unit vectors over the nodes. */
  readonly modes: readonly GradedMode[]
  readonly reversible: readonly ReversibleMode[]
  /** ½(F + Fᵀ), off the diagonal. */
  readonly symmetric: ExtendedArray
}

/**
 * The spectrum of −W and of its reversible part to relative accuracy. In the balanced basis b = p^{−1/2}(populations),
 * −W = EEᵀ − p^{−1/2}(K/2)p^{−1/2}, E the Cholesky factor of the symmetrized flows (elimination, fastest level first,
 * without a subtraction), K the currents. With E = QΣVᵀ by Jacobi rotations the reversible rates are Σ², and −W becomes
 * Σ(1 − A)Σ, A = VᵀE⁺(K/2 …)E⁺ᵀV antisymmetric and of order 1: a spectrum in which fast and slow decouple.
 */
export function dissipation(system: BalancedFlows): Dissipation {
  const { size } = system
  const order = Int32Array.from({ length: size }, (_, k) => k)
  const symmetric = symmetrized(system)
  const chain = censored(size, symmetric, 1, (last, rates, shares) => {
    bringFastest(system, last, rates, shares, order)
  })
  const columns = Array.from({ length: size - 1 }, (_, j) => factorColumn(system, chain, order, j + 1))
  const scales = Array.from({ length: size - 1 }, (_, j) =>
    squareRoot(over(chain.out.at(j + 1), system.weights.at(order[j + 1]!))),
  )
  const singular = gradedSingularSystem(columns, scales)
  const coupling = couplingOf(antisymmetricPart(system, chain, order), singular.right)
  const modes = gradedEigensystem(singular.scales, coupling)
  const nodes = (x: Float64Array): Float64Array => overNodes(singular.left, x, size)
  return {
    modes: modes.map((mode) => inNodes(mode, nodes)),
    reversible: singular.scales.map((scale, j) => ({ rate: times(scale, scale), vector: singular.left[j]! })),
    symmetric,
  }
}

/** ½(F + Fᵀ), off the diagonal. */
function symmetrized({ size, flows }: BalancedFlows): ExtendedArray {
  const half = new ExtendedArray(size * size)
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) {
      half.set(k * size + l, scaled(plus(flows.at(k * size + l), flows.at(l * size + k)), 0.5))
      half.setEntry(l * size + k, half, k * size + l)
    }
  }
  return half
}

/** Exchanges the last node left with the one of the largest rate of exit; the ground stays. */
function bringFastest(
  { size, grounded, weights }: BalancedFlows,
  last: number,
  rates: ExtendedArray,
  shares: ExtendedArray,
  order: Int32Array,
): void {
  let [fastest, most] = [last, zero]
  for (let k = grounded ? 1 : 0; k <= last; k++) {
    let out = zero
    for (let j = 0; j <= last; j++) if (j !== k) out = plus(out, rates.at(j * size + k))
    const exit = over(out, weights.at(order[k]!))
    if (smaller(most, exit)) [fastest, most] = [k, exit]
  }
  if (fastest === last) return
  for (const each of [rates, shares]) {
    for (let j = 0; j < size; j++) exchange(each, fastest * size + j, last * size + j)
    for (let j = 0; j < size; j++) exchange(each, j * size + fastest, j * size + last)
  }
  ;[order[fastest], order[last]] = [order[last]!, order[fastest]!]
}

function exchange(a: ExtendedArray, i: number, j: number): void {
  const kept = a.at(i)
  a.set(i, a.at(j))
  a.set(j, kept)
}

/**
 * The column of p^{−1/2}X that belongs to the node at place k, over the nodes, in units of its own entry √(d_k/p_k);
 * the ground is no row.
 */
function factorColumn(
  { grounded, weights, size }: BalancedFlows,
  { shares }: Censoring,
  order: Int32Array,
  k: number,
): Float64Array {
  const column = new Float64Array(size)
  column[order[k]!] = 1
  for (let i = grounded ? 1 : 0; i < k; i++) {
    const share = shares.at(i * size + k)
    column[order[i]!] = -toNumber(times(share, squareRoot(over(weights.at(order[k]!), weights.at(order[i]!)))))
  }
  return column
}

/**
 * D^{−1/2}X⁻¹(K/2)X^{−T}D^{−1/2}, (size − 1)²; null without currents. Column l of X^{−T} is the potential y_l that is 1
 * at place l, 0 at those before and harmonic at those after; Σ_mn y_k(m) K_mn y_l(n) = Σ_m y_k(m) Σ_n K_mn (y_l(n) −
 * y_l(m)), as currents are conserved. With the differences of the potential whose current d_l is the smaller, no term
 * is larger than d_l: nothing is lost where fast currents run inside what relaxes slowly.
 */
function antisymmetricPart(system: BalancedFlows, chain: Censoring, order: Int32Array): Float64Array | null {
  const { size, out } = chain
  const found = netFlows(system.size, system.flows)
  if (found.isAllZero()) return null
  const currents = new ExtendedArray(size * size)
  for (let k = 0; k < size; k++)
    for (let l = 0; l < size; l++) currents.setEntry(k * size + l, found, order[k]! * size + order[l]!)
  const potentials = Array.from({ length: size }, (_, l) => (l === 0 ? new ExtendedArray(size) : potential(chain, l)))
  const carried = Array.from({ length: size }, (_, l) =>
    l === 0 ? new ExtendedArray(size) : carriedBy(currents, chain, l, potentials[l]!),
  )
  const product = (k: number, l: number): Extended => innerProduct(potentials[k]!, carried[l]!)
  return Float64Array.from({ length: (size - 1) ** 2 }, (_, e) => {
    const [k, l] = [1 + Math.floor(e / (size - 1)), 1 + (e % (size - 1))]
    if (k === l) return 0
    const unit = squareRoot(times(out.at(k), out.at(l)))
    return (
      (smaller(out.at(k), out.at(l)) ? -toNumber(over(product(l, k), unit)) : toNumber(over(product(k, l), unit))) / 2
    )
  })
}

function innerProduct(a: ExtendedArray, b: ExtendedArray): Extended {
  const sum = new ExtendedArray(1)
  for (let m = 0; m < a.length; m++) sum.addProduct(0, a, m, b, m)
  return sum.at(0)
}

const heldAt = (chain: Censoring, l: number): Censoring => ({ ...chain, kept: l + 1 })
const unitAt = (l: number): ExtendedArray => ExtendedArray.from(l + 1, (k) => extended(k === l ? 1 : 0))
const potential = (chain: Censoring, l: number): ExtendedArray => heights(heldAt(chain, l), null, unitAt(l))

/** Σ_n K_mn (y(n) − y(m)) for every m. */
function carriedBy(currents: ExtendedArray, chain: Censoring, l: number, y: ExtendedArray): ExtendedArray {
  const { size } = chain
  const gaps = mayBeSubtracted(chain) ? null : heightDifferences(heldAt(chain, l), null, unitAt(l))
  const carried = new ExtendedArray(size)
  for (let m = 0; m < size; m++) {
    for (let n = 0; n < size; n++) {
      if (currents.isZero(m * size + n)) continue
      if (gaps === null) carried.add(m, times(currents.at(m * size + n), minus(y.at(n), y.at(m))))
      else carried.addProduct(m, currents, m * size + n, gaps, n * size + m)
    }
  }
  return carried
}

/** 1 − VᵀΘV. */
function couplingOf(theta: Float64Array | null, right: readonly Float64Array[]): Float64Array {
  const r = right.length
  const coupling = Float64Array.from({ length: r * r }, (_, e) => (e % (r + 1) === 0 ? 1 : 0))
  if (theta === null) return coupling
  const turned = right.map((v) =>
    Float64Array.from({ length: r }, (_, i) => v.reduce((sum, x, j) => sum + theta[i * r + j]! * x, 0)),
  )
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < i; j++) {
      const a = right[i]!.reduce((sum, x, q) => sum + x * turned[j]![q]!, 0)
      coupling[i * r + j] = -a
      coupling[j * r + i] = a
    }
  }
  return coupling
}

function inNodes(mode: GradedMode, nodes: (x: Float64Array) => Float64Array): GradedMode {
  const over = ({ re, im }: ComplexVector): ComplexVector => ({ re: nodes(re), im: nodes(im) })
  return { ...mode, left: over(mode.left), right: over(mode.right) }
}

function overNodes(basis: readonly Float64Array[], x: Float64Array, size: number): Float64Array {
  const sum = new Float64Array(size)
  basis.forEach((vector, j) => {
    for (let k = 0; k < size; k++) sum[k]! += x[j]! * vector[k]!
  })
  return sum
}

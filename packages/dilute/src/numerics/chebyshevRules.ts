import { clenshawCurtisWeights } from './clenshawCurtis.js'
import { once } from './once.js'

/** How many sums over the nodes a rule has: the integral, and some of the last Chebyshev coefficients. */
export const functionalCount = 6
/** Coefficients N − 1, N − 2, …: even and odd ones, not all near a zero of what they oscillate like. */
const last = [1, 2, 4, 7, 11] as const

/** Nodes that a rule adds to those of the rule of half its order. Ascending. */
export interface ChebyshevLayer {
  readonly x: Float64Array
  /** Their weights in that rule. */
  readonly shares: Float64Array
}

/**
 * The Clenshaw–Curtis rule of some order N on [0, 1], for functions that vanish at both ends. The last Chebyshev
 * coefficients of the interpolant tell how well it is resolved (H. O'Hara and F. J. Smith, Computer J. 11, 213 (1968)).
 */
export interface ChebyshevRule {
  /** The nodes of all layers, one after another, then 0 and 1. */
  readonly nodes: Float64Array
  /** Weights of the integral; then, for each coefficient, the factors whose sums with a function's values it is. */
  readonly functionals: readonly Float64Array[]
  /** The same for each layer: all functionals for two nodes after one another, each number beside that of the other. */
  readonly tables: readonly Float64Array[]
}

/** Rules of order N, 2N, 4N, …, each nested in the next. */
export interface ChebyshevRules {
  readonly layers: readonly (() => ChebyshevLayer)[]
  readonly rules: readonly (() => ChebyshevRule)[]
}

/** @param order N, even, at least 16. */
export function chebyshevRules(order: number, count: number): ChebyshevRules {
  const orders = Array.from({ length: count }, (_, nth) => order * 2 ** nth)
  const weights = orders.map((n) => once(() => clenshawCurtisWeights(n)))
  const layers = orders.map((n, nth) => once(() => layerOf(n, nth === 0 ? 1 : 2, weights[nth]!())))
  const rules = orders.map((n, nth) => once(() => ruleOf(n, orders.slice(0, nth + 1), weights[nth]!())))
  return { layers, rules }
}

/** Which of the nodes sin²(πj/2N) inside (0, 1) a layer has. */
const placesOf = (order: number, step: number): number[] =>
  Array.from({ length: Math.ceil((order - 1) / step) }, (_, i) => 1 + i * step)

function layerOf(order: number, step: number, weights: Float64Array): ChebyshevLayer {
  const places = placesOf(order, step)
  return {
    x: Float64Array.from(places, (j) => Math.sin((Math.PI * j) / (2 * order)) ** 2),
    shares: Float64Array.from(places, (j) => weights[j]!),
  }
}

function ruleOf(order: number, orders: readonly number[], weights: Float64Array): ChebyshevRule {
  const layers = orders.map((n, nth) => placesOf(n, nth === 0 ? 1 : 2).map((j) => (j * order) / n))
  const places = [...layers.flat(), 0, order]
  const all = [weights, ...last.map((before) => coefficient(order, order - before))]
  return {
    nodes: Float64Array.from(places, (j) => Math.sin((Math.PI * j) / (2 * order)) ** 2),
    functionals: all.map((each) => Float64Array.from(places, (j) => each[j]!)),
    tables: layers.map((each) => tableOf(each, all)),
  }
}

/** a_k = (2/N) Σ″f_j cos(kπj/N), up to its sign; k < N. */
function coefficient(order: number, k: number): Float64Array {
  const cosines = Float64Array.from({ length: 2 * order }, (_, m) => Math.cos((Math.PI * m) / order))
  return Float64Array.from(
    { length: order + 1 },
    (_, j) => ((j === 0 || j === order ? 1 : 2) / order) * cosines[(k * j) % (2 * order)]!,
  )
}

/** An odd number of nodes is filled up with one without weight. */
function tableOf(places: readonly number[], functionals: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(2 * functionals.length * Math.ceil(places.length / 2))
  places.forEach((j, node) => {
    functionals.forEach((each, f) => {
      out[((node >> 1) * functionals.length + f) * 2 + (node & 1)] = each[j]!
    })
  })
  return out
}

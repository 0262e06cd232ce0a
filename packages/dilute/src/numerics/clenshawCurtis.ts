/** Nodes on [0, 1] of a Clenshaw–Curtis rule, those of the rule of half the order first. */
export interface NestedRule {
  readonly nodes: Float64Array
  readonly weights: Float64Array
  /** How many of the nodes are the coarse rule's. */
  readonly coarse: number
  /** Weights of the coarse rule, as many as `coarse`. */
  readonly coarseWeights: Float64Array
}

/**
 * The Clenshaw–Curtis rule of `order` + 1 nodes on [0, 1], nested in it the one of `order`/2 + 1; `order` is a multiple
 * of four. Both are interpolatory, with positive weights; the difference of both is an upper estimate of the finer
 * one's error for what is analytic near [0, 1] (L. N. Trefethen, SIAM Review 50, 67 (2008)).
 */
export function nestedClenshawCurtis(order: number): NestedRule {
  const fine = clenshawCurtisWeights(order)
  const half = clenshawCurtisWeights(order / 2)
  const places = [...fine.keys()]
  const ordered = [...places.filter((j) => j % 2 === 0), ...places.filter((j) => j % 2 === 1)]
  return {
    nodes: Float64Array.from(ordered, (j) => Math.sin((Math.PI * j) / (2 * order)) ** 2),
    weights: Float64Array.from(ordered, (j) => fine[j]!),
    coarse: half.length,
    coarseWeights: half,
  }
}

/** Of the nodes sin²(πj/2N), j = 0…N, N = `order` even. */
export function clenshawCurtisWeights(order: number): Float64Array {
  const cosines = Float64Array.from({ length: order }, (_, m) => Math.cos((2 * Math.PI * m) / order))
  const weights = new Float64Array(order + 1)
  for (let j = 0; j <= order / 2; j++) {
    let sum = 1
    for (let k = 1, at = j; k <= order / 2; k++, at = (at + j) % order) {
      sum -= ((k === order / 2 ? 1 : 2) / (4 * k * k - 1)) * cosines[at]!
    }
    weights[j] = weights[order - j] = ((j === 0 ? 0.5 : 1) * sum) / order
  }
  return weights
}

import {
  ExtendedArray,
  minus,
  negative,
  over,
  plus,
  scaled,
  smaller,
  toNumber,
  zero,
  type Extended,
} from '../numerics/index.js'

/** A node that joins a tree, and the one it is joined to. */
export interface Branch {
  readonly node: number
  readonly to: number
  /** Whether the flow between them is far larger than the weakest of the tree. */
  readonly strong: boolean
}

/** How much larger than the weakest flow of the tree one is that is strong. */
const farStronger = 2 ** 20

/**
 * The spanning tree of the strongest flows to and fro (n × n, of a connected class), its branches in the order in which
 * they reach from node 0: any other flow is weaker than those between its ends in the tree (Prim's algorithm).
 */
export function strongestTree(n: number, flows: ExtendedArray): Branch[] {
  const between = (k: number, l: number): Extended => plus(flows.at(k * n + l), flows.at(l * n + k))
  let outside = Array.from({ length: Math.max(0, n - 1) }, (_, i) => ({ node: i + 1, to: 0, flow: between(i + 1, 0) }))
  const tree: typeof outside = []
  while (outside.length > 0) {
    const next = outside.reduce((most, one) => (smaller(most.flow, one.flow) ? one : most))
    tree.push(next)
    outside = outside
      .filter((one) => one !== next)
      .map((one) => {
        const flow = between(one.node, next.node)
        return smaller(one.flow, flow) ? { node: one.node, to: next.node, flow } : one
      })
  }
  const weakest = tree.reduce((least, { flow }) => (smaller(flow, least) ? flow : least), tree[0]?.flow ?? zero)
  return tree.map(({ node, to, flow }) => ({ node, to, strong: toNumber(over(flow, weakest)) > farStronger }))
}

/**
 * Differences of heights h_k − h_l that take from the increments n_kl of the tree's strong transitions what there and
 * back have opposite, exactly: what is counted around a cycle is counted where its flow is weak. Nodes that strong
 * transitions join have heights from the first of them on. Of several tables the one with the strongest flow counts.
 */
export function alongStrong(
  tree: readonly Branch[],
  flows: readonly ExtendedArray[],
  increments: readonly ExtendedArray[],
): ExtendedArray {
  const n = tree.length + 1
  const [differences, heights, reached] = [new ExtendedArray(n * n), new ExtendedArray(n), [0]]
  for (const { node, to, strong } of tree) {
    const step = strong ? rise(n, node, to, flows, increments) : zero
    for (const l of reached) {
      differences.set(node * n + l, strong ? plus(differences.at(to * n + l), step) : negative(heights.at(l)))
      differences.setNegative(l * n + node, differences, node * n + l)
    }
    if (strong) heights.set(node, plus(heights.at(to), step))
    reached.push(node)
  }
  return differences
}

/** −½(n_kl − n_lk) of the table with the strongest flow between them. */
function rise(
  n: number,
  k: number,
  l: number,
  flows: readonly ExtendedArray[],
  increments: readonly ExtendedArray[],
): Extended {
  const strength = (part: number): Extended => plus(flows[part]!.at(k * n + l), flows[part]!.at(l * n + k))
  const strongest = flows.reduce((most, _, part) => (smaller(strength(most), strength(part)) ? part : most), 0)
  const counts = increments[strongest]!
  return scaled(minus(counts.at(k * n + l), counts.at(l * n + k)), -0.5)
}

import { complex, oncePer, type NestedRule } from '../numerics/index.js'
import type { Channel } from './channelFunctions.js'
import type { EnergyMap } from './energyMaps.js'
import type { Functional } from './poles.js'

/**
 * The nodes of a nested rule but for both ends, where the map, or a Maxwellian, gives them no weight; those of the
 * coarse rule come first.
 */
export interface InnerNodes {
  readonly rule: NestedRule
  /** Which of the rule's nodes they are. */
  readonly kept: readonly number[]
  readonly count: number
  /** How many of the nodes are the coarse rule's. */
  readonly coarse: number
  readonly x: Float64Array
  /** The coarse rule's weights over the fine rule's, zero for nodes that are not its own. */
  readonly ratios: Float64Array
  /** The nodes by x ascending. */
  readonly ascending: Int32Array
  /** All nodes of the rule, and both integrals: that of the fine rule, then that of the coarse one. */
  readonly nodes: Float64Array
  readonly functionals: readonly Functional[]
}

export const innerNodes = oncePer((rule: NestedRule): InnerNodes => {
  const kept = [...rule.nodes.keys()].filter((node) => rule.nodes[node]! > 0 && rule.nodes[node]! < 1)
  const x = Float64Array.from(kept, (node) => rule.nodes[node]!)
  return {
    rule,
    kept,
    count: kept.length,
    coarse: kept.filter((node) => node < rule.coarse).length,
    x,
    ratios: Float64Array.from(kept, (node) =>
      node < rule.coarse ? rule.coarseWeights[node]! / rule.weights[node]! : 0,
    ),
    ascending: Int32Array.from([...x.keys()].sort((one, other) => x[one]! - x[other]!)),
    nodes: rule.nodes,
    functionals: [
      { factors: rule.weights, integrates: true },
      { factors: rule.coarseWeights, integrates: true },
    ],
  }
})

/** An energy map at the nodes of a nested rule. Node fastest. */
export interface PanelNodes extends InnerNodes {
  readonly map: EnergyMap
  /** Weights of the fine rule times those of the gas. */
  readonly weights: Float64Array
  /** 1/g_k, level by level. */
  readonly inverse: { readonly re: Float64Array; readonly im: Float64Array }
  /** Of the open levels, level by level. */
  readonly shell: Float64Array
}

export function panelNodes(map: EnergyMap, channel: Channel, rule: NestedRule): PanelNodes {
  const nodes = innerNodes(rule)
  const at = Array.from(nodes.x, (x) => map.at(complex(x)))
  const channels = at.map(({ momenta }) => momenta.map(channel))
  const levelCount = channels[0]!.length
  const plane = (rows: number, entry: (node: number, row: number) => number): Float64Array => {
    const out = new Float64Array(rows * nodes.count)
    for (let row = 0, e = 0; row < rows; row++) {
      for (let node = 0; node < nodes.count; node++) out[e++] = entry(node, row)
    }
    return out
  }
  return {
    ...nodes,
    map,
    weights: plane(1, (node) => rule.weights[nodes.kept[node]!]! * at[node]!.weight.re),
    inverse: {
      re: plane(levelCount, (node, k) => channels[node]![k]!.inverse.re),
      im: plane(levelCount, (node, k) => channels[node]![k]!.inverse.im),
    },
    shell: plane(map.open, (node, k) => channels[node]![k]!.shell.re),
  }
}

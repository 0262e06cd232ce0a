import { ArrayRoom, oncePer, type NestedRule } from '../numerics/index.js'
import type { ChannelPlanes, RealChannel } from './channelFunctions.js'
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

/** An energy map at the nodes of a nested rule, level by level, of open ones alone the shell. Node fastest. */
interface MapPlanes extends ChannelPlanes {
  readonly map: EnergyMap
  /** Weights of the fine rule times those of the gas. */
  readonly weights: Float64Array
}

export interface PanelNodes extends InnerNodes, MapPlanes {}

/** The same by x ascending. */
export interface LineNodes extends MapPlanes {
  readonly count: number
  /** The coarse rule's weights over the fine rule's. */
  readonly ratios: Float64Array
}

/** @param room for what is at the nodes. */
export function panelNodes(
  map: EnergyMap,
  channel: RealChannel,
  of: NestedRule,
  room: ArrayRoom = new ArrayRoom(),
): PanelNodes {
  // one by one: an object spread into another takes longer than all of its numbers
  const { rule, kept, count, coarse, x, ratios, ascending, nodes, functionals } = innerNodes(of)
  const { weights, inverse, shell } = mapPlanes(map, channel, { rule, kept, x }, room)
  return { rule, kept, count, coarse, x, ratios, ascending, nodes, functionals, map, weights, inverse, shell }
}

export function lineNodes(map: EnergyMap, channel: RealChannel, rule: NestedRule, room: ArrayRoom): LineNodes {
  const nodes = ascendingNodes(rule)
  const { weights, inverse, shell } = mapPlanes(map, channel, nodes, room)
  return { count: nodes.count, ratios: nodes.ratios, map, weights, inverse, shell }
}

const ascendingNodes = oncePer((rule: NestedRule) => {
  const { ascending, count, kept, x, ratios } = innerNodes(rule)
  const sorted = (planes: ArrayLike<number>): Float64Array => Float64Array.from(ascending, (node) => planes[node]!)
  return { rule, count, kept: sorted(kept), x: sorted(x), ratios: sorted(ratios) }
})

/** Nodes in any order. */
function mapPlanes(
  map: EnergyMap,
  channel: RealChannel,
  { rule, kept, x }: { readonly rule: NestedRule; readonly kept: ArrayLike<number>; readonly x: Float64Array },
  room: ArrayRoom,
): MapPlanes {
  const [n, count] = [map.levelCount, x.length]
  const momenta = new Float64Array(n)
  const weights = room.zeros(count)
  const planes = {
    inverse: { re: room.zeros(n * count), im: room.zeros(n * count) },
    shell: room.zeros(map.open * count),
  }
  for (let node = 0; node < count; node++) {
    weights[node] = rule.weights[kept[node]!]! * map.atReal(x[node]!, momenta)
    for (let k = 0; k < n; k++) channel(momenta[k]!, k < map.open, planes, k * count + node)
  }
  return { map, weights, inverse: planes.inverse, shell: planes.shell }
}

import {
  absolute,
  blockSize,
  complex,
  product,
  type ComplexMatrix,
  type ComplexNumber,
  type NestedRule,
  type SitePanel,
} from '../numerics/index.js'
import type { EnergyMap } from './energyMaps.js'
import { innerNodes, type InnerNodes } from './panelNodes.js'
import type { SiteFunctions } from './siteFunctions.js'
import { siteMatrix, type Sites } from './sites.js'

/**
 * An energy map at the nodes of a nested rule, with all that scatterers apart from each other need there but their
 * strengths.
 */
export interface SiteNodes extends InnerNodes, SitePanel {
  readonly map: EnergyMap
}

export function siteNodes(map: EnergyMap, rule: NestedRule, sites: Sites, functions: SiteFunctions): SiteNodes {
  const nodes = innerNodes(rule)
  const shape = { sites: sites.order.length, open: map.open, modes: sites.modes }
  const size = blockSize(shape)
  const blocks = new Float64Array(2 * size * Math.ceil(nodes.count / 2))
  for (let node = 0; node < nodes.count; node++) {
    const at = map.at(complex(nodes.x[node]!))
    const write = writer(blocks, firstPlace(node, size))
    writePairs(
      siteMatrix(sites, (k, r) => functions.propagator(at.momenta[k]!, r)),
      write,
    )
    const regular = at.momenta.map(functions.regular).reduce(product)
    for (const value of [regular.re, regular.im, rule.weights[nodes.kept[node]!]! * at.weight.re, nodes.ratios[node]!])
      write(value)
    writeWaves(at.momenta.slice(0, map.open), sites, functions, write)
  }
  if (nodes.count % 2 === 1) repeatLast(blocks, nodes.count, size, 2 * shape.sites ** 2 + 2)
  return { ...nodes, ...shape, map, blocks }
}

const firstPlace = (node: number, size: number): number => (node >> 1) * size * 2 + (node & 1)

/** Of one node after another; the other node of its block has the places between. */
function writer(blocks: Float64Array, place: number): (value: number) => void {
  return (value) => {
    blocks[place] = value
    place += 2
  }
}

function writePairs({ re, im }: ComplexMatrix, write: (value: number) => void): void {
  for (let e = 0; e < re.length; e++) {
    write(re[e]!)
    write(im[e]!)
  }
}

/** √(2πn(p_k)) of every open level, then L_k. */
function writeWaves(
  open: readonly ComplexNumber[],
  { order, root, modes, system: { eigenvectors: u } }: Sites,
  { shell }: SiteFunctions,
  write: (value: number) => void,
): void {
  const roots = open.map((p) => Math.sqrt(absolute(shell(p))))
  roots.forEach(write)
  open.forEach((p, k) => {
    const dressing = root(p).re
    for (let e = 0; e < modes * order.length; e++) {
      const entry = order[e % order.length]! * u.columns + k
      const scale = roots[k]! * dressing[e]!
      write(scale * u.re[entry]!)
      write(-scale * u.im[entry]!)
    }
  })
}

/** The last node once more, without weight. */
function repeatLast(blocks: Float64Array, count: number, size: number, weight: number): void {
  const [from, to] = [firstPlace(count - 1, size), firstPlace(count, size)]
  for (let e = 0; e < size; e++) blocks[to + 2 * e] = e === weight ? 0 : blocks[from + 2 * e]!
}

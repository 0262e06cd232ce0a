import { absolute, blockSize, complex, product, type ComplexMatrix, type NestedRule, type SitePanel } from '../numerics/index.js'
import type { EnergyMap, MappedEnergy } from './energyMaps.js'
import { innerNodes, type InnerNodes } from './panelNodes.js'
import type { SiteFunctions } from './siteFunctions.js'
import { siteMatrix, type Sites } from './sites.js'

/** An energy map at the nodes of a nested rule, with all that scatterers apart from each other need there but their strengths. */
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
    const numbers = [
      ...pairs(siteMatrix(sites, (k, r) => functions.propagator(at.momenta[k]!, r))), ...regular(at, functions),
      rule.weights[nodes.kept[node]!]! * at.weight.re, nodes.ratios[node]!, ...waves(at, map.open, sites, functions),
    ]
    numbers.forEach((value, e) => { blocks[placeOf(node, e, size)] = value })
  }
  if (nodes.count % 2 === 1) repeatLast(blocks, nodes.count, size, 2 * shape.sites ** 2 + 2)
  return { ...nodes, ...shape, map, blocks }
}

const placeOf = (node: number, e: number, size: number): number => ((node >> 1) * size + e) * 2 + (node & 1)

const pairs = ({ re, im }: ComplexMatrix): number[] => Array.from(re, (x, e) => [x, im[e]!]).flat()

/** X = ∏_k of what takes the poles at the thresholds out of det(1 − VA). */
function regular({ momenta }: MappedEnergy, functions: SiteFunctions): number[] {
  const { re, im } = momenta.map(functions.regular).reduce(product)
  return [re, im]
}

/** √(2πn(p_k)) of every open level, then L_k. */
function waves({ momenta }: MappedEnergy, open: number, { order, root, modes, system: { eigenvectors: u } }: Sites, { shell }: SiteFunctions): number[] {
  const opened = momenta.slice(0, open)
  const roots = opened.map((p) => Math.sqrt(absolute(shell(p))))
  const entries = opened.map((p, k) => {
    const dressing = root(p.re)
    return Array.from({ length: modes * order.length }, (_, e) => {
      const entry = order[e % order.length]! * u.columns + k
      const scale = roots[k]! * dressing[e]!
      return [scale * u.re[entry]!, -scale * u.im[entry]!]
    })
  })
  return [...roots, ...entries.flat(2)]
}

function repeatLast(blocks: Float64Array, count: number, size: number, weight: number): void {
  for (let e = 0; e < size; e++) blocks[placeOf(count, e, size)] = e === weight ? 0 : blocks[placeOf(count - 1, e, size)]!
}


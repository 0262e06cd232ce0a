import { blockSize, complex, product, type ChebyshevLayer, type SitePanel } from '../numerics/index.js'
import { forEachSum, levelPropagator, type LevelFunction, type Momenta } from '../scattering/index.js'
import type { EnergyMap } from './energyMaps.js'
import type { SiteFunctions } from './siteFunctions.js'
import type { Sites } from './sites.js'

/**
 * An energy map at the nodes of one layer, with all that scatterers apart from each other need there but their
 * strengths.
 */
export function siteNodes(
  map: EnergyMap,
  { x, shares }: ChebyshevLayer,
  sites: Sites,
  mass: number,
  functions: SiteFunctions,
): SitePanel {
  const n = sites.order.length
  const shape = { sites: n, open: map.open, modes: sites.modes, count: x.length }
  const size = blockSize(shape)
  const blocks = new Float64Array(2 * size * Math.ceil(x.length / 2))
  const momenta = { value: new Float64Array(n), open: Uint8Array.from({ length: n }, (_, k) => (k < map.open ? 1 : 0)) }
  const propagator = levelPropagator(sites.dimension, mass, momenta)
  const dressing = new Float64Array(sites.modes * n)
  x.forEach((each, node) => {
    const weight = map.atReal(each, momenta.value)
    let place = fillMatrix(blocks, firstPlace(node, size), sites, propagator)
    const { re, im } = regularAt(momenta, functions)
    for (const value of [re, im, weight, weight * shares[node]!]) {
      blocks[place] = value
      place += 2
    }
    fillWaves(blocks, place, momenta.value.subarray(0, map.open), sites, functions, dressing)
  })
  if (x.length % 2 === 1) repeatLast(blocks, x.length, size, 2 * n * n + 2)
  return { ...shape, blocks }
}

/** The other node of a block has the places between. */
const firstPlace = (node: number, size: number): number => (node >> 1) * size * 2 + (node & 1)

/** A from a place on; returns what comes next. */
function fillMatrix(blocks: Float64Array, from: number, sites: Sites, propagator: LevelFunction): number {
  const { order, system, separations } = sites
  const n = order.length
  forEachSum(system, separations, propagator, (s, t, re, im) => {
    const entry = from + 4 * (s * n + t)
    blocks[entry] = re
    blocks[entry + 2] = im
  })
  return from + 4 * n * n
}

const regularAt = ({ value, open }: Momenta, { regular }: SiteFunctions) =>
  Array.from(value, (p, k) => regular(open[k] === 1 ? complex(p) : complex(0, p))).reduce(product)

/** √(2πn(p_k)) of every open level, then L_k. */
function fillWaves(
  blocks: Float64Array,
  from: number,
  open: Float64Array,
  { order, fillRoot, modes, system: { eigenvectors: u } }: Sites,
  { shell }: SiteFunctions,
  dressing: Float64Array,
): void {
  const n = order.length
  let place = from + 2 * open.length
  for (let k = 0; k < open.length; k++) {
    const root = Math.sqrt(shell(complex(open[k]!)).re)
    blocks[from + 2 * k] = root
    fillRoot(open[k]!, dressing)
    for (let e = 0; e < modes * n; e++) {
      const entry = order[e % n]! * u.columns + k
      blocks[place] = root * dressing[e]! * u.re[entry]!
      blocks[place + 2] = -root * dressing[e]! * u.im[entry]!
      place += 4
    }
  }
}

/** The last node once more, without weights, which are the numbers `weight` and the next. */
function repeatLast(blocks: Float64Array, count: number, size: number, weight: number): void {
  const [from, to] = [firstPlace(count - 1, size), firstPlace(count, size)]
  for (let e = 0; e < size; e++) blocks[to + 2 * e] = e === weight || e === weight + 1 ? 0 : blocks[from + 2 * e]!
}

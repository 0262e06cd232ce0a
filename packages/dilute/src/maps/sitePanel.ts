import { blockSize, complex, type ComplexMatrix, type ChebyshevLayer, type SitePanel } from '../numerics/index.js'
import { levelPropagator, type LevelFunction } from '../scattering/index.js'
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
  const fillMatrix = matrixFiller(sites, levelPropagator(sites.dimension, mass, momenta))
  const fillWaves = waveFiller(sites, momenta.value, map.open, functions)
  x.forEach((each, node) => {
    const weight = map.atReal(each, momenta.value)
    const first = firstPlace(node, size)
    const tail = first + 4 * n * n
    const { re, im } = functions.regularOf(momenta)
    fillMatrix(blocks, first)
    blocks[tail] = re
    blocks[tail + 2] = im
    blocks[tail + 4] = weight
    blocks[tail + 6] = weight * shares[node]!
    fillWaves(blocks, tail + 8)
  })
  if (x.length % 2 === 1) repeatLast(blocks, x.length, size, 2 * n * n + 2)
  return { ...shape, blocks, states: statesOf(sites, map.open) }
}

/** The other node of a block has the places between. */
const firstPlace = (node: number, size: number): number => (node >> 1) * size * 2 + (node & 1)

/** Writes into blocks from a place on. */
type Filler = (blocks: Float64Array, from: number) => void

/** A = Σ_k U_ik U*_jk g_k(R_ij) of the momenta at hand. */
function matrixFiller(sites: Sites, propagator: LevelFunction): Filler {
  const { order, separations, products } = sites
  const n = order.length
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  const groups = separations.map(({ distance, pairs }) => ({
    distance,
    entries: Int32Array.from(pairs, ({ s, t }) => s * n + t),
  }))
  return (blocks, from) => {
    for (const { distance, entries } of groups) {
      for (let k = 0; k < n; k++) propagator(k, distance, re, im)
      for (let e = 0; e < entries.length; e++) fillEntry(products, entries[e]!, re, im, blocks, from)
    }
  }
}

function fillEntry(
  products: ComplexMatrix,
  entry: number,
  re: Float64Array,
  im: Float64Array,
  blocks: Float64Array,
  from: number,
): void {
  const n = products.columns
  let x = 0
  let y = 0
  for (let k = 0; k < n; k++) {
    const p = products.re[entry * n + k]!
    const q = products.im[entry * n + k]!
    x += p * re[k]! - q * im[k]!
    y += p * im[k]! + q * re[k]!
  }
  blocks[from + 4 * entry] = x
  blocks[from + 4 * entry + 2] = y
}

/** 2πn(p_k) of every open level, then R of each, of the momenta at hand. */
function waveFiller(
  { order, fillRoot, modes }: Sites,
  momenta: Float64Array,
  open: number,
  { shell }: SiteFunctions,
): Filler {
  const root = new Float64Array(modes * order.length)
  return (blocks, from) => {
    let place = from + 2 * open
    for (let k = 0; k < open; k++) {
      blocks[from + 2 * k] = shell(complex(momenta[k]!)).re
      fillRoot(momenta[k]!, root)
      for (let e = 0; e < root.length; e++) {
        blocks[place] = root[e]!
        place += 2
      }
    }
  }
}

/** U of every open level by places, its phase such that it is real at the first one. */
function statesOf({ order, system: { eigenvectors: u } }: Sites, open: number): Float64Array {
  const n = order.length
  const out = new Float64Array(2 * open * n)
  for (let k = 0; k < open; k++) {
    const first = order[0]! * n + k
    const size = Math.hypot(u.re[first]!, u.im[first]!)
    const [c, s] = size === 0 ? [1, 0] : [u.re[first]! / size, -u.im[first]! / size]
    order.forEach((site, place) => {
      const [x, y] = [u.re[site * n + k]!, u.im[site * n + k]!]
      out[2 * (k * n + place)] = place === 0 && size > 0 ? size : c * x - s * y
      out[2 * (k * n + place) + 1] = place === 0 && size > 0 ? 0 : c * y + s * x
    })
  }
  return out
}

/** The last node once more, without weights, which are the numbers `weight` and the next. */
function repeatLast(blocks: Float64Array, count: number, size: number, weight: number): void {
  const [from, to] = [firstPlace(count - 1, size), firstPlace(count, size)]
  for (let e = 0; e < size; e++) blocks[to + 2 * e] = e === weight || e === weight + 1 ? 0 : blocks[from + 2 * e]!
}

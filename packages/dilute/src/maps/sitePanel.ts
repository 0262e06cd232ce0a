import { blockSize, complex, type ComplexMatrix, type ChebyshevLayer, type SitePanel } from '../numerics/index.js'
import { levelPropagator } from '../scattering/index.js'
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
  const momenta = new Float64Array(n)
  const fillNode = nodeFiller(map, sites, mass, functions, momenta)
  const blocks = (begin: number, end: number): Float64Array => {
    const out = roomFor(2 * size * Math.ceil((end - begin) / 2))
    for (let node = begin; node < end; node++) {
      const weight = map.atReal(x[node]!, momenta)
      fillNode(out, firstPlace(node - begin, size), weight, weight * shares[node]!)
    }
    if ((end - begin) % 2 === 1) repeatLast(out, end - begin, size, 2 * n * n + 2)
    return out
  }
  return { ...shape, blocks, states: statesOf(sites, map.open) }
}

let room = new Float64Array(0)

/** So many numbers, which are there until the next call. */
function roomFor(numbers: number): Float64Array {
  if (room.length < numbers) room = new Float64Array(numbers)
  return room.subarray(0, numbers)
}

/** Writes what belongs to one node, of the momenta at hand, into blocks from a place on. */
type NodeFiller = (blocks: Float64Array, from: number, weight: number, share: number) => void

function nodeFiller(
  map: EnergyMap,
  sites: Sites,
  mass: number,
  functions: SiteFunctions,
  momenta: Float64Array,
): NodeFiller {
  const n = sites.order.length
  const open = Uint8Array.from({ length: n }, (_, k) => (k < map.open ? 1 : 0))
  const all = { value: momenta, open }
  const fillers = sites.dimension === 1 ? lineFillers : spaceFillers
  const { fillMatrix, fillWaves } = fillers(sites, mass, momenta, map.open)
  return (blocks, from, weight, share) => {
    const tail = from + 4 * n * n
    fillMatrix(blocks, from)
    const { re, im } = functions.regularOf(all)
    blocks[tail] = re
    blocks[tail + 2] = im
    blocks[tail + 4] = weight
    blocks[tail + 6] = share
    for (let k = 0; k < map.open; k++) blocks[tail + 8 + 2 * k] = functions.shell(complex(momenta[k]!)).re
    fillWaves(blocks, tail + 8 + 2 * map.open)
  }
}

/** The other node of a block has the places between. */
const firstPlace = (node: number, size: number): number => (node >> 1) * size * 2 + (node & 1)

/** A = Σ_k U_ik U*_jk g_k(R_ij), and R of every open level, of the momenta at hand, into blocks from a place on. */
interface Fillers {
  readonly fillMatrix: (blocks: Float64Array, from: number) => void
  readonly fillWaves: (blocks: Float64Array, from: number) => void
}

function spaceFillers(sites: Sites, mass: number, momenta: Float64Array, open: number): Fillers {
  const { order, fillRoot, modes } = sites
  const isOpen = Uint8Array.from(momenta, (_, k) => (k < open ? 1 : 0))
  const propagator = levelPropagator(sites.dimension, mass, { value: momenta, open: isOpen })
  const root = new Float64Array(modes * order.length)
  return {
    fillMatrix: matrixFiller(sites, (_, k, distance, re, im) => {
      propagator(k, distance, re, im)
    }),
    fillWaves(blocks, from) {
      for (let k = 0; k < open; k++) {
        fillRoot(momenta[k]!, root)
        for (let e = 0; e < root.length; e++) blocks[from + 2 * (k * root.length + e)] = root[e]!
      }
    },
  }
}

/** On a line waves from site to site and those from the first one are the same. */
function lineFillers(sites: Sites, mass: number, momenta: Float64Array, open: number): Fillers {
  const { separations, order, places } = sites
  const n = order.length
  const cosines = new Float64Array(separations.length * open)
  const sines = new Float64Array(separations.length * open)
  const fromFirst = order.map((_, i) =>
    separations.findIndex(({ pairs }) => pairs.some(({ s, t }) => s === 0 && t === i)),
  )
  return {
    fillMatrix: matrixFiller(sites, (group, k, distance, re, im) => {
      const p = momenta[k]!
      if (k >= open) {
        re[k] = (-mass / p) * Math.exp(-p * distance)
        im[k] = 0
        return
      }
      const at = group * open + k
      cosines[at] = distance === 0 ? 1 : Math.cos(p * distance)
      sines[at] = distance === 0 ? 0 : Math.sin(p * distance)
      re[k] = (mass / p) * sines[at]
      im[k] = (-mass / p) * cosines[at]
    }),
    fillWaves(blocks, from) {
      for (let k = 0; k < open; k++) {
        for (let i = 0; i < n; i++) {
          const at = fromFirst[i]! * open + k
          blocks[from + 4 * k * n + 2 * i] = cosines[at]!
          blocks[from + 4 * k * n + 2 * (n + i)] = places[i]! < 0 ? -sines[at]! : sines[at]!
        }
      }
    },
  }
}

function matrixFiller(
  { order, separations, products }: Sites,
  propagator: (group: number, k: number, distance: number, re: Float64Array, im: Float64Array) => void,
): Fillers['fillMatrix'] {
  const n = order.length
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  const groups = separations.map(({ distance, pairs }) => ({
    distance,
    entries: Int32Array.from(pairs, ({ s, t }) => s * n + t),
  }))
  return (blocks, from) => {
    for (let group = 0; group < groups.length; group++) {
      const { distance, entries } = groups[group]!
      for (let k = 0; k < n; k++) propagator(group, k, distance, re, im)
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

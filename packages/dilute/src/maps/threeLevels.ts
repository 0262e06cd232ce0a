import { ArrayRoom, gapKernel, topKernel, type ThreeLevelPanel } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { Coupling3 } from './coupling3.js'
import type { PointPanel } from './panel.js'
import type { PairSums } from './pairSums.js'
import type { PanelNodes } from './panelNodes.js'
import { plainGap, plainTop } from './plainThreeLevels.js'

/**
 * Three levels at one point of a line or in space, where 1/g is ir_k of open channels and real of closed ones and
 * 2πn/|g|² = 2r. With X = 1/g,
 *   (S − 1)_kl ∝ √(r_kr_l) (X_jW_kl + C_kl)/D,  D = det(X − W) = X₀X₁X₂ − ΣX_jX_kW_ii + ΣX_im_jk − det W,
 * so that all rates are combinations of a few sums over the nodes with weights 1/|D|², whose number does not depend on
 * W: in WebAssembly where it is to be had, else in JavaScript.
 */
export function threeLevelPanels(
  nodes: readonly PanelNodes[],
  scales: readonly Float64Array[],
  system: System,
  room: ArrayRoom = new ArrayRoom(),
): PointPanel[] {
  const w = new Coupling3(system, room)
  return nodes.map((each, p) =>
    each.map.open === 3 ? topPanel(each, w, scales[p]![1]!, room) : gapPanel(each, w, room),
  )
}

/** All channels are open: D has no zeros, and nobody asks for it. */
function topPanel(nodes: PanelNodes, w: Coupling3, decay01: number, room: ArrayRoom): PointPanel {
  const { im } = nodes.inverse
  const planes = threeLevelPanel(nodes, [im, im, im], room)
  const kernel = topKernel(planes) ?? plainTop(planes)
  const sums = room.zeros(14)
  return {
    nodes,
    determinants: { re: new Float64Array(0), im: new Float64Array(0) },
    hasNearZero: () => false,
    add({ strengths }, out) {
      w.set(strengths)
      kernel.sum(w, sums)
      combineTop(w, decay01, sums, out)
      return 1
    },
  }
}

function gapPanel(nodes: PanelNodes, w: Coupling3, room: ArrayRoom): PointPanel {
  const {
    count,
    ascending,
    inverse: { re, im },
  } = nodes
  const planes = threeLevelPanel(nodes, [im, im, re], room)
  const kernel = gapKernel(planes) ?? plainGap(planes)
  const sums = new Float64Array(2)
  return {
    nodes,
    get determinants() {
      const [dRe, dIm] = [new Float64Array(count), new Float64Array(count)]
      kernel.determinants(dRe, dIm)
      return { re: unsorted(dRe, ascending), im: unsorted(dIm, ascending) }
    },
    hasNearZero: kernel.hasNearZero,
    add({ strengths }, out) {
      w.set(strengths)
      kernel.sum(w, sums)
      addBoth(out.fine, 4 * sums[0]!)
      addBoth(out.coarse, 4 * sums[1]!)
      return 1
    },
  }
}

/** X of three levels from the planes that hold it, by nodes that ascend. */
function threeLevelPanel(
  { count, ascending, weights, ratios }: PanelNodes,
  [first, second, third]: readonly [Float64Array, Float64Array, Float64Array],
  room: ArrayRoom,
): ThreeLevelPanel {
  const sorted = (plane: Float64Array, level: number): Float64Array => {
    const out = room.zeros(count)
    for (let place = 0; place < count; place++) out[place] = plane[level * count + ascending[place]!]!
    return out
  }
  const planes = [sorted(first, 0), sorted(second, 1), sorted(third, 2)] as const
  return { count, planes, weights: sorted(weights, 0), ratios: sorted(ratios, 0) }
}

function unsorted(sorted: Float64Array, ascending: Int32Array): Float64Array {
  const out = new Float64Array(sorted.length)
  ascending.forEach((node, place) => {
    out[node] = sorted[place]!
  })
  return out
}

/** |S|² = 4 r_kr_l |ir_jW_kl + C_kl|²/|D|²; from l to k and back the mixed term has opposite signs. */
function combineTop(w: Coupling3, decay01: number, sums: Float64Array, out: PairSums): void {
  addPair(1, 3, 2, 4 * decay01, w.re01, w.im01, w.cRe01, w.cIm01, sums, out)
  addPair(2, 6, 1, 4, w.re02, w.im02, w.cRe02, w.cIm02, sums, out)
  addPair(5, 7, 0, 4, w.re12, w.im12, w.cRe12, w.cIm12, sums, out)
}

/** To a pair and back, beside a level; sums are those of squares by level, the mixed one, and the plain ones. */
function addPair(
  pair: number,
  back: number,
  level: number,
  scale: number,
  re: number,
  im: number,
  cRe: number,
  cIm: number,
  sums: Float64Array,
  { fine, coarse }: PairSums,
): void {
  const square = scale * (re * re + im * im)
  const plain = scale * (cRe * cRe + cIm * cIm)
  const mixed = 2 * scale * (re * cIm - im * cRe)
  let even = square * sums[level]! + plain * sums[4 + level]!
  let odd = mixed * sums[3]!
  fine[pair]! += even + odd
  fine[back]! += even - odd
  even = square * sums[7 + level]! + plain * sums[11 + level]!
  odd = mixed * sums[10]!
  coarse[pair]! += even + odd
  coarse[back]! += even - odd
}

function addBoth(out: Float64Array, amount: number): void {
  out[1]! += amount
  out[3]! += amount
}

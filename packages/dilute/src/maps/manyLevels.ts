import {
  complexZeros,
  invertPlain,
  panelSums,
  type ComplexMatrix,
  type PanelOutput,
  type SumPanel,
} from '../numerics/index.js'
import { pairScales, type PointPanel } from './panel.js'
import type { PairSums } from './pairSums.js'
import type { PanelNodes } from './panelNodes.js'
import { hasNearZero } from './poles.js'

/**
 * Below this share of what stands on the diagonal a pivot costs too many digits: open levels are eliminated first, or
 * elimination pivots.
 */
const leastPivot = { closedFirst: 3e-2, openFirst: 1e-3 }

/**
 * Panels of any number of levels: in WebAssembly where it is to be had, and in JavaScript where that is not or loses
 * digits.
 */
export function manyLevelPanels(nodes: readonly PanelNodes[], levels: Float64Array, beta: number): PointPanel[] {
  const n = levels.length
  const fast = panelSums(
    n,
    nodes.map((each) => ({ ...each, ...each.inverse, open: each.map.open })),
  )
  const pairs = new Float64Array(2 * n * n)
  return nodes.map((each, place) => {
    const scales = pairScales(each, levels, beta)
    const output = outputFor(n, each.count)
    const plain = plainPanel(n, each)
    return {
      nodes: each,
      determinants: output,
      hasNearZero: (width) => each.map.open < n && hasNearZero(each, output, width),
      add({ matrix: coupling }, out) {
        interleave(coupling, pairs)
        const pivot = fast ? steadyPivot(fast, each, place, pairs, output) : null
        if (pivot === null) plain(coupling, output)
        addScaled(scales, output, out)
        return 1 / Math.min(1, pivot ?? 1)
      },
    }
  })
}

/** The smallest pivot over what stood in its place, from the first order of elimination that keeps digits; else null. */
function steadyPivot(
  fast: SumPanel,
  { map: { open }, inverse, count }: PanelNodes,
  place: number,
  pairs: Float64Array,
  output: PanelOutput,
): number | null {
  const pivot = Math.sqrt(fast(place, pairs, output))
  // not `pivot < …`: a pivot of zero makes it no number
  if (pivot > leastPivot.closedFirst) return pivot
  if (open === inverse.re.length / count) return pivot > leastPivot.openFirst ? pivot : null
  const other = Math.sqrt(fast(place, pairs, output, true))
  return other > leastPivot.openFirst ? other : null
}

const outputFor = (n: number, count: number): PanelOutput => ({
  fine: new Float64Array(n * n),
  coarse: new Float64Array(n * n),
  re: new Float64Array(count),
  im: new Float64Array(count),
})

function interleave({ re, im }: ComplexMatrix, out: Float64Array): void {
  for (let e = 0; e < re.length; e++) {
    out[2 * e] = re[e]!
    out[2 * e + 1] = im[e]!
  }
}

function addScaled(scales: Float64Array, { fine, coarse }: PanelOutput, out: PairSums): void {
  for (let pair = 0; pair < scales.length; pair++) {
    if (scales[pair] === 0) continue
    out.fine[pair]! += scales[pair]! * fine[pair]!
    out.coarse[pair]! += scales[pair]! * coarse[pair]!
  }
}

/** The twin in JavaScript, with pivots. */
export function plainPanel(
  n: number,
  { map: { open }, count, inverse, shell, weights, ratios }: PanelNodes,
): (coupling: ComplexMatrix, out: PanelOutput) => void {
  const matrix = complexZeros(n, n)
  const pivots = new Int32Array(n)
  const determinant = { re: 0, im: 0 }
  return (coupling, out) => {
    out.fine.fill(0)
    out.coarse.fill(0)
    for (let node = 0; node < count; node++) {
      for (let e = 0; e < n * n; e++) {
        matrix.re[e] = -coupling.re[e]!
        matrix.im[e] = -coupling.im[e]!
      }
      for (let k = 0; k < n; k++) {
        matrix.re[k * n + k]! += inverse.re[k * count + node]!
        matrix.im[k * n + k]! += inverse.im[k * count + node]!
      }
      if (!invertPlain(matrix, pivots, determinant)) Object.assign(determinant, { re: 0, im: 0 })
      out.re[node] = determinant.re
      out.im[node] = determinant.im
      for (let k = 0; k < open; k++) {
        for (let l = 0; l < open; l++) {
          if (k === l) continue
          const pair = k * n + l
          const size = matrix.re[pair]! ** 2 + matrix.im[pair]! ** 2
          const term = weights[node]! * shell[k * count + node]! * shell[l * count + node]! * size
          out.fine[pair]! += term
          out.coarse[pair]! += term * ratios[node]!
        }
      }
    }
  }
}

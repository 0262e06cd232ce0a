import {
  complexZeros,
  fourLevelSums,
  invertPlain,
  panelSums,
  type ComplexMatrix,
  type PanelOutput,
} from '../numerics/index.js'
import { fillMinors, minorCount } from './fourMinors.js'
import type { Coupling, PointPanel } from './panel.js'
import type { PairSums } from './pairSums.js'
import type { PanelNodes } from './panelNodes.js'
import { hasNearZero } from './poles.js'

/** Below this share of what stands on the diagonal a pivot costs too many digits, and another way is taken. */
const leastPivot = { minors: 1e-3, closedFirst: 3e-2, openFirst: 1e-3 }

/**
 * Panels of any number of levels: in WebAssembly where it is to be had, and in JavaScript where that is not or loses
 * digits. With `imaginary`, 1/g of open channels is imaginary, and four levels are summed by minors.
 */
export function manyLevelPanels(
  n: number,
  nodes: readonly PanelNodes[],
  scales: readonly Float64Array[],
  imaginary = false,
): PointPanel[] {
  const ways = fastWays(n, nodes, imaginary && n === 4)
  return nodes.map((each, place) => {
    const output = outputFor(n, each.count)
    const plain = plainPanel(n, each)
    return {
      nodes: each,
      determinants: output,
      hasNearZero: (width) => each.map.open < n && hasNearZero(each, output, width),
      add(coupling, out) {
        const pivot = firstSteady(ways, place, coupling, output)
        if (pivot === null) plain(coupling.matrix, output)
        addScaled(scales[place]!, output, out)
        return 1 / Math.min(1, pivot ?? 1)
      },
    }
  })
}

/** A way to sum a panel in WebAssembly; returns |pivot|², which is to be no less than `least`². */
interface Way {
  readonly least: number
  readonly sum: (place: number, coupling: Coupling, out: PanelOutput) => number
}

/** The fastest first: by minors, closed levels first, open levels first. */
function fastWays(n: number, nodes: readonly PanelNodes[], byMinors: boolean): Way[] {
  const panels = nodes.map((each) => ({ ...each, ...each.inverse, open: each.map.open }))
  const [minors, sums] = [byMinors ? fourLevelSums(minorCount, panels) : null, panelSums(n, panels)]
  const [minorsOf, pairsOf] = [filledOnce(minorCount, fillMinors), filledOnce(2 * n * n, interleave)]
  const ways: Way[] = []
  if (minors) ways.push({ least: leastPivot.minors, sum: (place, w, out) => minors(place, minorsOf(w), out) })
  if (sums) {
    ways.push({ least: leastPivot.closedFirst, sum: (place, w, out) => sums(place, pairsOf(w), out) })
    ways.push({ least: leastPivot.openFirst, sum: (place, w, out) => sums(place, pairsOf(w), out, true) })
  }
  return ways
}

/** Numbers of a coupling, which are the same for all panels. */
function filledOnce(
  count: number,
  fill: (w: ComplexMatrix, out: Float64Array) => void,
): (coupling: Coupling) => Float64Array {
  const numbers = new Float64Array(count)
  let last: Coupling | undefined
  return (coupling) => {
    if (coupling !== last) fill(coupling.matrix, numbers)
    last = coupling
    return numbers
  }
}

/** The smallest pivot over what stood in its place, in the first way that keeps digits; null where none does. */
function firstSteady(ways: readonly Way[], place: number, coupling: Coupling, out: PanelOutput): number | null {
  for (const { least, sum } of ways) {
    const pivot = Math.sqrt(sum(place, coupling, out))
    // a pivot of zero makes it no number
    if (pivot > least) return pivot
  }
  return null
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

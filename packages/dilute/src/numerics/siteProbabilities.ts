import { functionalCount } from './chebyshevRules.js'
import { addFrom, after, fits, kept, load, placed, siteKernel, unload, workStart } from './siteMemory.js'

/** Scatterers apart from each other on the nodes of one panel. */
export interface SitePanel {
  readonly sites: number
  /** Levels that take part in the sums, the lowest ones. */
  readonly open: number
  /** Per level. */
  readonly modes: number
  readonly count: number
  /**
   * For two nodes after one another, each number of the one beside that of the other: A (sites × sites), X, both as
   * pairs re, im; w; w′, the rule's weight included; 2πn(p) of every open level; R of every open level (modes × sites),
   * in which mode μ has no part in sites before μ, and the first mode of the first site is 1. An odd number of nodes is
   * filled up with the last one without weight. Made anew by every call, from the node
   * `begin`, which is even, to before `end`, in an array that the next call may fill again.
   */
  readonly blocks: (begin: number, end: number) => Float64Array
  /** U of every open level, by places, as pairs re, im; real at the first place. */
  readonly states: Float64Array
}

/** How many numbers of `blocks` belong to one node. */
export const blockSize = ({ sites: n, open, modes }: Pick<SitePanel, 'sites' | 'open' | 'modes'>): number =>
  2 * n * n + 4 + open + open * modes * n

/** Where the blocks of a panel are; null where there is no room. */
const placedBlocks = (panel: SitePanel): number | null =>
  kept(panel, 2 * blockSize(panel) * Math.ceil(panel.count / 2), (place) => {
    load(panel.blocks(0, panel.count), place)
  })

/** At the nodes of one panel for strengths V. */
export interface SiteProbabilities {
  /**
   * w·2πn(p_k)·2πn(p_l) Σ|L_kτL_l†|², τ = (1 − VA)⁻¹V, L = R diag(U*), for two nodes after one another pair by pair,
   * each number beside that of the other node: pairs [to][from] of different open levels.
   */
  readonly probabilities: Float64Array
  /** Σw′δ², δ by how much rounding may have moved an amplitude, sites × sites. */
  readonly floor: Float64Array
  /** X det(1 − VA). */
  readonly re: Float64Array
  readonly im: Float64Array
}

/**
 * In WebAssembly, two nodes at a time, without pivots, three sites with two modes by minors: what that may cost is part
 * of `floor`. `unit` is how much rounding moves τ relative to its Frobenius norm where pivots do not vanish. False where
 * WebAssembly is not to be had.
 */
export function siteProbabilities(
  panel: SitePanel,
  strengths: Float64Array,
  unit: number,
  out: SiteProbabilities,
): boolean {
  const kernel = siteKernel()
  const { sites: n, open, modes, count, states } = panel
  const nodes = even(count)
  const v = workStart
  const u = after(v, n)
  const probabilities = after(u, states.length)
  const floor = after(probabilities, out.probabilities.length)
  const re = after(floor, n * n)
  const im = after(re, nodes)
  const scratch = after(im, nodes)
  const last = after(scratch, 4 * (3 * n * n + n * modes * (1 + open) + n))
  const place = fits(last) ? placedBlocks(panel) : null
  if (!kernel || place === null) return false
  load(strengths, v)
  load(states, u)
  if (n === 3 && modes === 2)
    kernel.threeSiteProbabilities(open, nodes, place, u, v, unit, scratch, probabilities, floor, re, im)
  else kernel.siteProbabilities(n, open, modes, nodes, place, u, v, unit, scratch, probabilities, floor, re, im)
  unload(probabilities, out.probabilities)
  unload(floor, out.floor)
  unload(re, out.re)
  unload(im, out.im)
  return true
}

/**
 * Adds to `out`, pair by pair, the sums of a panel's probabilities with all functionals of a rule, of which `table` is
 * the panel's part.
 */
export function weightedSums(probabilities: Float64Array, pairs: number, table: Float64Array, out: Float64Array): void {
  const sums = after(workStart, probabilities.length)
  const kernel = siteKernel()
  const place = fits(after(sums, out.length)) ? placed(table) : null
  if (!kernel || place === null) {
    plainSums(probabilities, pairs, table, out)
    return
  }
  load(probabilities, workStart)
  kernel.weightedSums(pairs, probabilities.length / pairs, workStart, place, sums)
  addFrom(sums, out)
}

/** `weightedSums` in JavaScript. */
export function plainSums(probabilities: Float64Array, pairs: number, table: Float64Array, out: Float64Array): void {
  for (let block = 0; block < probabilities.length / (2 * pairs); block++) {
    for (let e = 0; e < 2 * pairs; e++) {
      const p = probabilities[2 * pairs * block + e]!
      for (let f = 0; f < functionalCount; f++) {
        out[(e >> 1) * functionalCount + f]! += p * table[2 * (block * functionalCount + f) + (e & 1)]!
      }
    }
  }
}

const even = (count: number): number => count + (count % 2)

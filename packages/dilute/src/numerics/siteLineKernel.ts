import { functionalCount } from './chebyshevRules.js'
import { after, clear, fits, kept, load, placed, siteKernel, unload, workStart } from './siteMemory.js'
import { blockSize, type SitePanel } from './siteProbabilities.js'

/** What is prepared at the nodes of one panel for all strengths between two, by places. */
export interface SiteLine {
  readonly panel: SitePanel
  readonly ends: readonly [Float64Array, Float64Array]
}

/**
 * Sums of each pair of a line: with all functionals of a rule, then what rounding does to amplitudes, squared, and what
 * that of polynomials is relative to.
 */
export const lineSumCount = functionalCount + 2

/** Sums of all layers of a rule. */
export interface SiteLineOutput {
  /** `lineSumCount` for every pair [to][from] of different open levels. */
  readonly sums: Float64Array
  /** X det(1 − VA) at the nodes, which ascend; filled where it may vanish near them. */
  readonly determinants: { readonly re: Float64Array; readonly im: Float64Array }
}

/** How far from a node a zero may matter, in distances of nodes, squared: inside, and close to the ends. */
export interface Nearness {
  readonly inside: number
  readonly ends: number
}

/**
 * In WebAssembly, for the rule that consists of these layers, each of which has one of `functionals`, at a place between
 * both ends, 0 and 1; whether the determinant may vanish near the nodes. Null where WebAssembly is not to be had.
 */
export function siteLineSums(
  layers: readonly SiteLine[],
  functionals: readonly Float64Array[],
  place: number,
  { inside, ends }: Nearness,
  { sums: summed, determinants }: SiteLineOutput,
): boolean | null {
  const kernel = siteKernel()
  const count = determinants.re.length
  const sums = workStart
  const re = after(sums, summed.length)
  const im = after(re, count)
  const scratch = after(im, count)
  const rest = after(scratch, 2 * count + 8)
  if (!kernel || !fits(rest)) return null
  clear(sums, summed.length)
  for (let nth = 0; nth < layers.length; nth++) {
    const found = placesOf(layers[nth]!, functionals[nth]!, rest)
    if (!found) return null
    const { open, count: nodes } = layers[nth]!.panel
    const first = 2 ** (layers.length - 1 - nth)
    // prettier-ignore
    kernel.lineSums(
      open, even(nodes), nodes, found.table, found.functionals, place, scratch, re + 8 * (first - 1),
      im + 8 * (first - 1), nth === 0 ? first : 2 * first, sums,
    )
  }
  unload(sums, summed)
  const isNear = kernel.mayVanish(count, re, im, inside, ends) !== 0
  if (isNear) {
    unload(re, determinants.re)
    unload(im, determinants.im)
  }
  return isNear
}

/** Where a line's table and one of functionals are; null where there is no room. */
function placesOf(line: SiteLine, functionals: Float64Array, work: number) {
  // what comes second may take the place of the first: then that is asked for once more
  placed(functionals)
  const table = tableOf(line, work)
  const place = placed(functionals)
  return table === null || place === null ? null : { table, functionals: place }
}

/** How many nodes are made and put into a table at once. */
const atOnce = 64

function tableOf(line: SiteLine, work: number): number | null {
  const { panel, ends } = line
  const { sites: n, open, modes, count, states } = panel
  const kernel = siteKernel()
  const second = after(work, n)
  const u = after(second, n)
  const blocks = after(u, states.length)
  const scratch = after(blocks, atOnce * blockSize(panel))
  const last = after(scratch, 4 * (n * n + n * (modes + 1) + open * modes * n + 2 * (open * modes) ** 2 + 6))
  if (!kernel || !fits(last)) return null
  const all = even(count) / 2
  return kept(line, all * (12 + 8 * open * (open - 1)), (table) => {
    load(ends[0], work)
    load(ends[1], second)
    load(states, u)
    for (let begin = 0; begin < count; begin += atOnce) {
      const end = Math.min(begin + atOnce, count)
      load(panel.blocks(begin, end), blocks)
      kernel.lineTable(n, open, modes, all, begin / 2, even(end) / 2, blocks, u, work, second, scratch, table)
    }
  })
}

const even = (count: number): number => count + (count % 2)

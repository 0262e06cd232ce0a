import { NotConverged } from './failures.js'
import { kronrodNodes, kronrodWeights } from './gaussKronrod.js'

/** A panel and the integral of a function over it by the 21-point rule. */
export interface IntegralPanel {
  readonly from: number
  readonly to: number
  readonly value: number
}

export interface PanelSearch {
  /** Ascending; panels end here. */
  readonly edges: readonly number[]
  /** Halving a panel changes its integral by less, absolutely, or relative to an integral above 1. */
  readonly tolerance: number
}

/** The function is looked at on at least this many panels, however smooth it seems on larger ones. */
const leastLookedAt = 64
const mostPanels = 20_000
const mostHalvings = 50

/**
 * The fewest panels of repeated halvings on which the 21-point rule integrates f: where its features are, panels are
 * small.
 * @throws RangeError where no reasonable number of panels does.
 */
export function integralPanels(f: (x: number) => number, { edges, tolerance }: PanelSearch): IntegralPanel[] {
  const least = Math.ceil(Math.log2(leastLookedAt / Math.max(1, edges.length - 1)))
  let visited = 0
  const search = (whole: IntegralPanel, depth: number): IntegralPanel[] => {
    if (++visited > mostPanels)
      throw new NotConverged(`not integrated to ${tolerance} within ${mostPanels} panels`, { wanted: tolerance })
    const middle = whole.from + (whole.to - whole.from) / 2
    const halves = [integrate(f, whole.from, middle), integrate(f, middle, whole.to)]
    const agrees =
      Math.abs(whole.value - halves[0]!.value - halves[1]!.value) <= tolerance * Math.max(1, Math.abs(whole.value))
    if ((agrees && depth >= least) || depth >= mostHalvings) return [whole]
    const parts = halves.flatMap((half) => search(half, depth + 1))
    return agrees && parts.length === 2 ? [whole] : parts
  }
  return edges.slice(1).flatMap((to, i) => search(integrate(f, edges[i]!, to), 0))
}

function integrate(f: (x: number) => number, from: number, to: number): IntegralPanel {
  const half = (to - from) / 2
  let value = 0
  for (let e = 0; e < kronrodNodes.length; e++)
    value += half * kronrodWeights[e]! * f(from + half * (1 + kronrodNodes[e]!))
  return { from, to, value }
}

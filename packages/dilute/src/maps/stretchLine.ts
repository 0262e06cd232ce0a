import type { Determinants } from './pairSums.js'
import { lineSumCount, siteLineSums, type Nearness, type SiteLine, type SitePanel } from '../numerics/index.js'

/** Of a rule for one strength, where the determinant may vanish near the nodes; else none may. */
export type LineSums = 'near' | 'far' | null

/** The dot in which points differ by its place, and between which strengths. */
export interface VariedSite {
  readonly place: number
  readonly least: number
  readonly most: number
}

/** Many strengths of one dot on one stretch of energies: what is prepared for those that the others have. */
export class StretchLine {
  /** As `siteLineSums` fills them. */
  readonly sums: Float64Array
  private readonly others: Float64Array
  private lines: SiteLine[] = []

  /** @param panel of one layer of a rule. */
  constructor(
    private readonly varied: VariedSite,
    sites: number,
    pairs: number,
    private readonly panel: (layer: number) => SitePanel,
    private readonly nearness: Nearness,
  ) {
    this.sums = new Float64Array(lineSumCount * pairs)
    this.others = new Float64Array(sites).fill(NaN)
  }

  /**
   * Sums for these strengths by the rule of so many layers with these functionals; null where they are not to be had.
   * Determinants at the nodes, which ascend, are filled where they may vanish near them.
   */
  sum(strengths: Float64Array, functionals: readonly Float64Array[], determinants: Determinants): LineSums {
    this.settleOthers(strengths)
    const { lines, varied } = this
    while (lines.length < functionals.length) lines.push(this.lineOf(lines.length))
    const layers = lines.length === functionals.length ? lines : lines.slice(0, functionals.length)
    const place = (strengths[varied.place]! - varied.least) / (varied.most - varied.least || 1)
    const isNear = siteLineSums(layers, functionals, place, this.nearness, { sums: this.sums, determinants })
    return isNear === null ? null : isNear ? 'near' : 'far'
  }

  private lineOf(layer: number): SiteLine {
    const { others, varied } = this
    return {
      panel: this.panel(layer),
      ends: [others.with(varied.place, varied.least), others.with(varied.place, varied.most)],
    }
  }

  private settleOthers(strengths: Float64Array): void {
    for (let place = 0; place < strengths.length; place++) {
      const strength = place === this.varied.place ? 0 : strengths[place]!
      if (this.others[place] !== strength) this.lines = []
      this.others[place] = strength
    }
  }
}

import type { Panel } from './panel.js'
import { emptyIntegrals, type PanelIntegral, type RateIntegrals } from './rateIntegrals.js'

/** What nothing reduces is as good or as bad whatever is asked: it is judged as where no tolerance is asked for. */
const roundingJudgedAt = 1e-10

/**
 * How the errors of panels compare with the integrals they are parts of, for several integrals and all pairs of levels
 * at once. Panels are measured one by one; what the last one measured adds can be asked for and be added up.
 */
export class ErrorBudget {
  private readonly parts: readonly RateIntegrals[]
  /** How many of their entries may not be zero: the rows of open levels. */
  private pairs = 0
  /** Of the panels added. */
  private totals: readonly RateIntegrals[]
  /** Errors of those added as stalled, or that are rounding, which nothing reduces. */
  private stalled: readonly Float64Array[]
  /** What errors are compared to: per integral, the size of every pair. */
  private sizes: readonly Float64Array[] = []

  constructor(
    private readonly levelCount: number,
    private readonly integrals: number,
    private readonly relativeError: number,
  ) {
    this.parts = this.empty()
    this.totals = this.empty()
    this.stalled = this.none()
  }

  private empty(): RateIntegrals[] {
    return Array.from({ length: this.integrals }, () => emptyIntegrals(this.levelCount))
  }

  private none(): Float64Array[] {
    return Array.from({ length: this.integrals }, () => new Float64Array(this.levelCount * this.levelCount))
  }

  /** The integrals of the panel measured last, until the next one is. */
  get measured(): readonly RateIntegrals[] {
    return this.parts
  }

  measure(panel: Panel, integrals: readonly PanelIntegral[]): void {
    const before = this.pairs
    this.pairs = panel.stretch.open * this.levelCount
    integrals.forEach((integral, i) => {
      const part = this.parts[i]!
      part.value.fill(0, 0, before)
      part.error.fill(0, 0, before)
      part.floor.fill(0, 0, before)
      integral(panel, part)
    })
  }

  /** Adds the panel measured last. */
  add(stalled: boolean): void {
    this.parts.forEach(({ value, error, floor }, i) => {
      const total = this.totals[i]!
      for (let pair = 0; pair < this.pairs; pair++) {
        total.value[pair]! += value[pair]!
        const errors = stalled || isNoise(error[pair]!, value[pair]!, floor[pair]!) ? this.stalled[i]! : total.error
        errors[pair]! += error[pair]!
        total.floor[pair]! += floor[pair]!
      }
    })
  }

  /**
   * From now on errors are compared with what has been added so far, and sums start again. A pair that is rounding
   * needs no relative accuracy.
   */
  begin(): void {
    this.sizes = this.sizesAt(this.relativeError)
    this.totals = this.empty()
    this.stalled = this.none()
  }

  /**
   * The error of the panel measured last that is not rounding, relative to the integral it is a part of, for the worst
   * pair.
   */
  share(): number {
    let most = 0
    this.parts.forEach(({ value, error, floor }, i) => {
      const size = this.sizes[i]!
      for (let pair = 0; pair < this.pairs; pair++) {
        if (error[pair]! > most * size[pair]! && !isNoise(error[pair]!, value[pair]!, floor[pair]!))
          most = error[pair]! / size[pair]!
      }
    })
    return most
  }

  /**
   * The errors of all panels added, relative to the sums, for the worst pair: without those that nothing reduces, and
   * with them.
   */
  relativeErrors(): { readonly settled: number; readonly all: number } {
    const settled = this.totals.map(({ error }) => error)
    return {
      settled: worst(settled, this.sizesAt(this.relativeError)),
      all: worst(
        settled.map((error, i) => error.map((e, pair) => e + this.stalled[i]![pair]!)),
        this.sizesAt(Math.min(this.relativeError, roundingJudgedAt)),
      ),
    }
  }

  /** The integrals added so far, at least what rounding alone leaves uncertain by this relative error. */
  private sizesAt(relativeError: number): Float64Array[] {
    return this.totals.map(({ value, floor }) => value.map((v, pair) => v + floor[pair]! / relativeError))
  }
}

/**
 * Both rules apply weights that add up to the panel's width: the rounding of amplitudes alone can make them differ by
 * twice its integral.
 */
function isNoise(error: number, value: number, floor: number): boolean {
  return error <= 2 * (2 * Math.sqrt(value * floor) + floor)
}

function worst(errors: readonly Float64Array[], sizes: readonly Float64Array[]): number {
  let most = 0
  for (let i = 0; i < errors.length; i++) {
    const [error, size] = [errors[i]!, sizes[i]!]
    for (let pair = 0; pair < error.length; pair++)
      if (error[pair]! > most * size[pair]!) most = error[pair]! / size[pair]!
  }
  return most
}

import { addSites, complex, nestedClenshawCurtis, once, type SiteSums } from '../numerics/index.js'
import { ruleError } from '../generator/index.js'
import type { EnergyMap } from './energyMaps.js'
import { pairScales } from './panel.js'
import { plainSites } from './plainSites.js'
import { addPoles } from './poles.js'
import { separateMatrix } from './separateMatrix.js'
import type { SiteFunctions } from './siteFunctions.js'
import { siteNodes, type SiteNodes } from './sitePanel.js'
import type { Sites } from './sites.js'

/** Orders of the rules, each nested in the next. */
const orders = [64, 128, 256, 512, 1024, 2048, 4096] as const
const rules = orders.map((order) => once(() => nestedClenshawCurtis(order)))
/**
 * Nodes without waves, and for every radian of a wave to and fro: dots on a line reflect slow waves, and so do
 * resonances between them.
 */
const fewest = 40
const nodesPerRadian = { 1: { gap: 6, top: 2.7 }, 3: { gap: 0.8, top: 0.8 } } as const
/**
 * Nearer to the real axis than this many spacings of the nodes, a pole may be missed by both rules alike; from the
 * second on it shows in their difference.
 */
const [unseen, seen] = [2, 8]

/**
 * What is tried, one after another: the rule, counted from the first that resolves the waves, and how near to the axis
 * poles are looked for.
 */
const attempts = [
  { finer: 0, width: unseen },
  { finer: 1, width: unseen },
  { finer: 2, width: unseen },
  { finer: 2, width: seen },
] as const

/** One rule on a stretch, and room for its sums. */
interface Ruled {
  readonly nodes: SiteNodes
  readonly sums: SiteSums
}

/** One stretch of energies between or above thresholds, for scatterers apart from each other. */
export class Stretch {
  /** Integrals as `RateIntegrals` has them, and how far they may be off. */
  readonly value: Float64Array
  readonly error: Float64Array
  private readonly scales: Float64Array
  /** Of rounding, as `addSites` wants it: that of phases included. */
  private readonly unit: number
  private readonly ruled: readonly (() => Ruled)[]
  private attempt = 0

  constructor(
    private readonly map: EnergyMap,
    private readonly sites: Sites,
    private readonly functions: SiteFunctions,
    beta: number,
    private readonly relativeError: number,
  ) {
    const { levels, sites: n } = sites.system
    this.value = new Float64Array(n * n)
    this.error = new Float64Array(n * n)
    this.scales = pairScales({ map }, levels, beta)
    this.unit = 8 * n * Number.EPSILON * (1 + map.at(complex(0.5)).momenta[0]!.re * sites.extent)
    const first = firstRule(map, sites)
    this.ruled = [0, 1, 2].map((finer) =>
      once(() => {
        const nodes = siteNodes(map, rules[first + finer]!(), sites, functions)
        return { nodes, sums: sumsFor(n, nodes.count) }
      }),
    )
  }

  /** Integrals for other strengths, by places, with the first rule. */
  begin(strengths: Float64Array): void {
    this.attempt = 0
    this.evaluate(strengths)
  }

  /** With the next rule that promises enough; false where there is none. */
  refine(strengths: Float64Array): boolean {
    this.attempt += this.attempt === 0 && this.isFar() ? 2 : 1
    if (this.attempt >= attempts.length) return false
    this.evaluate(strengths)
    return true
  }

  private evaluate(strengths: Float64Array): void {
    const { finer, width } = attempts[this.attempt]!
    const { nodes, sums } = this.ruled[finer]!()
    if (!addSites(nodes, strengths, this.unit, sums) || !this.isSteady(sums))
      plainSites(nodes, strengths, this.unit, sums)
    const matrix = separateMatrix(this.map, this.sites, this.functions, strengths)
    const complete = addPoles(matrix, nodes, sums, width, sums, sums.rounding)
    for (let pair = 0; pair < this.scales.length; pair++) {
      const scale = this.scales[pair]!
      if (scale === 0) continue
      this.value[pair] = scale * sums.fine[pair]!
      this.error[pair] = complete
        ? scale * (ruleError(sums.fine[pair]!, sums.coarse[pair]!) + sums.rounding[pair]!)
        : Infinity
    }
  }

  /**
   * Whether the next rule cannot do: twice the nodes square the difference, which counts 200 times to the power 3/2.
   */
  private isFar(): boolean {
    const enough = Math.cbrt(this.relativeError) / 14
    const {
      sums: { fine, coarse },
    } = this.ruled[0]!()
    return fine.some(
      (value, pair) => this.scales[pair] !== 0 && Math.abs(value - coarse[pair]!) > enough * Math.abs(value),
    )
  }

  /** Whether elimination without pivots has lost no more than the tolerance allows. */
  private isSteady({ fine, rounding }: SiteSums): boolean {
    return this.scales.every((scale, pair) => scale === 0 || rounding[pair]! <= 0.1 * this.relativeError * fine[pair]!)
  }
}

const sumsFor = (n: number, count: number): SiteSums => ({
  fine: new Float64Array(n * n),
  coarse: new Float64Array(n * n),
  rounding: new Float64Array(n * n),
  re: new Float64Array(count),
  im: new Float64Array(count),
})

/** The first rule with nodes enough for the waves between the outermost sites, to and fro. */
function firstRule(map: EnergyMap, { extent, dimension, system: { sites } }: Sites): number {
  const perRadian = nodesPerRadian[dimension][map.open === sites ? 'top' : 'gap']
  const phase = 2 * extent * map.at(complex(1)).momenta[map.open - 1]!.re
  const wanted = orders.findIndex((order) => order >= fewest + perRadian * phase)
  return Math.min(wanted < 0 ? orders.length : wanted, orders.length - 3)
}

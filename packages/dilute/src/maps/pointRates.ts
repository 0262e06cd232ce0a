import {
  absolute,
  complex,
  complexZeros,
  nestedClenshawCurtis,
  once,
  oncePer,
  type ComplexMatrix,
  type NestedRule,
} from '../numerics/index.js'
import type { Dimension, System } from '../model/index.js'
import { emptyIntegrals, ruleError, type RateIntegrals } from '../generator/index.js'
import { channelOf, type Channel } from './channelFunctions.js'
import { energyMaps, reachFor, type Reach } from './energyMaps.js'
import { manyLevelPanels } from './manyLevels.js'
import { pairScales, SystemCoupling, type Coupling, type PointPanel } from './panel.js'
import { panelNodes, type PanelNodes } from './panelNodes.js'
import { PointLine, type VariedDot } from './pointLine.js'
import { pairSums, type PairSums } from './pairSums.js'
import { pointMatrix } from './pointMatrix.js'
import { addPoles } from './poles.js'
import { threeLevelPanels } from './threeLevels.js'

/** The rule between neighbouring thresholds and that above them all; that of half the order is nested in each. */
interface Rules {
  readonly gap: () => NestedRule
  readonly top: () => NestedRule
}

const ofOrder = (order: number): (() => NestedRule) => once(() => nestedClenshawCurtis(order))
const [small, fewer, more, usual, large] = [32, 40, 48, 64, 256].map(ofOrder) as [
  () => NestedRule,
  () => NestedRule,
  () => NestedRule,
  () => NestedRule,
  () => NestedRule,
]
/** Nearer to the real axis than this many spacings of the nodes, a pole may be missed by both rules alike. */
const unseen = 2
/** Poles farther off than this many spacings show in the difference of both rules and can be left to a finer one. */
const seen = 12

/** What is tried one after the other: rules, and how near to the axis poles are looked for. */
interface Attempt {
  readonly rules: Rules
  readonly width: number
}

const everywhereUsual = { gap: usual, top: usual }
const attempts: readonly Attempt[] = [
  { rules: everywhereUsual, width: unseen },
  { rules: everywhereUsual, width: seen },
  { rules: { gap: large, top: large }, width: seen },
]
/** Gaps of many levels are narrow, thresholds beside them far off; of few an attempt more takes more than it saves. */
const many = 5
const attemptsOfMany: readonly Attempt[] = [{ rules: { gap: small, top: usual }, width: unseen }, ...attempts]
/** Tried before where one dot varies. */
const alongLines: Rules = { gap: fewer, top: more }
const alongLinesOfMany: Rules = { gap: small, top: more }

/** What of a thermal gas the integrals depend on; m is the mass of a particle. */
export interface ThermalMotion {
  readonly dimension: Dimension
  readonly mass: number
  readonly beta: number
}

/** How one rule sees the system in the gas. */
interface Ruled {
  readonly panels: readonly PointPanel[]
  readonly scales: readonly Float64Array[]
  /** The integrals with |S − 1|² = 4 everywhere. */
  readonly most: Float64Array
}

/**
 * Rates of one system in one thermal gas for any strengths of dots that lie at one point, from a fixed rule in place of
 * an adaptive table: nested Clenshaw–Curtis nodes between and above the thresholds, poles near the real axis integrated
 * exactly. What does not depend on the strengths is made once: for many points with the same H_S and β. Levels must be
 * single.
 */
export class PointRates {
  private readonly out: RateIntegrals
  private readonly sums: PairSums
  private readonly matrix: ComplexMatrix
  private readonly channel: Channel
  /** Of |1/g| of a thermal momentum, the strongest dot; 1 at most: how strongly particles are scattered. */
  private share = 1
  /** |1/g| of a thermal momentum. */
  private readonly thermal: number
  private readonly difference: (fine: number, coarse: number) => number
  private readonly attempts: readonly { readonly ruled: () => Ruled; readonly width: number }[]
  private readonly line: LineOfPoints | null

  /**
   * @param relativeError of every rate; `integrals` tells where it is not reached.
   * @param varied the dot in which points differ, where there are many with the same others.
   */
  constructor(
    private readonly system: System,
    private readonly gas: ThermalMotion,
    private readonly relativeError: number,
    varied?: VariedDot,
  ) {
    const n = system.sites
    this.out = emptyIntegrals(n)
    this.sums = pairSums(n)
    this.matrix = complexZeros(n, n)
    this.channel = channelOf(gas.dimension, gas.mass)
    // logarithms at the thresholds of the plane: rules converge slowly, and the difference is no more than the error
    this.difference = gas.dimension === 2 ? (fine, coarse) => Math.abs(fine - coarse) : ruleError
    this.thermal = absolute(this.channel(complex(Math.sqrt((2 * gas.mass) / gas.beta))).inverse)
    const ruledBy = oncePer((rules: Rules) => once(() => this.panelsOf(rules)))
    this.attempts = (n < many ? attempts : attemptsOfMany).map(({ rules, width }) => ({ ruled: ruledBy(rules), width }))
    this.line = varied ? this.lineOf(varied) : null
  }

  /**
   * ∫dE e^{−β(E−max(𝓔_k,𝓔_l))} |S−1|² as an adaptive table gives them, in arrays that the next call fills again; null
   * where the tolerance is not reached.
   * @param strengths V of every dot on a line, else 1/B of docs/theory.md §5.2: 2πa/m in space, −π/(m ln a) in the
   * plane.
   * @param place of the varied dot's strength in the list of all that it has.
   */
  integrals(strengths: Float64Array, place?: number): RateIntegrals | null {
    const spread = this.measure(strengths)
    if (this.line && place !== undefined && this.reachesAlong(this.line, strengths, place, spread)) return this.out
    // panels tell couplings apart by their identity
    const coupling = new SystemCoupling(this.system, strengths, this.matrix)
    const reached = this.attempts.some(({ ruled, width }) => this.reaches(ruled(), coupling, width, spread))
    return reached ? this.out : null
  }

  private reachesAlong(
    { line, most, missing }: LineOfPoints,
    strengths: Float64Array,
    place: number,
    spread: number,
  ): boolean {
    const growth = line.sumsAt(strengths, place, this.sums)
    if (growth === null) return false
    this.out.error.set(missing)
    return this.settle(growth * spread, most)
  }

  /**
   * Whether one rule reaches the tolerance, with the poles of panels that have one within `width` spacings of the
   * nodes.
   */
  private reaches({ panels, scales, most }: Ruled, coupling: Coupling, width: number, spread: number): boolean {
    const { sums, channel, out } = this
    sums.fine.fill(0)
    sums.coarse.fill(0)
    out.error.fill(0)
    let growth = 1
    for (let p = 0; p < panels.length; p++) {
      const panel = panels[p]!
      growth = Math.max(growth, panel.add(coupling, sums))
      if (!panel.hasNearZero(width)) continue
      const matrix = pointMatrix(panel.nodes.map, channel, coupling.matrix, scales[p]!)
      addPoles(matrix, panel.nodes, panel.determinants, width, [sums.fine, sums.coarse], out.error)
    }
    return this.settle(growth * spread, most)
  }

  /**
   * How strong dots are; how much larger the strongest is than what stands beside it in U†VU: of the digits of that, as
   * many are lost.
   */
  private measure(strengths: Float64Array): number {
    let most = 0
    let least = Infinity
    for (let site = 0; site < strengths.length; site++) {
      const size = Math.abs(strengths[site]!)
      most = Math.max(most, size)
      least = Math.min(least, size === 0 ? this.thermal : size)
    }
    this.share = Math.min(1, most / this.thermal)
    return Math.max(1, most / least)
  }

  /** Sums to integrals with their errors; whether these are small enough. */
  private settle(growth: number, most: Float64Array): boolean {
    const {
      sums: { fine, coarse },
      out: { value, error },
      system: { sites: n },
    } = this
    const rounding = 8 * n * Number.EPSILON * growth
    let reached = true
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++) {
        if (k === l) continue
        const pair = k * n + l
        value[pair] = fine[pair]!
        const larger = Math.max(fine[pair]!, fine[l * n + k]!)
        // amplitudes are sums of terms that may cancel, as they do where all dots are alike
        const floor = (rounding * this.share) ** 2 * most[pair]!
        error[pair]! += this.difference(fine[pair]!, coarse[pair]!) + rounding * larger
        error[pair]! += 2 * Math.sqrt(larger * floor) + floor
        if (!(error[pair]! <= this.relativeError * fine[pair]!)) reached = false
      }
    }
    return reached
  }

  /** Null without WebAssembly. */
  private lineOf(varied: VariedDot): LineOfPoints | null {
    const { system, gas, relativeError } = this
    const n = system.sites
    const reach = gas.dimension === 2 ? undefined : { ...reachFor(relativeError), start: 0.2 }
    const nodes = this.nodesOf(n < many ? alongLines : alongLinesOfMany, reach)
    const line = PointLine.of(system, gas.beta, nodes, unseen, varied)
    if (!line) return null
    const scales = nodes.map((each) => pairScales(each, system.levels, gas.beta))
    const missing = scales[0]!.map((_, pair) =>
      nodes.reduce((sum, { map }, p) => sum + 4 * map.missing * scales[p]![pair]!, 0),
    )
    return { line, most: largestSums(nodes, scales), missing }
  }

  private nodesOf({ gap, top }: Rules, reach?: Reach): PanelNodes[] {
    const {
      system,
      gas: { mass, beta },
    } = this
    return energyMaps(system.levels, mass, beta, reach).map((map) =>
      panelNodes(map, this.channel, map.open < system.sites ? gap() : top()),
    )
  }

  private panelsOf(rules: Rules): Ruled {
    const {
      system,
      gas: { beta, dimension },
    } = this
    const nodes = this.nodesOf(rules)
    const imaginary = dimension !== 2
    const panels =
      imaginary && system.sites === 3
        ? threeLevelPanels(nodes, system, beta)
        : manyLevelPanels(nodes, system.levels, beta, imaginary)
    const scales = nodes.map((each) => pairScales(each, system.levels, beta))
    return { panels, scales, most: largestSums(nodes, scales) }
  }
}

/** Points that differ in one dot, and what of their integrals lies where there are no nodes. */
interface LineOfPoints {
  readonly line: PointLine
  readonly most: Float64Array
  readonly missing: Float64Array
}

function largestSums(nodes: readonly PanelNodes[], scales: readonly Float64Array[]): Float64Array {
  const whole = nodes.map(({ weights }) => weights.reduce((sum, weight) => sum + weight, 0))
  return scales[0]!.map((_, pair) => 4 * whole.reduce((sum, weight, p) => sum + weight * scales[p]![pair]!, 0))
}

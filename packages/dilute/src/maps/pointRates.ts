import { absolute, ArrayRoom, complex, once, type ComplexMatrix, type NestedRule } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { ruleError, type RateIntegrals } from '../generator/index.js'
import { channelOf, realChannelOf, type Channel, type RealChannel } from './channelFunctions.js'
import { energyMaps, reachFor, type EnergyMap } from './energyMaps.js'
import { manyLevelPanels } from './manyLevels.js'
import { pairScales, SystemCoupling, type Coupling, type PointPanel } from './panel.js'
import { lineNodes, panelNodes, type PanelNodes } from './panelNodes.js'
import { PointLine, type IntegralsAlong, type VariedDot } from './pointLine.js'
import { pairSums, type PairSums } from './pairSums.js'
import { pointMatrix } from './pointMatrix.js'
import { addPoles } from './poles.js'
import { extremesOf, precisionOf, type Extremes, type Precision } from './precision.js'
import { attemptsOf, checksOf, isPlane, tiersOf, unseen, type Attempt, type Rules, type Tier } from './ruleChoice.js'
import { threeLevelPanels } from './threeLevels.js'
import type { ThermalMotion } from './thermalMotion.js'
import { Softness } from './softness.js'

/** How one rule sees the system in the gas. */
interface Ruled extends Bounds {
  readonly panels: readonly PointPanel[]
  readonly scales: readonly Float64Array[]
}

/** The integrals with |S − 1|² = 4 everywhere: all of them, and what of them lies where a rule has no nodes. */
interface Bounds {
  readonly most: Float64Array
  readonly missing: Float64Array
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
  /** |1/g| of a thermal momentum. */
  private readonly thermal: number
  private readonly softness: Softness
  private readonly difference: (fine: number, coarse: number) => number
  private readonly attempts: readonly Attempt[]
  private readonly ruled = new Map<Rules, Ruled>()
  /**
   * Of one tier after the other as many as there are to tell errors by; none without many strengths, or without
   * WebAssembly.
   */
  private readonly tiers: readonly (() => readonly PointLine[])[]
  /** Errors by rules before the last one. */
  private readonly before: Float64Array

  /**
   * @param relativeError of every rate; `integrals` tells where it is not reached.
   * @param varied the dot in which points differ, where there are many with the same others.
   * @param room of rates that are not asked any more, for these.
   */
  constructor(
    private readonly system: System,
    private readonly gas: ThermalMotion,
    private readonly relativeError: number,
    varied?: VariedDot,
    private readonly room = new ArrayRoom(),
  ) {
    const n = system.sites
    const pairs = (): Float64Array => room.zeros(n * n)
    this.out = { value: pairs(), error: pairs(), floor: pairs() }
    this.sums = pairSums(n, room)
    this.matrix = { rows: n, columns: n, re: pairs(), im: pairs() }
    this.channel = channelOf(gas.dimension, gas.mass)
    // logarithms at the thresholds of the plane: rules converge slowly, and the difference is no more than the error
    this.difference = gas.dimension === 2 ? (fine, coarse) => Math.abs(fine - coarse) : ruleError
    this.thermal = absolute(this.channel(complex(Math.sqrt((2 * gas.mass) / gas.beta))).inverse)
    this.before = pairs()
    this.softness = new Softness(system, gas)
    this.tiers = varied ? tiersOf(gas, n).map((tier) => once(() => this.linesOf(varied, tier))) : []
    this.attempts = attemptsOf(gas, n, this.tiers.length > 0 && this.tiers[0]!().length > 0)
  }

  /**
   * ∫dE e^{−β(E−max(𝓔_k,𝓔_l))} |S−1|² as an adaptive table gives them, in arrays that the next call fills again; null
   * where the tolerance is not reached, and where levels are coupled too softly for rules to see.
   * @param strengths V of every dot on a line, else 1/B of docs/theory.md §5.2: 2πa/m in space, −π/(m ln a) in the
   * plane.
   * @param place of the varied dot's strength in the list of all that it has.
   */
  integrals(strengths: Float64Array, place?: number): RateIntegrals | null {
    if (place !== undefined && this.tiers.some((lines) => this.reachesAlong(lines(), strengths, place))) return this.out
    const softness = this.softness.of(strengths, this.attempts[0]!.softest)
    const precision = this.precisionOf(extremesOf(strengths, this.thermal))
    // panels tell couplings apart by their identity
    const coupling = new SystemCoupling(this.system, strengths, this.matrix)
    for (let attempt = 0; attempt < this.attempts.length; attempt++) {
      if (!(softness >= this.attempts[attempt]!.softest)) continue
      if (this.reaches(this.attempts[attempt]!, coupling, precision)) return this.out
    }
    return null
  }

  /**
   * The same of this strength of the varied dot and of some behind it in the list, as far as none is lost, all others
   * being alike; null where each has to be asked for alone.
   */
  along(strengths: Float64Array, place: number): IntegralsAlong | null {
    const lines = this.tiers[0]?.() ?? []
    return lines.length === 1 ? lines[0]!.along(strengths, place) : null
  }

  /** Whether all that tell errors of the rule for many strengths say that it reaches the tolerance. */
  private reachesAlong(lines: readonly PointLine[], strengths: Float64Array, place: number): boolean {
    const { out } = this
    for (let nth = 0; nth < lines.length; nth++) {
      if (nth > 0) this.before.set(out.error)
      if (!lines[nth]!.reaches(strengths, place, out)) return false
      if (nth > 0) raise(out.error, this.before)
    }
    return lines.length > 0
  }

  /** The same of a rule for one strength. */
  private reaches(attempt: Attempt, coupling: Coupling, precision: Precision): boolean {
    const checks = checksOf(this.gas, attempt.rules)
    for (let nth = 0; nth < checks.length; nth++) {
      if (nth > 0) this.before.set(this.out.error)
      if (!this.reachesBy(this.ruledBy(checks[nth]!), attempt, coupling, precision)) return false
      if (nth > 0) raise(this.out.error, this.before)
    }
    return true
  }

  /**
   * Whether one rule reaches the tolerance, with the poles of panels that have one within `width` spacings of the
   * nodes.
   */
  private reachesBy(ruled: Ruled, attempt: Attempt, coupling: Coupling, precision: Precision): boolean {
    const { panels, most, missing } = ruled
    const { sums, out } = this
    for (let pair = 0; pair < missing.length; pair++) {
      sums.fine[pair] = 0
      sums.coarse[pair] = 0
      out.error[pair] = missing[pair]!
    }
    let growth = 1
    for (let p = 0; p < panels.length; p++) {
      growth = Math.max(growth, panels[p]!.add(coupling, sums))
      if (!panels[p]!.hasNearZero(attempt.width)) continue
      if (attempt.leavesPoles) return false
      this.addPolesOf(ruled, attempt.width, p, coupling)
    }
    return this.settle(growth * precision.rounding, precision.share, most)
  }

  private addPolesOf({ panels, scales }: Ruled, width: number, place: number, coupling: Coupling): void {
    const { sums, out, channel } = this
    const { nodes, determinants } = panels[place]!
    const matrix = pointMatrix(nodes.map, channel, coupling.matrix, scales[place]!)
    addPoles(matrix, nodes, determinants, width, [sums.fine, sums.coarse], out.error)
  }

  private precisionOf(dots: Extremes): Precision {
    return precisionOf(dots, this.system.sites, this.thermal)
  }

  /** Sums to integrals with their errors; whether these are small enough. */
  private settle(rounding: number, share: number, most: Float64Array): boolean {
    const {
      sums: { fine, coarse },
      out: { value, error },
      system: { sites: n },
    } = this
    let reached = true
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++) {
        if (k === l) continue
        const pair = k * n + l
        value[pair] = fine[pair]!
        const larger = Math.max(fine[pair]!, fine[l * n + k]!)
        // amplitudes are sums of terms that may cancel, as they do where all dots are alike
        const floor = (rounding * share) ** 2 * most[pair]!
        error[pair]! += this.difference(fine[pair]!, coarse[pair]!) + rounding * larger
        error[pair]! += 2 * Math.sqrt(larger * floor) + floor
        if (!(error[pair]! <= this.relativeError * fine[pair]!)) reached = false
      }
    }
    return reached
  }

  private linesOf(varied: VariedDot, { rules, softest }: Tier): readonly PointLine[] {
    return checksOf(this.gas, rules).flatMap((each) => this.lineOf(varied, each, softest) ?? [])
  }

  /** Null without WebAssembly. */
  private lineOf(varied: VariedDot, rules: Rules, softest: number): PointLine | null {
    const { system, gas, relativeError, thermal } = this
    const nodes = this.nodesOf(rules, lineNodes)
    const scales = this.scalesOf(nodes)
    const precision = { thermal, precisionOf: (dots: Extremes): Precision => this.precisionOf(dots) }
    const kind = { isRaw: isPlane(gas), imaginary: !isPlane(gas) }
    const rule = {
      nodes,
      scales,
      width: unseen,
      relativeError,
      softness: this.softness,
      softest,
      ...precision,
      ...kind,
      ...boundsOf(nodes, scales, this.room),
    }
    return PointLine.of(system, rule, varied, this.room)
  }

  private nodesOf<Nodes>(
    { gap, top, isShort }: Rules,
    nodesFor: (map: EnergyMap, channel: RealChannel, rule: NestedRule, room: ArrayRoom) => Nodes,
  ): Nodes[] {
    const { system, gas, relativeError } = this
    const channel = realChannelOf(gas.dimension, gas.mass)
    const reach = isShort && !isPlane(gas) ? { ...reachFor(relativeError), start: 0.2 } : undefined
    return energyMaps(system.levels, gas.mass, gas.beta, reach).map((map) =>
      nodesFor(map, channel, map.open < system.sites ? gap() : top(), this.room),
    )
  }

  private scalesOf(nodes: readonly Pick<PanelNodes, 'map'>[]): Float64Array[] {
    return nodes.map((each) => pairScales(each, this.system.levels, this.gas.beta, this.room))
  }

  private ruledBy(rules: Rules): Ruled {
    const known = this.ruled.get(rules) ?? this.panelsOf(rules)
    this.ruled.set(rules, known)
    return known
  }

  private panelsOf(rules: Rules): Ruled {
    const { system } = this
    const nodes = this.nodesOf(rules, panelNodes)
    const scales = this.scalesOf(nodes)
    const imaginary = !isPlane(this.gas)
    const panels =
      imaginary && system.sites === 3
        ? threeLevelPanels(nodes, scales, system, this.room)
        : manyLevelPanels(system.sites, nodes, scales, imaginary)
    return { panels, scales, ...boundsOf(nodes, scales, this.room) }
  }
}

type WeighedMap = Pick<PanelNodes, 'map' | 'weights'>

/** To what the others are, where that is more. */
function raise(errors: Float64Array, others: Float64Array): void {
  for (let pair = 0; pair < errors.length; pair++) errors[pair] = Math.max(errors[pair]!, others[pair]!)
}

function boundsOf(nodes: readonly WeighedMap[], scales: readonly Float64Array[], room: ArrayRoom): Bounds {
  const bound = (partOf: (each: WeighedMap) => number): Float64Array => {
    const out = room.zeros(scales[0]!.length)
    for (let p = 0; p < nodes.length; p++) {
      const part = 4 * partOf(nodes[p]!)
      for (let pair = 0; pair < out.length; pair++) out[pair]! += part * scales[p]![pair]!
    }
    return out
  }
  return {
    most: bound(({ weights }) => weights.reduce((sum, weight) => sum + weight, 0)),
    missing: bound(({ map }) => map.missing),
  }
}

import {
  chebyshevRules,
  complex,
  functionalCount,
  lineSumCount,
  once,
  siteProbabilities,
  weightedSums,
  type ChebyshevLayer,
  type ChebyshevRules,
  type SitePanel,
  type SiteProbabilities,
} from '../numerics/index.js'
import type { EnergyMap } from './energyMaps.js'
import { pairScales } from './panel.js'
import type { Determinants } from './pairSums.js'
import { plainSites } from './plainSites.js'
import { addPoles, nearestZero, type PoleNodes } from './poles.js'
import { separateMatrix } from './separateMatrix.js'
import type { SiteFunctions } from './siteFunctions.js'
import { siteNodes } from './sitePanel.js'
import type { Sites } from './sites.js'
import { StretchLine, type LineSums, type VariedSite } from './stretchLine.js'

/** Orders of the first rule; the next ones have two, four and eight times as many. */
const orders = [32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512, 640, 768, 1024] as const
type Order = (typeof orders)[number]
const ruleCount = 4
const families = new Map(orders.map((order) => [order, once(() => familyOf(order))]))
/**
 * Nodes without waves, and for every radian of a wave to and fro: dots on a line reflect slow waves, and so do
 * resonances between them.
 */
const fewest = 20
/** By how much a wave turns at most from one node to the next, of its whole phase over their number. */
const steepest = 0.6 * Math.PI
const nodesPerRadian = { 1: { gap: 5, top: 2.4 }, 3: { gap: 0.8, top: 0.8 } } as const
/**
 * Nearer to the real axis than this many spacings of the nodes, poles are integrated exactly; those from the second on,
 * with the finest rule. What is farther away than the third is not looked for.
 */
const [unseen, seen, far] = [2, 8, 3]

/** How far from a node, in distances of nodes squared, zeros no farther away than that lie, also at the ends. */
const [inside, ends] = [15, 110]

/**
 * The error of the rule of order N over the largest of its last coefficients, where no pole is nearer than w spacings,
 * so that coefficients k > N fall at least as e^{−πwk/N}: those close to N are integrated as those of 2N − k,
 * 4(k − N)/N³ off, those close to 2N as the first ones; ten times that.
 */
const errorOver = (order: number, w: number): number => 10 * (0.4 / (order * w * w) + 1.6 * Math.exp(-Math.PI * w))

/**
 * How many spacings away zeros are at least that seem w away where a determinant is taken as linear between nodes, but
 * waves turn by δ from one to the next: 1 − r²e^{iφ} vanishes at Im φ = −ln r², and with its slope at (1/r² − 1).
 */
const unbent = (w: number, delta: number): number => (delta > 0 ? Math.log1p(w * delta) / delta : w)

/** What is tried, one after another: the rule, and how near to the axis poles are looked for. */
const attempts = [
  ...Array.from({ length: ruleCount }, (_, nth) => ({ nth, width: unseen })),
  { nth: ruleCount - 1, width: seen },
]

/** Rules and what poles are to know of each. */
interface Family extends Pick<ChebyshevRules, 'layers'> {
  readonly rules: readonly (() => Rule)[]
}

interface Rule {
  readonly tables: readonly Float64Array[]
  readonly poles: PoleNodes
  /** Room for determinants at all nodes, by layers and by x ascending. */
  readonly room: Determinants
  readonly sorted: Determinants
}

function familyOf(order: number): Family {
  const { layers, rules } = chebyshevRules(order, ruleCount)
  return {
    layers,
    rules: rules.map((rule) =>
      once(() => {
        const { nodes, tables, functionals } = rule()
        const x = nodes.subarray(0, -2)
        return {
          tables,
          room: roomFor(x.length),
          sorted: roomFor(x.length),
          poles: {
            count: x.length,
            x,
            ascending: Int32Array.from([...x.keys()].sort((one, other) => x[one]! - x[other]!)),
            nodes,
            functionals: functionals.map((factors, f) => ({ factors, integrates: f === 0 })),
          },
        }
      }),
    ),
  }
}

const roomFor = (nodes: number): Determinants => ({ re: new Float64Array(nodes), im: new Float64Array(nodes) })

/** Nodes of one layer, and room for what is there for one set of strengths. */
interface Layer {
  readonly panel: SitePanel
  readonly at: () => SiteProbabilities
}

/** One stretch of energies between or above thresholds, for scatterers apart from each other. */
export class Stretch {
  /** Integrals as `RateIntegrals` has them, and how far they may be off. */
  readonly value: Float64Array
  readonly error: Float64Array
  private readonly scales: Float64Array
  /** Of rounding, as `siteProbabilities` wants it: that of phases included. */
  private readonly unit: number
  private readonly family: Family
  private readonly layers: readonly (() => Layer)[]
  /** One array of pairs for each functional, and of rounding. */
  private readonly sums: readonly Float64Array[]
  private readonly rounding: Float64Array
  private readonly packed: Float64Array
  /** At the nodes of all layers, one after another. */
  private readonly determinants: () => Determinants
  /** The first attempt with nodes enough for the waves; there may be none. */
  private readonly first: number
  /** Of the waves to and fro, over the stretch. */
  private readonly phase: number
  private attempt = 0
  /** How many layers have been filled for the strengths at hand. */
  private filled = 0
  private readonly line: StretchLine | null

  /** @param varied in what points differ, where there are many with the same others. */
  constructor(
    private readonly map: EnergyMap,
    private readonly sites: Sites,
    private readonly functions: SiteFunctions,
    private readonly gas: { readonly mass: number; readonly beta: number },
    private readonly relativeError: number,
    varied?: VariedSite,
  ) {
    const { levels: energies, sites: n } = sites.system
    const { open } = map
    this.value = new Float64Array(n * n)
    this.error = new Float64Array(n * n)
    this.rounding = new Float64Array(n * n)
    this.sums = Array.from({ length: functionalCount }, () => new Float64Array(n * n))
    this.packed = new Float64Array(open * (open - 1) * functionalCount)
    this.scales = pairScales({ map }, energies, gas.beta)
    this.unit = 8 * n * Number.EPSILON * (1 + map.at(complex(0.5)).momenta[0]!.re * sites.extent)
    const panel = (layer: number): SitePanel => this.layers[layer]!().panel
    this.line = varied ? new StretchLine(varied, n, open * (open - 1), panel, { inside, ends }) : null
    const { order, first, phase } = firstRule(map, sites)
    this.first = first
    this.phase = phase
    const most = order * 2 ** (ruleCount - 1) - 1
    this.determinants = once(() => roomFor(most))
    this.family = families.get(order)!()
    this.layers = this.family.layers.map((layer, nth) =>
      once(() => this.layerOf(layer(), nth === 0 ? 0 : order * 2 ** (nth - 1) - 1)),
    )
  }

  /** Whether any rule has nodes enough for the waves: fewer see of them what they like, and so do their errors. */
  get isResolved(): boolean {
    return this.first < ruleCount
  }

  /** Integrals for other strengths, by places, with the first rule, where waves are resolved. */
  begin(strengths: Float64Array): void {
    this.attempt = this.first
    this.filled = 0
    this.evaluate(strengths)
  }

  /** With the next rule; false where there is none. */
  refine(strengths: Float64Array): boolean {
    this.attempt++
    if (this.attempt >= attempts.length) return false
    this.evaluate(strengths)
    return true
  }

  private layerOf(layer: ChebyshevLayer, first: number): Layer {
    const panel = siteNodes(this.map, layer, this.sites, this.gas.mass, this.functions)
    const { open, sites: n, count } = panel
    const at = once(() => ({
      probabilities: new Float64Array(open * (open - 1) * 2 * Math.ceil(count / 2)),
      floor: new Float64Array(n * n),
      re: this.determinants().re.subarray(first, first + count),
      im: this.determinants().im.subarray(first, first + count),
    }))
    return { panel, at }
  }

  private evaluate(strengths: Float64Array): void {
    const { nth, width } = attempts[this.attempt]!
    const rule = this.family.rules[nth]!()
    const { poles } = rule
    const along = width === unseen ? this.sumAlong(strengths, rule) : null
    if (along === null) this.sumPoint(strengths, nth, rule.tables)
    else if (along === 'far') return this.settle(this.shareFor(poles.count + 1, far))
    else if (this.isLeftToFiner(nth, rule)) return
    const matrix = separateMatrix(this.map, this.sites, this.functions, strengths)
    const determinants = along === null ? this.determinants() : rule.room
    const nearest = addPoles(matrix, poles, determinants, width, this.sums, this.rounding, far)
    this.settle(nearest === 0 ? Infinity : this.shareFor(poles.count + 1, nearest))
  }

  /** The sums of a rule by what is prepared for many strengths; null where that is not, or loses digits. */
  private sumAlong(strengths: Float64Array, { tables, poles, room, sorted }: Rule): LineSums {
    const { line, unit, sums, rounding } = this
    const found = line?.sum(strengths, tables, sorted) ?? null
    if (!line || found === null) return null
    const polynomials = 4 * (this.sites.modes ** 2 + 4) * Number.EPSILON
    this.forEachPair((pair, place) => {
      const at = place * lineSumCount
      for (let f = 0; f < functionalCount; f++) sums[f]![pair] = line.sums[at + f]!
      const floor = unit * unit * line.sums[at + functionalCount]!
      const value = Math.max(0, line.sums[at]!)
      rounding[pair] = 2 * Math.sqrt(value * floor) + floor + polynomials * line.sums[at + functionalCount + 1]!
    })
    if (!this.isSteady()) return null
    if (found === 'near')
      for (let node = 0; node < poles.count; node++) {
        room.re[poles.ascending[node]!] = sorted.re[node]!
        room.im[poles.ascending[node]!] = sorted.im[node]!
      }
    return found
  }

  /** Whether poles near the axis are far from it in spacings of a finer rule, whose nodes take less than poles do. */
  private isLeftToFiner(nth: number, { poles, room }: Rule): boolean {
    const nearest = nearestZero(poles, room, unseen)
    const finer = Math.ceil(Math.log2(unseen / nearest))
    if (finer <= 0 || !(nth + finer < ruleCount)) return false
    this.attempt += finer - 1
    this.forEachPair((pair) => {
      this.value[pair] = this.scales[pair]! * this.sums[0]![pair]!
      this.error[pair] = Infinity
    })
    return true
  }

  private sumPoint(strengths: Float64Array, nth: number, tables: readonly Float64Array[]): void {
    const layers = this.layers.slice(0, nth + 1).map((layer) => layer())
    for (; this.filled <= nth; this.filled++) this.fill(layers[this.filled]!, strengths)
    this.sum(layers, tables)
    if (this.isSteady()) return
    for (const { panel, at } of layers) plainSites(panel, strengths, this.unit, at())
    this.sum(layers, tables)
  }

  private fill({ panel, at }: Layer, strengths: Float64Array): void {
    if (!siteProbabilities(panel, strengths, this.unit, at())) plainSites(panel, strengths, this.unit, at())
  }

  /**
   * All functionals of the rule, and rounding, by Schwarz's inequality: what w′|t + δ|² is off by is 2w′|tδ| + w′δ²;
   * nodes of a layer have half the weight in the rule of the next.
   */
  private sum(layers: readonly Layer[], tables: readonly Float64Array[]): void {
    const { packed, sums, rounding, map } = this
    packed.fill(0)
    rounding.fill(0)
    layers.forEach(({ at }, nth) => {
      const { probabilities, floor } = at()
      weightedSums(probabilities, map.open * (map.open - 1), tables[nth]!, packed)
      for (let pair = 0; pair < rounding.length; pair++) rounding[pair] = rounding[pair]! / 2 + floor[pair]!
    })
    this.forEachPair((pair, place) => {
      sums.forEach((each, f) => {
        each[pair] = packed[place * functionalCount + f]!
      })
      rounding[pair]! += 2 * Math.sqrt(Math.max(0, sums[0]![pair]!) * rounding[pair]!)
    })
  }

  /** Of different open levels, and which one of those it is. */
  private forEachPair(set: (pair: number, place: number) => void): void {
    const n = this.sites.order.length
    let place = 0
    for (let k = 0; k < this.map.open; k++) {
      for (let l = 0; l < this.map.open; l++) if (k !== l) set(k * n + l, place++)
    }
  }

  /** `errorOver` of the rule where zeros seem no nearer than so many spacings. */
  private shareFor(order: number, seeming: number): number {
    return errorOver(order, unbent(seeming, (steepest * this.phase) / order))
  }

  /** @param share of the largest of the last coefficients is the error. */
  private settle(share: number): void {
    const { sums, scales, rounding, value, error } = this
    for (let pair = 0; pair < scales.length; pair++) {
      const scale = scales[pair]!
      if (scale === 0) continue
      let largest = 0
      for (let f = 1; f < sums.length; f++) largest = Math.max(largest, Math.abs(sums[f]![pair]!))
      value[pair] = scale * sums[0]![pair]!
      // of order 2N, coefficients that fall evenly are as small as the square of the last ones over the first
      const rule = share * largest + (4 * largest * largest) / Math.abs(sums[0]![pair]!)
      error[pair] = scale * (rule + rounding[pair]! + this.sites.modes * this.map.missing)
    }
  }

  /** Whether elimination without pivots has lost no more than the tolerance allows. */
  private isSteady(): boolean {
    const { scales, relativeError, rounding, sums } = this
    const [integral] = sums as readonly [Float64Array, ...Float64Array[]]
    for (let pair = 0; pair < scales.length; pair++) {
      // not `rounding > …`: either may be no number
      if (scales[pair] !== 0 && !(rounding[pair]! <= 0.1 * relativeError * integral[pair]!)) return false
    }
    return true
  }
}

/**
 * The first order with nodes enough for the waves between the outermost sites, to and fro, and which of its rules has
 * them: the first one, unless the last order has too few.
 */
function firstRule(
  map: EnergyMap,
  { extent, dimension, system: { sites } }: Sites,
): { order: Order; first: number; phase: number } {
  const perRadian = nodesPerRadian[dimension][map.open === sites ? 'top' : 'gap']
  const phase = 2 * extent * map.at(complex(1)).momenta[map.open - 1]!.re
  const nodes = fewest + perRadian * phase
  const order = orders.find((each) => each >= nodes) ?? orders.at(-1)!
  return { order, first: Math.max(0, Math.ceil(Math.log2(nodes / order))), phase }
}

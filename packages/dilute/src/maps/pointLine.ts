import {
  ArrayRoom,
  complexZeros,
  lineRoom,
  lineSums,
  type LineBounds,
  type LineCoupling,
  type LineOfStrengths,
  type LineOutput,
  type LinePanel,
  type LineSums,
} from '../numerics/index.js'
import type { RateIntegrals } from '../generator/index.js'
import type { System } from '../model/index.js'
import { setCoupling } from '../scattering/index.js'
import { Coupling3 } from './coupling3.js'
import type { LineNodes } from './panelNodes.js'
import type { Softness } from './softness.js'
import { extremesOf, withDot, type Extremes, type Precision } from './precision.js'

/** One dot, and the strengths that it has at many points. */
export interface VariedDot {
  readonly dot: number
  readonly strengths: Float64Array
}

/** Integrals of strengths that follow one another, `lineRoom` numbers of one pair before those of the next. */
export interface IntegralsAlong extends RateIntegrals {
  /** Not zero where a strength has to be asked for alone. */
  readonly lost: Float64Array
  /** Where the strength that was asked for stands, and where the last one does. */
  readonly begin: number
  readonly end: number
}

/** How all strengths of a line are summed. */
export interface LineRule extends LineBounds {
  readonly nodes: readonly LineNodes[]
  /** Of every panel's pairs. */
  readonly scales: readonly Float64Array[]
  /** How many spacings of the nodes off the real axis poles may be missed. */
  readonly width: number
  /** |1/g| of a thermal momentum. */
  readonly thermal: number
  /** Of all dots. */
  readonly precisionOf: (dots: Extremes) => Precision
  readonly softness: Pick<Softness, 'along'>
  /** Strengths that couple a level more softly are lost. */
  readonly softest: number
  /** Whether 1/g of open channels is imaginary. */
  readonly imaginary: boolean
}

/** Below this share of what stands on the diagonal a pivot costs too many digits. */
const leastPivot = 1e-3

/**
 * Scattering at one point of dots of which one varies: for what the others are, determinants and amplitudes are linear
 * in its strength, and are summed for many strengths at once.
 */
export class PointLine {
  private readonly coupling: LineCoupling
  /** Of all dots, that which varies without any: for which all is prepared. */
  private readonly others: Float64Array
  private softnessOf: (strength: number) => number = () => NaN
  private ofOthers: Extremes = { most: 0, least: Infinity }
  /** By how much rounding grows where nothing varies; infinite where too many digits are lost. */
  private growth = Infinity
  /** Which strengths the sums are of, `lineRoom` at a time. */
  private chunk = -1
  private readonly out: LineOutput
  private readonly line: LineOfStrengths
  private readonly floor: Float64Array

  private constructor(
    private readonly system: System,
    private readonly varied: VariedDot,
    private readonly rule: LineRule,
    private readonly sums: LineSums,
    room: ArrayRoom,
  ) {
    const n = system.sites
    this.coupling = {
      matrix: new Float64Array(2 * n * n),
      column: new Float64Array(2 * n),
      amplitudes: new Float64Array(24),
    }
    this.others = room.zeros(n).fill(NaN)
    const [line, all] = [(): Float64Array => room.zeros(lineRoom), (): Float64Array => room.zeros(n * n * lineRoom)]
    this.line = { strengths: line(), roundings: line(), shares: line() }
    this.out = { values: all(), errors: all(), lost: line() }
    this.floor = all()
  }

  /** Null without WebAssembly. */
  static of(system: System, rule: LineRule, varied: VariedDot, room: ArrayRoom): PointLine | null {
    const panels = rule.nodes.map((each, p) => linePanel(each, rule.scales[p]!, rule.imaginary, room))
    const sums = lineSums(system.sites, panels, rule)
    return sums && new PointLine(system, varied, rule, sums, room)
  }

  /**
   * Fills the integrals for strengths of which the varied one has this place in its list; whether they are good enough,
   * and no pole may be missed.
   */
  reaches(strengths: Float64Array, place: number, { value, error }: RateIntegrals): boolean {
    const along = this.along(strengths, place)
    if (!along || along.lost[along.begin] !== 0) return false
    for (let pair = 0, at = along.begin; pair < value.length; pair++, at += lineRoom) {
      value[pair] = along.value[at]!
      error[pair] = along.error[at]!
    }
    return true
  }

  /** The same of that strength and of those behind it which are summed with it; null where all have to be asked for. */
  along(strengths: Float64Array, place: number): IntegralsAlong | null {
    this.settleOthers(strengths)
    if (this.growth === Infinity) return null
    const chunk = Math.floor(place / lineRoom)
    if (chunk !== this.chunk) this.sumChunk(chunk)
    const { values, errors, lost } = this.out
    const end = Math.min(lineRoom, this.varied.strengths.length - chunk * lineRoom)
    return { value: values, error: errors, floor: this.floor, lost, begin: place % lineRoom, end }
  }

  private settleOthers(strengths: Float64Array): void {
    const { others, varied } = this
    let same = true
    for (let dot = 0; dot < others.length; dot++) {
      const strength = dot === varied.dot ? 0 : strengths[dot]!
      if (others[dot] !== strength) same = false
      others[dot] = strength
    }
    if (!same) this.prepare()
  }

  private prepare(): void {
    const { system, varied, others, coupling, rule } = this
    const n = others.length
    const w = complexZeros(n, n)
    setCoupling(system, others, w)
    this.ofOthers = extremesOf(others, rule.thermal, varied.dot)
    this.softnessOf = rule.softness.along(others, varied.dot, rule.softest)
    for (let e = 0; e < n * n; e++) {
      coupling.matrix[2 * e] = w.re[e]!
      coupling.matrix[2 * e + 1] = w.im[e]!
    }
    for (let k = 0; k < n; k++) {
      const e = varied.dot * n + k
      coupling.column[2 * k] = system.eigenvectors.re[e]!
      coupling.column[2 * k + 1] = -system.eigenvectors.im[e]!
    }
    if (n === 3) fillAmplitudes(system, others, varied.dot, rule.scales.at(-1)!, coupling.amplitudes)
    const pivot = Math.sqrt(this.sums.begin(coupling))
    // a pivot of zero makes it no number
    this.growth = pivot > leastPivot ? 1 / Math.min(1, pivot) : Infinity
    this.chunk = -1
  }

  private sumChunk(chunk: number): void {
    const { varied, rule, out, line, softnessOf } = this
    this.chunk = chunk
    const strengths = varied.strengths.subarray(chunk * lineRoom, (chunk + 1) * lineRoom)
    this.setLine(strengths)
    this.sums.sum(line, strengths.length, rule.width, out)
    for (let at = 0; at < strengths.length; at++) if (!(softnessOf(strengths[at]!) >= rule.softest)) out.lost[at] = 1
  }

  private setLine(from: Float64Array): void {
    const { rule, ofOthers, growth } = this
    const { strengths, roundings, shares } = this.line
    strengths.fill(0).set(from)
    for (let at = 0; at < from.length; at++) {
      const { rounding, share } = rule.precisionOf(withDot(ofOthers, from[at]!, rule.thermal))
      roundings[at] = rounding * growth
      shares[at] = share
    }
  }
}

/** Amplitudes of three levels above all thresholds: what they are without the varied dot, and how they grow with it. */
function fillAmplitudes(
  system: System,
  others: Float64Array,
  dot: number,
  scales: Float64Array,
  out: Float64Array,
): void {
  const w = new Coupling3(system)
  const partsOf = (strengths: Float64Array): number[] => {
    w.set(strengths)
    const { re01, im01, cRe01, cIm01, re02, im02, cRe02, cIm02, re12, im12, cRe12, cIm12 } = w
    return [re01, im01, cRe01, cIm01, re02, im02, cRe02, cIm02, re12, im12, cRe12, cIm12]
  }
  const [none, one] = [partsOf(others), partsOf(others.with(dot, 1))]
  const pairs = [1, 2, 5]
  none.forEach((part, i) => {
    const factor = 2 * Math.sqrt(scales[pairs[Math.floor(i / 4)]!]!)
    out[2 * i] = factor * part
    out[2 * i + 1] = factor * (one[i]! - part)
  })
}

function linePanel(nodes: LineNodes, scales: Float64Array, imaginary: boolean, room: ArrayRoom): LinePanel {
  const { map, count, weights, ratios, inverse, shell } = nodes
  const panel = { count, open: map.open, ...inverse, shell, weights, ratios, scales }
  return imaginary && map.open === 3 && map.levelCount === 3 ? { ...panel, bases: basesOf(panel, room) } : panel
}

/** What three levels above all thresholds are summed by, node after node. */
function basesOf({ count, im, weights }: Pick<LinePanel, 'count' | 'im' | 'weights'>, room: ArrayRoom): Float64Array {
  const out = room.zeros(7 * count)
  for (let node = 0, at = 0; node < count; node++, at += 7) {
    const [x, y, z] = [im[node]!, im[count + node]!, im[2 * count + node]!]
    const weight = weights[node]!
    const all = weight * x * y * z
    out[at] = all * x
    out[at + 1] = all * y
    out[at + 2] = all * z
    out[at + 3] = all
    out[at + 4] = weight * y * z
    out[at + 5] = weight * x * z
    out[at + 6] = weight * x * y
  }
  return out
}

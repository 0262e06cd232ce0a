import { complexZeros, lineRoom, lineSums, type LineOutput, type LinePanel, type LineSums } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { setCoupling } from '../scattering/index.js'
import type { PanelNodes } from './panelNodes.js'
import type { PairSums } from './pairSums.js'

/** One dot, and the strengths that it has at many points. */
export interface VariedDot {
  readonly dot: number
  readonly strengths: Float64Array
}

/** Below this share of what stands on the diagonal a pivot costs too many digits. */
const leastPivot = 1e-3

/**
 * Scattering at one point of dots of which one varies: for what the others are, determinants and amplitudes are linear
 * in its strength, and are summed for many strengths at once.
 */
export class PointLine {
  private readonly n: number
  private readonly coupling: Float64Array
  private readonly column: Float64Array
  /** Of the dots, that which varies without any: for which all is prepared. */
  private readonly others: Float64Array
  /** By how much rounding grows where nothing varies; infinite where too many digits are lost. */
  private growth = Infinity
  /** Which strengths the sums are of, `lineRoom` at a time. */
  private chunk = -1
  private readonly strengths = new Float64Array(lineRoom)
  private readonly out: LineOutput

  private constructor(
    private readonly system: System,
    private readonly varied: VariedDot,
    private readonly width: number,
    private readonly sums: LineSums,
  ) {
    const n = system.sites
    this.n = n
    this.coupling = new Float64Array(2 * n * n)
    this.column = new Float64Array(2 * n)
    this.others = new Float64Array(n).fill(NaN)
    this.out = {
      fine: new Float64Array(n * n * lineRoom),
      coarse: new Float64Array(n * n * lineRoom),
      growths: new Float64Array(lineRoom),
      near: new Float64Array(lineRoom),
    }
  }

  /**
   * @param scales of every panel's pairs.
   * @param width how many spacings of the nodes off the real axis poles may be missed; null without WebAssembly.
   */
  static of(
    system: System,
    nodes: readonly PanelNodes[],
    scales: readonly Float64Array[],
    width: number,
    varied: VariedDot,
  ): PointLine | null {
    const sums = lineSums(
      system.sites,
      nodes.map((each, p) => linePanel(each, scales[p]!)),
    )
    return sums && new PointLine(system, varied, width, sums)
  }

  /**
   * Fills the sums for strengths of which the varied one has this place in its list; returns by how much rounding grows,
   * null where a pole may be missed.
   */
  sumsAt(strengths: Float64Array, place: number, out: PairSums): number | null {
    this.settleOthers(strengths)
    if (this.growth === Infinity) return null
    const chunk = Math.floor(place / lineRoom)
    if (chunk !== this.chunk) this.sumChunk(chunk)
    const at = place % lineRoom
    const { fine, coarse, growths, near } = this.out
    if (near[at] !== 0) return null
    for (let pair = 0; pair < out.fine.length; pair++) {
      out.fine[pair] = fine[pair * lineRoom + at]!
      out.coarse[pair] = coarse[pair * lineRoom + at]!
    }
    return this.growth * Math.sqrt(2 * growths[at]!)
  }

  private settleOthers(strengths: Float64Array): void {
    const { others, varied, n } = this
    let same = true
    for (let dot = 0; dot < n; dot++) {
      const strength = dot === varied.dot ? 0 : strengths[dot]!
      if (others[dot] !== strength) same = false
      others[dot] = strength
    }
    if (!same) this.prepare()
  }

  private prepare(): void {
    const { system, varied, n, coupling, column } = this
    const w = complexZeros(n, n)
    setCoupling(system, this.others, w)
    for (let e = 0; e < n * n; e++) [coupling[2 * e], coupling[2 * e + 1]] = [w.re[e]!, w.im[e]!]
    for (let k = 0; k < n; k++) {
      const e = varied.dot * n + k
      column[2 * k] = system.eigenvectors.re[e]!
      column[2 * k + 1] = -system.eigenvectors.im[e]!
    }
    const pivot = Math.sqrt(this.sums.begin(coupling, column))
    // a pivot of zero makes it no number
    this.growth = pivot > leastPivot ? 1 / Math.min(1, pivot) : Infinity
    this.chunk = -1
  }

  /** The last chunk is filled up with strengths of zero. */
  private sumChunk(chunk: number): void {
    this.chunk = chunk
    this.strengths.fill(0)
    this.strengths.set(this.varied.strengths.subarray(chunk * lineRoom, (chunk + 1) * lineRoom))
    this.sums.sum(this.strengths, this.width, this.out)
  }
}

function linePanel(
  { map, count, ascending, weights, ratios, inverse, shell }: PanelNodes,
  scales: Float64Array,
): LinePanel {
  const sorted = (planes: Float64Array): Float64Array =>
    Float64Array.from(planes, (_, e) => planes[e - (e % count) + ascending[e % count]!]!)
  return {
    count,
    open: map.open,
    re: sorted(inverse.re),
    im: sorted(inverse.im),
    shell: sorted(shell),
    weights: sorted(weights),
    ratios: sorted(ratios),
    scales,
  }
}

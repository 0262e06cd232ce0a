import { complexZeros, gaussLegendre, legendre, once, type ComplexMatrix } from '../../numerics/index.js'
import { deltaCoupling } from './deltaPort.js'
import type { ChannelProblem } from './sectorModes.js'
import type { Waves } from './waves.js'

/** What lies beyond an end of a layout, by the distance s from it. */
export interface Tail {
  readonly length: number
  /** V_ι(s). */
  readonly value: (site: number, s: number) => number
  /** The free outgoing wave of a channel at s over that at the end, for complex k. */
  readonly wave: (kRe: number, kIm: number, s: number) => { readonly re: number; readonly im: number }
}

const order = 16
const rule = once(() => gaussLegendre(order))
/**
 * For each of some points, a functional of the polynomials that are one at one node and zero at the others, by what it
 * is of P_n.
 */
function rows(points: ArrayLike<number>, functional: (n: number, x: number) => number): Float64Array[] {
  const { nodes, weights } = rule()
  return Array.from(points, (x) =>
    nodes.map((y, j) => {
      let sum = 0
      for (let n = 0; n < order; n++) sum += (n + 0.5) * weights[j]! * legendre(n, y).value * functional(n, x)
      return sum
    }),
  )
}

/** ∫ from a node to the right end of (−1, 1). */
const toTheRight = once(() =>
  rows(rule().nodes, (n, x) => (n === 0 ? 1 - x : (legendre(n - 1, x).value - legendre(n + 1, x).value) / (2 * n + 1))),
)
/** Where polynomials through the nodes are compared with the potential. */
const probes = [-0.97, 0.03, 0.96]
const atProbes = once(() => rows(probes, (n, x) => legendre(n, x).value))

/** A stretch of the tail with 2mV between channels at its nodes. */
interface Panel {
  readonly from: number
  readonly length: number
  /** Entry (k, l) at node i: [(k·N + l)·order + i]. */
  readonly re: Float64Array
  readonly im: Float64Array
  /** The largest |V|. */
  readonly size: number
}

/** A panel holds so much of ∫|k|ds. */
const phasePerPanel = 2
/** A polynomial through the nodes may miss the potential by so much of its largest value on the panel. */
const missed = 1e-12
const shortest = 2 ** -14
const mostPanels = 2000
/** Below this share of the largest product of potential and waves nothing is added. */
const negligible = 1e-17
/** Where the product does not fall to this share of its first value, the tail makes poles of its own. */
const falling = 0.05
const mostPasses = 12

/**
 * What a tail adds to the logarithmic derivative of outgoing waves at the end of a layout. A wave that grows by e^{κs}
 * drowns in rounding what is known of it at the far end; what the tail adds, formed by itself, is known to all digits
 * as long as V e^{2κs} falls: with ψ′ = (Y + W)ψ, Y that of free waves g, and U = gWg, U′ = 2m gVg − U g⁻² U from U = 0
 * at the far end.
 */
export class TailResponse {
  private readonly panels: () => readonly Panel[]

  /** `momentum`: the largest |k| that it is asked for. */
  constructor(
    private readonly problem: ChannelProblem,
    private readonly tail: Tail,
    momentum: number,
  ) {
    this.panels = once(() => panelsOf(problem, tail, phasePerPanel / momentum))
  }

  /** Whether V e^{2κs} falls. */
  falls(decay: number): boolean {
    const {
      tail: { length },
    } = this
    const worth = (share: number): number => Math.log(this.size(share * length)) + 2 * decay * share * length
    return worth(0.999) < worth(1e-6) + Math.log(falling)
  }

  private size(s: number): number {
    let most = 0
    for (let site = 0; site < this.problem.eigenvectors.rows; site++)
      most = Math.max(most, Math.abs(this.tail.value(site, s)))
    return most
  }

  /** W/iη at the end. */
  kappa({ kRe, kIm, eta }: Waves): ComplexMatrix {
    const n = kRe.length
    let u = complexZeros(n, n)
    const growth = kIm.reduce((most, k) => Math.max(most, -k), 0)
    const worth = this.panels().map(({ from, size }) => Math.log(size) + 2 * growth * from)
    const least = worth.reduce((a, b) => Math.max(a, b), -Infinity) + Math.log(negligible)
    for (let p = worth.length - 1; p >= 0; p--)
      if (worth[p]! > least) u = new Across(n, this.panels()[p]!, this.tail, kRe, kIm).from(u)
    return { ...u, re: u.im.map((x) => x / eta), im: u.re.map((x) => -x / eta) }
  }
}

/** One panel at one energy. */
class Across {
  /** 2m gVg and g⁻² at the nodes. */
  private readonly source: Planes
  private readonly inverse: Planes

  constructor(
    private readonly n: number,
    private readonly panel: Panel,
    tail: Tail,
    kRe: Float64Array,
    kIm: Float64Array,
  ) {
    const { from, length } = panel
    this.source = planes(n * n)
    this.inverse = planes(n)
    const g = planes(n)
    rule().nodes.forEach((x, i) => {
      for (let k = 0; k < n; k++) {
        const { re, im } = tail.wave(kRe[k]!, kIm[k]!, from + (length * (1 + x)) / 2)
        const scale = (re * re + im * im) ** 2
        ;[g.re[k * order + i], g.im[k * order + i]] = [re, im]
        // a wave decayed so far is not felt
        if (scale === 0) continue
        this.inverse.re[k * order + i] = (re * re - im * im) / scale
        this.inverse.im[k * order + i] = (-2 * re * im) / scale
      }
    })
    for (let at = 0; at < n * n * order; at++) this.fillSource(at, g)
  }

  private fillSource(at: number, g: Planes): void {
    const { n, panel, source } = this
    const [entry, i] = [Math.floor(at / order), at % order]
    const [k, l] = [Math.floor(entry / n) * order + i, (entry % n) * order + i]
    const [re, im] = [g.re[k]! * g.re[l]! - g.im[k]! * g.im[l]!, g.re[k]! * g.im[l]! + g.im[k]! * g.re[l]!]
    source.re[at] = re * panel.re[at]! - im * panel.im[at]!
    source.im[at] = re * panel.im[at]! + im * panel.re[at]!
  }

  /** U at the start from that at the end: U = U_end − ∫U′ at the nodes, until it stays. */
  from(end: ComplexMatrix): ComplexMatrix {
    const {
      n,
      panel: { length },
    } = this
    const slopes = planes(n * n)
    let u = planes(n * n)
    for (let at = 0; at < u.re.length; at++)
      [u.re[at], u.im[at]] = [end.re[Math.floor(at / order)]!, end.im[Math.floor(at / order)]!]
    for (let pass = 0; pass < mostPasses; pass++) {
      this.fillSlopes(u, slopes)
      const next = planes(n * n)
      let [change, size] = [0, 0]
      for (let at = 0; at < u.re.length; at++) {
        const [entry, row] = [Math.floor(at / order), toTheRight()[at % order]!]
        next.re[at] = end.re[entry]! - sum(slopes.re, entry, row, length)
        next.im[at] = end.im[entry]! - sum(slopes.im, entry, row, length)
        change = Math.max(change, Math.abs(next.re[at]! - u.re[at]!), Math.abs(next.im[at]! - u.im[at]!))
        size = Math.max(size, Math.abs(next.re[at]!), Math.abs(next.im[at]!))
      }
      u = next
      if (change <= 4 * Number.EPSILON * size) break
    }
    const { weights } = rule()
    const over = (x: Float64Array, slope: Float64Array): Float64Array =>
      x.map((y, entry) => y - sum(slope, entry, weights, length))
    return { ...end, re: over(end.re, slopes.re), im: over(end.im, slopes.im) }
  }

  /** 2m gVg − U g⁻² U. */
  private fillSlopes(u: Planes, out: Planes): void {
    const { n, source, inverse } = this
    for (let at = 0; at < n * n * order; at++) {
      const [entry, i] = [Math.floor(at / order), at % order]
      const [k, l] = [Math.floor(entry / n), entry % n]
      let [re, im] = [source.re[at]!, source.im[at]!]
      for (let j = 0; j < n; j++) {
        const [a, b, c] = [(k * n + j) * order + i, j * order + i, (j * n + l) * order + i]
        const [x, y] = [
          u.re[a]! * inverse.re[b]! - u.im[a]! * inverse.im[b]!,
          u.re[a]! * inverse.im[b]! + u.im[a]! * inverse.re[b]!,
        ]
        re -= x * u.re[c]! - y * u.im[c]!
        im -= x * u.im[c]! + y * u.re[c]!
      }
      out.re[at] = re
      out.im[at] = im
    }
  }
}

interface Planes {
  readonly re: Float64Array
  readonly im: Float64Array
}

const planes = (entries: number): Planes => ({
  re: new Float64Array(entries * order),
  im: new Float64Array(entries * order),
})

function sum(values: Float64Array, entry: number, row: Float64Array, length: number): number {
  let out = 0
  for (let j = 0; j < order; j++) out += row[j]! * values[entry * order + j]!
  return (out * length) / 2
}

function panelsOf(problem: ChannelProblem, { length, value }: Tail, longest: number): Panel[] {
  const out: Panel[] = []
  const sites = Array.from({ length: problem.eigenvectors.rows }, (_, site) => site)
  for (let from = 0; from < length * (1 - 1e-14) && out.length < mostPanels;) {
    let step = Math.min(longest, length - from)
    while (step > shortest * longest && sites.some((site) => !isSmooth((s) => value(site, s), from, step))) step /= 2
    const panel = panelAt(problem, value, from, step)
    if (panel.size > 0) out.push(panel)
    from += step
  }
  return out
}

function panelAt({ mass, eigenvectors }: ChannelProblem, value: Tail['value'], from: number, length: number): Panel {
  const n = eigenvectors.rows
  const out = { from, length, ...planes(n * n) }
  let size = 0
  rule().nodes.forEach((x, i) => {
    const strengths = Float64Array.from({ length: n }, (_, site) => value(site, from + (length * (1 + x)) / 2))
    const { re, im } = deltaCoupling(2 * mass, eigenvectors, strengths)
    re.forEach((v, entry) => {
      ;[out.re[entry * order + i], out.im[entry * order + i]] = [v, im[entry]!]
    })
    size = strengths.reduce((most, v) => Math.max(most, Math.abs(v)), size)
  })
  return { ...out, size }
}

/** Whether the polynomial through the nodes is the potential between them. */
function isSmooth(value: (s: number) => number, from: number, length: number): boolean {
  const values = rule().nodes.map((x) => value(from + (length * (1 + x)) / 2))
  const size = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
  return probes.every((x, p) => {
    const between = values.reduce((all, v, j) => all + v * atProbes()[p]![j]!, 0)
    return Math.abs(between - value(from + (length * (1 + x)) / 2)) <= missed * size
  })
}

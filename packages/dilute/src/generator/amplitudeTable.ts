import { kronrodNodes } from '../numerics/index.js'
import { pairBatch, shellTransitions, type ComplexBatch, type FunctionPairs, type PairedTransitions, type Scatterer } from '../scattering/index.js'
import { NotConverged, type CollisionTable } from './collisionTable.js'
import { topCoefficients } from './interpolation.js'
import type { AmplitudePrecision } from './panel.js'
import type { Stretch } from './stretches.js'

/** From level l to level k. */
export type Element = readonly [k: number, l: number]

/** S − 1 between chosen levels at the nodes of one panel, [(element·pairs + pair)·nodes + node]. */
export interface AmplitudePanel {
  readonly from: number
  readonly to: number
  /** Times a power of the momenta that makes them smooth: `smoothing`. */
  readonly re: Float64Array
  readonly im: Float64Array
}

/**
 * S − 1 between chosen levels as a function of energy: interpolated, so that products of amplitudes at two different total energies,
 * which the coherences need, cost no further scattering. Polynomials on panels between thresholds.
 */
export interface AmplitudeTable {
  readonly scatterer: Scatterer
  /** Of functions on the momentum shell: those of `scatterer.shell`, or the modes. */
  readonly pairs: FunctionPairs
  readonly elements: readonly Element[]
  readonly stretches: readonly { readonly stretch: Stretch; readonly panels: readonly AmplitudePanel[] }[]
  readonly energiesEvaluated: number
  /** How far the polynomials may be off, relative to the largest amplitude of a panel; and how well the amplitudes themselves are known. */
  readonly tolerance: number
  readonly precision: AmplitudePrecision
}

const nodes = kronrodNodes.length
const panelLimit = 20_000
/** A deviation below this, relative to the largest value, may be rounding; it is when halving the panel does not reduce it. */
const roundingAtMost = 1e-9

/**
 * Builds the table on the panels of a collision table, halved where a polynomial of degree 20 does not hold the amplitudes.
 * @throws NotConverged where they are not resolved to `tolerance`, relative to each element's largest value on a panel.
 */
export function amplitudeTable(collisions: CollisionTable, elements: readonly Element[], tolerance = 1e-12): AmplitudeTable {
  const { scatterer } = collisions
  const sampler = new Sampler(scatterer, elements)
  const filled = startingPanels(collisions).map(({ stretch, edges }) => ({ stretch, panels: resolve(sampler, stretch, edges, tolerance) }))
  return { scatterer, pairs: sampler.pairs, elements, stretches: filled, energiesEvaluated: sampler.evaluated, tolerance, precision: collisions.precision }
}

/** The panels of the collision table, and the first ones of the stretch below the second threshold, which it leaves out. */
function startingPanels({ panels, stretches }: CollisionTable): { stretch: Stretch; edges: number[] }[] {
  const ends = new Map(stretches.map((stretch) => [stretch, new Set<number>(stretch.open === 1 ? stretch.edges : [])]))
  for (const { stretch, from, to } of panels) ends.get(stretch)!.add(from).add(to)
  return [...ends].map(([stretch, edges]) => ({ stretch, edges: [...edges].sort((a, b) => a - b) }))
}

/** (p_kp_l)^{±1/2}: S − 1 between different levels has it as a factor at thresholds, inverted on the line. 0 when closed. */
export function smoothing({ system: { levels }, mass, dimension }: Scatterer, lower: number, fromLower: number, k: number, l: number): number {
  const [a, b] = [fromLower + (levels[lower]! - levels[k]!), fromLower + (levels[lower]! - levels[l]!)]
  if (a <= 0 || b <= 0) return 0
  if (k === l || dimension === 2) return 1
  return (4 * mass * mass * a * b) ** (dimension === 1 ? 0.25 : -0.25)
}

/** Amplitudes of the chosen elements at the nodes of panels. */
class Sampler {
  evaluated = 0
  readonly pairs: FunctionPairs
  private readonly batch: ComplexBatch
  private readonly solver: PairedTransitions

  constructor(readonly scatterer: Scatterer, readonly elements: readonly Element[]) {
    this.solver = shellTransitions(scatterer)
    this.pairs = this.solver.pairs
    this.batch = pairBatch(this.pairs, nodes)
  }

  panel(stretch: Stretch, from: number, to: number): AmplitudePanel {
    const { batch } = this
    const points = Array.from(kronrodNodes, (node) => stretch.map.at(from + ((to - from) / 2) * (1 + node)))
    const upper = stretch.upper !== undefined && from >= stretch.map.middle
    const offsets = Float64Array.from(points, (p) => (upper ? p.fromUpper : p.fromLower))
    this.solver.transitions({ level: upper ? stretch.upper : stretch.lower, offsets }, batch)
    this.evaluated += nodes
    const size = this.elements.length * this.pairs.count * nodes
    const out = { from, to, re: new Float64Array(size), im: new Float64Array(size) }
    this.elements.forEach((element, e) => { this.copy(element, e, stretch, points.map((p) => p.fromLower), out) })
    return out
  }

  private copy([k, l]: Element, e: number, { lower, open }: Stretch, fromLower: readonly number[], { re, im }: AmplitudePanel): void {
    if (k >= open || l >= open) return
    const { pairs, batch } = this
    const scales = fromLower.map((x) => smoothing(this.scatterer, lower, x, k, l))
    for (let pair = 0; pair < pairs.count; pair++) {
      const from = pairs.entry(k, l, pair) * nodes
      const to = (e * pairs.count + pair) * nodes
      for (let node = 0; node < nodes; node++) {
        re[to + node] = scales[node]! * batch.re[from + node]!
        im[to + node] = scales[node]! * batch.im[from + node]!
      }
    }
  }
}

interface Span {
  readonly from: number
  readonly to: number
  /** The deviation found on the panel that this is a half of. */
  readonly before: number
}

/** Bisects until every panel's polynomial holds the amplitudes, to the tolerance or to rounding. */
function resolve(sampler: Sampler, stretch: Stretch, edges: readonly number[], tolerance: number): AmplitudePanel[] {
  const pending = edges.slice(1).map((to, i): Span => ({ from: edges[i]!, to, before: Infinity })).reverse()
  const done: AmplitudePanel[] = []
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const { from, to, before } = span
    const panel = sampler.panel(stretch, from, to)
    const deviation = worstDeviation(sampler, panel)
    if (deviation <= tolerance || (deviation <= roundingAtMost && deviation > before / 4)) done.push(panel)
    else pending.push({ from: (from + to) / 2, to, before: deviation }, { from, to: (from + to) / 2, before: deviation })
    if (done.length + pending.length > panelLimit || to - from < 1e-13 * (stretch.map.end - stretch.map.start)) {
      throw new NotConverged(`the amplitudes above level ${stretch.lower} are not resolved to ${tolerance}`)
    }
  }
  return done
}

/** The largest of the last two Chebyshev coefficients, relative to the largest value of the same element. */
function worstDeviation({ pairs, elements }: Sampler, { re, im }: AmplitudePanel): number {
  const size = pairs.count * nodes
  const largest = Array.from(elements, (_, e) => Math.sqrt(largestSquare(re, im, e * size, size)))
  const floor = 1e-2 * largest.reduce((most, x) => Math.max(most, x), 0)
  let worst = 0
  for (let entry = 0; entry < re.length; entry += nodes) {
    const scale = Math.max(largest[Math.floor(entry / size)]!, floor)
    if (scale > 0) worst = Math.max(worst, Math.hypot(topCoefficients(re, entry), topCoefficients(im, entry)) / scale)
  }
  return worst
}

function largestSquare(re: Float64Array, im: Float64Array, from: number, count: number): number {
  let largest = 0
  for (let i = from; i < from + count; i++) largest = Math.max(largest, re[i]! * re[i]! + im[i]! * im[i]!)
  return largest
}

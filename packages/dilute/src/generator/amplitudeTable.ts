import { kronrodNodes, type Steps } from '../numerics/index.js'
import {
  transitionBatch,
  shellTransitions,
  type ComplexBatch,
  type TransitionLayout,
  type ShellTransitions,
  type Scatterer,
} from '../scattering/index.js'
import type { CollisionTable } from './collisionTable.js'
import { topCoefficients } from './interpolation.js'
import type { AmplitudePrecision } from './panel.js'
import type { Stretch } from './stretches.js'

/** From level l to level k. */
export type Element = readonly [k: number, l: number]

/** S − 1 between chosen levels at the nodes of one panel, [(element·slots + slot)·nodes + node]. */
export interface AmplitudePanel {
  readonly from: number
  readonly to: number
  /** Times a power of the momenta that makes them smooth: `smoothing`. */
  readonly re: Float64Array
  readonly im: Float64Array
  /**
   * How far off each element may be anywhere on the panel, in the same units: what the polynomial leaves out, and the
   * error of its values.
   */
  readonly errors: Float64Array
  /** How fast each element varies at most, per unit of (2x − from − to)/(to − from). */
  readonly slopes: Float64Array
}

/**
 * S − 1 between chosen levels as a function of energy: interpolated, so that products of amplitudes at two different
 * total energies, which the coherences need, cost no further scattering. Polynomials on panels between thresholds.
 */
export interface AmplitudeTable {
  readonly scatterer: Scatterer
  /** Of functions on the momentum shell: those of `scatterer.shellFunctions`, or the modes. */
  readonly layout: TransitionLayout
  readonly elements: readonly Element[]
  readonly stretches: readonly { readonly stretch: Stretch; readonly panels: readonly AmplitudePanel[] }[]
  readonly energiesEvaluated: number
  /**
   * What no amplitude is better known than, as |t| in the units of smoothed amplitudes between levels: rounding of the
   * largest of them.
   */
  readonly rounding: number
}

const nodes = kronrodNodes.length
const panelLimit = 20_000
/**
 * A deviation below this, relative to the largest value, may be rounding; it is when halving the panel does not reduce
 * it.
 */
const roundingAtMost = 1e-9
/** A panel is good enough where its deviation adds less than this part of the tolerance to a typical integral. */
const unimportantPart = 1e-3
/**
 * An element is held to the tolerance relative to its own largest value on a panel, or to this part of the largest of
 * all.
 */
const weakest = 1e-2

/**
 * Builds the table on the panels of a collision table, halved where a polynomial of degree 20 does not hold the
 * amplitudes to `tolerance`, relative to each element's largest value on a panel, nor to their own error. What remains
 * is kept with every panel, and is part of the bars.
 */
export function* amplitudeTableSteps(
  collisions: CollisionTable,
  elements: readonly Element[],
  tolerance = 1e-12,
): Steps<AmplitudeTable> {
  const { scatterer } = collisions
  const sampler = new Sampler(scatterer, elements, collisions.precision)
  const starting = startingPanels(collisions)
  const typical = typicalAmplitude(
    new Sampler(scatterer, everyElement(scatterer), collisions.precision),
    starting.at(-1)!,
  )
  sampler.rounding = collisions.precision.relative * typical
  sampler.unimportant = unimportantPart * tolerance * typicalIntegral(scatterer, typical, starting)
  const filled: AmplitudeTable['stretches'][number][] = []
  for (const { stretch, edges } of starting)
    filled.push({ stretch, panels: yield* resolve(sampler, stretch, edges, tolerance) })
  return {
    scatterer,
    layout: sampler.layout,
    elements,
    stretches: filled,
    energiesEvaluated: sampler.evaluated,
    rounding: sampler.rounding,
  }
}

/**
 * The panels of the collision table, and the first ones of the stretch below the second threshold, which it leaves out;
 * layers of probabilities are left out, in which amplitudes are smooth once their factors are off.
 */
function startingPanels({ panels, stretches }: CollisionTable): { stretch: Stretch; edges: number[] }[] {
  const ends = new Map(stretches.map((stretch) => [stretch, new Set<number>(stretch.open === 1 ? stretch.edges : [])]))
  for (const { stretch, from, to } of panels)
    for (const edge of [from, to]) if (!isInLayer(stretch, edge)) ends.get(stretch)!.add(edge)
  return [...ends].map(([stretch, edges]) => ({ stretch, edges: [...edges].sort((a, b) => a - b) }))
}

const isInLayer = ({ layers, edges }: Stretch, x: number): boolean =>
  layers.length > 0 && x > edges[0]! && x < edges[1]!

/**
 * (p_kp_l)^{±1/2}: S − 1 between different levels has it as a factor at thresholds, inverted on the line; there a
 * series, which is not unitary, has 1/p_k within a level too. 0 when closed.
 */
export function smoothing(
  { system: { levels }, mass, dimension, brokenLaws }: Scatterer,
  lower: number,
  fromLower: number,
  k: number,
  l: number,
): number {
  const [a, b] = [fromLower + (levels[lower]! - levels[k]!), fromLower + (levels[lower]! - levels[l]!)]
  if (a <= 0 || b <= 0) return 0
  if (dimension === 2 || (k === l && !(dimension === 1 && brokenLaws.unitarity !== undefined))) return 1
  return (4 * mass * mass * a * b) ** (dimension === 1 ? 0.25 : -0.25)
}

/** p_k^{d−2}, which S − 1 of an elastic amplitude t is proportional to. */
export function phaseSpace(
  { system: { levels }, mass, dimension }: Scatterer,
  lower: number,
  fromLower: number,
  k: number,
): number {
  const kinetic = fromLower + (levels[lower]! - levels[k]!)
  return kinetic <= 0 ? 0 : (2 * mass * kinetic) ** ((dimension - 2) / 2)
}

const everyElement = ({ levelCount }: Scatterer): Element[] =>
  Array.from({ length: levelCount * levelCount }, (_, i) => [Math.floor(i / levelCount), i % levelCount])

/** How many of the first panels are looked at for the size of amplitudes: many there are only where these oscillate. */
const looked = 512

/**
 * The largest |t| over first panels of the highest stretch, where all levels are open, in the units of smoothed
 * amplitudes between levels.
 */
function typicalAmplitude(
  sampler: Sampler,
  { stretch, edges }: { readonly stretch: Stretch; readonly edges: readonly number[] },
): number {
  const {
    scatterer,
    elements,
    layout: { count },
  } = sampler
  let most = 0
  const stride = Math.ceil(edges.length / looked)
  edges.slice(1).forEach((to, i) => {
    if (i % stride !== 0) return
    const { re, im } = sampler.panel(stretch, edges[i]!, to)
    elements.forEach(([k, l], e) =>
      kronrodNodes.forEach((node, at) => {
        const { fromLower } = stretch.map.at(edges[i]! + ((to - edges[i]!) / 2) * (1 + node))
        const space = k === l ? phaseSpace(scatterer, stretch.lower, fromLower, k) : 1
        for (let slot = 0; slot < count; slot++) {
          const entry = (e * count + slot) * nodes + at
          if (space > 0) most = Math.max(most, Math.hypot(re[entry]!, im[entry]!) / space)
        }
      }),
    )
  })
  return most
}

/** |S − 1|² dE at the lowest of the energies that the collision table looks at apart. */
function typicalIntegral(
  { mass, dimension }: Scatterer,
  typical: number,
  starting: readonly { readonly stretch: Stretch; readonly edges: readonly number[] }[],
): number {
  const lowest = Math.min(...starting.map(({ stretch: { map }, edges }) => map.at(edges[1]!).fromLower))
  return typical ** 2 * (2 * mass * lowest) ** (dimension - 2) * lowest
}

/** Amplitudes of the chosen elements at the nodes of panels. */
class Sampler {
  evaluated = 0
  /** As in `AmplitudeTable`. */
  rounding = 0
  /** A deviation times an amplitude times dE below which nothing is gained. */
  unimportant = 0
  /** Of the last panel: what the rounding of |t| may do to each element at most. */
  readonly floors: Float64Array
  readonly layout: TransitionLayout
  private readonly batch: ComplexBatch
  private readonly solver: ShellTransitions
  /** The largest modulus at each node, of any amplitude: chosen elements may be zero but for the rounding of others. */
  private readonly largest = new Float64Array(nodes)

  constructor(
    readonly scatterer: Scatterer,
    readonly elements: readonly Element[],
    private readonly precision: AmplitudePrecision,
  ) {
    this.floors = new Float64Array(elements.length)
    this.solver = shellTransitions(scatterer)
    this.layout = this.solver.layout
    this.batch = transitionBatch(this.layout, nodes)
  }

  /** A panel whose `errors` are those of its values alone. */
  panel(stretch: Stretch, from: number, to: number): AmplitudePanel {
    const { batch } = this
    const points = Array.from(kronrodNodes, (node) => stretch.map.at(from + ((to - from) / 2) * (1 + node)))
    const upper = stretch.upper !== undefined && from >= stretch.map.middle
    const offsets = Float64Array.from(points, (p) => (upper ? p.fromUpper : p.fromLower))
    this.solver.transitions({ level: upper ? stretch.upper : stretch.lower, offsets }, batch)
    this.evaluated += nodes
    this.findLargest(stretch)
    const size = this.elements.length * this.layout.count * nodes
    const [re, im] = [new Float64Array(size), new Float64Array(size)]
    const out = {
      from,
      to,
      re,
      im,
      errors: new Float64Array(this.elements.length),
      slopes: new Float64Array(this.elements.length),
    }
    this.elements.forEach((element, e) => {
      this.copy(
        element,
        e,
        stretch,
        points.map((p) => p.fromLower),
        out,
      )
    })
    return out
  }

  private findLargest({ open }: Stretch): void {
    const {
      layout,
      batch: { re, im },
      largest,
    } = this
    largest.fill(0)
    for (let k = 0; k < open; k++)
      for (let l = 0; l < open; l++) {
        for (let slot = 0; slot < layout.count; slot++) {
          const from = layout.entry(k, l, slot) * nodes
          for (let e = 0; e < nodes; e++) largest[e] = Math.max(largest[e]!, re[from + e]! ** 2 + im[from + e]! ** 2)
        }
      }
    for (let e = 0; e < nodes; e++) largest[e] = Math.sqrt(largest[e]!)
  }

  private copy(
    [k, l]: Element,
    e: number,
    { lower, open }: Stretch,
    fromLower: readonly number[],
    { re, im, errors, slopes }: AmplitudePanel,
  ): void {
    this.floors[e] = 0
    if (k >= open || l >= open) return
    const { layout, batch, precision, largest } = this
    const scales = fromLower.map((x) => smoothing(this.scatterer, lower, x, k, l))
    for (let slot = 0; slot < layout.count; slot++) {
      const from = layout.entry(k, l, slot) * nodes
      const to = (e * layout.count + slot) * nodes
      for (let node = 0; node < nodes; node++) {
        re[to + node] = scales[node]! * batch.re[from + node]!
        im[to + node] = scales[node]! * batch.im[from + node]!
      }
      slopes[e] = Math.max(slopes[e]!, steepest(re, to), steepest(im, to))
    }
    errors[e] = scales.reduce(
      (most, scale, node) => Math.max(most, scale * (precision.relative * largest[node]! + precision.absolute)),
      0,
    )
    this.floors[e] =
      this.rounding * (k === l ? Math.max(...fromLower.map((x) => phaseSpace(this.scatterer, lower, x, k))) : 1)
  }
}

interface Span {
  readonly from: number
  readonly to: number
  /** The deviation found on the panel that this is a half of. */
  readonly before: number
}

/** Bisects until every panel's polynomial holds the amplitudes, to the tolerance or to their error. */
function* resolve(
  sampler: Sampler,
  stretch: Stretch,
  edges: readonly number[],
  tolerance: number,
): Steps<AmplitudePanel[]> {
  const pending = edges
    .slice(1)
    .map((to, i): Span => ({ from: edges[i]!, to, before: Infinity }))
    .reverse()
  const panels: AmplitudePanel[] = []
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    yield { what: 'amplitudes: energy panels', done: panels.length, of: panels.length + pending.length + 1 }
    const { from, to, before } = span
    const panel = sampler.panel(stretch, from, to)
    const { deviations, worst } = deviationsOf(sampler, panel)
    const usedUp =
      panels.length + pending.length >= panelLimit || to - from < 1e-13 * (stretch.map.end - stretch.map.start)
    const width = stretch.map.at(to).fromLower - stretch.map.at(from).fromLower
    const largest = largestSquare(panel.re, panel.im, 0, panel.re.length)
    const unimportant = width * Math.max(...deviations) * Math.sqrt(largest) <= sampler.unimportant
    if (usedUp || unimportant || worst <= tolerance || (worst <= roundingAtMost && worst > before / 4)) {
      deviations.forEach((deviation, e) => {
        panel.errors[e]! += deviation
      })
      panels.push(panel)
    } else pending.push({ from: (from + to) / 2, to, before: worst }, { from, to: (from + to) / 2, before: worst })
  }
  return panels
}

/**
 * The larger of the last two Chebyshev coefficients of each element; and the worst, relative to the element's size or
 * to what its error allows.
 */
function deviationsOf(
  { layout, elements, floors }: Sampler,
  { re, im, errors }: AmplitudePanel,
): { deviations: Float64Array; worst: number } {
  const size = layout.count * nodes
  const largest = Array.from(elements, (_, e) => Math.sqrt(largestSquare(re, im, e * size, size)))
  const floor = weakest * largest.reduce((most, x) => Math.max(most, x), 0)
  const deviations = new Float64Array(elements.length)
  for (let entry = 0; entry < re.length; entry += nodes) {
    const e = Math.floor(entry / size)
    deviations[e] = Math.max(deviations[e]!, Math.hypot(topCoefficients(re, entry), topCoefficients(im, entry)))
  }
  const worst = deviations.reduce(
    (most, deviation, e) =>
      deviation <= Math.max(errors[e]!, floors[e]!) ? most : Math.max(most, deviation / Math.max(largest[e]!, floor)),
    0,
  )
  return { deviations, worst }
}

function largestSquare(re: Float64Array, im: Float64Array, from: number, count: number): number {
  let largest = 0
  for (let i = from; i < from + count; i++) largest = Math.max(largest, re[i]! * re[i]! + im[i]! * im[i]!)
  return largest
}

/** The largest ratio of differences between neighbouring nodes. */
function steepest(values: Float64Array, from: number): number {
  let most = 0
  for (let node = 1; node < nodes; node++) {
    most = Math.max(
      most,
      Math.abs(values[from + node]! - values[from + node - 1]!) / (kronrodNodes[node - 1]! - kronrodNodes[node]!),
    )
  }
  return most
}

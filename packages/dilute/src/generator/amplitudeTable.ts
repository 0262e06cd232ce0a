import { complexBatch, type Scatterer } from '../scattering/index.js'
import type { AmplitudeSource } from './amplitudes.js'
import { NotConverged } from './collisionTable.js'
import { stretches, type Stretch } from './stretches.js'

/**
 * S − 1 between chosen levels as a function of energy: interpolated, so that products of amplitudes at two different total energies,
 * which the coherences need, cost no further scattering. Chebyshev polynomials of degree 16 on panels between thresholds.
 */
export interface AmplitudeTable extends AmplitudeSource {
  readonly energiesEvaluated: number
}

const degree = 16
const nodes = Float64Array.from({ length: degree + 1 }, (_, j) => -Math.cos(((2 * j + 1) * Math.PI) / (2 * degree + 2)))
const weights = Float64Array.from(nodes, (_, j) => (j % 2 === 0 ? 1 : -1) * Math.sin(((2 * j + 1) * Math.PI) / (2 * degree + 2)))
/** Where an interpolation is tried out: between nodes, and outside the outermost. */
const trials = [-0.999, -0.55, 0.1, 0.62, 0.999]
const panelLimit = 20_000

/** One panel: values at the nodes, [(node · elements·modes² + entry)], real and imaginary, times a power of the momenta that makes them smooth. */
interface InterpolationPanel {
  readonly from: number
  readonly to: number
  readonly re: Float64Array
  readonly im: Float64Array
}

/**
 * Builds the table for all energies that gases between the hottest and the coldest β reach.
 * @throws NotConverged where the amplitudes are not resolved to `tolerance`, relative to each element's largest value on a panel.
 */
export function amplitudeTable(
  scatterer: Scatterer, elements: AmplitudeTable['elements'], betas: readonly number[], tolerance = 1e-13,
): AmplitudeTable {
  const sampler = new Sampler(scatterer, elements)
  const cuts = stretches(scatterer, betas)
  const panels = cuts.map((cut) => resolve(sampler, cut, tolerance))
  return {
    elements, modesSquared: sampler.modesSquared, energiesEvaluated: sampler.evaluated,
    at: (level, kinetic, re, im) => { evaluate(sampler, cuts, panels, level, kinetic, re, im) },
  }
}

/** Amplitudes of the chosen elements at points of a stretch. */
class Sampler {
  evaluated = 0
  readonly modesSquared: number
  readonly entries: number

  constructor(readonly scatterer: Scatterer, readonly elements: AmplitudeTable['elements']) {
    this.modesSquared = scatterer.modes ** 2
    this.entries = elements.length * this.modesSquared
  }

  /** Smoothed amplitudes at the given x, point-major. */
  sample(stretch: Stretch, xs: readonly number[]): { re: Float64Array; im: Float64Array } {
    const { scatterer: { levels, modes }, elements, entries } = this
    const points = xs.map((x) => stretch.map.at(x))
    const upper = stretch.upper !== undefined && xs[0]! >= stretch.map.middle
    const offsets = Float64Array.from(points, (p) => (upper ? p.fromUpper : p.fromLower))
    const batch = complexBatch(levels * modes, xs.length)
    this.scatterer.transitions({ level: upper ? stretch.upper : stretch.lower, offsets }, batch)
    this.evaluated += xs.length
    const out = { re: new Float64Array(entries * xs.length), im: new Float64Array(entries * xs.length) }
    elements.forEach(([k, l], e) => {
      points.forEach(({ fromLower }, point) => {
        const scale = this.smoothing(stretch.lower, fromLower, k, l)
        for (let mode = 0; mode < this.modesSquared; mode++) {
          const from = ((k * modes + Math.floor(mode / modes)) * levels * modes + l * modes + (mode % modes)) * xs.length + point
          out.re[point * entries + e * this.modesSquared + mode] = scale * batch.re[from]!
          out.im[point * entries + e * this.modesSquared + mode] = scale * batch.im[from]!
        }
      })
    })
    return out
  }

  /** (p_kp_l)^{±1/2}: S − 1 between different levels has it as a factor at thresholds, inverted on the line. 0 when closed. */
  smoothing(level: number, fromLower: number, k: number, l: number): number {
    const { system: { levels }, mass, dimension } = this.scatterer
    const squared = [k, l].map((j) => 2 * mass * (fromLower + (levels[level]! - levels[j]!)))
    if (squared.some((p) => p <= 0)) return 0
    if (k === l || dimension === 2) return 1
    return (squared[0]! * squared[1]!) ** (dimension === 1 ? 0.25 : -0.25)
  }
}

/** A deviation below this, relative to the largest value, may be rounding; it is when halving the panel does not reduce it. */
const roundingAtMost = 1e-9

interface Span {
  readonly from: number
  readonly to: number
  /** The deviation found on the panel that this is a half of. */
  readonly before: number
}

/** Bisects the stretch until every panel's polynomial reproduces the trial points, to the tolerance or to rounding. */
function resolve(sampler: Sampler, stretch: Stretch, tolerance: number): InterpolationPanel[] {
  const pending = stretch.edges.slice(1).map((to, i): Span => ({ from: stretch.edges[i]!, to, before: Infinity })).reverse()
  const done: InterpolationPanel[] = []
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const { from, to, before } = span
    const panel = samplePanel(sampler, stretch, from, to)
    const deviation = worstDeviation(sampler, stretch, panel)
    if (deviation <= tolerance || (deviation <= roundingAtMost && deviation > before / 4)) done.push(panel)
    else pending.push({ from: (from + to) / 2, to, before: deviation }, { from, to: (from + to) / 2, before: deviation })
    if (done.length + pending.length > panelLimit || to - from < 1e-13 * (stretch.map.end - stretch.map.start)) {
      throw new NotConverged(`the amplitudes above level ${stretch.lower} are not resolved to ${tolerance}`)
    }
  }
  return done
}

const onPanel = (from: number, to: number, t: number): number => from + ((to - from) / 2) * (1 + t)

function samplePanel(sampler: Sampler, stretch: Stretch, from: number, to: number): InterpolationPanel {
  return { from, to, ...sampler.sample(stretch, Array.from(nodes, (t) => onPanel(from, to, t))) }
}

/** The largest difference between polynomial and amplitudes at the trial points, relative to the largest value of the same element. */
function worstDeviation(sampler: Sampler, stretch: Stretch, panel: InterpolationPanel): number {
  const { entries } = sampler
  const exact = sampler.sample(stretch, trials.map((t) => onPanel(panel.from, panel.to, t)))
  const [re, im] = [new Float64Array(entries), new Float64Array(entries)]
  const largest = largestPerElement(sampler, panel)
  let worst = 0
  trials.forEach((t, i) => {
    interpolate(panel, t, entries, re, im)
    re.forEach((x, entry) => {
      const size = largest[Math.floor(entry / sampler.modesSquared)]!
      const deviation = Math.hypot(x - exact.re[i * entries + entry]!, im[entry]! - exact.im[i * entries + entry]!)
      if (size > 0) worst = Math.max(worst, deviation / size)
    })
  })
  return worst
}

/** The largest modulus of each element on the panel, never below rounding of the largest of all. */
function largestPerElement({ elements, entries, modesSquared }: Sampler, { re, im }: InterpolationPanel): Float64Array {
  const largest = new Float64Array(elements.length)
  for (let i = 0; i < re.length; i++) {
    const element = Math.floor((i % entries) / modesSquared)
    largest[element] = Math.max(largest[element]!, Math.hypot(re[i]!, im[i]!))
  }
  const floor = 1e-2 * Math.max(...largest)
  return largest.map((size) => Math.max(size, floor))
}

/** Barycentric interpolation (Berrut & Trefethen, SIAM Rev. 46, 501 (2004)) at t in [−1, 1]. */
function interpolate(panel: InterpolationPanel, t: number, entries: number, re: Float64Array, im: Float64Array): void {
  re.fill(0, 0, entries)
  im.fill(0, 0, entries)
  let sum = 0
  for (let j = 0; j <= degree; j++) {
    const difference = t - nodes[j]!
    if (difference === 0) {
      re.set(panel.re.subarray(j * entries, (j + 1) * entries))
      im.set(panel.im.subarray(j * entries, (j + 1) * entries))
      return
    }
    const weight = weights[j]! / difference
    sum += weight
    for (let entry = 0; entry < entries; entry++) {
      re[entry]! += weight * panel.re[j * entries + entry]!
      im[entry]! += weight * panel.im[j * entries + entry]!
    }
  }
  for (let entry = 0; entry < entries; entry++) {
    re[entry]! /= sum
    im[entry]! /= sum
  }
}

function evaluate(
  sampler: Sampler, cuts: readonly Stretch[], panels: readonly (readonly InterpolationPanel[])[],
  level: number, kinetic: number, re: Float64Array, im: Float64Array,
): void {
  const { levels } = sampler.scatterer.system
  let c = cuts.length - 1
  while (c >= 0 && kinetic + (levels[level]! - levels[cuts[c]!.lower]!) <= 0) c--
  re.fill(0, 0, sampler.entries)
  im.fill(0, 0, sampler.entries)
  if (c < 0) return
  const { map, lower } = cuts[c]!
  const fromLower = kinetic + (levels[level]! - levels[lower]!)
  const x = Math.min(map.end, Math.max(map.start, map.inverse(fromLower)))
  const panel = panelAt(panels[c]!, x)
  interpolate(panel, (2 * (x - panel.from)) / (panel.to - panel.from) - 1, sampler.entries, re, im)
  sampler.elements.forEach(([k, l], e) => {
    const scale = sampler.smoothing(lower, fromLower, k, l)
    for (let entry = e * sampler.modesSquared; entry < (e + 1) * sampler.modesSquared; entry++) {
      re[entry] = scale === 0 ? 0 : re[entry]! / scale
      im[entry] = scale === 0 ? 0 : im[entry]! / scale
    }
  })
}

function panelAt(panels: readonly InterpolationPanel[], x: number): InterpolationPanel {
  let [low, high] = [0, panels.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (x > panels[middle]!.to) low = middle + 1
    else high = middle
  }
  return panels[low]!
}

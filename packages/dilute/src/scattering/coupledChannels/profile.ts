import type { Potential } from '../../model/index.js'
import type { Layout, Part } from './layout.js'

/** The potentials of all sites at ascending points, crowded where one of them varies. */
export interface Profile {
  readonly points: Float64Array
  /** V_ι at a point, [ι][point]. */
  readonly values: readonly Float64Array[]
  /** The lowest and the highest V_ι anywhere, zero outside included. */
  readonly lowest: number
  readonly highest: number
}

/** Points evenly over all smooth parts, and over each of them at least. */
const evenly = { inAll: 2048, inEach: 128 }
/** Points towards an end come closer to it by this factor, so often. */
const towardsEnd = { factor: 0.5, times: 36 }
/** A chord may miss the potential by so much of it. */
const bend = 0.05
/** What is below this share of the largest value need not be followed. */
const negligible = 1e-13
/** Intervals below this share of a part are not halved. */
const narrowest = 1e-10
const passes = 40
const mostPoints = 20_000

/**
 * Samples every smooth part by the scale of the potentials themselves: evenly and towards the ends, then halves
 * intervals on which a potential bends by a share of its own size. Since the share is relative, a tail that is not zero
 * leads to the well or barrier it is the tail of, however narrow.
 */
export function potentialProfile(potentials: readonly Potential[], { parts }: Pick<Layout, 'parts'>): Profile {
  const smooth = parts.filter((part) => part.kind === 'smooth')
  const count = Math.max(evenly.inEach, Math.ceil(evenly.inAll / smooth.length))
  const sampled = smooth.flatMap((part) => samplesOf(potentials, part, count))
  const all = sampled.flatMap(({ v }) => v)
  return {
    points: Float64Array.from(sampled, ({ q }) => q),
    values: potentials.map((_, site) => Float64Array.from(sampled, ({ v }) => v[site]!)),
    lowest: all.reduce((least, x) => Math.min(least, x), 0),
    highest: all.reduce((most, x) => Math.max(most, x), 0),
  }
}

interface Sample {
  readonly q: number
  readonly v: readonly number[]
  readonly size: number
}

function samplesOf(
  potentials: readonly Potential[],
  part: Part & { readonly kind: 'smooth' },
  count: number,
): Sample[] {
  const at = (q: number): Sample => {
    const v = potentials.map((potential) => potential.value(q))
    return { q, v, size: v.reduce((most, x) => Math.max(most, Math.abs(x)), 0) }
  }
  let samples = firstPoints(part, count).map(at)
  let largest = samples.reduce((most, { size }) => Math.max(most, size), 0)
  let fresh = new Set(samples)
  for (let pass = 0; pass < passes && fresh.size > 0 && samples.length < mostPoints; pass++) {
    const added = new Set<Sample>()
    const next: Sample[] = []
    const isFresh = (i: number): boolean => pass === 0 || (samples[i] !== undefined && fresh.has(samples[i]))
    samples.forEach((a, i) => {
      next.push(a)
      const b = samples[i + 1]
      if (!b || !(isFresh(i - 1) || isFresh(i) || isFresh(i + 1) || isFresh(i + 2))) return
      if (!worthHalving(a, b, samples[i - 1], samples[i + 2], largest, narrowest * (part.to - part.from))) return
      const middle = at(a.q + (b.q - a.q) / 2)
      next.push(middle)
      added.add(middle)
    })
    ;[samples, fresh] = [next, added]
    largest = [...added].reduce((most, { size }) => Math.max(most, size), largest)
  }
  return samples
}

/** Strictly inside, where a potential is asked for; and towards the point zero if that is inside. */
function firstPoints({ from, to }: { readonly from: number; readonly to: number }, count: number): number[] {
  const length = to - from
  const even = Array.from({ length: count }, (_, i) => from + ((i + 0.5) / count) * length)
  const near = Array.from({ length: towardsEnd.times }, (_, i) => 0.5 * towardsEnd.factor ** (i + 1))
  const centre = from < 0 && to > 0 ? near.flatMap((x) => [x * from, x * to]) : []
  const points = [...even, ...near.map((x) => from + x * length), ...near.map((x) => to - x * length), ...centre]
  return [...new Set(points)].sort((a, b) => a - b).filter((q) => q > from && q < to)
}

/**
 * Whether some potential leaves the chords through the neighbours by a share of its size there, on an interval that
 * matters.
 */
function worthHalving(
  a: Sample,
  b: Sample,
  before: Sample | undefined,
  after: Sample | undefined,
  largest: number,
  shortest: number,
): boolean {
  if (!(Math.max(a.size, b.size) > negligible * largest) || b.q - a.q < shortest) return false
  return (before !== undefined && bends(before, a, b)) || (after !== undefined && bends(a, b, after))
}

function bends(x: Sample, y: Sample, z: Sample): boolean {
  const share = (y.q - x.q) / (z.q - x.q)
  for (let site = 0; site < y.v.length; site++) {
    const v = y.v[site]!
    const from = x.v[site]!
    const to = z.v[site]!
    if (Math.abs(v - from - share * (to - from)) > bend * Math.max(Math.abs(from), Math.abs(v), Math.abs(to)))
      return true
  }
  return false
}

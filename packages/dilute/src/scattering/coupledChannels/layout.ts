import { merged, type Potential } from '../../model/index.js'

/** One part of the line between the outermost points where there is a potential. */
export type Part =
  | { readonly kind: 'smooth'; readonly from: number; readonly to: number; readonly wall: boolean }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }
  | { readonly kind: 'delta'; readonly at: number; readonly strengths: Float64Array }

/** Everything between `from` and `to`, left to right; no part where no site scatters. */
export interface Layout {
  readonly from: number
  readonly to: number
  readonly parts: readonly Part[]
}

/** Cuts closer than this share of the whole length are one. */
const sameCut = 1e-13

/** Cuts a line at every delta, break and end of a support. */
export function lineLayout(potentials: readonly Potential[]): Layout {
  const support = merged(potentials.flatMap((potential) => potential.support))
  const cuts = distinct(
    potentials
      .flatMap(({ breaks, deltas }) => [...breaks, ...deltas.map(({ position }) => position)])
      .concat(support.flat()),
  )
  const parts = cuts.flatMap((at, c): Part[] => {
    const from = cuts[c - 1]
    const between: Part[] = from === undefined ? [] : [stretch(from, at, support)]
    return [...between, ...deltasAt(potentials, at, cuts)]
  })
  return { from: cuts[0] ?? 0, to: cuts.at(-1) ?? 0, parts }
}

/** A half line from a wall at `wall` outwards: no gaps, and at least one stretch, so that the wall is always there. */
export function radialLayout(potentials: readonly Potential[], wall: number): Layout {
  const beyond = potentials.flatMap(({ breaks, deltas, support }) => [
    ...breaks,
    ...deltas.map(({ position }) => position),
    ...support.flat(),
  ])
  const outside = beyond.filter((r) => r > wall)
  const cuts = distinct([wall, ...(outside.length > 0 ? outside : [wall === 0 ? 1 : 2 * wall])])
  const parts = cuts
    .slice(1)
    .flatMap((to, c): Part[] => [
      { kind: 'smooth', from: cuts[c]!, to, wall: c === 0 },
      ...deltasAt(potentials, to, cuts),
    ])
  return { from: wall, to: cuts.at(-1)!, parts }
}

function stretch(from: number, to: number, support: readonly (readonly [number, number])[]): Part {
  const middle = (from + to) / 2
  const inside = support.some(([a, b]) => a < middle && middle < b)
  return inside ? { kind: 'smooth', from, to, wall: false } : { kind: 'gap', from, to }
}

function deltasAt(potentials: readonly Potential[], at: number, cuts: readonly number[]): Part[] {
  const nearest = (q: number): number =>
    cuts.reduce((best, cut) => (Math.abs(cut - q) < Math.abs(best - q) ? cut : best))
  const strengths = Float64Array.from(potentials, ({ deltas }) =>
    deltas.reduce((sum, { position, strength }) => sum + (nearest(position) === at ? strength : 0), 0),
  )
  return strengths.some((v) => v !== 0) ? [{ kind: 'delta', at, strengths }] : []
}

function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const width = sorted.length > 0 ? sorted.at(-1)! - sorted[0]! : 0
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > sameCut * Math.max(width, Math.abs(value)))
}

/** From the middle of the first part to that of the last. */
export function extentOf({ parts }: Layout): number {
  const [first, last] = [parts[0], parts.at(-1)]
  return first === undefined || last === undefined ? 0 : middleOf(last) - middleOf(first)
}

const middleOf = (part: Part): number => (part.kind === 'delta' ? part.at : (part.from + part.to) / 2)

/** What of a layout lies between two points; a wall stays one where it is cut off. */
export function layoutWithin({ from, to, parts }: Layout, least: number, most: number): Layout {
  const [a, b] = [Math.max(from, least), Math.min(to, most)]
  const kept = parts.flatMap((part): Part[] => {
    if (part.kind === 'delta') return part.at >= a && part.at <= b ? [part] : []
    return part.to > a && part.from < b ? [{ ...part, from: Math.max(part.from, a), to: Math.min(part.to, b) }] : []
  })
  const walled = parts[0]?.kind === 'smooth' && parts[0].wall
  return {
    from: a,
    to: b,
    parts: kept.map((part, i) => (part.kind === 'smooth' ? { ...part, wall: walled && i === 0 } : part)),
  }
}

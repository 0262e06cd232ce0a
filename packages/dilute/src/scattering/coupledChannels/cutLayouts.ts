import { outgoingRatio } from '../centralPotential/riccatiHankel.js'
import { layoutWithin, type Layout } from './layout.js'
import type { Sides } from './matching.js'
import type { PoleTask } from './poleTask.js'
import { TailResponse, type Tail } from './tail.js'

/** ln of how much larger than rounding a wave that grows outwards may become: more leaves too few digits. */
const growth = Math.log(1e11)
/** Of the way down to poles that the cut makes. */
const cautious = 0.7
/**
 * Shares of the largest potential at which tails may be cut off to go deeper; a larger one at the end is a jump and no
 * tail.
 */
const tails = [1e-12, 1e-9, 1e-7, 1e-5, 1e-3]
const jump = 1e-4

/**
 * How deep the Jost function is known where the potentials are cut at some share of their largest value: a wave grows
 * as e^{2κL} up to there and drowns the rest in rounding; and where V is not yet zero the cut makes poles of its own,
 * at e^{2κL}V/4E = 1.
 */
export function depthOf(layout: Layout, sides: Sides, tail: number, energy: number): number {
  const artificial = tail > 0 ? cautious * Math.log(Math.max(1, (4 * energy) / tail)) : Infinity
  return Math.min(growth, artificial) / (2 * lengthOf(layout, sides))
}

/** A layout with what is left out of it: the largest potential where a tail is cut off, zero where one ends. */
interface Tailed {
  readonly layout: Layout
  readonly tail: number
}

/** The layout as it is, and with its tails cut off. */
export function layoutsOf(task: PoleTask): readonly [Tailed, ...Tailed[]] {
  const { layout, sides } = task
  const { points, values, lowest, highest } = task.profile()
  const size = points.map((_, i) => values.reduce((most, v) => Math.max(most, Math.abs(v[i]!)), 0))
  const largest = Math.max(highest, -lowest)
  const ends = Math.max(
    size[points.findLastIndex((q) => q < layout.to)] ?? 0,
    sides === 2 ? (size[points.findIndex((q) => q > layout.from)] ?? 0) : 0,
  )
  if (ends > jump * largest) return [{ layout, tail: 0 }]
  const deltas = layout.parts.flatMap((part) => (part.kind === 'delta' ? [part.at] : []))
  const cuts = tails
    .filter((share) => share * largest > 2 * ends)
    .flatMap((share): Tailed[] => {
      const kept = [...points.filter((_, i) => size[i]! > share * largest), ...deltas]
      const [from, to] = [
        kept.reduce((a, b) => Math.min(a, b), Infinity),
        kept.reduce((a, b) => Math.max(a, b), -Infinity),
      ]
      return to > from
        ? [{ layout: layoutWithin(layout, sides === 1 ? layout.from : from, to), tail: share * largest }]
        : []
    })
  return [{ layout, tail: ends }, ...cuts]
}

export const lengthOf = ({ from, to }: Layout, sides: Sides): number => (sides === 1 ? to : to - from)

/** A layout, what is known of its tails, and how well a Jost function is known there. */
export interface Telling {
  readonly layout: Layout
  readonly tails: readonly (TailResponse | undefined)[]
  /** e^{2κL}. */
  readonly growth: number
  readonly error: number
}

/**
 * The layouts by how well they are known to tell a pole with that −Im k, best first: rounding and the missing tail,
 * both grown by e^{2κL}. A tail that falls faster than waves grow is added to what is outside, and then misses little.
 */
export function layoutsFor(task: PoleTask, energy: number, decay: number): Telling[] {
  const all = layoutsOf(task).map(({ layout, tail }): Telling => {
    const growth = Math.exp(Math.min(700, 2 * decay * lengthOf(layout, task.sides)))
    const tails = tail > small * energy ? [] : tailsBeyond(task, layout, energy, decay)
    const known = tails.some((one) => one !== undefined) && tails.every((one) => one === undefined || one.falls(decay))
    const error = growth * (leastError + ((known ? tailError : 1) * tail) / (4 * energy))
    return { layout, tails: known ? tails : [], growth, error }
  })
  return all.sort((a, b) => Math.max(a.error, good) - Math.max(b.error, good))
}

/** Of a Jost function: rounding. */
export const leastError = 1e-15
/** An error that needs no other layout. */
const good = 1e-13
/** Of the energy, how high a tail may be that is added. */
const small = 0.02
/** Of a tail that is added. */
const tailError = 1e-12

/** Left before right; behind a wall there is one. */
function tailsBeyond(
  { problem, whole, sides }: PoleTask,
  layout: Layout,
  energy: number,
  decay: number,
): (TailResponse | undefined)[] {
  const l = problem.angularMomentum
  const momentum = Math.hypot(Math.sqrt(2 * problem.mass * energy), decay)
  const right: Tail = {
    length: whole.to - layout.to,
    value: (site, s) => problem.potential(site, layout.to + s),
    wave: (kRe, kIm, s) => outgoingRatio(l, kRe, kIm, layout.to, layout.to + s),
  }
  const left: Tail = {
    length: layout.from - whole.from,
    value: (site, s) => problem.potential(site, layout.from - s),
    wave: (kRe, kIm, s) => outgoingRatio(0, kRe, kIm, 0, s),
  }
  return (sides === 1 ? [right] : [left, right]).map((tail) =>
    tail.length > 0 ? new TailResponse(problem, tail, momentum) : undefined,
  )
}

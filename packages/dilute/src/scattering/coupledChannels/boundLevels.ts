import type { BoundLevel, BoundStates, Complete } from '../scatterer.js'
import { discretize, type Discretization } from './discretization.js'
import { layoutWithin, type Layout } from './layout.js'
import { statesBelow } from './nodeCount.js'
import type { PoleTask } from './poleTask.js'
import { ScatteringPhase } from './scatteringPhase.js'
import { centrifugalAt } from './sectorModes.js'
import { fillWaves, wavesFor } from './waves.js'

/** How many states lie below an offset from 𝓔₀. */
type Count = (offset: number) => number

/** As a share of the depth, what nothing lies below. */
const lowest = 1.1
/**
 * As a share of the depth, where both counts are compared: R between free ends loses its digits next to a threshold.
 */
const checked = 1e-8
/** As a share of the depth: closer to the threshold a state is not told from none. */
const closest = 1e-14
/** To which share of itself a state is placed before its own sectors are made. */
const firstPlace = 1e-9
/** ∫κ dq over which a wave that is left out has decayed. */
const decayed = 40
/** Rounding of an energy, as a share of the depth. */
const rounding = 64 * Number.EPSILON
const safety = 3

/**
 * All energies below the lowest threshold. The phase, followed below it, climbs by π at each, so that the n-th is where
 * it has climbed by nπ. Each is placed roughly, then with sectors made for its energy and for where its wave is, once
 * with their orders and once with four more: the second is given, with the change as its error. The number is checked
 * against Sturm's count, which uses no phases.
 */
export function boundStatesOf(task: PoleTask): BoundStates {
  const depth = task.depth()
  if (!(depth < 0)) return { states: [], complete: true }
  const count = counter(task, task.layout, task.resolutionsOf(task.layout).at(0), true)
  const [from, to] = [lowest * depth, closest * depth]
  let low = from
  const states = Array.from({ length: count(to) }, (_, nodes) => {
    const first = place(count, nodes, low, to, firstPlace)
    low = Math.max(low, first * (1 + 4 * firstPlace))
    return placed(task, nodes, first)
  })
  return { states, complete: agreement(task, count) }
}

/** States below an offset from 𝓔₀, by the phase. */
function counter(
  { system, problem: { mass }, exteriorOf, sides, depth }: PoleTask,
  layout: Layout,
  discretization: Discretization,
  finer: boolean,
): Count {
  const phase = new ScatteringPhase(system, mass, { at: () => discretization }, exteriorOf(layout), sides)
  const reference = phase.at(0, lowest * depth(), 0, finer)
  return (offset) => Math.round((phase.at(0, offset, 0, finer) - reference) / Math.PI)
}

/** Where the count passes `nodes`, to a share of the energy, or to its last digits. */
function place(count: Count, nodes: number, from: number, to: number, share: number): number {
  let [low, high] = [from, to]
  for (;;) {
    const middle = low + (high - low) / 2
    if (high - low <= Math.max(share, 2 * Number.EPSILON) * Math.abs(high) || middle <= low || middle >= high)
      return middle
    if (count(middle) > nodes) high = middle
    else low = middle
  }
}

function placed(task: PoleTask, nodes: number, first: number): BoundLevel {
  const { system, problem, profile, tolerance } = task
  const depth = task.depth()
  const layout = aroundState(task, first)
  const own = discretize({ system, problem, layout, profile: profile(), tolerance, reach: first, least: first })
  const [coarse, fine] = [false, true].map((finer) => placeNear(counter(task, layout, own, finer), nodes, first, depth))
  const error = safety * Math.abs(fine! - coarse!) + rounding * Math.max(-depth, Math.abs(system.levels[0]!))
  return { energy: system.levels[0]! + fine!, energyError: error, nodes }
}

/** In an interval about a guess that grows until it holds the state. */
function placeNear(count: Count, nodes: number, guess: number, depth: number): number {
  for (let reach = 2 * firstPlace * -guess; ; reach *= 10) {
    const [low, high] = [Math.max(guess - reach, lowest * depth), Math.min(guess + reach, closest * depth)]
    const held = count(low) <= nodes && count(high) > nodes
    if (held || (low === lowest * depth && high === closest * depth)) return place(count, nodes, low, high, 0)
  }
}

/** The part of the layout beyond which the wave of that energy has decayed, in whichever channel. */
function aroundState({ layout, problem, profile, sides }: PoleTask, energy: number): Layout {
  const { points, values } = profile()
  const excess = points.map(
    (q, i) => values.reduce((least, v) => Math.min(least, v[i]!), Infinity) + centrifugalAt(problem, q) - energy,
  )
  const deltas = layout.parts.flatMap((part) => (part.kind === 'delta' ? [part.at] : []))
  const allowed = [...points.filter((_, i) => excess[i]! < 0), ...deltas]
  const [first, last] = [
    allowed.reduce((a, b) => Math.min(a, b), Infinity),
    allowed.reduce((a, b) => Math.max(a, b), -Infinity),
  ]
  const decay = (i: number, j: number): number =>
    Math.sqrt(2 * problem.mass * Math.max(0, Math.min(excess[i]!, excess[j]!))) * Math.abs(points[j]! - points[i]!)
  const beyond = (start: number, step: 1 | -1): number => {
    let sum = 0
    for (let i = start; i >= 0 && i < points.length && i + step >= 0 && i + step < points.length; i += step) {
      sum += decay(i, i + step)
      if (sum > decayed) return points[i + step]!
    }
    return step * Infinity
  }
  // functions next to a centre rise as r^{ℓ+1} of their own
  const inner =
    layout.from === 0 && sides === 1
      ? 0
      : beyond(
          points.findLastIndex((q) => q <= first),
          -1,
        )
  return layoutWithin(
    layout,
    inner,
    beyond(
      points.findIndex((q) => q >= last),
      1,
    ),
  )
}

function agreement(
  { system, problem: { mass }, layout, resolutionsOf, exteriorOf, sides, depth }: PoleTask,
  count: Count,
): Complete {
  const [waves, offset, { finer, leastMomentum }] = [
    wavesFor(system.sites),
    checked * depth(),
    resolutionsOf(layout).at(0),
  ]
  fillWaves(system, mass, 0, offset, leastMomentum, waves)
  exteriorOf(layout).fill(waves)
  const [nodes, phases] = [statesBelow(finer.ports, waves, sides), count(offset)]
  if (nodes === phases) return true
  return { upTo: null, reason: `nodes count ${nodes} bound states, the phases ${phases}` }
}

import { isForbidden, isResolved, type RateTable, type Transition } from '../rates/index.js'
import { logQuotient, quotientError } from './logRatios.js'
import type { Measured } from './populations.js'

/** A cycle of levels and its Kolmogorov affinity. */
export interface CycleAffinity {
  /**
   * The order of travel: states[0] → states[1] → … → states[0], from the lowest level to the lower of its two
   * neighbours.
   */
  readonly states: readonly number[]
  /**
   * ln Π a(forward)/a(backward), finite in any gas: around a cycle the wells cancel. Zero where detailed balance holds;
   * ±∞ where a step of the cycle has no reverse, or is the reverse of none; NaN where a rate on the way is not told
   * from zero, or one-way steps oppose each other.
   */
  readonly affinity: number
  /** Its absolute error bar; 0 where the affinity is infinite, NaN where it is NaN. */
  readonly affinityError: number
  /** The step of the cycle that no other cycle of the basis contains, in the order of travel. */
  readonly chord: Transition
}

/**
 * A basis of all cycles of the graph of rates: one per pair of levels outside a breadth-first spanning forest. The
 * forest is grown from the lowest level of every component, neighbours in the order of the levels; two levels are
 * neighbours where either rate between them is told from zero. Nothing else enters, no size of a rate, so that rounding
 * cannot choose another basis.
 */
export function fundamentalCycles(rates: RateTable): CycleAffinity[] {
  const { size: n } = rates
  const parent = spanningForest(rates)
  const cycles: CycleAffinity[] = []
  for (let k = 0; k < n; k++) {
    for (let l = k + 1; l < n; l++) {
      if (connected(rates, k, l) && parent[l] !== k && parent[k] !== l) cycles.push(cycleOver(rates, parent, k, l))
    }
  }
  return cycles
}

function cycleOver(rates: RateTable, parent: readonly number[], k: number, l: number): CycleAffinity {
  const states = cycleThrough(parent, k, l)
  const { value, error } = measuredAffinity(rates, states)
  const chord = follows(states, k, l) ? { from: k, to: l } : { from: l, to: k }
  return { states, affinity: value, affinityError: error, chord }
}

/** Whether l comes right after k on the way around. */
const follows = (states: readonly number[], k: number, l: number): boolean =>
  states[(states.indexOf(k) + 1) % states.length] === l

/** ln Π a(forward)/Π a(backward) around a cycle of levels, as in `CycleAffinity`. */
export function affinity(rates: RateTable, states: readonly number[]): number {
  return measuredAffinity(rates, states).value
}

/** `affinity` with its error bar: the relative errors of all rates on the way, there and back. */
export function measuredAffinity(rates: RateTable, states: readonly number[]): Measured {
  let [value, error] = [0, 0]
  states.forEach((from, i) => {
    const step = stepAffinity(rates, { from, to: states[(i + 1) % states.length]! })
    value += step.value
    error += step.error + Number.EPSILON * Math.abs(value)
  })
  if (Number.isNaN(value)) return { value: NaN, error: NaN }
  return { value, error: Number.isFinite(value) ? error : 0 }
}

/**
 * ln(ã_to,from/ã_from,to) and the difference of the barriers; the wells are left out, since they cancel around any
 * cycle.
 */
function stepAffinity(rates: RateTable, step: Transition): Measured {
  const [onward, back] = [prefactorOf(rates, step), prefactorOf(rates, { from: step.to, to: step.from })]
  if (onward.unknown || back.unknown) return { value: NaN, error: NaN }
  const across = back.barrier - onward.barrier
  const log = logQuotient(onward.prefactor, back.prefactor)
  const rounding = quotientError(log) + Number.EPSILON * Math.abs(across)
  return { value: log + across, error: onward.error + back.error + rounding }
}

interface Prefactor {
  readonly prefactor: number
  /** Of its logarithm. */
  readonly error: number
  readonly barrier: number
  /** Neither told from zero nor zero for certain. */
  readonly unknown: boolean
}

function prefactorOf(rates: RateTable, way: Transition): Prefactor {
  const entry = way.to * rates.size + way.from
  const [prefactor, bar, barrier] = [rates.prefactors[entry]!, rates.prefactorErrors[entry]!, rates.barriers[entry]!]
  if (isForbidden(rates, way)) return { prefactor, error: 0, barrier, unknown: false }
  return { prefactor, error: -Math.log1p(-bar / prefactor), barrier, unknown: !isResolved(rates, way) }
}

const connected = (rates: RateTable, k: number, l: number): boolean =>
  isResolved(rates, { from: k, to: l }) || isResolved(rates, { from: l, to: k })

function spanningForest(rates: RateTable): number[] {
  const parent = new Array<number>(rates.size).fill(-1)
  const seen = new Set<number>()
  for (let root = 0; root < rates.size; root++) {
    const queue = seen.has(root) ? [] : [root]
    seen.add(root)
    for (const k of queue) {
      for (let l = 0; l < rates.size; l++) {
        if (seen.has(l) || !connected(rates, k, l)) continue
        seen.add(l)
        parent[l] = k
        queue.push(l)
      }
    }
  }
  return parent
}

/** Up the tree from k to the common ancestor and down to l, started at its smallest level. */
function cycleThrough(parent: readonly number[], k: number, l: number): number[] {
  const up = ancestors(parent, k)
  const down = ancestors(parent, l)
  const common = up.find((state) => down.includes(state))!
  const states = [...up.slice(0, up.indexOf(common) + 1), ...down.slice(0, down.indexOf(common)).reverse()]
  const start = states.indexOf(Math.min(...states))
  const turned = [...states.slice(start), ...states.slice(0, start)]
  return turned[1]! < turned.at(-1)! ? turned : [turned[0]!, ...turned.slice(1).reverse()]
}

function ancestors(parent: readonly number[], state: number): number[] {
  const path = [state]
  for (let k = parent[state]!; k !== -1; k = parent[k]!) path.push(k)
  return path
}

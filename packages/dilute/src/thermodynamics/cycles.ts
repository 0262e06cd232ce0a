import { isResolved, type RateTable } from '../rates/index.js'
import { stationaryStates } from './stationary.js'

/** A cycle of levels and its Kolmogorov affinity. */
export interface CycleAffinity {
  /** The order of travel: states[0] → states[1] → … → states[0]. */
  readonly states: readonly number[]
  /** ln Π a(forward)/a(backward); zero when detailed balance holds; NaN where a rate on the way is not resolved. */
  readonly affinity: number
  /** The step of the cycle that no other cycle of the basis contains, in the order of travel. */
  readonly chord: { readonly from: number; readonly to: number }
}

/** A basis of all cycles of the graph of rates: one per pair of levels outside a breadth-first spanning forest. */
export function fundamentalCycles(rates: RateTable): CycleAffinity[] {
  const { levels: n } = rates
  const parent = spanningForest(rates)
  const cycles: CycleAffinity[] = []
  for (let k = 0; k < n; k++) {
    for (let l = k + 1; l < n; l++) {
      if (connected(rates, k, l) && parent[l] !== k && parent[k] !== l) {
        const states = cycleThrough(parent, k, l)
        cycles.push({ states, affinity: affinity(rates, states), chord: follows(states, k, l) ? { from: k, to: l } : { from: l, to: k } })
      }
    }
  }
  return cycles
}

/** Whether l comes right after k on the way around. */
const follows = (states: readonly number[], k: number, l: number): boolean => states[(states.indexOf(k) + 1) % states.length] === l

/** ln Π a(forward)/Π a(backward) around a cycle of levels. */
export function affinity(rates: RateTable, states: readonly number[]): number {
  let sum = 0
  states.forEach((from, i) => {
    const to = states[(i + 1) % states.length]!
    if (!isResolved(rates, { from, to }) || !isResolved(rates, { from: to, to: from })) sum = NaN
    sum += Math.log(rates.values[to * rates.levels + from]!) - Math.log(rates.values[from * rates.levels + to]!)
  })
  return sum
}

/** Detailed balance without a temperature. */
export interface KolmogorovBalance {
  readonly cycles: readonly CycleAffinity[]
  /** Every affinity is zero within `tolerance` or its error bar, and no transition that goes on for ever is one-way: some state balances them all. */
  readonly holds: boolean
}

/** Kolmogorov's criterion: some state is in detailed balance exactly where no cycle has an affinity. Works on any rate table. */
export function kolmogorovBalance(rates: RateTable, tolerance: number): KolmogorovBalance {
  const cycles = fundamentalCycles(rates)
  const zero = ({ states, affinity: a }: CycleAffinity): boolean => Number.isNaN(a) || Math.abs(a) <= Math.max(tolerance, affinityError(rates, states))
  return { cycles, holds: cycles.every(zero) && !isDriven(rates) }
}

/** Whether levels that are visited for ever have a transition whose reverse is zero, exactly. */
function isDriven(rates: RateTable): boolean {
  const { levels: n, values, errors } = rates
  const never = (from: number, to: number): boolean => values[to * n + from] === 0 && errors[to * n + from] === 0
  return stationaryStates(rates).classes.some((members) => members.some((from) => members.some((to) => (
    from !== to && isResolved(rates, { from, to }) && never(to, from)
  ))))
}

/** Relative errors of all rates on the way, there and back, added up. */
function affinityError({ levels: n, values, errors }: RateTable, states: readonly number[]): number {
  const relative = (to: number, from: number): number => errors[to * n + from]! / values[to * n + from]!
  return states.reduce((sum, from, i) => {
    const to = states[(i + 1) % states.length]!
    return sum + relative(to, from) + relative(from, to)
  }, 0)
}

const connected = (rates: RateTable, k: number, l: number): boolean => (
  k !== l && (isResolved(rates, { from: k, to: l }) || isResolved(rates, { from: l, to: k }))
)

function spanningForest(rates: RateTable): number[] {
  const parent = new Array<number>(rates.levels).fill(-1)
  const seen = new Set<number>()
  for (let root = 0; root < rates.levels; root++) {
    const queue = seen.has(root) ? [] : [root]
    seen.add(root)
    for (const k of queue) {
      for (let l = 0; l < rates.levels; l++) {
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

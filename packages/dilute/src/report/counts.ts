import type { CountingResults, Cumulants, PointResults } from '../study/results.js'
import { levelNames } from './levelPairs.js'
import { currentError } from './errorBars.js'

/** One count with its cumulants; a mean or a skewness within `error` of zero is not told from it. */
export interface Count extends Cumulants {
  readonly name: string
  readonly error: number
}

/** What was counted, by kind. */
export interface Counts {
  /** Net numbers of transitions between two levels, named in the direction that prevails, the noisiest first. */
  readonly pairs: readonly Count[]
  readonly cycles: readonly Count[]
  /** The heat from each of several gases; from a single one nothing accumulates. */
  readonly heat: readonly Count[]
}

export function countsOf(point: PointResults, counting: CountingResults): Counts {
  const names = levelNames(point.levels.length)
  const pairs = point.levels.flatMap((_, to) => point.levels.slice(0, to).map((__, from) => pairCount(point, counting, names, from, to)))
  const gases = Object.entries(counting.heat)
  return {
    pairs: pairs.sort((a, b) => b.noise - a.noise),
    cycles: counting.cycles.map(({ states, ...cumulants }) => ({ ...cumulants, name: roundTrip(states, names), error: cycleError(point, states) })),
    heat: gases.length < 2 ? [] : gases.map(([name, one]) => ({ ...one, name, error: point.baths?.[name]?.heatCurrent.error ?? 0 })),
  }
}

/** `− → 0 → + → −`. */
export function roundTrip(states: readonly number[], names: readonly string[]): string {
  return [...states, states[0]!].map((k) => names[k] ?? String(k)).join(' → ')
}

function pairCount(point: PointResults, { mean, noise, skewness }: CountingResults, names: readonly string[], low: number, high: number): Count {
  const [from, to] = mean[high]![low]! >= 0 ? [low, high] : [high, low]
  return {
    name: `${names[from]} → ${names[to]}`,
    mean: mean[to]![from]!, noise: noise[to]![from]!, skewness: skewness[to]![from]!, error: currentError(point, from, to),
  }
}

function cycleError(point: PointResults, states: readonly number[]): number {
  return Math.max(...states.map((from, i) => currentError(point, from, states[(i + 1) % states.length]!)))
}

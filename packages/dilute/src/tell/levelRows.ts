import type { PointResults } from '../study/results.js'
import { levelNames } from './levelPairs.js'
import { measure, measureWithLogarithm, type Measured } from './measured.js'
import { isDegenerate, statesOf } from './states.js'

/** A level, or a group of levels that coincide, with what is known of its population. */
export interface LevelRow {
  readonly name: string
  readonly index: string
  readonly energy: Measured
  readonly population: Measured
  /** null without a common β, and for groups, whose levels have it one by one. */
  readonly gibbs: Measured | null
}

/** Every level, below the levels of a group the group. */
export function levelRows(point: PointResults): LevelRow[] {
  const names = levelNames(point.levels.length)
  const singles = names.map((name, k) => levelRow(point, name, k))
  if (!isDegenerate(point)) return singles
  return point.groups.flatMap((group, g) => [...group.map((k) => singles[k]!), ...(group.length > 1 ? [groupRow(point, group, g)] : [])])
}

function levelRow({ levels, levelsError, stationary }: PointResults, name: string, k: number): LevelRow {
  const { populations, populationsError, logPopulations, logPopulationsError } = stationary
  return {
    name, index: String(k), energy: measure(levels[k], levelsError[k]),
    population: measureWithLogarithm([populations[k], populationsError[k]], [logPopulations[k], logPopulationsError[k]]),
    gibbs: stationary.gibbs && gibbsPopulation(stationary.gibbs[k]!, stationary.gibbsError?.[k] ?? null),
  }
}

/** No level is without a Gibbs population: what underflows is small, not zero. */
function gibbsPopulation(value: number, error: number | null): Measured {
  return value === 0 ? { value: '< 1e-300', bar: null, full: '0' } : measure(value, error)
}

function groupRow(point: PointResults, group: readonly number[], g: number): LevelRow {
  const { levels, levelsError, stationary: { groupPopulations, groupPopulationsError } } = point
  return {
    name: statesOf(point).names[g]!, index: group.join(','), energy: measure(levels[group[0]!], levelsError[group[0]!]),
    population: measure(groupPopulations?.[g], groupPopulationsError?.[g]), gibbs: null,
  }
}

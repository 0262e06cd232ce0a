/**
 * What transitions run between: the levels, or where some of them coincide the groups of equal levels, since nothing
 * between levels of one group has a meaning that does not depend on a basis.
 */
import type {
  BathResults,
  DetailedBalanceResults,
  EvolveResults,
  LevelPair,
  Matrix,
  PointResults,
  TrajectoryResults,
} from '../study/index.js'
import { levelNames } from './levelPairs.js'

export interface States {
  /** `−` for a level alone, `{−,0}` for levels that coincide. */
  readonly names: readonly string[]
  /** The levels of each state. */
  readonly members: readonly (readonly number[])[]
  /** Whether the states are groups, and matrices by group are to be read. */
  readonly grouped: boolean
}

/** What the states are called in a sentence. */
export function stateWord({ grouped }: Pick<States, 'grouped'>): 'group' | 'level' {
  return grouped ? 'group' : 'level'
}

type Spectrum = Pick<PointResults, 'levels' | 'groups'>

/** Whether some levels coincide. */
export function isDegenerate({ groups }: Pick<PointResults, 'groups'>): boolean {
  return groups.some((group) => group.length > 1)
}

/** The states of one point. */
export function statesOf(point: Spectrum): States {
  return isDegenerate(point) ? grouped(point) : singleLevels(point.levels.length)
}

/** The states that all points have: their groups where these are the same everywhere, else the levels. */
export function commonStates(points: readonly Spectrum[]): States {
  const [first] = points
  if (first === undefined) return singleLevels(0)
  const key = JSON.stringify(first.groups)
  if (points.every(({ groups }) => JSON.stringify(groups) === key)) return statesOf(first)
  return singleLevels(points.reduce((least, { levels }) => Math.min(least, levels.length), Infinity))
}

/** Levels that coincide, by name: `− and 0`, `0, 1 and 2`; one text for each group of several. */
export function coincidences({ levels, groups }: Spectrum): string[] {
  const names = levelNames(levels.length)
  return groups
    .filter((group) => group.length > 1)
    .map((group) => {
      const called = group.map((k) => names[k]!)
      return `${called.slice(0, -1).join(', ')} and ${called.at(-1)}`
    })
}

/** The states [k, l] that two levels belong to. */
export function statesOfLevels({ members }: States, [k, l]: LevelPair): { k: number; l: number } {
  const stateOf = (level: number): number => members.findIndex((levels) => levels.includes(level))
  return { k: stateOf(k), l: stateOf(l) }
}

/** The populations of the states along an evolution, or of what it ends in: [time or end][state]. */
export function statePopulations({
  populations,
  populationsError,
  groupPopulations = populations as readonly (readonly number[])[],
  groupPopulationsError = populationsError,
}: EvolveResults | EvolveResults['stationary']): { values: readonly (readonly number[])[]; errors: Matrix } {
  return { values: groupPopulations, errors: groupPopulationsError }
}

/** The mean populations of the states in trajectories, with standard errors, and the exact ones: [time][state]. */
export function meanPopulations({ averages }: TrajectoryResults): {
  values: readonly (readonly number[])[]
  errors: Matrix
  exact: readonly (readonly number[])[]
} {
  const { populations, errors, exact, groupPopulations, groupErrors, groupExact } = averages
  return {
    values: groupPopulations ?? (populations as readonly (readonly number[])[]),
    errors: groupErrors ?? errors,
    exact: groupExact ?? (exact as readonly (readonly number[])[]),
  }
}

/** A matrix with the error bars of its entries, [to][from]. */
export interface MeasuredMatrix {
  readonly values: Matrix
  readonly errors: Matrix
}

/** The rates of all gases together, or of one of them. */
export function ratesBetween({ grouped }: States, of: PointResults | BathResults): MeasuredMatrix {
  return grouped ? matrix(of.groupRates, of.groupRatesError) : matrix(of.rates, of.ratesError)
}

export function ratiosBetween({ grouped }: States, balance: DetailedBalanceResults): MeasuredMatrix {
  return grouped ? matrix(balance.groupRatio, balance.groupRatioError) : matrix(balance.ratio, balance.ratioError)
}

export function logRatiosBetween({ grouped }: States, balance: DetailedBalanceResults): MeasuredMatrix {
  if (!grouped) return matrix(balance.logRatio, balance.logRatioError)
  return matrix(balance.groupLogRatio, balance.groupLogRatioError)
}

export function probabilityBetween({ grouped }: States, { currents }: PointResults): MeasuredMatrix {
  if (!grouped) return matrix(currents.probability, currents.probabilityError)
  return matrix(currents.groupProbability, currents.groupProbabilityError)
}

export function heatBetween({ grouped }: States, { currents }: PointResults): MeasuredMatrix {
  return grouped ? matrix(currents.groupHeat, currents.groupHeatError) : matrix(currents.heat, currents.heatError)
}

function matrix(values: Matrix = [], errors: Matrix = []): MeasuredMatrix {
  return { values, errors }
}

/** Every level alone. */
export function singleLevels(count: number): States {
  const names = levelNames(count)
  return { names, members: names.map((_, k) => [k]), grouped: false }
}

function grouped({ levels, groups }: Spectrum): States {
  const names = levelNames(levels.length)
  const called = (group: readonly number[]): string =>
    group.length === 1 ? names[group[0]!]! : `{${group.map((k) => names[k]!).join(',')}}`
  return { names: groups.map(called), members: groups, grouped: true }
}

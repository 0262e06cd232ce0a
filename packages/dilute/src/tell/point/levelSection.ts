import type { PointResults } from '../../study/index.js'
import { levelNames } from '../levelPairs.js'
import { measure, measureWithLogarithm } from '../measured.js'
import {
  chosenCell,
  computedCell,
  explanation,
  nameColumn,
  note,
  numberColumn,
  table,
  warning,
  withDashNotes,
  writtenCell,
} from '../parts.js'
import { levelPaths } from '../reasons.js'
import type { Cell, NumberCell, Part, Section, Table } from '../section.js'
import { coincidences, isDegenerate, statesOf } from '../states.js'
import { after, unitOf, unitsOf } from '../units.js'

/** More levels than these are left to the results where there is little room. */
const most = 40

/** Energies and populations of the levels, and of groups of levels that coincide. */
export function levelSection(point: PointResults): Section {
  return {
    title: 'Levels and stationary state',
    heading: 'Levels',
    parts: [
      ...withDashNotes(
        [levelTable(point), ...coincidences(point).map((levels) => note(`Levels ${levels} coincide.`))],
        [point],
        ...levelPaths(isDegenerate(point)),
      ),
      gibbsNote(point),
      ...severalNote(point),
    ],
  }
}

function levelTable(point: PointResults): Table {
  const { gibbs } = point.stationary
  const columns = [
    nameColumn('level'),
    nameColumn('index'),
    numberColumn('energy', unitOf(unitsOf(point), 'energy')),
    numberColumn('stationary population'),
    ...(gibbs === null ? [] : [numberColumn('Gibbs population')]),
  ]
  return table(
    columns,
    levelRows(point).map((row) => row.slice(0, columns.length)),
    'rows',
    { most },
  )
}

/** Every level, below the levels of a group the group. */
function levelRows(point: PointResults): Cell[][] {
  const names = levelNames(point.levels.length)
  const singles = names.map((name, k) => levelRow(point, name, k))
  if (!isDegenerate(point)) return singles
  return point.groups.flatMap((group, g) => [
    ...group.map((k) => singles[k]!),
    ...(group.length > 1 ? [groupRow(point, group, g)] : []),
  ])
}

function levelRow({ levels, levelsError, stationary }: PointResults, name: string, k: number): Cell[] {
  const { populations, populationsError, logPopulations, logPopulationsError } = stationary
  const written = measureWithLogarithm(
    [populations[k], populationsError[k]],
    [logPopulations[k], logPopulationsError[k]],
  )
  return [
    name,
    String(k),
    energyCell(levels[k]!, levelsError[k]!),
    writtenCell(populations[k], populationsError[k], written),
    gibbsCell(stationary.gibbs?.[k] ?? null, stationary.gibbsError?.[k] ?? null),
  ]
}

function energyCell(energy: number, error: number): NumberCell {
  return writtenCell(energy, error, measure(energy, error))
}

/** No level is without a Gibbs population: what underflows is small, not zero. */
function gibbsCell(value: number | null, error: number | null): NumberCell {
  return writtenCell(value, error, value === 0 ? { value: '< 1e-300', bar: null, full: '0' } : measure(value, error))
}

/** The levels of a group have their Gibbs populations one by one. */
function groupRow(point: PointResults, group: readonly number[], g: number): Cell[] {
  const {
    levels,
    levelsError,
    stationary: { groupPopulations, groupPopulationsError },
  } = point
  const population = [groupPopulations?.[g], groupPopulationsError?.[g]] as const
  return [
    statesOf(point).names[g]!,
    group.join(','),
    energyCell(levels[group[0]!]!, levelsError[group[0]!]!),
    writtenCell(...population, measure(...population)),
    '',
  ]
}

function gibbsNote(point: PointResults): Part {
  if (point.beta === null) return explanation('There is no common temperature, hence no Gibbs state.')
  const beta = chosenCell(point.beta).written.value,
    residual = computedCell(point.stationary.gibbsResidual, 2).written.value
  return explanation(
    `Inverse temperature β = ${beta}${after(unitsOf(point), 'inverse energy')}. ` +
      `The stationary state differs from the Gibbs state by ${residual}.`,
  )
}

function severalNote({ stationary: { unique, extremal } }: PointResults): Part[] {
  return unique ? [] : [warning(`The stationary state is not unique: there are ${extremal.length} independent ones.`)]
}

import type {
  ListedTrajectory,
  ListedWave,
  PopulationTrajectories,
  TrajectoryResults,
  WaveTrajectories,
} from '../study/index.js'
import { levelNames } from './levelPairs.js'
import { significant, type Quantity } from './numbers.js'
import { computedCell, countCell, nameColumn, note, numberColumn, table, writtenCell } from './parts.js'
import type { Column, NumberCell, Part, Section, Telling } from './section.js'
import { meanPopulations, statesOf } from './states.js'
import { after, unitOf, unitsOf } from './units.js'

/** Wider tables and longer lists are left to the results. */
const mostStates = 6
const mostCollisions = 12
const mostOperators = 30

/** Averages with standard errors, then the first collisions. */
export function tellTrajectories(results: TrajectoryResults): Telling {
  const { title = '', count, seed, time, levels } = results
  const names = levelNames(levels.length)
  const runs = `${count} ${count === 1 ? 'trajectory' : 'trajectories'} of seed ${seed}`
  return {
    title,
    subtitle: `${runs}, from 0 to ${significant(time, 6)}${after(unitsOf(results), 'time')}; standard errors`,
    warnings: results.warnings,
    verdict: null,
    sections: [
      {
        title: 'Populations',
        heading: 'Populations',
        parts: [...reasonNote(results), ...populationParts(results)],
      },
      ...(results.method === 'populations' ? collisionSections(results, names) : jumpSections(results)),
    ],
  }
}

const reasonNote = (results: TrajectoryResults): Part[] =>
  results.method === 'populations' ? [] : [note(`Wave functions: ${results.reason}.`)]

/** A mean with its standard error; a dash where there is none. */
function meanCell(value: Quantity, error: Quantity): NumberCell {
  return writtenCell(value, error, {
    value: significant(value),
    bar: significant(error, 2),
    full: String(value ?? '–'),
  })
}

function meanText(value: number, error: number | null): string {
  return `${significant(value)} ± ${significant(error, 2)}`
}

function populationParts(results: TrajectoryResults): Part[] {
  const { times, timesSeconds } = results.averages
  const { names, members } = statesOf(results)
  if (names.length > mostStates) return [note(`The populations of ${results.levels.length} levels are in the results.`)]
  const { values, errors, exact } = meanPopulations(results)
  const rows = times.map((time, t) => [
    computedCell(time, 5),
    ...(timesSeconds === undefined ? [] : [computedCell(timesSeconds[t], 5)]),
    ...names.flatMap((_, k) => [meanCell(values[t]![k], errors[t]![k]), computedCell(exact[t]![k])]),
  ])
  const columns = [
    numberColumn('time', unitOf(unitsOf(results), 'time')),
    ...(timesSeconds === undefined ? [] : [numberColumn('time', 's')]),
    ...names.flatMap((name, k): Column[] => [
      numberColumn(members[k]!.length === 1 ? `level ${name}` : `levels ${name}`),
      numberColumn('exact'),
    ]),
  ]
  return [table(columns, rows, 'times')]
}

function collisionSections(results: PopulationTrajectories, names: readonly string[]): Section[] {
  const { heat, collisions, elasticCollisions, trajectories } = results
  const unit = after(unitsOf(results), 'heat current')
  const inelastic = meanText(collisions.mean, collisions.error),
    elastic = meanText(elasticCollisions.mean, elasticCollisions.error)
  return [
    section('Net number of transitions per unit time', countParts(results, names)),
    section(`Heat into the system per unit time ${meanText(heat.mean, heat.error)}${unit}`, [
      ...heatNotes(results),
      note(`Collisions of a trajectory: inelastic ${inelastic}, elastic ${elastic}`),
    ]),
    ...trajectories.map((one) => collisionSection(one, names, results)),
  ]
}

function jumpSections(results: WaveTrajectories): Section[] {
  const { heat, jumps, trajectories } = results,
    unit = after(unitsOf(results), 'heat current')
  return [
    section(`Heat into the system per unit time ${meanText(heat.mean, heat.error)}${unit}`, [
      ...heatNotes(results),
      note(`Jumps of a trajectory: ${meanText(jumps.mean, jumps.error)}`),
    ]),
    ...operatorSections(results),
    ...trajectories.map((one) => jumpSection(one, results)),
  ]
}

/** What the numbers of operators in the lists of jumps stand for. */
function operatorSections({ operators, trajectories, ...results }: WaveTrajectories): Section[] {
  const shown = trajectories.flatMap(({ jumps }) => jumps.slice(0, mostCollisions).map(({ operator }) => operator))
  const used = [...new Set(shown)].sort((a, b) => a - b)
  const several = Object.keys(results.heatCurrents).length > 1
  const rows = used.map((k) => {
    const { gas, energy, rate } = operators[k]!
    return [countCell(k), ...(several ? [gas] : []), computedCell(energy, 6), computedCell(rate)]
  })
  const units = unitsOf(results)
  const columns = [
    numberColumn('operator'),
    ...(several ? [nameColumn('gas')] : []),
    numberColumn('energy exchanged', unitOf(units, 'energy')),
    numberColumn('its rate', unitOf(units, 'rate')),
  ]
  if (rows.length === 0) return []
  return [
    section('Jump operators: the energy each adds to the system, and its rate', [
      table(columns, rows, 'operators', { most: mostOperators, rest: 'more operators' }),
    ]),
  ]
}

const section = (heading: string, parts: Part[]): Section => ({ title: heading, heading, parts })

/** The heat from each gas, where there are several. */
function heatNotes(results: TrajectoryResults): Part[] {
  const gases = Object.entries(results.heatCurrents)
  const unit = after(unitsOf(results), 'heat current')
  return gases.length < 2
    ? []
    : gases.map(([name, { mean, error }]) => note(`from ${name} ${meanText(mean, error)}${unit}`))
}

function countParts(results: PopulationTrajectories, names: readonly string[]): Part[] {
  const {
    counting: { mean, meanError, noise, noiseError },
    levels,
  } = results
  if (levels.length > mostStates) return [note('They are in the results.')]
  const pairs = levels.flatMap((_, j) => levels.slice(0, j).map((__, k) => [j, k] as const))
  const rows = pairs.map(([j, k]) => [
    `${names[k]!} → ${names[j]!}`,
    meanCell(mean[j]![k], meanError[j]![k]),
    meanCell(noise[j]![k], noiseError[j]![k]),
  ])
  const unit = unitOf(unitsOf(results), 'rate')
  const columns = [nameColumn('transition'), numberColumn('mean', unit), numberColumn('noise', unit)]
  return [table(columns, rows, 'transitions')]
}

function collisionSection(
  { index, initialLevel, collisions, omitted }: ListedTrajectory,
  names: readonly string[],
  results: object,
): Section {
  const several = new Set(collisions.slice(0, mostCollisions).map(({ gas }) => gas)).size > 1
  const rows = collisions.map(({ time, from, to, elastic, gas, energyExchanged }) => [
    computedCell(time, 6),
    names[from]!,
    `${names[to]!}${elastic ? ', elastic' : ''}`,
    ...(several ? [gas] : []),
    computedCell(energyExchanged, 6),
  ])
  const columns = [
    numberColumn('time', unitOf(unitsOf(results), 'time')),
    nameColumn('from'),
    nameColumn('to'),
    ...(several ? [nameColumn('gas')] : []),
    numberColumn('energy exchanged', unitOf(unitsOf(results), 'energy')),
  ]
  const start = `Trajectory ${index}, starting in level ${names[initialLevel]}`
  return listed(
    start,
    rows.length === 0 ? 'no collision' : null,
    table(columns, rows, 'collisions', { most: mostCollisions, of: rows.length + omitted }),
  )
}

function jumpSection({ index, jumps, omitted }: ListedWave, results: object): Section {
  const rows = jumps.map(({ time, operator, energyExchanged }) => [
    computedCell(time, 6),
    countCell(operator),
    computedCell(energyExchanged, 6),
  ])
  const columns = [
    numberColumn('time', unitOf(unitsOf(results), 'time')),
    numberColumn('operator'),
    numberColumn('energy exchanged', unitOf(unitsOf(results), 'energy')),
  ]
  return listed(
    `Trajectory ${index}`,
    rows.length === 0 ? 'no jump' : null,
    table(columns, rows, 'jumps', { most: mostCollisions, of: rows.length + omitted }),
  )
}

/** A list under its heading, or the heading alone, which says that it is empty. */
function listed(start: string, nothing: string | null, list: Part): Section {
  return section(nothing === null ? start : `${start}: ${nothing}`, nothing === null ? [list] : [])
}

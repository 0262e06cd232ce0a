import { significant } from '../tell/numbers.js'
import { levelNames } from '../tell/levelPairs.js'
import { columnLines, type Column } from '../report/terminal/columns.js'
import { printable, wrappedLines } from '../report/terminal/lines.js'
import type { ListedTrajectory, ListedWave, PopulationTrajectories, TrajectoryResults, WaveTrajectories } from '../study/running/trajectoryResults.js'

/** Wider tables and longer lists are left to `--json`. */
const mostLevels = 6
const mostCollisions = 12

/** Averages with standard errors, then the first collisions, for reading. */
export function trajectoryTable(results: TrajectoryResults): string {
  const { title, count, seed, time, levels } = results
  const names = levelNames(levels.length)
  return `${[
    ...(title === undefined ? [] : [printable(title), '']),
    `${count} ${count === 1 ? 'trajectory' : 'trajectories'} of seed ${seed}, from 0 to ${significant(time, 6)}; standard errors`,
    ...(results.method === 'populations' ? [] : wrappedLines(`Wave functions: ${results.reason}.`)),
    '', 'Populations', ...populationLines(results, names),
    '', ...(results.method === 'populations' ? collisionSummary(results, names) : jumpSummary(results)),
  ].join('\n')}\n`
}

function collisionSummary(results: PopulationTrajectories, names: readonly string[]): string[] {
  const { heat, collisions, elasticCollisions } = results
  return [
    'Net number of transitions per unit time', ...countLines(results, names),
    '', `Heat into the system per unit time ${within(heat.mean, heat.error)}`, ...heatLines(results),
    `Collisions of a trajectory: inelastic ${within(collisions.mean, collisions.error)}, elastic ${within(elasticCollisions.mean, elasticCollisions.error)}`,
    ...results.trajectories.flatMap((one) => ['', ...collisionLines(one, names)]),
  ]
}

function jumpSummary(results: WaveTrajectories): string[] {
  const { heat, jumps, trajectories } = results
  return [
    `Heat into the system per unit time ${within(heat.mean, heat.error)}; jumps of a trajectory ${within(jumps.mean, jumps.error)}`,
    ...heatLines(results),
    ...trajectories.flatMap((one) => ['', ...jumpLines(one)]),
  ]
}

/** The heat from each gas, where there are several. */
function heatLines({ heatCurrents }: TrajectoryResults): string[] {
  const gases = Object.entries(heatCurrents)
  return gases.length < 2 ? [] : gases.map(([name, { mean, error }]) => `  from ${printable(name)} ${within(mean, error)}`)
}

function within(value: number | null | undefined, error: number | null | undefined): string {
  return `${significant(value)} ± ${significant(error, 2)}`
}

function populationLines({ averages: { times, populations, errors, exact }, levels }: TrajectoryResults, names: readonly string[]): string[] {
  if (levels.length > mostLevels) return [`  ${levels.length} levels; --json prints them`]
  return columnLines([
    { heading: 'time', align: 'number', cells: times.map((time) => significant(time, 5)) },
    ...levels.flatMap((_, k): Column[] => [
      { heading: `level ${names[k]}`, align: 'left', cells: times.map((__, t) => within(populations[t]![k], errors[t]![k])) },
      { heading: 'exact', align: 'number', cells: exact.map((row) => significant(row[k])) },
    ]),
  ])
}

function countLines({ counting: { mean, meanError, noise, noiseError }, levels }: PopulationTrajectories, names: readonly string[]): string[] {
  if (levels.length > mostLevels) return ['  --json prints them']
  const pairs = levels.flatMap((_, j) => levels.slice(0, j).map((__, k) => ({ j, k })))
  return columnLines([
    { heading: 'from', align: 'left', cells: pairs.map(({ k }) => names[k]!) },
    { heading: 'to', align: 'left', cells: pairs.map(({ j }) => names[j]!) },
    { heading: 'mean', align: 'left', cells: pairs.map(({ j, k }) => within(mean[j]![k], meanError[j]![k])) },
    { heading: 'noise', align: 'left', cells: pairs.map(({ j, k }) => within(noise[j]![k], noiseError[j]![k])) },
  ])
}

function collisionLines({ index, initialLevel, collisions, omitted }: ListedTrajectory, names: readonly string[]): string[] {
  const shown = collisions.slice(0, mostCollisions)
  const more = collisions.length + omitted - shown.length
  return [
    `Trajectory ${index}, starting in level ${names[initialLevel]}${collisions.length === 0 ? ': no collision' : ''}`,
    ...(shown.length === 0 ? [] : columnLines([
      { heading: 'time', align: 'number', cells: shown.map(({ time }) => significant(time, 6)) },
      { heading: 'from', align: 'left', cells: shown.map(({ from }) => names[from]!) },
      { heading: 'to', align: 'left', cells: shown.map(({ to, elastic }) => `${names[to]!}${elastic ? ', elastic' : ''}`) },
      ...(new Set(shown.map(({ gas }) => gas)).size < 2 ? [] : [{ heading: 'gas', align: 'left' as const, cells: shown.map(({ gas }) => printable(gas)) }]),
      { heading: 'energy exchanged', align: 'number', cells: shown.map(({ energyExchanged }) => significant(energyExchanged, 6)) },
    ])),
    ...(more > 0 ? [`  ${more} more; --json prints them`] : []),
  ]
}

function jumpLines({ index, jumps, omitted }: ListedWave): string[] {
  const shown = jumps.slice(0, mostCollisions)
  const more = jumps.length + omitted - shown.length
  return [
    `Trajectory ${index}${jumps.length === 0 ? ': no jump' : ''}`,
    ...(shown.length === 0 ? [] : columnLines([
      { heading: 'time', align: 'number', cells: shown.map(({ time }) => significant(time, 6)) },
      { heading: 'operator', align: 'number', cells: shown.map(({ operator }) => String(operator)) },
      { heading: 'energy exchanged', align: 'number', cells: shown.map(({ energyExchanged }) => significant(energyExchanged, 6)) },
    ])),
    ...(more > 0 ? [`  ${more} more; --json prints them`] : []),
  ]
}

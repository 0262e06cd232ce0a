import type { EvolveResults } from '../study/index.js'
import { missing } from './numbers.js'
import { computedCell, chosenCell, note, numberColumn, table } from './parts.js'
import { levelsText, zeroWithin } from './rounding.js'
import { statePopulations, statesOf } from './states.js'
import type { Cell, Column, Part, Telling } from './section.js'
import { startName, startsFromSites } from './start.js'
import { unitOf, unitsOf, type Dimension } from './units.js'

/** Populations of more levels or sites than these are left to the results. */
const most = 8
/** More times than these are printed evenly. */
const mostTimes = 60

/** Populations, purity, entropy, entropy production and heat along the time. */
export function tellEvolution(results: EvolveResults): Telling {
  const {
    title = '',
    evidence: { warnings },
  } = results
  const columns = columnsOf(results)
  const rows = results.times.map((_, t) => columns.map(({ cell }) => cell(t)))
  const along = table(
    columns.map(({ column }) => column),
    rows,
    'times',
    { even: true, most: mostTimes },
  )
  return {
    title,
    subtitle: `Evolution from ${startName(results)}; ${levelsText(results)}`,
    warnings,
    verdict: null,
    sections: [{ title: 'Along the time', heading: '', parts: [along, ...notes(results)] }],
  }
}

/** A column with its entry at the t-th time. */
interface TimeColumn {
  readonly column: Column
  readonly cell: (t: number) => Cell
}

function columnsOf(results: EvolveResults): TimeColumn[] {
  const { times, timesSeconds, entropy, entropyError, levels } = results
  const populations = statePopulations(results)
  const { heatCurrents, heatCurrentsError } = results
  const unit = (dimension: Dimension) => unitOf(unitsOf(results), dimension)
  const gases = Object.entries(heatCurrents),
    sites = sitePopulations(results)
  return [
    { column: numberColumn('time', unit('time')), cell: (t) => chosenCell(times[t]) },
    ...(timesSeconds === undefined
      ? []
      : [{ column: numberColumn('time', 's'), cell: (t: number) => chosenCell(timesSeconds[t]) }]),
    ...(levels.length > most
      ? []
      : statesOf(results).names.map((name, k) =>
          population(name, (t) => [populations.values[t]![k]!, populations.errors[t]![k]!]),
        )),
    ...(sites === null
      ? []
      : levels.map((_, i) => population(`site ${i}`, (t) => [sites[t]![i]!, results.densityError[t]![i]![i]!]))),
    { column: numberColumn('purity', null, { short: 'Tr ρ²' }), cell: (t) => computedCell(purity(results, t)) },
    {
      column: numberColumn('entropy', null, { short: 'S' }),
      cell: (t) => boundedCell(entropy[t]!, entropyError[t]!),
    },
    {
      column: numberColumn('entropy production', unit('rate'), { short: 'σ' }),
      cell: (t) => productionCell(results, t),
    },
    ...gases.map(([name, current]): TimeColumn => ({
      column: numberColumn(`heat from ${name}`, unit('heat current'), { short: gases.length > 1 ? `J(${name})` : 'J' }),
      cell: (t) => computedCell(zeroWithin(current[t]!, heatCurrentsError[name]![t]!)),
    })),
  ]
}

/** With its error. */
function population(name: string, at: (t: number) => readonly [value: number, error: number | null]): TimeColumn {
  return {
    column: numberColumn(`population of ${name}`, null, { short: `p(${name})` }),
    cell: (t) => boundedCell(...at(t)),
  }
}

/** A number of order 1 that is known no better than this is not said to be 0. */
const unknown = 0.05

/** What is not told from zero is 0; unknown where it may as well be large. */
function boundedCell(value: number, error: number | null): Cell {
  return error !== null && error > unknown && Math.abs(value) <= error
    ? missing
    : computedCell(zeroWithin(value, error))
}

/** The populations of the sites, [t][i], where they are told. */
export function sitePopulations(results: Pick<EvolveResults, 'initial' | 'density' | 'levels'>): number[][] | null {
  if (!startsFromSites(results) || results.levels.length > most) return null
  return results.density.map((rho) => rho.map((row, i) => row[i]![0]))
}

function purity({ density }: EvolveResults, t: number): number {
  return density[t]!.flat().reduce((sum, [re, im]) => sum + re * re + im * im, 0)
}

function productionCell(results: EvolveResults, t: number): Cell {
  const sigma = results.entropyProduction[t] ?? null
  if (sigma !== null) return computedCell(zeroWithin(sigma, results.entropyProductionError[t] ?? null))
  return isUnknown(results) ? missing : 'infinite'
}

/** Whether there is no σ at any time, since some gas has no temperature. */
function isUnknown({ beta, entropyProduction }: EvolveResults): boolean {
  return beta === null && entropyProduction.every((sigma) => sigma === null)
}

function notes(results: EvolveResults): Part[] {
  const { levels } = results,
    states = startsFromSites(results) ? 'level or site' : 'level'
  return [
    note(
      `p: population of a ${states}; Tr ρ²: purity; S: entropy; σ: entropy production; J: heat current into the system`,
      'narrow',
    ),
    ...(results.populationsError.flat().some((error) => error !== null && error > unknown)
      ? [note(`${missing}: a number that is not known at all, since the errors of the rates have added up for so long`)]
      : []),
    ...(isUnknown(results)
      ? [note(`${missing}: the entropy production is infinite, or a gas has no temperature`)]
      : []),
    ...(levels.length > most ? [note(`The populations of ${levels.length} levels are in the results.`)] : []),
  ]
}

import { levelNames, ratioName, ratioPairs } from '../levelPairs.js'
import type { PointResults } from '../../study/results.js'
import { levelCurrents } from '../currents.js'
import { roundTrip } from '../counts.js'
import { affinityError, currentError, heatError, levelError } from '../errorBars.js'
import { orZero, significant, trusted } from '../numbers.js'
import { rankedViolations } from '../violation.js'
import { bathSections } from './baths.js'
import { columnLines } from './columns.js'
import { countingLines } from './counting.js'
import { generatorLines } from './generator.js'
import { wrappedLines } from './lines.js'
import { matrixLines } from './matrix.js'
import type { Paint } from './paint.js'
import { summaryLines, warningLines } from './pointSummary.js'

/** Matrices are printed up to this many levels. */
const mostPrinted = 8
/** Lists of pairs are printed in full up to this many levels, beyond it their largest entries. */
const mostListed = 4
const entries = 6

/** Everything `dilute run` prints about one point, below its title. */
export function pointLines(point: PointResults, paint: Paint): string[] {
  const names = levelNames(point.levels.length)
  return [
    ...verdict(point, paint),
    ...section(paint, 'Levels', levelLines(point, names)),
    ...section(paint, `Rates a(k,l)${severalNote(point)}, to level k from level l (${point.normalization} normalization)`, rateLines(point, names)),
    ...bathSections(point, names, mostPrinted, paint),
    ...section(paint, 'I(k,l) = a(k,l) p(l) / a(l,k) p(k) with Gibbs p; 1 where detailed balance holds', ratioLines(point, names)),
    ...section(paint, 'Cycle affinity; 0 where detailed balance holds', cycleLines(point, names)),
    ...section(paint, 'Currents between levels, stationary state', currentLines(point, names)),
    ...section(paint, 'Counting: cumulants per unit time of net numbers of transitions, stationary state', countingLines(point)),
    ...section(paint, 'Generator: how populations and coherences decay', generatorLines(point, names)),
    ...section(paint, 'Entropy, relaxation, evidence', summaryLines(point)),
    ...warningLines(point, paint),
  ]
}

/** Where there are several gases the first matrix is of their sum. */
function severalNote({ baths = {} }: PointResults): string {
  return Object.keys(baths).length > 1 ? ' of all gases together' : ''
}

function section(paint: Paint, heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', paint.heading(heading), ...lines]
}

function verdict({ detailedBalance }: PointResults, paint: Paint): string[] {
  return ['', ...wrappedLines(detailedBalance.explanation, 96, '').map(detailedBalance.holds ? paint.good : paint.bad)]
}

function levelLines(point: PointResults, names: readonly string[]): string[] {
  const { levels, stationary } = point
  const number = (heading: string, values: readonly number[], digits: number) =>
    ({ heading, align: 'number' as const, cells: levels.map((_, k) => significant(values[k], digits)) })
  const [shown, note] = levels.length > 40 ? [40, [`  ${levels.length - 40} more levels are in the results.`]] : [levels.length, []]
  return [...columnLines([
    { heading: 'level', align: 'left', cells: names },
    { heading: 'index', align: 'left', cells: levels.map((_, k) => String(k)) },
    { heading: 'energy', align: 'number', cells: levels.map((energy) => orZero(energy, levelError(point), 6)) },
    number('stationary population', stationary.populations, 6),
    ...(stationary.gibbs ? [number('Gibbs', stationary.gibbs, 6)] : []),
  ]).slice(0, shown + 1), ...note]
}

function rateLines({ rates, levels }: PointResults, names: readonly string[]): string[] {
  const digits = levels.length > 5 ? 3 : 4
  if (levels.length <= mostPrinted) return matrixLines(names, (to, from) => significant(rates[to]?.[from], digits))
  const values = rates.flatMap((row, to) => row.filter((_, from) => from !== to))
  return wrappedLines(`${values.length} rates between ${levels.length} levels, from ${significant(Math.min(...values))} to `
    + `${significant(Math.max(...values))}; they are not printed, but stand in the results.`)
}

/** The ratios with their error bars; for many levels a matrix, for very many the pairs farthest from 1. */
function ratioLines(point: PointResults, names: readonly string[]): string[] {
  const { levels, beta, detailedBalance: { ratio, ratioError } } = point
  if (beta === null) return []
  const pairs = levels.length <= mostListed ? ratioPairs(levels.length) : rankedViolations(point).slice(0, entries).map(({ pair }) => pair)
  const value = (k: number, l: number) => trusted(ratio[k]?.[l], ratioError[k]?.[l])
  const list = columnLines([
    { heading: 'pair', align: 'left', cells: pairs.map((pair) => ratioName(pair, names)) },
    { heading: 'I', align: 'number', cells: pairs.map(({ k, l }) => value(k, l)) },
    { heading: 'error', align: 'left', cells: pairs.map(({ k, l }) => `± ${significant(ratioError[k]?.[l], 2)}`) },
  ])
  if (levels.length <= mostListed) return list
  const matrix = levels.length <= mostPrinted ? [...matrixLines(names, (k, l) => trusted(ratio[k]?.[l], ratioError[k]?.[l], 4)), ''] : []
  return [...matrix, `  The ${pairs.length} of ${ratioPairs(levels.length).length} pairs farthest from 1:`, ...list]
}

function cycleLines(point: PointResults, names: readonly string[]): string[] {
  const { cycles } = point.detailedBalance
  const ranked = cycles.length <= entries ? cycles : [...cycles].sort((a, b) => Math.abs(b.affinity ?? 0) - Math.abs(a.affinity ?? 0)).slice(0, entries)
  const lines = columnLines([
    { heading: 'cycle', align: 'left', cells: ranked.map(({ states }) => roundTrip(states, names)) },
    { heading: 'affinity', align: 'number', cells: ranked.map(({ states, affinity }) => orZero(affinity, affinityError(point, states), 6)) },
  ])
  if (cycles.length === 0) return []
  return ranked.length === cycles.length ? lines : [...lines, `  ${cycles.length - ranked.length} more cycles, with smaller affinities, are in the results.`]
}

function currentLines(point: PointResults, names: readonly string[]): string[] {
  const all = levelCurrents(point)
  const shown = point.levels.length <= mostListed ? all : all.slice(0, entries)
  const lines = columnLines([
    { heading: 'from', align: 'left', cells: shown.map(({ from }) => names[from]!) },
    { heading: 'to', align: 'left', cells: shown.map(({ to }) => names[to]!) },
    { heading: 'probability', align: 'number', cells: shown.map(({ from, to, probability }) => orZero(probability, currentError(point, from, to))) },
    { heading: 'heat into the system', align: 'number', cells: shown.map((flow) => orZero(flow.heat, heatError(point, flow))) },
  ])
  const note = shown.length < all.length ? [`  ${all.length - shown.length} smaller currents are in the results.`] : []
  return all.length === 0 ? [] : [...lines, ...note]
}

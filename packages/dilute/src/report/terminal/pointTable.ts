import { ratioName, ratioPairs } from '../../tell/levelPairs.js'
import type { PointResults } from '../../study/results.js'
import { currentPaths, stateCurrents } from '../../tell/currents.js'
import { roundTrip } from '../../tell/counts.js'
import { levelRows } from '../../tell/levelRows.js'
import { joined, measured } from '../../tell/measured.js'
import { significant } from '../../tell/numbers.js'
import { measureRatio, ratioEntry, ratioPaths } from '../../tell/ratioText.js'
import { levelPaths } from '../../tell/reasons.js'
import { coincidences, isDegenerate, ratesBetween, singleLevels, statesOf, type States } from '../../tell/states.js'
import { verdictOf } from '../../tell/verdict.js'
import { rankedViolations } from '../../tell/violation.js'
import { bathSections } from './baths.js'
import { columnLines } from './columns.js'
import { countingLines } from './counting.js'
import { generatorLines } from './generator.js'
import { dashLines, wrappedLines } from './lines.js'
import { matrixLines, measuredMatrixLines } from './matrix.js'
import type { Paint } from './paint.js'
import { summaryLines, warningLines } from './pointSummary.js'

/** Matrices are printed up to this many levels. */
const mostPrinted = 8
/** Lists of pairs are printed in full up to this many levels, beyond it their largest entries. */
const mostListed = 4
const entries = 6

/** Everything `dilute run` prints about one point, below its title. */
export function pointLines(point: PointResults, paint: Paint): string[] {
  const states = statesOf(point), levels = singleLevels(point.levels.length).names
  return [
    ...verdict(point, states, paint),
    ...section(paint, 'Levels', levelLines(point)),
    ...section(paint, `Rates a(k,l)${severalNote(point)}, to ${what(states)} k from ${what(states)} l (${point.normalization} normalization)`,
      rateLines(point, states)),
    ...bathSections(point, mostPrinted, paint),
    ...section(paint, 'I(k,l) = a(k,l) p(l) / a(l,k) p(k) with Gibbs p; 1 where detailed balance holds', ratioLines(point, states)),
    ...section(paint, 'Cycle affinity; 0 where detailed balance holds', cycleLines(point, levels)),
    ...section(paint, `Currents between ${what(states)}s, stationary state`, currentLines(point, states)),
    ...section(paint, 'Counting: cumulants per unit time of net numbers of transitions, stationary state', countingLines(point)),
    ...section(paint, 'Generator: how populations and coherences decay', generatorLines(point, levels)),
    ...section(paint, 'Entropy, relaxation, evidence', summaryLines(point)),
    ...warningLines(point.warnings, paint),
  ]
}

/** Groups of equal levels count as levels where there are some. */
function what({ grouped }: States): string {
  return grouped ? 'group' : 'level'
}

/** Where there are several gases the first matrix is of their sum. */
function severalNote({ baths = {} }: PointResults): string {
  return Object.keys(baths).length > 1 ? ' of all gases together' : ''
}

function section(paint: Paint, heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', paint.heading(heading), ...lines]
}

function verdict(point: PointResults, states: States, paint: Paint): string[] {
  const { outcome, sentences } = verdictOf(point, states)
  return ['', ...sentences.flatMap((sentence) => wrappedLines(sentence, 96, '')).map(paint.verdict(outcome))]
}

function levelLines(point: PointResults): string[] {
  const rows = levelRows(point), shown = rows.slice(0, 40)
  const number = (heading: string, cell: (row: (typeof rows)[number]) => string) => ({ heading, align: 'number' as const, cells: shown.map(cell) })
  return [
    ...columnLines([
      { heading: 'level', align: 'left', cells: shown.map(({ name }) => name) },
      { heading: 'index', align: 'left', cells: shown.map(({ index }) => index) },
      number('energy', ({ energy }) => joined(energy)),
      number('stationary population', ({ population }) => joined(population)),
      ...(point.stationary.gibbs ? [number('Gibbs', ({ gibbs }) => (gibbs === null ? '' : joined(gibbs)))] : []),
    ]),
    ...(shown.length < rows.length ? [`  ${rows.length - shown.length} more rows are in the results.`] : []),
    ...coincidences(point).map((levels) => `  Levels ${levels} coincide.`),
    ...dashLines([point], ...levelPaths(isDegenerate(point))),
  ]
}

function rateLines(point: PointResults, states: States): string[] {
  const { names } = states, matrix = ratesBetween(states, point)
  const notes = dashLines([point], states.grouped ? 'groupRates' : 'rates')
  if (names.length <= mostPrinted) return [...measuredMatrixLines(names, matrix, names.length > 5 ? 3 : 4), ...notes]
  const values = matrix.values.flatMap((row, to) => row.filter((value, from): value is number => from !== to && value !== null))
  return [...wrappedLines(`${values.length} rates between ${names.length} ${what(states)}s, from ${significant(Math.min(...values))} to `
    + `${significant(Math.max(...values))}; they are not printed, but stand in the results.`), ...notes]
}

/** The ratios with their error bars; for many levels a matrix, for very many the pairs farthest from 1. */
function ratioLines(point: PointResults, states: States): string[] {
  if (point.beta === null) return []
  const { names } = states, count = names.length
  const pairs = count <= mostListed ? ratioPairs(count) : rankedViolations(states, point.detailedBalance).slice(0, entries).map(({ pair }) => pair)
  const shown = pairs.map((pair) => measureRatio(ratioEntry(states, point.detailedBalance, pair)))
  const list = columnLines([
    { heading: 'pair', align: 'left', cells: pairs.map((pair) => ratioName(pair, names)) },
    { heading: 'I', align: 'number', cells: shown.map(({ value }) => value) },
    { heading: 'error', align: 'left', cells: shown.map(({ bar }) => (bar === null ? '' : `± ${bar}`)) },
  ])
  const notes = dashLines([point], ...ratioPaths(states))
  if (pairs.length === 0) return [...notes]
  if (count <= mostListed) return [...list, ...notes]
  return [...ratioMatrix(point, states), `  The ${pairs.length} of ${ratioPairs(count).length} pairs farthest from 1:`, ...list, ...notes]
}

function ratioMatrix({ detailedBalance }: PointResults, states: States): string[] {
  if (states.names.length > mostPrinted) return []
  const cell = (k: number, l: number): string => measureRatio(ratioEntry(states, detailedBalance, { k, l }), 4).value
  return [...matrixLines(states.names, cell), '']
}

function cycleLines(point: PointResults, names: readonly string[]): string[] {
  const { cycles } = point.detailedBalance
  const ranked = cycles.length <= entries ? cycles : [...cycles].sort((a, b) => Math.abs(b.affinity ?? 0) - Math.abs(a.affinity ?? 0)).slice(0, entries)
  const lines = columnLines([
    { heading: 'cycle', align: 'left', cells: ranked.map(({ states }) => roundTrip(states, names)) },
    { heading: 'affinity', align: 'number', cells: ranked.map(({ affinity, affinityError }) => measured(affinity, affinityError)) },
  ])
  const notes = dashLines([point], 'detailedBalance.cycles')
  if (cycles.length === 0) return notes
  const more = ranked.length === cycles.length ? [] : [`  ${cycles.length - ranked.length} more cycles, with smaller affinities, are in the results.`]
  return [...lines, ...more, ...notes]
}

function currentLines(point: PointResults, states: States): string[] {
  const all = stateCurrents(states, point), { names } = states
  const shown = names.length <= mostListed ? all : all.slice(0, entries)
  const lines = columnLines([
    { heading: 'from', align: 'left', cells: shown.map(({ from }) => names[from]!) },
    { heading: 'to', align: 'left', cells: shown.map(({ to }) => names[to]!) },
    { heading: 'probability', align: 'number', cells: shown.map((one) => measured(one.probability, one.probabilityError, 4)) },
    { heading: 'heat into the system', align: 'number', cells: shown.map((one) => measured(one.heat, one.heatError, 4)) },
  ])
  const more = shown.length < all.length ? [`  ${all.length - shown.length} smaller currents are in the results.`] : []
  return all.length === 0 ? [] : [...lines, ...more, ...dashLines([point], ...currentPaths(states))]
}

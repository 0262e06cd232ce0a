import { ratioPairs } from '../../tell/levelPairs.js'
import { evenly } from '../../tell/evenly.js'
import type { SweepPoint } from '../../study/results.js'
import { shortPaths } from '../../tell/shortPaths.js'
import { measureRatio, ratioEntry, ratioPaths } from '../../tell/ratioText.js'
import { commonStates } from '../../tell/states.js'
import { worstViolation } from '../../tell/violation.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { ratioSymbol } from './symbols.js'
import { dashNote } from './notes.js'
import { section, table } from './tables.js'
import { chosen, computed, measured, shown } from './values.js'

const shownRows = 9
/** A page with more rows than this is too heavy to open. */
const mostRows = 5000

/** The points of a sweep: some of them at once, all of them to unfold. */
export function sweepSection(points: readonly SweepPoint[]): Markup {
  const listed = evenly(points, mostRows)
  const heading = listed.length < points.length ? `${listed.length} of the ${points.length} points, evenly chosen` : `All ${points.length} points`
  const all = points.length <= shownRows ? nothing : markup`<details><summary>${heading}</summary>${pointTable(listed)}</details>`
  const paths = isDriven(points) ? ['entropyProduction', 'heatCurrents'] : ratioPaths(commonStates(points))
  return section('The sweep', pointTable(evenly(points, shownRows)), dashNote(points, ...paths), pathNote(points), all)
}

function pointTable(points: readonly SweepPoint[]): Markup {
  const { headings, cells } = columnsFor(points)
  const paths = settings(points)
  return table([...paths.values(), ...headings, 'Estimated error'], points.map((point) => [
    ...[...paths.keys()].map((path) => chosen(point.set[path])), ...cells(point), computed(point.evidence.relativeError, 2),
  ]))
}

interface Columns {
  readonly headings: readonly Content[]
  readonly cells: (point: SweepPoint) => Content[]
}

/** What flows where some point has no common β, else the ratios, of many levels or groups the one farthest from 1. */
function columnsFor(points: readonly SweepPoint[]): Columns {
  if (isDriven(points)) return flowColumns(points)
  const { headings, cells } = commonStates(points).names.length <= 3 ? ratioColumns(points) : farthestColumns
  return {
    headings: [...headings, 'Gibbs residual'],
    cells: (point) => [...cells(point), computed(point.detailedBalance.thermalizationResidual, 2)],
  }
}

function isDriven(points: readonly SweepPoint[]): boolean {
  return points.some(({ beta }) => beta === null)
}

/** Heat and entropy production; the total only where every gas has a β. */
function flowColumns(points: readonly SweepPoint[]): Columns {
  const gases = Object.keys(points[0]?.baths ?? {})
  const parts = points.every(({ entropyProduction: { total } }) => total === null) ? ['schnakenberg'] as const : ['total', 'schnakenberg'] as const
  const names = { total: 'Entropy production', schnakenberg: 'Its apparent part (Schnakenberg)' }
  return {
    headings: [...gases.map((name) => `Heat from ${name}`), ...parts.map((part) => (parts.length === 1 ? 'Apparent entropy production (Schnakenberg)' : names[part]))],
    cells: ({ heatCurrents, heatCurrentsError, entropyProduction }) => [
      ...gases.map((name) => measured(heatCurrents[name], heatCurrentsError[name], 4)),
      ...parts.map((part) => measured(entropyProduction[part], entropyProduction[`${part}Error`], 4)),
    ],
  }
}

function settings(points: readonly SweepPoint[]): Map<string, string> {
  return shortPaths(Object.keys(points[0]?.set ?? {}))
}

function ratioColumns(points: readonly SweepPoint[]): Columns {
  const states = commonStates(points), pairs = ratioPairs(states.names.length)
  return {
    headings: pairs.map((pair) => ratioSymbol(pair, states.names)),
    cells: ({ detailedBalance }) => pairs.map((pair) => shown(measureRatio(ratioEntry(states, detailedBalance, pair)))),
  }
}

const farthestColumns: Columns = {
  headings: ['Largest |ln I|', 'Pair'],
  cells: (point) => {
    const worst = worstViolation(point)
    return [measured(worst && Math.abs(worst.logRatio), worst?.logRatioError), worst?.name ?? '']
  },
}

function pathNote(points: readonly SweepPoint[]): Markup {
  const shortened = [...settings(points)].filter(([path, short]) => path !== short).map(([path, short]) => `${short} is ${path}. `)
  if (isDriven(points)) return shortened.length === 0 ? nothing : markup`<p class="note">${shortened}</p>`
  return markup`<p class="note">${shortened}The Gibbs residual is how far the Gibbs state is from stationary; with exact scattering it vanishes whether or not detailed balance holds.</p>`
}

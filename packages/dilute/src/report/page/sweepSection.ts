import { entropyErrors, gasHeatError } from '../errorBars.js'
import { levelNames, ratioName, ratioPairs } from '../levelPairs.js'
import { evenly } from '../evenly.js'
import type { SweepPoint } from '../../study/results.js'
import { shortPaths } from '../shortPaths.js'
import { rankedViolations } from '../violation.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { ratioSymbol } from './symbols.js'
import { section, table } from './tables.js'
import { chosen, computed, orZero } from './values.js'

const shownRows = 9
/** A page with more rows than this is too heavy to open. */
const mostRows = 5000

/** The points of a sweep: some of them at once, all of them to unfold. */
export function sweepSection(points: readonly SweepPoint[]): Markup {
  const listed = evenly(points, mostRows)
  const heading = listed.length < points.length ? `${listed.length} of the ${points.length} points, evenly chosen` : `All ${points.length} points`
  const all = points.length <= shownRows ? nothing : markup`<details><summary>${heading}</summary>${pointTable(listed)}</details>`
  return section('The sweep', pointTable(evenly(points, shownRows)), pathNote(points), all)
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

/** What flows where some point has no common β, else the ratios, of many levels the one farthest from 1. */
function columnsFor(points: readonly SweepPoint[]): Columns {
  if (points.some(({ beta }) => beta === null)) return flowColumns(points)
  const few = points.every((point) => point.levels.length <= 3)
  return {
    headings: [...(few ? ratioHeadings(points) : ['Largest |ln I|', 'Pair']), 'Gibbs residual'],
    cells: (point) => [...(few ? ratioCells(point, points) : farthestCells(point)), computed(point.detailedBalance.thermalizationResidual, 2)],
  }
}

/** Heat and entropy production; the total only where every gas has a β. */
function flowColumns(points: readonly SweepPoint[]): Columns {
  const gases = Object.keys(points[0]?.baths ?? {})
  const parts = points.every(({ entropyProduction: { total } }) => total === null) ? ['schnakenberg'] as const : ['total', 'schnakenberg'] as const
  const names = { total: 'Entropy production', schnakenberg: 'Its apparent part (Schnakenberg)' }
  return {
    headings: [...gases.map((name) => `Heat from ${name}`), ...parts.map((part) => (parts.length === 1 ? 'Apparent entropy production (Schnakenberg)' : names[part]))],
    cells: (point) => {
      const errors = entropyErrors(point)
      return [
        ...gases.map((name) => orZero(point.heatCurrents[name], gasHeatError(point, name))),
        ...parts.map((part) => orZero(point.entropyProduction[part], errors[part])),
      ]
    },
  }
}

function settings(points: readonly SweepPoint[]): Map<string, string> {
  return shortPaths(Object.keys(points[0]?.set ?? {}))
}

function levelCount(points: readonly SweepPoint[]): number {
  return Math.max(0, ...points.map((point) => point.levels.length))
}

function ratioHeadings(points: readonly SweepPoint[]): Content[] {
  const count = levelCount(points)
  return ratioPairs(count).map((pair) => ratioSymbol(pair, levelNames(count)))
}

function ratioCells({ detailedBalance: { ratio, ratioError } }: SweepPoint, points: readonly SweepPoint[]): Content[] {
  return ratioPairs(levelCount(points)).map(({ k, l }) => markup`<span title="error ${ratioError[k]?.[l] ?? '–'}">${computed(ratio[k]?.[l], 6)}</span>`)
}

function farthestCells(point: SweepPoint): Content[] {
  const [worst] = rankedViolations(point)
  if (worst === undefined) return [computed(null), '']
  return [computed(Math.abs(worst.logRatio)), ratioName(worst.pair, levelNames(point.levels.length))]
}

function pathNote(points: readonly SweepPoint[]): Markup {
  const shortened = [...settings(points)].filter(([path, short]) => path !== short).map(([path, short]) => `${short} is ${path}. `)
  if (points.some(({ beta }) => beta === null)) return shortened.length === 0 ? nothing : markup`<p class="note">${shortened}</p>`
  return markup`<p class="note">${shortened}The Gibbs residual is how far the Gibbs state is from stationary; with exact scattering it vanishes whether or not detailed balance holds.</p>`
}


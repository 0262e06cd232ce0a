import { levelNames, ratioName, ratioPairs } from '../levelPairs.js'
import { evenly } from '../evenly.js'
import type { SweepPoint } from '../../study/results.js'
import { shortPaths } from '../shortPaths.js'
import { rankedViolations } from '../violation.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { ratioSymbol } from './symbols.js'
import { section, table } from './tables.js'
import { chosen, computed } from './values.js'

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
  const few = points.every((point) => point.levels.length <= 3)
  const headings = [...settings(points).values(), ...(few ? ratioHeadings(points) : ['Largest |ln I|', 'Pair']), 'Gibbs residual', 'Estimated error']
  return table(headings, points.map((point) => [
    ...[...settings(points).keys()].map((path) => chosen(point.set[path])),
    ...(few ? ratioCells(point, points) : farthestCells(point)),
    computed(point.detailedBalance.thermalizationResidual, 2), computed(point.evidence.relativeError, 2),
  ]))
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
  return markup`<p class="note">${shortened}The Gibbs residual is how far the Gibbs state is from stationary; with exact scattering it vanishes whether or not detailed balance holds.</p>`
}


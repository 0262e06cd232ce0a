import { levelNames, ratioName, ratioPairs } from '../levelPairs.js'
import { evenly } from '../evenly.js'
import { sweptParameters } from '../sweptParameters.js'
import type { SweepPoint } from '../../study/results.js'
import { entropyErrors, gasHeatError } from '../errorBars.js'
import { brief, orZero, significant, trusted } from '../numbers.js'
import { shortPaths } from '../shortPaths.js'
import { rankedViolations, sweepReason, sweepVerdict } from '../violation.js'
import { groupedWarnings } from '../warnings.js'
import { columnLines, textLength, type Column } from './columns.js'
import { printable, wrappedLines } from './lines.js'
import type { Paint } from './paint.js'

const mostRows = 25
const mostWidth = 96

/** What `dilute run` prints about a sweep, below its title: a row for a point, then the verdict. */
export function sweepLines(points: readonly SweepPoint[], paint: Paint): string[] {
  const shown = evenly(points, mostRows)
  const [headings = '', ...rows] = isDriven(points) ? flowLines(shown) : columnLines([...settingColumns(shown), ...ratioColumns(shown), ...evidenceColumns(shown)], '')
  const hidden = points.length - shown.length
  return [
    '', paint.heading(headings), ...rows,
    ...(hidden > 0 ? [`${hidden} of ${points.length} points are not shown; all are in the results.`] : []),
    ...pathLines(shown), ...(isDriven(points) ? gasLines(shown) : []),
    ...verdictLines(points, paint),
    ...warnings(points, paint),
  ]
}

/** The swept values; of more than three parameters the first three that vary. */
function settingColumns(points: readonly SweepPoint[]): Column[] {
  const names = shownPaths(points), digits = names.size > 2 ? 4 : 6
  return [...names].map(([path, short]) =>
    ({ heading: printable(short), align: 'number', cells: points.map((point) => brief(point.set[path], digits)) }))
}

function shownPaths(points: readonly SweepPoint[]): Map<string, string> {
  const paths = sweptParameters(points).sort((a, b) => Number(b.values.length > 1) - Number(a.values.length > 1)).map(({ path }) => path)
  return shortPaths(paths.slice(0, 3), paths.length > 2 ? 12 : 24)
}

/** The three ratios of three levels (or the one of two), else the pair farthest from detailed balance. */
function ratioColumns(points: readonly SweepPoint[]): Column[] {
  const count = Math.max(0, ...points.map((point) => point.levels.length))
  const names = levelNames(count)
  if (points.every(({ beta }) => beta === null)) return []
  if (count > 3) return farthestColumns(points)
  return ratioPairs(count).map(({ k, l }) => ({
    heading: ratioName({ k, l }, names), align: 'number',
    cells: points.map(({ detailedBalance: { ratio, ratioError } }) => trusted(ratio[k]?.[l], ratioError[k]?.[l])),
  }))
}

/** Whether some point has no common β, and with it no ratios. */
function isDriven(points: readonly SweepPoint[]): boolean {
  return points.some(({ beta }) => beta === null)
}

/** What flows, from as many gases as fit. */
function flowLines(points: readonly SweepPoint[]): string[] {
  return columnLines([...settingColumns(points), ...shownGases(points).map((name) => heatColumn(points, name)), entropyColumn(points), ...evidenceColumns(points)], '')
}

/** The first gases, as far as their columns leave the table its width. */
function shownGases(points: readonly SweepPoint[]): string[] {
  const names = Object.keys(points[0]?.baths ?? {}), others = [...settingColumns(points), entropyColumn(points), ...evidenceColumns(points)]
  const fits = (count: number): boolean => (
    textLength(columnLines([...others, ...names.slice(0, count).map((name) => heatColumn(points, name))], '')[0] ?? '') <= mostWidth
  )
  return names.filter((_, i) => fits(i + 1))
}

function heatColumn(points: readonly SweepPoint[], name: string): Column {
  return { heading: `heat from ${printable(name)}`, align: 'number', cells: points.map((point) => orZero(point.heatCurrents[name], gasHeatError(point, name))) }
}

/** σ, or its Schnakenberg part where a gas has no β. */
function entropyColumn(points: readonly SweepPoint[]): Column {
  const part = points.every(({ entropyProduction: { total } }) => total !== null) ? 'total' : 'schnakenberg'
  return {
    heading: part === 'total' ? 'entropy production' : 'Schnakenberg entropy', align: 'number',
    cells: points.map((point) => orZero(point.entropyProduction[part], entropyErrors(point)[part])),
  }
}

function farthestColumns(points: readonly SweepPoint[]): Column[] {
  const worst = points.map((point) => rankedViolations(point)[0])
  return [
    { heading: 'largest |ln I|', align: 'number', cells: worst.map((entry) => significant(entry && Math.abs(entry.logRatio), 6)) },
    { heading: 'pair', align: 'left', cells: worst.map((entry, i) => (entry ? ratioName(entry.pair, levelNames(points[i]!.levels.length)) : '')) },
  ]
}

function evidenceColumns(points: readonly SweepPoint[]): Column[] {
  return [
    ...(isDriven(points) ? [] : [{ heading: 'Gibbs residual', align: 'number', cells: points.map((point) => significant(point.detailedBalance.thermalizationResidual, 2)) } satisfies Column]),
    { heading: 'est. error', align: 'number', cells: points.map((point) => significant(point.evidence.relativeError, 2)) },
  ]
}

/** What the shortened headings stand for, and which swept parameters have no column. */
function pathLines(points: readonly SweepPoint[]): string[] {
  const shown = shownPaths(points)
  const shortened = [...shown].filter(([path, short]) => path !== short).map(([path, short]) => `${short} is ${path}`)
  const hidden = Object.keys(points[0]?.set ?? {}).filter((path) => !shown.has(path)).map((path) => `${path} is swept too; its values are in the results.`)
  return [...shortened, ...hidden].flatMap((line) => wrappedLines(line, 96, ''))
}

/** Which gases have no column. */
function gasLines(points: readonly SweepPoint[]): string[] {
  const shown = shownGases(points), hidden = Object.keys(points[0]?.baths ?? {}).filter((name) => !shown.includes(name))
  return hidden.length === 0 ? [] : wrappedLines(`The heat from ${hidden.join(', ')} is in the results.`, mostWidth, '')
}

function verdictLines(points: readonly SweepPoint[], paint: Paint): string[] {
  const holds = points.every((point) => point.detailedBalance.holds)
  const style = { setting: (value: number) => brief(value), value: (value: number) => significant(value) }
  const sentences = [sweepVerdict(points, style), sweepReason(points)]
  return ['', ...sentences.flatMap((sentence) => wrappedLines(sentence, 96, '')).map(holds ? paint.good : paint.bad)]
}

/** The first warnings, and how many more there are. */
function warnings(points: readonly SweepPoint[], paint: Paint): string[] {
  const texts = groupedWarnings(points)
  const lines = texts.slice(0, 10).flatMap((text) => wrappedLines(text, 96, ''))
  const more = texts.length > 10 ? [`${texts.length - 10} more warnings are in the results.`] : []
  return lines.length === 0 ? [] : ['', ...[...lines, ...more].map(paint.warning)]
}

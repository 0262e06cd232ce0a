import { levelNames, ratioName, ratioPairs } from '../levelPairs.js'
import { evenly } from '../evenly.js'
import { sweptParameters } from '../sweptParameters.js'
import type { SweepPoint } from '../../study/results.js'
import { brief, significant, trusted } from '../numbers.js'
import { shortPaths } from '../shortPaths.js'
import { farthestPoint, rankedViolations, sweepVerdict } from '../violation.js'
import { columnLines, type Column } from './columns.js'
import { printable, wrappedLines } from './lines.js'
import type { Paint } from './paint.js'

const mostRows = 25

/** What `dilute run` prints about a sweep, below its title: a row for a point, then the verdict. */
export function sweepLines(points: readonly SweepPoint[], paint: Paint): string[] {
  const shown = evenly(points, mostRows)
  const [headings = '', ...rows] = columnLines([...settingColumns(shown), ...ratioColumns(shown), ...evidenceColumns(shown)], '')
  const hidden = points.length - shown.length
  return [
    '', paint.heading(headings), ...rows,
    ...(hidden > 0 ? [`${hidden} of ${points.length} points are not shown; all are in the results.`] : []),
    ...pathLines(shown),
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
  if (count > 3) return farthestColumns(points)
  return ratioPairs(count).map(({ k, l }) => ({
    heading: ratioName({ k, l }, names), align: 'number',
    cells: points.map(({ detailedBalance: { ratio, ratioError } }) => trusted(ratio[k]?.[l], ratioError[k]?.[l])),
  }))
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
    { heading: 'Gibbs residual', align: 'number', cells: points.map((point) => significant(point.detailedBalance.thermalizationResidual, 2)) },
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

function verdictLines(points: readonly SweepPoint[], paint: Paint): string[] {
  const farthest = farthestPoint(points)
  const holds = points.every((point) => point.detailedBalance.holds)
  const style = { setting: (value: number) => brief(value), value: (value: number) => significant(value) }
  const where = holds ? '' : 'At that point: '
  const sentences = [sweepVerdict(points, style), where + (farthest?.detailedBalance.explanation ?? '')]
  return ['', ...sentences.flatMap((sentence) => wrappedLines(sentence, 96, '')).map(holds ? paint.good : paint.bad)]
}

/** Each warning once, with the number of points that gave it; where only decimal numbers in it differ, those of the first point. */
function warnings(points: readonly SweepPoint[], paint: Paint): string[] {
  const found = new Map<string, { text: string; count: number; varies: boolean }>()
  for (const text of points.flatMap((point) => [...new Set(point.evidence.warnings)])) {
    const kind = text.replace(/\d+\.\d+(e[-+]?\d+)?/g, '#')
    const first = found.get(kind) ?? { text, count: 0, varies: false }
    found.set(kind, { text: first.text, count: first.count + 1, varies: first.varies || first.text !== text })
  }
  const texts = [...found.values()].map(({ text, count, varies }) => `Warning (at ${count} of ${points.length} points${varies ? '; the first of them' : ''}): ${text}`)
  const lines = texts.slice(0, 10).flatMap((text) => wrappedLines(text, 96, ''))
  const more = texts.length > 10 ? [`${texts.length - 10} more warnings are in the results.`] : []
  return lines.length === 0 ? [] : ['', ...[...lines, ...more].map(paint.warning)]
}

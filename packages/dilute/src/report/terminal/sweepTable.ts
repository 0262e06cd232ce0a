import { ratioName, ratioPairs } from '../../tell/levelPairs.js'
import { evenly } from '../../tell/evenly.js'
import { sweptParameters } from '../../tell/sweptParameters.js'
import type { SweepPoint, SweepResults } from '../../study/results.js'
import { joined, measured, withoutBar } from '../../tell/measured.js'
import { brief, significant } from '../../tell/numbers.js'
import { measureRatio, ratioEntry, ratioPaths } from '../../tell/ratioText.js'
import { shortPaths } from '../../tell/shortPaths.js'
import { commonStates } from '../../tell/states.js'
import { sweepVerdict } from '../../tell/verdict.js'
import { worstViolation } from '../../tell/violation.js'
import { columnLines, firstFitting, textLength, type Column } from './columns.js'
import { dashLines, printable, wrappedLines } from './lines.js'
import type { Paint } from './paint.js'
import { warningLines } from './pointSummary.js'

const mostRows = 25
const mostWidth = 96

/** What `dilute run` prints about a sweep, below its title: a row for a point, then the verdict. */
export function sweepLines({ points, warnings }: SweepResults, paint: Paint): string[] {
  const shown = evenly(points, mostRows)
  const [headings = '', ...rows] = tableLines(shown, isDriven(points))
  const hidden = points.length - shown.length
  return [
    '', paint.heading(headings), ...rows,
    ...(hidden > 0 ? [`${hidden} of ${points.length} points are not shown; all are in the results.`] : []),
    ...pathLines(shown), ...(isDriven(points) ? gasLines(shown) : []),
    ...dashLines(points, ...(isDriven(points) ? ['entropyProduction', 'heatCurrents'] : ratioPaths(commonStates(points)))).map((line) => line.trimStart()),
    ...verdictLines(points, paint),
    ...warningLines(warnings, paint),
  ]
}

/** With error bars where they fit, else in the digits that they leave. */
function tableLines(points: readonly SweepPoint[], driven: boolean): string[] {
  const settings = settingColumns(points), evidence = evidenceColumns(points)
  if (driven) return flowLines(points)
  return firstFitting([true, false].map((bars) => () => columnLines([...settings, ...ratioColumns(points, bars), ...evidence], '')), mostWidth)
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

/** The ratios of up to three levels or groups, else the pair farthest from detailed balance. */
function ratioColumns(points: readonly SweepPoint[], bars: boolean): Column[] {
  const states = commonStates(points), { names } = states
  if (names.length > 3) return farthestColumns(points, bars)
  return ratioPairs(names.length).map((pair) => ({
    heading: ratioName(pair, names), align: 'number',
    cells: points.map(({ detailedBalance }) => {
      const shown = measureRatio(ratioEntry(states, detailedBalance, pair))
      return bars ? joined(shown) : shown.value
    }),
  }))
}

/** Whether some point has no common β, and with it no ratios. */
function isDriven(points: readonly SweepPoint[]): boolean {
  return points.some(({ beta }) => beta === null)
}

/** What flows, from as many gases as fit. */
function flowLines(points: readonly SweepPoint[]): string[] {
  const gases = shownGases(points).map((name) => heatColumn(points, name))
  return columnLines([...settingColumns(points), ...gases, entropyColumn(points), ...evidenceColumns(points)], '')
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
  const cells = points.map((point) => measured(point.heatCurrents[name], point.heatCurrentsError[name], 4))
  return { heading: `heat from ${printable(name)}`, align: 'number', cells }
}

/** σ, or its Schnakenberg part where a gas has no β. */
function entropyColumn(points: readonly SweepPoint[]): Column {
  const part = points.every(({ entropyProduction: { total } }) => total !== null) ? 'total' : 'schnakenberg'
  return {
    heading: part === 'total' ? 'entropy production' : 'Schnakenberg entropy', align: 'number',
    cells: points.map(({ entropyProduction }) => measured(entropyProduction[part], entropyProduction[`${part}Error`], 4)),
  }
}

function farthestColumns(points: readonly SweepPoint[], bars: boolean): Column[] {
  const written = bars ? measured : withoutBar, worst = points.map(worstViolation)
  return [
    {
      heading: 'largest |ln I|', align: 'number',
      cells: worst.map((pair) => written(pair && Math.abs(pair.logRatio), pair?.logRatioError)),
    },
    { heading: 'pair', align: 'left', cells: worst.map((pair) => pair?.name ?? '') },
  ]
}

function evidenceColumns(points: readonly SweepPoint[]): Column[] {
  const residual: Column = {
    heading: 'Gibbs residual', align: 'number', cells: points.map((point) => significant(point.detailedBalance.thermalizationResidual, 2)),
  }
  return [
    ...(isDriven(points) ? [] : [residual]),
    { heading: 'est. error', align: 'number', cells: points.map((point) => significant(point.evidence.relativeError, 2)) },
  ]
}

/** What the shortened headings stand for, and which swept parameters have no column. */
function pathLines(points: readonly SweepPoint[]): string[] {
  const shown = shownPaths(points)
  const shortened = [...shown].filter(([path, short]) => path !== short).map(([path, short]) => `${short} is ${path}`)
  const hidden = Object.keys(points[0]?.set ?? {}).filter((path) => !shown.has(path)).map((path) => `${path} is swept too; its values are in the results.`)
  return [...shortened, ...hidden].flatMap((line) => wrappedLines(line, mostWidth, ''))
}

/** Which gases have no column. */
function gasLines(points: readonly SweepPoint[]): string[] {
  const shown = shownGases(points), hidden = Object.keys(points[0]?.baths ?? {}).filter((name) => !shown.includes(name))
  return hidden.length === 0 ? [] : wrappedLines(`The heat from ${hidden.join(', ')} is in the results.`, mostWidth, '')
}

function verdictLines(points: readonly SweepPoint[], paint: Paint): string[] {
  const { outcome, sentences } = sweepVerdict(points, { setting: (value) => brief(value), value: (value, error) => measured(value, error, 4) })
  return ['', ...sentences.flatMap((sentence) => wrappedLines(sentence, mostWidth, '')).map(paint.verdict(outcome))]
}

import type { SweepPoint } from '../study/index.js'
import { ratioName, ratioPairs } from './levelPairs.js'
import {
  chosenCell,
  computedCell,
  explanation,
  measuredCell,
  nameColumn,
  note,
  numberColumn,
  table,
  withDashNotes,
} from './parts.js'
import { ratioCell } from './point/ratioSection.js'
import { ratioEntry, ratioPaths } from './ratioText.js'
import type { Cell, Column, Part, Section } from './section.js'
import { parameterUnit } from './parameter.js'
import { shortPaths } from './shortPaths.js'
import { commonStates } from './states.js'
import { subjectOf } from './subject.js'
import { sweptParameters } from './sweptParameters.js'
import { ratioOf } from './symbols.js'
import { unitOf, unitsOf } from './units.js'
import { worstViolation } from './violation.js'

/** Of more swept parameters than these, those that vary first keep their columns where there is little room. */
const mostSettings = 3

/** A column with its entry at a point. */
interface SweepColumn {
  readonly column: Column
  readonly cell: (point: SweepPoint) => Cell
}

/** A row for each of the shown points, out of all of them. */
export function sweepSection(points: readonly SweepPoint[], shown: readonly SweepPoint[] = points): Section {
  const columns = [...settingColumns(points), ...subjectColumns(points), errorColumn]
  const rows = shown.map((point) => columns.map(({ cell }) => cell(point)))
  return {
    title: 'The sweep',
    heading: '',
    parts: [
      ...withDashNotes(
        [
          table(
            columns.map(({ column }) => column),
            rows,
            'points',
            { even: true, of: points.length },
          ),
          ...pathNotes(points),
        ],
        points,
        ...reasonPaths(points),
      ),
      ...residualNote(points),
    ],
  }
}

/** Where entries of the table that are null have their reasons. */
function reasonPaths(points: readonly SweepPoint[]): readonly string[] {
  if (subjectOf(points) === 'ratios') return ratioPaths(commonStates(points))
  const entropy = ['entropyProduction.schnakenberg', 'heatCurrents']
  return isTotalKnown(points) ? ['entropyProduction.total', ...entropy] : entropy
}

const isTotalKnown = (points: readonly SweepPoint[]): boolean =>
  points.some(({ entropyProduction: { total } }) => total !== null)

/** The swept values. */
function settingColumns(points: readonly SweepPoint[]): SweepColumn[] {
  const names = shortNames(points),
    digits = names.size > mostSettings - 1 ? 4 : 6
  return [...names].map(([path, name], i): SweepColumn => {
    const leftOut = i < mostSettings ? {} : { leftOut: `${path} is swept too; its values are in the results.` }
    const unit = parameterUnit(path, unitsOf(points[0]!))
    const column = { name, kind: 'setting' as const, ...leftOut, ...(unit === null ? {} : { unit }) }
    return { column, cell: ({ set }) => chosenCell(set[path], digits) }
  })
}

/** The paths with short names, those that vary first where there are many. */
function shortNames(points: readonly SweepPoint[]): Map<string, string> {
  const varies = ({ values }: { readonly values: readonly number[] }): number => Number(values.length > 1)
  const parameters = sweptParameters(points)
  const ordered = parameters.length > mostSettings ? parameters.sort((a, b) => varies(b) - varies(a)) : parameters
  return shortPaths(
    ordered.map(({ path }) => path),
    parameters.length > mostSettings - 1 ? 12 : 24,
  )
}

/** What the shortened names stand for. */
function pathNotes(points: readonly SweepPoint[]): Part[] {
  return [...shortNames(points)]
    .filter(([path, short]) => path !== short)
    .map(([path, short]) => note(`${short} is ${path}`))
}

/** The ratios, of many levels or groups the one farthest from 1; or what flows. */
function subjectColumns(points: readonly SweepPoint[]): SweepColumn[] {
  if (subjectOf(points) === 'flows') return flowColumns(points)
  return [...(commonStates(points).names.length <= 3 ? ratioColumns(points) : farthestColumns), residualColumn]
}

function ratioColumns(points: readonly SweepPoint[]): SweepColumn[] {
  const states = commonStates(points)
  return ratioPairs(states.names.length).map((pair) => ({
    column: numberColumn(ratioName(pair, states.names), null, { symbol: ratioOf(pair, states.names) }),
    cell: ({ detailedBalance }) => ratioCell(ratioEntry(states, detailedBalance, pair)),
  }))
}

const farthestColumns: readonly SweepColumn[] = [
  {
    column: numberColumn('largest |ln I|'),
    cell: (point) => {
      const worst = worstViolation(point)
      return measuredCell(worst && Math.abs(worst.logRatio), worst?.logRatioError)
    },
  },
  { column: nameColumn('pair'), cell: (point) => worstViolation(point)?.name ?? '' },
]

const residualColumn: SweepColumn = {
  column: numberColumn('Gibbs residual'),
  cell: ({ detailedBalance }) => computedCell(detailedBalance.thermalizationResidual, 2),
}

const errorColumn: SweepColumn = {
  column: numberColumn('estimated error', null, { short: 'est. error' }),
  cell: ({ evidence }) => computedCell(evidence.relativeError, 2),
}

/** The heat from each gas and the entropy production; the total of it only where every gas has a β. */
function flowColumns(points: readonly SweepPoint[]): SweepColumn[] {
  const units = unitsOf(points[0]!),
    gases = Object.keys(points[0]?.baths ?? {})
  const heat = gases.map((name): SweepColumn => ({
    column: numberColumn(`heat from ${name}`, unitOf(units, 'heat current'), {
      leftOut: `The heat from ${name} is in the results.`,
    }),
    cell: ({ heatCurrents, heatCurrentsError }) => measuredCell(heatCurrents[name], heatCurrentsError[name], 4),
  }))
  return [...heat, ...entropyColumns(points)]
}

function entropyColumns(points: readonly SweepPoint[]): SweepColumn[] {
  const unit = unitOf(unitsOf(points[0]!), 'rate')
  const column = (part: 'total' | 'schnakenberg', name: string, more: Partial<Column>): SweepColumn => ({
    column: numberColumn(name, unit, more),
    cell: ({ entropyProduction }) => measuredCell(entropyProduction[part], entropyProduction[`${part}Error`], 4),
  })
  if (!isTotalKnown(points)) {
    return [column('schnakenberg', 'apparent entropy production (Schnakenberg)', { short: 'Schnakenberg entropy' })]
  }
  const leftOut = 'The apparent part of the entropy production (Schnakenberg) is in the results.'
  return [
    column('total', 'entropy production', {}),
    column('schnakenberg', 'its apparent part (Schnakenberg)', { short: 'Schnakenberg entropy', leftOut }),
  ]
}

function residualNote(points: readonly SweepPoint[]): Part[] {
  return subjectOf(points) === 'flows'
    ? []
    : [
        explanation(
          'The Gibbs residual is how far the Gibbs state is from stationary; ' +
            'with exact scattering it vanishes whether or not detailed balance holds.',
        ),
      ]
}

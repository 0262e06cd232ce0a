import type { PointResults } from '../../study/index.js'
import { countingPaths, countsOf, notCounted, type Count } from '../counts.js'
import { explanation, measuredCell, nameColumn, note, numberColumn, table, withDashNotes } from '../parts.js'
import type { Column, Part, Section } from '../section.js'
import { unitOf, unitsOf, type Dimension } from '../units.js'

/** Rows of a kind beyond these are left to the results where there is little room. */
const most = 10

/** Mean, noise and skewness of what is counted in the stationary state; nothing where counting was not asked for. */
export function countingSections(point: PointResults): Section[] {
  if (point.counting === undefined) return []
  const heading = 'Counting: cumulants per unit time of net numbers of transitions, stationary state'
  return [{ title: 'Counting statistics', heading, parts: countingParts(point) }]
}

function countingParts(point: PointResults): Part[] {
  const { counting } = point
  if (!counting) return [note(`None: ${notCounted(point)}.`)]
  const { pairs, cycles, heat } = countsOf(point, counting)
  const ofNumbers = cumulantColumns(point, ['rate', 'rate', 'rate'])
  const parts = [
    explanation(
      'Count the transitions between two levels for a long time, those back taken off. The count grows by ' +
        'its mean per unit time, the variance over many such runs by the noise, and the third cumulant, which tells ' +
        'how lopsided the runs scatter, by the skewness.',
    ),
    ...counted(pairs, ofNumbers, 'pairs of levels', 'more pairs, with less noise,'),
    ...(cycles.length === 0
      ? []
      : [explanation('The net number of turns around a cycle of levels, in the order written:')]),
    ...counted(cycles, ofNumbers, 'cycles', 'more cycles'),
    ...(heat.length === 0 ? [] : [explanation('The heat from each gas into the system, summed up in the same way:')]),
    ...counted(
      heat.map((one) => ({ ...one, name: `heat from ${one.name}` })),
      cumulantColumns(point, ['heat current', 'heat noise', 'heat skewness']),
      'gases',
      'more gases',
    ),
  ]
  return withDashNotes(parts, [point], ...countingPaths(point))
}

function cumulantColumns(point: PointResults, dimensions: readonly [Dimension, Dimension, Dimension]): Column[] {
  const units = unitsOf(point)
  return ['mean', 'noise', 'skewness'].map((name, i) => numberColumn(name, unitOf(units, dimensions[i]!)))
}

function counted(counts: readonly Count[], cumulants: readonly Column[], what: string, rest: string): Part[] {
  const rows = counts.map(({ name, mean, meanError, noise, noiseError, skewness, skewnessError }) => [
    name,
    measuredCell(mean, meanError, 4),
    measuredCell(noise, noiseError, 4),
    measuredCell(skewness, skewnessError, 4),
  ])
  return rows.length === 0 ? [] : [table([nameColumn('count'), ...cumulants], rows, what, { most, rest })]
}

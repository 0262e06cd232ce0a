import type { DetailedBalanceResults, PointResults } from '../../study/index.js'
import { roundTrip } from '../counts.js'
import { levelNames } from '../levelPairs.js'
import { significant } from '../numbers.js'
import { explanation, measuredCell, nameColumn, note, numberColumn, table, withDashNotes } from '../parts.js'
import { reasonsAt } from '../reasons.js'
import type { Part, Section, Table } from '../section.js'
import { unitOf, unitsOf } from '../units.js'

/** So many cycles are told where there is little room. */
const most = 6

/** Cycle affinities, and the conditions that keep the Gibbs state stationary. */
export function cycleSection(point: PointResults): Section {
  const { detailedBalance } = point
  const { thermalizationResidual } = detailedBalance
  return {
    title: thermalizationResidual === null ? 'Cycles' : 'Cycles and thermalization',
    heading: 'Cycle affinity; 0 where detailed balance holds',
    parts: [
      ...cycleParts(point),
      ...(thermalizationResidual === null ? [] : [thermalizationNote(thermalizationResidual)]),
      ...conditions(detailedBalance, unitOf(unitsOf(point), 'rate')),
    ],
  }
}

/** The cycles, or why there are none. */
function cycleParts({ detailedBalance, levels, reasons }: PointResults): Part[] {
  const path = 'detailedBalance.cycles'
  const parts = cycleTable(detailedBalance, levelNames(levels.length))
  if (parts.length === 0) return reasonsAt([{ reasons }], path).map((reason) => note(`None: ${reason}`))
  return withDashNotes(parts, [{ reasons }], path)
}

/** The cycles with their affinities, the largest first where there are more than can be taken in. */
export function cycleTable(
  { cycles }: Pick<DetailedBalanceResults, 'cycles'>,
  names: readonly string[],
): [] | [Part, Table] {
  if (cycles.length === 0) return []
  const size = (affinity: number | null): number => Math.abs(affinity ?? 0)
  const sorted = cycles.length <= most ? cycles : [...cycles].sort((a, b) => size(b.affinity) - size(a.affinity))
  const rows = sorted.map(({ states, affinity, affinityError }) => [
    roundTrip(states, names),
    measuredCell(affinity, affinityError),
  ])
  return [
    explanation(
      'The affinity of a cycle is the logarithm of the product of its forward over its backward rates. ' +
        'It is 0 for every cycle where detailed balance holds.',
    ),
    table([nameColumn('cycle'), numberColumn('affinity')], rows, 'cycles', {
      most,
      rest: 'more cycles, with smaller affinities,',
    }),
  ]
}

function thermalizationNote(residual: number): Part {
  return explanation(
    'In the Gibbs state what flows into each level equals what flows out, up to a relative ' +
      `${significant(residual, 2)}. Thermalization needs this, but not detailed balance.`,
  )
}

/** Both sides of (30a) and (30b), or of one condition for each level. */
function conditions({ thermalization }: DetailedBalanceResults, unit: string | null): Part[] {
  const rows = thermalization.map(({ equation, left, leftError, right, rightError }) => [
    /^\d/.test(equation) ? `(${equation})` : equation,
    measuredCell(left, leftError),
    measuredCell(right, rightError),
  ])
  const columns = [nameColumn('condition'), numberColumn('left side', unit), numberColumn('right side', unit)]
  return rows.length === 0 ? [] : [table(columns, rows, 'conditions', { room: 'wide' })]
}

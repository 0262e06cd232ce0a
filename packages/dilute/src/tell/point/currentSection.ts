import type { PointResults } from '../../study/index.js'
import { currentPaths, stateCurrents } from '../currents.js'
import { explanation, measuredCell, nameColumn, numberColumn, table, withDashNotes } from '../parts.js'
import type { Section } from '../section.js'
import { statesOf, stateWord } from '../states.js'
import { currentSymbol } from '../symbols.js'
import { unitOf, unitsOf } from '../units.js'

/** Up to so many levels every current is told where there is little room, beyond it so many. */
const mostListed = 4
const mostCurrents = 6

/** What flows between the levels in the stationary state. */
export function currentSection(point: PointResults): Section {
  const states = statesOf(point),
    { names } = states,
    what = stateWord(states),
    units = unitsOf(point)
  const rows = stateCurrents(states, point).map(({ from, to, probability, probabilityError, heat, heatError }) => [
    `${names[from]!} → ${names[to]!}`,
    measuredCell(probability, probabilityError, 4),
    measuredCell(heat, heatError, 4),
  ])
  const columns = [
    nameColumn('transition'),
    numberColumn('probability current', unitOf(units, 'rate'), { symbol: currentSymbol }),
    numberColumn('heat into the system', unitOf(units, 'heat current')),
  ]
  const most = names.length <= mostListed ? rows.length : mostCurrents
  return {
    title: 'Currents in the stationary state',
    heading: `Currents between ${what}s, stationary state`,
    parts:
      rows.length === 0
        ? []
        : [
            explanation(
              `The net probability flow between two ${
                states.grouped ? 'groups of levels' : 'levels'
              }, per unit time, and the heat it ` +
                'carries into the system. Arrows point the way the flow goes; where it is 0 within its error, ' +
                'either way.',
            ),
            ...withDashNotes(
              [table(columns, rows, 'currents', { most, rest: 'smaller currents' })],
              [point],
              ...currentPaths(states),
            ),
          ],
  }
}

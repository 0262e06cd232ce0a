import type { BathResults, PointResults } from '../../study/index.js'
import { joined } from '../measured.js'
import { brief, significant } from '../numbers.js'
import {
  chosenCell,
  explanation,
  measuredCell,
  nameColumn,
  note,
  numberColumn,
  table,
  withDashNotes,
} from '../parts.js'
import type { Cell, Part, Section } from '../section.js'
import { ratesBetween, singleLevels, statesOf, stateWord } from '../states.js'
import { subjectOf } from '../subject.js'
import { after, unitOf, unitsOf } from '../units.js'
import { verdictOf } from '../verdict.js'
import { cycleTable } from './cycleSection.js'
import { rateMatrix } from './rateSection.js'
import { ratioTable } from './ratioSection.js'

/** The gases: all of them in a table, then one by one; nothing for a single, unnamed gas. */
export function gasSections(point: PointResults): Section[] {
  const gases = Object.entries(point.baths ?? {})
  return gases.length === 0
    ? []
    : [comparison(point, gases), ...gases.map(([name, bath]) => gasSection(name, bath, point))]
}

/** Temperature, heat and verdict of each, for where there is room; each has its own in a heading too. */
function comparison(point: PointResults, gases: readonly (readonly [string, BathResults])[]): Section {
  const units = unitsOf(point),
    states = statesOf(point)
  const columns = [
    nameColumn('gas'),
    numberColumn('β', unitOf(units, 'inverse energy')),
    numberColumn('heat into the system', unitOf(units, 'heat current')),
    nameColumn('detailed balance'),
  ]
  const rows = gases.map(([name, bath]): Cell[] => [
    name,
    temperature(bath),
    heatCell(bath),
    verdictOf(bath, states).outcome,
  ])
  const several = gases.length > 1
  return {
    title: several ? 'The gases' : 'The gas',
    heading: several ? 'The gases' : 'The gas',
    parts: [
      explanation(
        'Heat is counted as positive where it flows from the gas into the system, per unit time, in the ' +
          'stationary state. β is the inverse temperature. Each gas is judged against the Gibbs state at its own β; ' +
          'one that is not thermal, by the cycles of its rates.',
      ),
      table(columns, rows, 'gases', { room: 'wide' }),
      ...(several ? [explanation(sumNote)] : []),
    ],
  }
}

const sumNote =
  'In the stationary state the energy of the system does not change, so the heat from all gases adds up to zero.'

function temperature({ beta }: BathResults): Cell {
  return beta === null ? 'not thermal' : chosenCell(beta)
}

const heatCell = ({ heatCurrent: { value, error } }: BathResults) => measuredCell(value, error, 4)

function gasSection(name: string, bath: BathResults, point: PointResults): Section {
  const units = unitsOf(point),
    states = statesOf(point),
    levels = singleLevels(bath.rates.length)
  const warmth = bath.beta === null ? 'not thermal' : `beta = ${brief(bath.beta)}${after(units, 'inverse energy')}`
  const heat = `${joined(heatCell(bath).written)}${after(units, 'heat current')}`
  return {
    title: `The gas ${name}: rates and detailed balance`,
    heading: `Gas ${name}: ${warmth}, heat into the system ${heat}`,
    folded: true,
    parts: [
      { kind: 'verdict', verdict: verdictOf(bath, states) },
      explanation(`Its rates to one ${stateWord(states)} from another, per unit time:`),
      ...withDashNotes(
        [rateMatrix(ratesBetween(states, bath), states, units)],
        [point],
        `baths.${name}.${states.grouped ? 'groupRates' : 'rates'}`,
      ),
      ...ratioParts(bath, point),
      ...cycleParts(bath, levels.names),
      ...evidenceNotes(bath),
    ],
  }
}

function ratioParts(bath: BathResults, point: PointResults): Part[] {
  const list = ratioTable(bath.detailedBalance, statesOf(point))
  if (subjectOf([bath]) === 'flows' || list.rows.length === 0) return []
  return [explanation('Its detailed balance ratios, with its own β:'), { ...list, room: 'wide' }]
}

function cycleParts({ detailedBalance }: BathResults, names: readonly string[]): Part[] {
  return cycleTable(detailedBalance, names).map((part): Part => ({ ...part, room: 'wide' }))
}

function evidenceNotes({ evidence: { relativeError, energiesEvaluated, unitarityResidual } }: BathResults): Part[] {
  const error = significant(relativeError, 2)
  return [
    note(`estimated relative error ${error}, ${energiesEvaluated} energies evaluated`, 'narrow'),
    explanation(
      `Estimated relative error of its rates ${error}, from ${energiesEvaluated} energies; ` +
        `its S matrix is unitary up to ${significant(unitarityResidual, 2)}.`,
    ),
  ]
}

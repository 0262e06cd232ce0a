import type { ScatterResults, FoundPole } from '../study/index.js'
import { brief } from './numbers.js'
import { countCell, measuredCell, nameColumn, note, numberColumn, table } from './parts.js'
import { levelsText } from './rounding.js'
import { energySection, energyTable } from './scatteringEnergies.js'
import type { Cell, Column, Part, Section, Telling } from './section.js'
import { after, unitOf, unitsOf } from './units.js'

/** S is told in full for so many energies; for more of them in a line each. */
const mostInFull = 10
/** Bound states or resonances that are listed. */
const mostListed = 12

/**
 * Scattering at each energy: what is bound and resonant, probabilities between levels, then S between open channels.
 */
export function tellScattering(results: ScatterResults): Telling {
  const { title = '', warnings, dimension, method, energies } = results
  return {
    title,
    subtitle: `${levelsText(results)}; dimension ${dimension}, method ${method}`,
    warnings,
    verdict: null,
    sections: [
      ...slowSections(results),
      ...boundSections(results),
      ...resonanceSections(results),
      ...poleSections(results),
      ...(energies.length > mostInFull ? [energyTable(results)] : energies.map((one) => energySection(one, results))),
    ],
  }
}

const section = (heading: string, parts: readonly Part[]): Section[] =>
  parts.length === 0 ? [] : [{ title: heading, heading, parts }]

/** Of slow particles in the lowest level. */
function slowSections(results: ScatterResults): Section[] {
  const { scatteringLength, scatteringLengthError, effectiveRange, effectiveRangeError } = results
  const unit = unitOf(unitsOf(results), 'length')
  const rows = [
    ['scattering length', scatteringLength, scatteringLengthError],
    ['effective range', effectiveRange, effectiveRangeError],
  ] as const
  const known = rows.filter(([, value]) => value !== null)
  const columns = [nameColumn('of slow particles'), numberColumn('value', unit)]
  return section(
    '',
    known.length === 0
      ? []
      : [
          table(
            columns,
            known.map(([name, ...number]) => [name, measuredCell(...number)]),
            'lengths',
          ),
        ],
  )
}

/** A bound state or a resonance, as far as it is known. */
interface Listed {
  readonly energy: number
  readonly energyError: number | null
  readonly width?: number | null
  readonly widthError?: number | null
  readonly angularMomentum?: number
  readonly nodes?: number
}

/** A column of such a list, left out where no state has an entry. */
interface ListColumn {
  readonly column: Column
  readonly cell: (state: Listed) => Cell
  readonly has: (state: Listed) => boolean
}

function listColumns(results: object): ListColumn[] {
  const unit = unitOf(unitsOf(results), 'energy')
  return [
    {
      column: numberColumn('energy', unit),
      cell: ({ energy, energyError }) => measuredCell(energy, energyError ?? 0),
      has: () => true,
    },
    { column: numberColumn('width', unit), cell: widthCell, has: ({ width }) => width !== undefined },
    {
      column: numberColumn('ℓ'),
      cell: ({ angularMomentum = 0 }) => countCell(angularMomentum),
      has: (state) => state.angularMomentum !== undefined,
    },
    {
      column: numberColumn('states below it'),
      cell: ({ nodes = 0 }) => countCell(nodes),
      has: ({ nodes }) => nodes !== undefined,
    },
  ]
}

function widthCell({ width = null, widthError = null }: Listed): Cell {
  return width === null ? 'below rounding' : measuredCell(width, widthError ?? 0, 4)
}

function listParts(states: readonly Listed[], what: string, results: object): Part[] {
  const columns = listColumns(results).filter(({ has }) => states.some(has))
  const rows = states.map((state) => columns.map(({ cell }) => cell(state)))
  return states.length === 0
    ? []
    : [
        table(
          columns.map(({ column }) => column),
          rows,
          what,
          { most: mostListed, rest: `more ${what}` },
        ),
      ]
}

function boundSections(results: ScatterResults): Section[] {
  const { boundStates, complete } = results
  return section('Bound states', [
    ...listParts(boundStates ?? [], 'bound states', results),
    ...lackNotes(complete.boundStates, results),
  ])
}

function resonanceSections(results: ScatterResults): Section[] {
  const { resonances, complete } = results
  return section('Resonances', [
    ...listParts(resonances, 'resonances', results),
    ...lackNotes(complete.resonances, results),
  ])
}

/** Up to where a list has all there is. */
function lackNotes(complete: ScatterResults['complete']['boundStates'], results: object): Part[] {
  if (complete === true || complete === null) return []
  const upTo =
    complete.upTo === null
      ? 'not complete'
      : `complete up to E = ${brief(complete.upTo)}${after(unitsOf(results), 'energy')}`
  return [note(`The list is ${upTo}: ${complete.reason}`)]
}

function poleSections({ poles = [] }: ScatterResults): Section[] {
  return section(
    'Poles of S',
    poles.map((pole) => note(poleText(pole))),
  )
}

function poleText(pole: FoundPole): string {
  const { guess } = pole
  const from = `Pole from E = ${brief(guess.energy)}, width ${brief(guess.width)}`
  if ('reason' in pole) return `${from}: none, ${pole.reason}`
  return `${from}: E = ${brief(pole.energy)}, width ${brief(pole.width)}${
    pole.artificial ? ', made by the end of the potential' : ''
  }`
}

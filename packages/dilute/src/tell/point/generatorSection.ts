import type { GeneratorResults, PointResults } from '../../study/index.js'
import { levelNames } from '../levelPairs.js'
import { isZeroWithin, measured } from '../measured.js'
import { significant } from '../numbers.js'
import {
  computedCell,
  countCell,
  explanation,
  measuredCell,
  nameColumn,
  note,
  numberColumn,
  table,
  withDashNotes,
} from '../parts.js'
import type { Plane, Section, Table } from '../section.js'
import { code, index, italic, rich } from '../text.js'
import { after, unitOf, unitsOf, type Units } from '../units.js'

/** Rows of a kind beyond these are left to the results where there is little room, and elements of a block anywhere. */
const most = 9
const mostElements = 12

/** The secular generator (7): spectrum, blocks and level shift; nothing where it was not asked for. */
export function generatorSections(point: PointResults): Section[] {
  const { generator, levels } = point
  if (generator === undefined) return []
  const names = levelNames(levels.length),
    units = unitsOf(point)
  return [
    {
      title: 'The generator: how populations and coherences decay',
      heading: 'Generator: how populations and coherences decay',
      parts: withDashNotes(
        [
          note(summary(generator, levels.length, units)),
          plane(generator),
          spectrumTable(generator, units),
          explanation(
            rich(
              'Element (',
              italic('k'),
              ',',
              italic('l'),
              ') of the density matrix turns with the frequency ',
              italic('E'),
              index('k'),
              ' − ',
              italic('E'),
              index('l'),
              '. Only elements of one block change each other; those with negative frequencies are their complex ' +
                'conjugates.',
            ),
          ),
          blockTable(generator, names, units),
          explanation(
            rich(
              'Collisions also shift the energies of the levels. The shift is not part of the spectrum above; ' +
                'evolutions ' +
                'add it where the study says ',
              code('levelShift: true'),
              '.',
            ),
          ),
          shiftTable(generator, names, units),
        ],
        [point],
        'generator',
      ),
    },
  ]
}

/** What the generator is, how slowly it decays and how well it is known. */
function summary(
  { spectrum, blocks, estimatedError, frequencyTolerance, gap, gapError }: GeneratorResults,
  levelCount: number,
  units?: Units,
): string {
  return [
    `The generator moves populations and coherences of the ${levelCount} levels: ${spectrum.length} eigenvalues of its ` +
      `dissipator, ` +
      'whose real parts are rates of decay with a minus sign.',
    `The slowest decay of all is ${measured(gap, gapError, 4)}${after(units, 'rate')}.`,
    `It falls into blocks, one for each distinct difference of two energies (Bohr frequency): ${blocks.length} of ` +
      `them with a frequency ` +
      'of zero or more.',
    `Frequencies closer than ${significant(frequencyTolerance, 2)}${after(units, 'energy')} count as one; its entries ` +
      `are known to ${significant(estimatedError, 2)}${after(units, 'rate')}.`,
  ].join(' ')
}

/** The eigenvalues in the complex plane, 0 where they are not told from it. */
function plane({ spectrum, spectrumError }: GeneratorResults): Plane {
  const told = (value: number, i: number): number => (isZeroWithin(value, spectrumError[i]) ? 0 : value)
  return { kind: 'plane', room: 'wide', points: spectrum.map(([re, im], i) => [told(re, i), told(im, i)] as const) }
}

function spectrumTable({ spectrum, spectrumError }: GeneratorResults, units?: Units): Table {
  const rows = spectrum.map(([re, im], i) => [
    countCell(i + 1),
    measuredCell(re, spectrumError[i], 4),
    measuredCell(im, spectrumError[i], 4),
  ])
  const unit = unitOf(units, 'rate')
  const columns = [nameColumn('eigenvalue'), numberColumn('real part', unit), numberColumn('imaginary part', unit)]
  return table(columns, rows, 'eigenvalues', { most, rest: 'more eigenvalues, decaying faster,' })
}

function blockTable({ blocks }: GeneratorResults, names: readonly string[], units?: Units): Table {
  const rows = blocks.map(({ frequency, elements }) => {
    const shown = elements
      .slice(0, mostElements)
      .map(([k, l]) => `(${names[k]},${names[l]})`)
      .join(' ')
    return [
      computedCell(frequency, 6),
      elements.length > mostElements ? `${shown} and ${elements.length - mostElements} more` : shown,
    ]
  })
  const elements = { name: 'elements (k,l) of the density matrix that turn with it', kind: 'words' } as const
  return table([numberColumn('Bohr frequency', unitOf(units, 'energy')), elements], rows, 'blocks', {
    most,
    rest: 'more blocks',
  })
}

function shiftTable({ levelShift }: GeneratorResults, names: readonly string[], units?: Units): Table {
  const rows = names.map((name, k) => [name, computedCell(levelShift[k]?.[k]?.[0])])
  const columns = [nameColumn('level'), numberColumn('shift of its energy by the gas', unitOf(units, 'energy'))]
  return table(columns, rows, 'levels', { most, rest: 'more levels' })
}

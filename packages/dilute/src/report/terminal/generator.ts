import type { GeneratorResults, PointResults } from '../../study/results.js'
import { generatorSummary } from '../../tell/generatorSummary.js'
import { measured } from '../../tell/measured.js'
import { significant } from '../../tell/numbers.js'
import { columnLines } from './columns.js'
import { dashLines, wrappedLines } from './lines.js'

/** Rows of a kind beyond these are left to the results. */
const mostRows = 9
const mostElements = 8

const summaryStyle = { number: (value: number) => significant(value, 2), measured: (value: number, error: number) => measured(value, error, 4) }

/** The spectrum of the secular generator, its blocks and the level shift; nothing where it was not asked for. */
export function generatorLines(point: PointResults, names: readonly string[]): string[] {
  const { generator } = point
  if (generator === undefined) return []
  const { spectrum, blocks } = generator
  return [
    ...wrappedLines(generatorSummary(generator, names.length, summaryStyle).join(' ')), '',
    ...spectrumLines(generator), ...moreLine(spectrum.length, 'eigenvalues, decaying faster,'), '',
    ...blockLines(generator, names), ...moreLine(blocks.length, 'blocks'), '',
    ...shiftLines(generator, names), ...moreLine(names.length, 'levels'),
    ...dashLines([point], 'generator'),
  ]
}

function spectrumLines({ spectrum, spectrumError }: GeneratorResults): string[] {
  const shown = spectrum.slice(0, mostRows)
  return columnLines([
    { heading: 'eigenvalue: real part', align: 'number', cells: shown.map(([re], i) => measured(re, spectrumError[i], 4)) },
    { heading: 'imaginary part', align: 'number', cells: shown.map(([, im], i) => measured(im, spectrumError[i], 4)) },
  ])
}

function blockLines({ blocks }: GeneratorResults, names: readonly string[]): string[] {
  const shown = blocks.slice(0, mostRows)
  return columnLines([
    { heading: 'Bohr frequency', align: 'number', cells: shown.map(({ frequency }) => significant(frequency, 6)) },
    { heading: 'elements (k,l) of the density matrix that turn with it', align: 'left', cells: shown.map(({ elements }) => listed(elements, names)) },
  ])
}

function listed(elements: GeneratorResults['blocks'][number]['elements'], names: readonly string[]): string {
  const shown = elements.slice(0, mostElements).map(([k, l]) => `(${names[k]},${names[l]})`).join(' ')
  return elements.length > mostElements ? `${shown} and ${elements.length - mostElements} more` : shown
}

function shiftLines({ levelShift }: GeneratorResults, names: readonly string[]): string[] {
  const shown = names.slice(0, mostRows)
  return columnLines([
    { heading: 'level', align: 'left', cells: shown },
    { heading: 'shift of its energy by the gas', align: 'number', cells: shown.map((_, k) => significant(levelShift[k]?.[k]?.[0])) },
  ])
}

function moreLine(count: number, what: string): string[] {
  return count > mostRows ? [`  ${count - mostRows} more ${what} are in the results.`] : []
}

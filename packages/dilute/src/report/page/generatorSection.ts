import type { GeneratorResults, PointResults } from '../../study/results.js'
import { generatorSummary, type SummaryStyle } from '../../tell/generatorSummary.js'
import { levelNames } from '../../tell/levelPairs.js'
import { typographicMeasured } from '../../tell/measured.js'
import { typographic } from '../../tell/numbers.js'
import { folded } from './folded.js'
import { markup, nothing, type Markup } from './markup.js'
import { dashNote } from './notes.js'
import { spectrumPlot } from './spectrumPlot.js'
import { section } from './tables.js'
import { computed, measured } from './values.js'

/** Elements of one block that are listed. */
const mostElements = 12

const summaryStyle: SummaryStyle = {
  number: (value) => typographic(value, 2), measured: (value, error) => typographicMeasured(value, error, 4),
}

/** The secular generator (7): spectrum, blocks and level shift; nothing where it was not asked for. */
export function generatorSection(point: PointResults): Markup {
  const { generator, levels } = point
  if (generator === undefined) return nothing
  const names = levelNames(levels.length)
  return section('The generator: how populations and coherences decay',
    markup`<p class="note">${generatorSummary(generator, levels.length, summaryStyle).join(' ')}</p>`,
    spectrumPlot(generator), spectrumTable(generator),
    markup`<p class="note">Element (<var>k</var>,<var>l</var>) of the density matrix turns with the frequency <var>E</var><sub><var>k</var></sub> − <var>E</var><sub><var>l</var></sub>. Only elements of one block change each other; those with negative frequencies are their complex conjugates.</p>`,
    blockTable(generator, names),
    markup`<p class="note">Collisions also shift the energies of the levels. The shift is not part of the spectrum above; evolutions add it where the study says <code>levelShift: true</code>.</p>`,
    folded(['Level', 'Shift of its energy'], names.map((name, k) => [name, computed(generator.levelShift[k]?.[k]?.[0])]), 'levels'),
    dashNote([point], 'generator'))
}

function spectrumTable({ spectrum, spectrumError }: GeneratorResults): Markup {
  const rows = spectrum.map(([re, im], i) => [String(i + 1), measured(re, spectrumError[i], 4), measured(im, spectrumError[i], 4)])
  return folded(['Eigenvalue', 'Real part', 'Imaginary part'], rows, 'eigenvalues')
}

function blockTable({ blocks }: GeneratorResults, names: readonly string[]): Markup {
  const rows = blocks.map(({ frequency, elements }) => {
    const shown = elements.slice(0, mostElements).map(([k, l]) => `(${names[k]},${names[l]})`).join(' ')
    const more = elements.length > mostElements ? ` and ${elements.length - mostElements} more` : ''
    return [computed(frequency, 6), markup`<span class="words">${shown}${more}</span>`]
  })
  return folded(['Bohr frequency', 'Elements that turn with it'], rows, 'blocks')
}

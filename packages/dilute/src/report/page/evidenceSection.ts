import type { PointResults } from '../../study/results.js'
import { typeset } from '../../tell/numbers.js'
import { markup, nothing, type Markup } from './markup.js'
import { facts, section, table } from './tables.js'
import { chosen, computed } from './values.js'

/** Warnings beyond these are left to the results. */
const mostWarnings = 10

/** Why the numbers can be trusted. */
export function evidenceSection({ evidence }: PointResults): Markup {
  const { tolerances, resonances } = evidence
  const rows = resonances.map(({ energy, width }) => [computed(energy, 6), computed(width)])
  return section('Evidence',
    facts([
      ['Estimated relative error of the rates', computed(evidence.relativeError, 2)],
      ['Energies evaluated', markup`${evidence.energiesEvaluated}`],
      ['Unitarity of the S matrix violated by', computed(evidence.unitarityResidual, 2)],
      ...(evidence.partialWaves === null ? [] : [['Partial waves', String(evidence.partialWaves.waves)] as const, ['The next wave would add, relatively', computed(evidence.partialWaves.truncation, 2)] as const]),
      ...(evidence.amplitudeError === null ? [] : [['Amplitudes change on refinement by', computed(evidence.amplitudeError, 2)] as const]),
      ['Tolerance for rates', chosen(tolerances.rates)],
      ['Tolerance for detailed balance', chosen(tolerances.detailedBalance)],
      ['Tolerance for symmetries', chosen(tolerances.symmetries)],
      ['Levels closer than this count as equal', chosen(tolerances.degeneracy)],
      ['Version', evidence.version],
      ['Seed of random numbers', evidence.seed === null ? 'none, nothing here is random' : markup`${evidence.seed}`],
    ]),
    resonances.length === 0 ? markup`<p class="note">No resonances were found.</p>`
      : markup`<details><summary>Resonances found (${resonances.length})</summary>${table(['Energy', 'Width'], rows)}</details>`)
}

/** What to beware of; nothing where there is nothing. */
export function warningBox(warnings: readonly string[]): Markup {
  if (warnings.length === 0) return nothing
  const shown = warnings.slice(0, mostWarnings).map((text) => markup`<p>Warning: ${withTypesetNumbers(text)}</p>`)
  const more = warnings.length > mostWarnings ? markup`<p>${warnings.length - mostWarnings} more warnings are in the results.</p>` : nothing
  return markup`<div class="warnings" role="note">${shown}${more}</div>\n`
}

/** `-3.6e-9` in a sentence becomes `−3.6·10⁻⁹`. */
function withTypesetNumbers(text: string): string {
  return text.replace(/(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.]*\w)/g, (number) => typeset(number.replace('e+', 'e')))
}

import type { PointResults } from '../../study/results.js'
import { markup, type Markup } from './markup.js'
import { facts, section, table } from './tables.js'
import { chosen, computed } from './values.js'

/** Why the numbers can be trusted, and what to beware of. */
export function evidenceSection({ evidence }: PointResults): Markup {
  const { tolerances, resonances } = evidence
  const rows = resonances.map(({ energy, width }) => [computed(energy, 6), computed(width)])
  return section('Evidence',
    facts([
      ['Estimated relative error of the rates', computed(evidence.relativeError, 2)],
      ['Energies evaluated', markup`${evidence.energiesEvaluated}`],
      ['Unitarity of the S matrix violated by', computed(evidence.unitarityResidual, 2)],
      ...(evidence.amplitudeError === null ? [] : [['Amplitudes change on refinement by', computed(evidence.amplitudeError, 2)] as const]),
      ['Tolerance for rates', chosen(tolerances.rates)],
      ['Tolerance for detailed balance', chosen(tolerances.detailedBalance)],
      ['Tolerance for symmetries', chosen(tolerances.symmetries)],
      ['Levels closer than this count as equal', chosen(tolerances.degeneracy)],
      ['Version', evidence.version],
      ['Seed of random numbers', evidence.seed === null ? 'none, nothing here is random' : markup`${evidence.seed}`],
    ]),
    evidence.warnings.map((warning) => markup`<p class="warning"><strong>Warning.</strong> ${warning}</p>`),
    resonances.length === 0 ? markup`<p class="note">No resonances were found.</p>`
      : markup`<details><summary>Resonances found (${resonances.length})</summary>${table(['Energy', 'Width'], rows)}</details>`)
}

import type { AntiunitaryVerdict, PointResults, SymmetryVerdict } from '../../study/results.js'
import type { VerdictText } from '../../tell/verdict.js'
import { markup, type Content, type Markup } from './markup.js'
import { section, table } from './tables.js'
import { chosen, computed, words } from './values.js'

/** The verdict in words, in the colour of its outcome; the first sentence is the verdict itself. */
export function verdictBox({ outcome, sentences: [verdict = '', ...reasons] }: VerdictText): Markup {
  const more = reasons.map((text) => markup`<p class="reason">${text}</p>`)
  return markup`<div class="verdict ${outcome}"><p><strong>${verdict}</strong></p>${more}</div>\n`
}

/** The symmetries that would each enforce detailed balance, and how far the model is from them. */
export function symmetrySection({ detailedBalance: { symmetries }, evidence: { tolerances }, baths = {} }: PointResults): Markup {
  const rows = [
    row('Hermitian scattering amplitude', symmetries.hermitian),
    row('Symmetric scattering amplitude, up to phases of the levels', symmetries.symmetric),
    row('Time reversal, Eq. (23): same strength for the reversed collision', symmetries.timeReversal),
    row('Time reversal with parity, Eq. (24): same strength with the levels exchanged', symmetries.timeReversalParity),
    antiunitaryRow(symmetries.antiunitary),
  ]
  return section('Symmetries',
    markup`<p class="note">Each of these is enough for detailed balance; none is necessary. The residual is relative; it counts as zero below ${chosen(tolerances.symmetries)}. Equation numbers are those of PRL 131, 040401.${Object.keys(baths).length > 1 ? ' Of several gases the one farthest from the condition counts.' : ''}</p>`,
    table(['Condition', 'Holds', 'Residual'], rows), antiunitaryDetails(symmetries.antiunitary))
}

function row(name: string, { verdict, residual }: SymmetryVerdict): Content[] {
  return [words(name), verdict ? 'yes' : 'no', computed(residual, 3)]
}

function antiunitaryRow({ verdict, residual }: AntiunitaryVerdict): Content[] {
  const answer = verdict === null ? 'undecided' : verdict ? 'yes' : 'no'
  return [words('Antiunitary symmetry of the model: a permutation of sites with phases and complex conjugation'), answer, computed(residual, 3)]
}

function antiunitaryDetails({ verdict, permutation, phases }: AntiunitaryVerdict): Markup {
  if (verdict === null) return markup`<p class="note">The search for an antiunitary symmetry was cut short, because there are too many permutations of the sites.</p>`
  if (!verdict || permutation === null) return markup``
  const rows = permutation.map((to, site) => [markup`${site}`, markup`${to}`, computed(phases?.[site])])
  return markup`<details><summary>The antiunitary symmetry found</summary>${table(['Site', 'goes to site', 'Phase (radians)'], rows)}</details>`
}

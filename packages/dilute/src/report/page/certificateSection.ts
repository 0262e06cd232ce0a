import type { CertificateResults, PointResults, ValidityResults } from '../../study/results.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { facts, section, table } from './tables.js'
import { computed, words } from './values.js'

/** What the generator was checked for, and what the limits behind it rest on. */
export function certificateSection({ certificates, evidence: { validity } }: PointResults): Markup {
  return section('Laws that were checked', ...(certificates === undefined ? [leftOutNote] : checked(certificates)), validityFacts(validity))
}

const leftOutNote = markup`<p class="note">Left out of a sweep; ask with <code>report: [certificates]</code>.</p>`

function checked(certificates: CertificateResults): Markup[] {
  return [
    markup`<p class="note">Each law is tested on the numbers of this run. A residual is relative; the law is kept where the residual is below the tolerance. ${
      markup`<var>H</var> is the Hamiltonian of the system, <var>D</var> what the collisions do to its density matrix.`}</p>`,
    table(['Law', 'Kept', 'Residual', 'Tolerance'], laws(certificates)),
    certificates.leftOut === null ? nothing : markup`<p class="note">Not everything was checked: ${certificates.leftOut}.</p>`,
    quantumBalance(certificates),
  ]
}

interface Check {
  readonly residual: number
  readonly tolerance: number
  readonly holds: boolean
}

function laws({ tracePreservation, completePositivity, commutation, gibbs, nonNegativeRates }: CertificateResults): Content[][] {
  return [
    lawRow('Probability is conserved (the trace is kept)', tracePreservation),
    [words('No rate is negative'), nonNegativeRates ? 'yes' : 'no', '', ''],
    ...(completePositivity === null ? [] : [lawRow('Probabilities stay positive, also for a system entangled with others (complete positivity): the smallest eigenvalue of the Kossakowski matrix is not negative',
      { ...completePositivity, residual: completePositivity.smallest })]),
    ...(commutation === null ? [] : [lawRow('Collisions and free motion commute, [H, D] = 0: populations do not feed coherences between different energies', commutation)]),
    ...(gibbs === null ? [] : [lawRow('The Gibbs state stays as it is, D(Gibbs) = 0', gibbs)]),
  ]
}

/** Whether the coherences obey detailed balance too. */
function quantumBalance({ detailedBalance }: CertificateResults): Markup {
  if (detailedBalance === null) return nothing
  const { populations, gns, kms, reversed, holds } = detailedBalance
  const rows = [
    lawRow('Populations, and coherences between equal energies', populations),
    lawRow('All coherences: D is its own adjoint in the product Tr ρA†B with the Gibbs state ρ (GNS)', gns),
    lawRow('The same in the product Tr √ρA†√ρB (KMS)', kms),
    ...(reversed === null ? [] : [lawRow('All coherences, with the motion reversed by the antiunitary symmetry of the model', reversed)]),
  ]
  return markup`<h3>Quantum detailed balance: ${holds ? 'holds' : 'broken'}</h3>
<p class="note">The same question for the whole density matrix. It holds where the GNS condition is met${reversed === null ? '; there is no antiunitary symmetry that could reverse the motion' : ', or the one with the motion reversed'}. GNS (Gelfand, Naimark, Segal) and KMS (Kubo, Martin, Schwinger) are two scalar products weighted with the Gibbs state.</p>${table(['Condition', 'Met', 'Residual', 'Tolerance'], rows)}`
}

function validityFacts({ secularRatio, lowDensityRatio }: ValidityResults): Markup {
  return markup`<h3>Where the theory holds</h3>
<p class="note">Both ratios should be far below 1, and corrections are of their order; above 0.1 there is a warning.</p>${facts([
  ['Fastest decay over the distance of two frequencies (secular limit)', computed(secularRatio, 2)],
  ['Energy of the gas’s mean field over its temperature (low density)', computed(lowDensityRatio, 2)],
])}`
}

function lawRow(name: string, { holds, residual, tolerance }: Check): Content[] {
  return [words(name), holds ? 'yes' : 'no', computed(residual, 2), computed(tolerance, 2)]
}

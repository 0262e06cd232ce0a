import type { CertificateResults, PointResults, ValidityResults } from '../../study/index.js'
import { trusted } from '../measured.js'
import { significant } from '../numbers.js'
import {
  computedCell,
  explanation,
  fact,
  measuredCell,
  nameColumn,
  numberColumn,
  summaryHeading,
  table,
} from '../parts.js'
import type { Cell, Column, Fact, Part, Section } from '../section.js'
import { code, italic, rich } from '../text.js'

/** What the generator was checked for, and what the limits behind it rest on. */
export function certificateSection({ certificates, evidence: { validity } }: PointResults): Section {
  return {
    title: 'Laws that were checked',
    heading: summaryHeading,
    parts: [
      { kind: 'facts', room: 'narrow', facts: [...summary(certificates), fact('Validity', validityText(validity))] },
      ...(certificates === undefined
        ? [explanation(rich('Left out of a sweep; ask with ', code('report: [certificates]'), '.'))]
        : lawParts(certificates)),
      ...validityParts(validity),
    ],
  }
}

interface Check {
  readonly residual: number
  readonly tolerance: number
  readonly holds: boolean
}

/** One law: in a word or two, and in full. */
interface Law {
  readonly short: string
  readonly name: string
  readonly check: Check
}

function laws({ tracePreservation, completePositivity, commutation, gibbs }: CertificateResults): Law[] {
  const positivity = completePositivity && { ...completePositivity, residual: completePositivity.smallest }
  const checks: readonly (readonly [short: string, name: string, check: Check | null])[] = [
    ['trace kept to', 'Probability is conserved (the trace is kept)', tracePreservation],
    [
      'smallest Kossakowski eigenvalue',
      'Probabilities stay positive, also for a system entangled with others (complete positivity): ' +
        'the smallest eigenvalue of the Kossakowski matrix is not negative',
      positivity,
    ],
    [
      '[H, D]',
      'Collisions and free motion commute, [H, D] = 0: populations do not feed coherences between different energies',
      commutation,
    ],
    ['D(Gibbs)', 'The Gibbs state stays as it is, D(Gibbs) = 0', gibbs],
  ]
  return checks.flatMap(([short, name, check]) => (check === null ? [] : [{ short, name, check }]))
}

function summary(certificates: CertificateResults | undefined): Fact[] {
  if (certificates === undefined) return [fact('Certificates', 'left out; ask with report: [certificates]')]
  const { detailedBalance, leftOut, nonNegativeRates } = certificates
  const said = [
    ...laws(certificates).map(
      ({ short, check: { residual, holds } }) => `${short} ${significant(residual, 2)}${holds ? '' : ' (broken)'}`,
    ),
    ...(nonNegativeRates ? [] : ['negative rates (broken)']),
    ...(leftOut === null ? [] : [leftOut]),
  ]
  return [
    fact('Generator', said.join('; ')),
    ...(detailedBalance === null ? [] : [fact('Quantum detailed balance', balanceText(detailedBalance))]),
  ]
}

type QuantumBalance = NonNullable<CertificateResults['detailedBalance']>

function balanceText({ populations, gns, reversed, holds }: QuantumBalance): string {
  return (
    `${holds ? 'holds' : 'broken'}; residuals: populations ${significant(populations.residual, 2)}, ` +
    `GNS ${significant(gns.residual, 2)}, ` +
    (reversed === null
      ? 'no antiunitary symmetry'
      : `with the antiunitary symmetry ${significant(reversed.residual, 2)}`)
  )
}

function validityText(validity: ValidityResults): string {
  const { secularRatio, secularRatioError, lowDensityRatio, lowDensityRatioError } = validity
  return (
    `rate to frequency distance ${trusted(secularRatio, secularRatioError, 2)}, mean field to temperature ` +
    `${trusted(lowDensityRatio, lowDensityRatioError, 2)}; both should be far below 1`
  )
}

const checkColumns = (what: string, kept: string): Column[] => [
  { name: what, kind: 'words' },
  nameColumn(kept),
  numberColumn('residual'),
  numberColumn('tolerance'),
]

function lawParts(certificates: CertificateResults): Part[] {
  const [trace, ...others] = laws(certificates).map(lawRow)
  const rows = [trace!, ['No rate is negative', certificates.nonNegativeRates ? 'yes' : 'no', '', ''], ...others]
  const { leftOut, detailedBalance } = certificates
  return [
    explanation(
      rich(
        'Each law is tested on the numbers of this run. A residual is relative; the law is kept where the ' +
          'residual is ' +
          'below the tolerance. ',
        italic('H'),
        ' is the Hamiltonian of the system, ',
        italic('D'),
        ' what the collisions do to its density matrix.',
      ),
    ),
    table(checkColumns('law', 'kept'), rows, 'laws', { room: 'wide' }),
    ...(leftOut === null ? [] : [explanation(`Not everything was checked: ${leftOut}.`)]),
    ...(detailedBalance === null ? [] : balanceParts(detailedBalance)),
  ]
}

const lawRow = ({ name, check: { holds, residual, tolerance } }: Omit<Law, 'short'>): Cell[] => [
  name,
  holds ? 'yes' : 'no',
  computedCell(residual, 2),
  computedCell(tolerance, 2),
]

/** Whether the coherences obey detailed balance too. */
function balanceParts({ populations, gns, kms, reversed, holds }: QuantumBalance): Part[] {
  const reversal = 'All coherences, with the motion reversed by the antiunitary symmetry of the model'
  const rows = [
    lawRow({ name: 'Populations, and coherences between equal energies', check: populations }),
    lawRow({
      name: 'All coherences: D is its own adjoint in the product Tr ρA†B with the Gibbs state ρ (GNS)',
      check: gns,
    }),
    lawRow({ name: 'The same in the product Tr √ρA†√ρB (KMS)', check: kms }),
    ...(reversed === null ? [] : [lawRow({ name: reversal, check: reversed })]),
  ]
  const other =
    reversed === null
      ? '; there is no antiunitary symmetry that could reverse the motion'
      : ', or the one with the motion reversed'
  return [
    explanation(
      `Quantum detailed balance: ${
        holds ? 'holds' : 'broken'
      }. The same question for the whole density matrix. It holds where the ` +
        `GNS condition is met${other}. GNS (Gelfand, Naimark, Segal) and KMS (Kubo, Martin, Schwinger) are two ` +
        `scalar ` +
        `products weighted with ` +
        'the Gibbs state.',
    ),
    table(checkColumns('condition', 'met'), rows, 'conditions', { room: 'wide' }),
  ]
}

function validityParts(validity: ValidityResults): Part[] {
  const { secularRatio, secularRatioError, lowDensityRatio, lowDensityRatioError } = validity
  const facts = [
    fact(
      'Fastest decay over the distance of two frequencies (secular limit)',
      measuredCell(secularRatio, secularRatioError, 2),
    ),
    fact(
      'Energy of the gas’s mean field over its temperature (low density)',
      measuredCell(lowDensityRatio, lowDensityRatioError, 2),
    ),
  ]
  return [
    explanation(
      'Where the theory holds: both ratios should be far below 1, and corrections are of their order; above ' +
        '0.1 there is a warning.',
    ),
    { kind: 'facts', room: 'wide', facts },
  ]
}

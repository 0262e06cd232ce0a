import type { CertificateResults, PointResults, ValidityResults } from '../../study/results.js'
import { significant } from '../../tell/numbers.js'

/** What the generator was checked for, and what its limits rest on: names and texts. */
export function certificateLines({ certificates, evidence: { validity } }: PointResults): [string, string][] {
  const checked: [string, string][] = certificates === undefined ? [['Certificates', 'left out; ask with report: [certificates]']] : lawLines(certificates)
  return [...checked, ['Validity', validityText(validity)]]
}

function lawLines(certificates: CertificateResults): [string, string][] {
  const { detailedBalance, leftOut } = certificates
  return [
    ['Generator', `${checks(certificates).join('; ')}${leftOut === null ? '' : `; ${leftOut}`}`],
    ...(detailedBalance === null ? [] : [['Quantum detailed balance', balance(detailedBalance)] satisfies [string, string]]),
  ]
}

function validityText({ secularRatio, lowDensityRatio }: ValidityResults): string {
  return `rate to frequency distance ${significant(secularRatio, 2)}, mean field to temperature ${significant(lowDensityRatio, 2)}; `
    + 'both should be far below 1'
}

interface Check {
  readonly residual: number
  readonly holds: boolean
}

const said = ({ residual, holds }: Check): string => `${significant(residual, 2)}${holds ? '' : ' (broken)'}`

function checks({ tracePreservation, completePositivity, commutation, gibbs, nonNegativeRates }: CertificateResults): string[] {
  return [
    `trace kept to ${said(tracePreservation)}`,
    ...(completePositivity === null ? [] : [`smallest Kossakowski eigenvalue ${said({ ...completePositivity, residual: completePositivity.smallest })}`]),
    ...(commutation === null ? [] : [`[H, D] ${said(commutation)}`]),
    ...(gibbs === null ? [] : [`D(Gibbs) ${said(gibbs)}`]),
    ...(nonNegativeRates ? [] : ['negative rates (broken)']),
  ]
}

function balance({ populations, gns, reversed, holds }: NonNullable<CertificateResults['detailedBalance']>): string {
  return `${holds ? 'holds' : 'broken'}; residuals: populations ${significant(populations.residual, 2)}, `
    + `GNS ${significant(gns.residual, 2)}, `
    + (reversed === null ? 'no antiunitary symmetry' : `with the antiunitary symmetry ${significant(reversed.residual, 2)}`)
}

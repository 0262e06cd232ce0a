import type { PointResults } from '../../study/results.js'
import { fullPrecision, significant } from '../numbers.js'
import { certificateLines } from './certificates.js'
import { wrappedLines } from './lines.js'
import type { Paint } from './paint.js'

/** Entropy, heat, relaxation and evidence, a line or two each. */
export function summaryLines({ entropyProduction: entropy, relaxation, stationary, heatCurrents, evidence, detailedBalance, certificates }: PointResults): string[] {
  const heat = Object.entries(heatCurrents).map(([name, value]) => `from ${name} ${significant(value)}`).join(', ')
  const parts: readonly (readonly [string, string])[] = [
    ['Entropy production', `${significant(entropy.total)} = ${significant(entropy.schnakenberg)} (Schnakenberg) ${added(entropy.violation)} (violation)`],
    ['Heat into the system', heat === '' ? significant(null) : heat],
    ['Relaxation', `slowest rate ${significant(relaxation.gap)}; reversible part alone ${significant(relaxation.reversibleGap)}`],
    ['Gibbs state', `inflow and outflow agree to ${significant(detailedBalance.thermalizationResidual, 2)}; `
      + `stationary state differs by ${significant(stationary.gibbsResidual, 2)}${stationary.unique ? '' : ' and is not unique'}`],
    ['Evidence', `estimated relative error ${significant(evidence.relativeError, 2)}, ${fullPrecision(evidence.energiesEvaluated)} energies evaluated`],
    ...certificateLines(certificates, evidence.validity),
  ]
  const width = Math.max(...parts.map(([name]) => name.length)) + 2
  return parts.flatMap(([name, text]) => wrappedLines(text, 96 - width, '').map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}${line}`))
}

/** `+ 0.1` or `- 0.1`. */
function added(value: number | null): string {
  return value !== null && value < 0 ? `- ${significant(-value)}` : `+ ${significant(value)}`
}

/** The warnings of a point, if any. */
export function warningLines({ evidence }: PointResults, paint: Paint): string[] {
  return evidence.warnings.flatMap((warning) => ['', ...wrappedLines(`Warning: ${warning}`, 96, '').map(paint.warning)])
}

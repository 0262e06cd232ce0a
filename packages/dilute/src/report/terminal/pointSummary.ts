import type { PointResults } from '../../study/results.js'
import { fullPrecision, significant } from '../numbers.js'
import { certificateLines } from './certificates.js'
import { printable, wrappedLines } from './lines.js'
import type { Paint } from './paint.js'

/** Entropy, heat, relaxation and evidence, a line or two each. */
export function summaryLines({ entropyProduction: entropy, relaxation, stationary, heatCurrents, evidence, detailedBalance, certificates }: PointResults): string[] {
  const parts: readonly (readonly [string, string])[] = [
    ['Entropy production', entropyText(entropy)],
    ['Heat into the system', heatText(heatCurrents)],
    ['Relaxation', `slowest rate ${significant(relaxation.gap)}; reversible part alone ${significant(relaxation.reversibleGap)}`],
    stationary.gibbs === null
      ? ['Stationary state', `no Gibbs state, since there is no common temperature${stationary.unique ? '' : '; it is not unique'}`]
      : ['Gibbs state', `inflow and outflow agree to ${significant(detailedBalance.thermalizationResidual, 2)}; `
        + `stationary state differs by ${significant(stationary.gibbsResidual, 2)}${stationary.unique ? '' : ' and is not unique'}`],
    ['Evidence', `estimated relative error ${significant(evidence.relativeError, 2)}, ${fullPrecision(evidence.energiesEvaluated)} energies evaluated`
      + (evidence.amplitudeError === null ? '' : `; amplitudes change by ${significant(evidence.amplitudeError, 2)} on refinement`)],
    ...certificateLines(certificates, evidence.validity),
  ]
  const width = Math.max(...parts.map(([name]) => name.length)) + 2
  return parts.flatMap(([name, text]) => wrappedLines(text, 96 - width, '').map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}${line}`))
}

function entropyText({ total, schnakenberg, violation }: PointResults['entropyProduction']): string {
  if (total === null) return `${significant(schnakenberg)} (Schnakenberg part; the total needs a temperature of every gas)`
  return `${significant(total)} = ${significant(schnakenberg)} (Schnakenberg) ${added(violation)} (violation)`
}

/** From each gas; from several also the sum, which vanishes in the stationary state. */
function heatText(heatCurrents: PointResults['heatCurrents']): string {
  const currents = Object.entries(heatCurrents)
  const each = currents.map(([name, value]) => `from ${printable(name)} ${significant(value)}`).join(', ')
  if (currents.length === 0) return significant(null)
  return currents.length === 1 ? each : `${each}; together ${significant(currents.reduce((sum, [, value]) => sum + value, 0), 2)}`
}

/** `+ 0.1` or `- 0.1`. */
function added(value: number | null): string {
  return value !== null && value < 0 ? `- ${significant(-value)}` : `+ ${significant(value)}`
}

/** The warnings of a point, if any. */
export function warningLines({ evidence }: PointResults, paint: Paint): string[] {
  return evidence.warnings.flatMap((warning) => ['', ...wrappedLines(`Warning: ${warning}`, 96, '').map(paint.warning)])
}

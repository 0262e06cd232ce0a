import type { PointResults } from '../../study/results.js'
import { entropyErrors, gasHeatError } from '../errorBars.js'
import { fullPrecision, isZeroWithin, orZero, significant } from '../numbers.js'
import { certificateLines } from './certificates.js'
import { printable, wrappedLines } from './lines.js'
import type { Paint } from './paint.js'

/** Entropy, heat, relaxation and evidence, a line or two each. */
export function summaryLines(point: PointResults): string[] {
  const { relaxation, stationary, evidence, detailedBalance, certificates } = point
  const parts: readonly (readonly [string, string])[] = [
    ['Entropy production', entropyText(point)],
    ['Heat into the system', heatText(point)],
    ['Relaxation', `slowest rate ${significant(relaxation.gap)}; reversible part alone ${significant(relaxation.reversibleGap)}`],
    stationary.gibbs === null
      ? ['Stationary state', `no Gibbs state, since there is no common temperature${stationary.unique ? '' : '; it is not unique'}`]
      : ['Gibbs state', `inflow and outflow agree to ${significant(detailedBalance.thermalizationResidual, 2)}; `
        + `stationary state differs by ${significant(stationary.gibbsResidual, 2)}${stationary.unique ? '' : ' and is not unique'}`],
    ['Evidence', `estimated relative error ${significant(evidence.relativeError, 2)}, ${fullPrecision(evidence.energiesEvaluated)} energies evaluated`
      + (evidence.partialWaves === null ? '' : `; ${evidence.partialWaves.waves} partial waves`)
      + (evidence.amplitudeError === null ? '' : `; amplitudes change by ${significant(evidence.amplitudeError, 2)} on refinement`)],
    ...certificateLines(certificates, evidence.validity),
  ]
  const width = Math.max(...parts.map(([name]) => name.length)) + 2
  return parts.flatMap(([name, text]) => wrappedLines(text, 94 - width, '').map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}${line}`))
}

function entropyText(point: PointResults): string {
  const { total, schnakenberg, violation } = point.entropyProduction
  const errors = entropyErrors(point)
  const apparent = orZero(schnakenberg, errors.schnakenberg)
  if (total === null) return `${apparent} (Schnakenberg part; the total needs a temperature of every gas)`
  const sign = violation !== null && violation < 0 && !isZeroWithin(violation, errors.violation) ? '-' : '+'
  const broken = orZero(violation === null ? null : Math.abs(violation), errors.violation)
  return `${orZero(total, errors.total)} = ${apparent} (Schnakenberg) ${sign} ${broken} (violation)`
}

/** From each gas; from several also the sum, which vanishes in the stationary state. */
function heatText(point: PointResults): string {
  const currents = Object.entries(point.heatCurrents)
  const each = currents.map(([name, value]) => `from ${printable(name)} ${orZero(value, gasHeatError(point, name))}`).join(', ')
  if (currents.length === 0) return significant(null)
  const error = currents.reduce((most, [name]) => most + gasHeatError(point, name), 0)
  return currents.length === 1 ? each : `${each}; together ${orZero(currents.reduce((sum, [, value]) => sum + value, 0), error, 2)}`
}

/** The warnings of a point, if any. */
export function warningLines({ evidence }: PointResults, paint: Paint): string[] {
  return evidence.warnings.flatMap((warning) => ['', ...wrappedLines(`Warning: ${warning}`, 96, '').map(paint.warning)])
}

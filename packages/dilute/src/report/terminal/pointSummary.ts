import type { PointResults } from '../../study/results.js'
import { isZeroWithin, measured } from '../../tell/measured.js'
import { fullPrecision, missing, significant } from '../../tell/numbers.js'
import { reasonsAt } from '../../tell/reasons.js'
import { certificateLines } from './certificates.js'
import { dashLines, printable, wrappedLines } from './lines.js'
import type { Paint } from './paint.js'

/** Entropy, heat, relaxation and evidence, a line or two each. */
export function summaryLines(point: PointResults): string[] {
  const parts: readonly (readonly [string, string])[] = [
    ['Entropy production', entropyText(point)],
    ['Heat into the system', heatText(point)],
    ['Relaxation', relaxationText(point)],
    stationaryPart(point),
    ['Evidence', evidenceText(point)],
    ...certificateLines(point),
  ]
  const width = Math.max(...parts.map(([name]) => name.length)) + 2
  const lines = parts.flatMap(([name, text]) => (
    wrappedLines(text, 94 - width, '').map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}${line}`)
  ))
  return [...lines, ...dashLines([point], 'entropyProduction.schnakenberg', 'entropyProduction.violation', 'relaxation', 'heatCurrents')]
}

function entropyText(point: PointResults): string {
  const { total, totalError, schnakenberg, schnakenbergError, violation, violationError } = point.entropyProduction
  const apparent = measured(schnakenberg, schnakenbergError, 4)
  if (total === null) return `${apparent} (Schnakenberg part; ${noTotal(point)})`
  if (schnakenberg === null && violation === null) return `${measured(total, totalError, 4)}; its two parts have no value`
  const sign = violation !== null && violation < 0 && !isZeroWithin(violation, violationError) ? '-' : '+'
  const broken = measured(violation === null ? null : Math.abs(violation), violationError, 4)
  return `${measured(total, totalError, 4)} = ${apparent} (Schnakenberg) ${sign} ${broken} (violation)`
}

/** Why σ is not known. */
export function noTotal(point: PointResults): string {
  return reasonsAt([point], 'entropyProduction.total')[0] ?? 'the total needs a temperature of every gas'
}

/** From each gas; from several the parts cancel in the stationary state. */
function heatText({ heatCurrents, heatCurrentsError }: PointResults): string {
  const each = Object.entries(heatCurrents).map(([name, value]) => `from ${printable(name)} ${measured(value, heatCurrentsError[name], 4)}`)
  return each.length === 0 ? missing : each.join(', ')
}

function relaxationText({ relaxation: { gap, gapError, reversibleGap, reversibleGapError } }: PointResults): string {
  return `slowest rate ${measured(gap, gapError, 4)}; reversible part alone ${measured(reversibleGap, reversibleGapError, 4)}`
}

function stationaryPart({ stationary: { gibbs, gibbsResidual, unique }, detailedBalance }: PointResults): readonly [string, string] {
  if (gibbs === null) return ['Stationary state', `no Gibbs state, since there is no common temperature${unique ? '' : '; it is not unique'}`]
  return ['Gibbs state', `inflow and outflow agree to ${significant(detailedBalance.thermalizationResidual, 2)}; `
    + `stationary state differs by ${significant(gibbsResidual, 2)}${unique ? '' : ' and is not unique'}`]
}

function evidenceText({ evidence: { relativeError, energiesEvaluated, partialWaves, amplitudeError } }: PointResults): string {
  return `estimated relative error ${significant(relativeError, 2)}, ${fullPrecision(energiesEvaluated)} energies evaluated`
    + (partialWaves === null ? '' : `; ${partialWaves.waves} partial waves`)
    + (amplitudeError === null ? '' : `; amplitudes change by ${significant(amplitudeError, 2)} on refinement`)
}

/** The first warnings of the results, and how many more there are. */
export function warningLines(warnings: readonly string[], paint: Paint): string[] {
  const shown = warnings.slice(0, mostWarnings).flatMap((warning) => wrappedLines(`Warning: ${warning}`, 96, ''))
  const more = warnings.length > mostWarnings ? [`${warnings.length - mostWarnings} more warnings are in the results.`] : []
  return shown.length === 0 ? [] : ['', ...[...shown, ...more].map(paint.warning)]
}

const mostWarnings = 10

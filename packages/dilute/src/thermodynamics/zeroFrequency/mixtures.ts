import { complexZeros } from '../../numerics/index.js'
import type { MeasuredArray } from '../populations.js'
import type { MeasuredState } from './measuredState.js'
import type { Measured } from './sector.js'

/** Σ w_c x_c. What the weights are off by adds up to nothing: only how far the parts are apart counts. */
export function mixed({ values: weights, errors }: MeasuredArray, parts: readonly Measured[]): Measured {
  if (parts.length === 1) return parts[0]!
  const counts = parts.map((_, c) => weights[c]! > 0 || errors[c]! > 0)
  const sum = (term: (part: Measured, c: number) => number): number =>
    parts.reduce((total, part, c) => (counts[c]! ? total + term(part, c) : total), 0)
  const mean = sum(({ value }, c) => (weights[c] === 0 ? 0 : weights[c]! * value))
  return {
    value: mean,
    error: sum(({ value, error }, c) => weights[c]! * error + errors[c]! * Math.abs(value - mean)),
  }
}

export function mixedState(weights: MeasuredArray, states: readonly MeasuredState[]): MeasuredState {
  const [first] = states as readonly [MeasuredState]
  if (states.length === 1) return first
  return {
    ...mixedDensity(weights, states),
    logGroupPopulations: first.groupPopulations.map((_, g) =>
      mixedLogs(
        weights,
        states.map(({ logGroupPopulations }) => logGroupPopulations[g]!),
      ),
    ),
    groupPopulations: first.groupPopulations.map((_, g) =>
      mixed(
        weights,
        states.map(({ groupPopulations }) => groupPopulations[g]!),
      ),
    ),
  }
}

function mixedDensity(
  { values: weights, errors }: MeasuredArray,
  states: readonly MeasuredState[],
): Pick<MeasuredState, 'density' | 'densityError'> {
  const [{ density: first }] = states as readonly [MeasuredState]
  const density = complexZeros(first.rows, first.rows)
  const densityError = new Float64Array(density.re.length)
  states.forEach(({ density: { re, im }, densityError: own }, c) =>
    re.forEach((x, entry) => {
      density.re[entry]! += weights[c]! * x
      density.im[entry]! += weights[c]! * im[entry]!
      densityError[entry]! += weights[c]! * own[entry]! + errors[c]! * Math.hypot(x, im[entry]!)
    }),
  )
  return { density, densityError }
}

/** ln Σ w_c e^{x_c}; nothing is known of it where only a weight that is lost to rounding holds anything. */
function mixedLogs({ values: weights, errors }: MeasuredArray, logs: readonly Measured[]): Measured {
  const terms = logs.map(({ value, error }, c) => ({
    value: value + Math.log(weights[c]!),
    error: error + errors[c]! / weights[c]!,
  }))
  const highest = Math.max(...terms.map(({ value }) => value))
  if (highest === -Infinity) {
    const may = logs.some(({ value }, c) => value > -Infinity && errors[c]! > 0)
    return { value: -Infinity, error: may ? Infinity : 0 }
  }
  const total = terms.reduce((sum, { value }) => sum + Math.exp(value - highest), 0)
  const error = terms.reduce(
    (sum, term) => (term.value === -Infinity ? sum : sum + Math.exp(term.value - highest) * term.error),
    0,
  )
  return { value: highest + Math.log(total), error: error / total }
}

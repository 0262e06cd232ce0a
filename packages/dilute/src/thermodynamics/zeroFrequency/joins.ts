import { strongComponents, type ComplexMatrix } from '../../numerics/index.js'
import type { MeasuredArray } from '../populations.js'
import type { Absorption, Inflow } from './absorption.js'

/** Sectors that may be one: gains between them are neither told from zero nor rounding of it. */
export interface Joins {
  /** Whether there are any: how many stationary states there are is undecided then. */
  readonly any: boolean
  /** What may leave each sector per unit time. */
  readonly outflow: Float64Array
  /**
   * Weights with errors that hold them whether these gains are there or not; `ofGibbs` where sectors that are joined
   * share as in the Gibbs state.
   */
  readonly covering: (weights: MeasuredArray, ofGibbs: Float64Array | null) => MeasuredArray
}

/** Between the sectors of an absorption with these stationary states. */
export function joinsOf(absorption: Absorption, densities: readonly ComplexMatrix[]): Joins {
  const inflows = densities.map((_, to) =>
    densities.map((density, from) => (to === from ? nothing : absorption.inflow(to, density))),
  )
  const may = (to: number, from: number): boolean => isUndecided(inflows[to]![from]!)
  const joined = strongComponents(densities.length, (to, from) => may(to, from) || may(from, to))
  return {
    any: joined.length < densities.length,
    outflow: Float64Array.from(densities, (_, from) =>
      inflows.reduce((sum, row, to) => (may(to, from) ? sum + most(row[from]!) : sum), 0),
    ),
    covering: (weights, ofGibbs) => ({
      values: weights.values,
      errors: joined.reduce(
        (errors, { states }) => (states.length === 1 ? errors : widened(errors, states, weights.values, ofGibbs)),
        weights.errors,
      ),
    }),
  }
}

const nothing: Inflow = { value: 0, error: 0, noise: 0 }
const isUndecided = ({ value, noise }: Inflow): boolean => Math.abs(value) > noise
const most = ({ value, error }: Inflow): number => Math.abs(value) + error

/**
 * Of the weights of sectors of which any may be one: nothing or all that they have together. Where those that are one
 * share as in the Gibbs state, weights over those of that state are means of what they were.
 */
function widened(
  errors: Float64Array,
  states: readonly number[],
  values: Float64Array,
  ofGibbs: Float64Array | null,
): Float64Array {
  const out = errors.slice()
  const ratios = ofGibbs === null ? [] : states.map((c) => values[c]! / ofGibbs[c]!)
  const together = states.reduce((sum, c) => sum + values[c]!, 0)
  for (const c of states) {
    const [least, largest] =
      ofGibbs === null ? [0, together] : [ofGibbs[c]! * Math.min(...ratios), ofGibbs[c]! * Math.max(...ratios)]
    out[c]! += Math.max(values[c]! - least, largest - values[c]!)
  }
  return out
}

import { zeroArrays } from '../numerics/index.js'
import { panelSize, type Panel, type RateIntegrals } from './panel.js'

export type { RateIntegrals }

/** Adds one panel's part of the integrals with the weight of one gas. */
export type PanelIntegral = (panel: Panel, out: RateIntegrals) => void

export function emptyIntegrals(levelCount: number): RateIntegrals {
  const size = levelCount * levelCount
  const [value, error, floor] = zeroArrays(size, size, size)
  return { value, error, floor }
}

/** By how much an integral may be off: quadrature, and what the rounding of amplitudes does to their squares. */
export function integralError({ value, error, floor }: RateIntegrals, pair: number): number {
  return error[pair]! + 2 * Math.sqrt(value[pair]! * floor[pair]!) + floor[pair]!
}

export function rateIntegrals(levelCount: number, panels: readonly Panel[], add: PanelIntegral): RateIntegrals {
  const out = emptyIntegrals(levelCount)
  for (const panel of panels) add(panel, out)
  return out
}

/** How far the finer rule may be off, from what the coarser one says. */
export type Judgement = (fine: number, coarse: number) => number

/** Scratch: both rules' weights times the weight of the gas. */
export interface PanelWeights {
  judged: Judgement
  readonly kronrod: Float64Array
  readonly gauss: Float64Array
}

export function panelWeights(): PanelWeights {
  const [kronrod, gauss] = zeroArrays(panelSize, panelSize)
  return { judged: ruleError, kronrod, gauss }
}

/** What the rules of a panel are worth. */
export const judgementOf = ({ unresolved, soft }: Panel): Judgement =>
  unresolved ? Math.max : soft ? softError : ruleError

/**
 * How far Kronrod's 21 points may be off, from what Gauss's 10 say. Probabilities are analytic inside a panel, so that
 * errors fall as ρ⁻²⁰ for Gauss and ρ⁻³² for Kronrod: to the power 3/2, with QUADPACK's margin of 200, where that is
 * less than the difference itself.
 */
export function ruleError(fine: number, coarse: number): number {
  const difference = Math.abs(fine - coarse)
  const relative = (200 * difference) / Math.abs(fine)
  return relative < 1 ? Math.min(difference, Math.abs(fine) * relative * Math.sqrt(relative)) : difference
}

/**
 * Next to a threshold with a layer of width x₀ the probabilities of other levels are off by x₀/(x + x₀), x counted from
 * the threshold. What the first point does not see of that, x₀² ln(x₁/x₀), is not in the difference of the rules, whose
 * own first points are six times apart; where x₀² is anything at all it is eight times the difference at most.
 */
const softError: Judgement = (fine, coarse) => 8 * Math.abs(fine - coarse)

/** One pair of levels on one plane; `first` is where its probabilities begin. */
export function addPair(
  probabilities: Float64Array,
  first: number,
  { kronrod, gauss, judged }: PanelWeights,
  scale: number,
  pair: number,
  out: RateIntegrals,
): void {
  let fine = 0
  let coarse = 0
  for (let e = 0; e < panelSize; e++) {
    const p = probabilities[first + e]!
    fine += kronrod[e]! * p
    coarse += gauss[e]! * p
  }
  out.value[pair]! += scale * fine
  out.error[pair]! += scale * judged(fine, coarse)
}

const parts = ['value', 'error', 'floor'] as const

/**
 * The panel with its parts of integrals over N levels in place of its probabilities: for one gas a seventh of the
 * memory.
 */
export function summedPanel(panel: Panel, n: number, integrals: readonly RateIntegrals[]): Panel {
  const { open } = panel.stretch
  const sums = integrals.map((integral) => {
    const own = emptyIntegrals(open)
    for (const part of parts)
      for (let k = 0; k < open; k++) own[part].set(integral[part].subarray(k * n, k * n + open), k * open)
    return own
  })
  return { ...panel, probabilities: new Float64Array(0), sums }
}

/** The integral over N levels that summed panels keep in this place. */
export function keptIntegral(n: number, place: number): PanelIntegral {
  return ({ sums, stretch: { open } }, out) => {
    for (const part of parts) {
      const [from, to] = [sums![place]![part], out[part]]
      for (let k = 0; k < open; k++) for (let l = 0; l < open; l++) to[k * n + l]! += from[k * open + l]!
    }
  }
}

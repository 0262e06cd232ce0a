import type { ScatterResults, ScatteringAtEnergy } from '../../study/index.js'
import type { CurvePoint } from '../sweep/curves.js'

/** How a particle leaves: on in the direction it came in, back, or (off the line) in any way. */
export type Passage = 'onward' | 'back' | 'any'

/** From which side it comes. */
export type Side = '+' | '-'

/**
 * The probability of one way through against the energy, for central potentials the cross section; NaN, a gap, where a
 * level is closed.
 */
export interface ProbabilityCurve {
  readonly to: number
  /** The direction of travel before the collision; for `any`, the average over incoming modes. */
  readonly side: Side
  readonly points: readonly CurvePoint[]
}

/**
 * The curves from one level, for the given final levels: those of the right-movers, then, on the line, those of the
 * left-movers.
 */
export function probabilityCurves(
  { energies }: Pick<ScatterResults, 'energies'>,
  from: number,
  finals: readonly number[],
  passage: Passage,
): ProbabilityCurve[] {
  const sides: readonly Side[] = passage === 'any' ? ['+'] : ['+', '-']
  return sides.flatMap((side) =>
    finals.map((to) => ({
      to,
      side,
      points: energies.map((one) => ({ x: one.energy, y: probability(one, from, to, passage, side) })),
    })),
  )
}

function probability(
  { channels, channelProbabilities, probabilities, crossSections }: ScatteringAtEnergy,
  from: number,
  to: number,
  passage: Passage,
  side: Side,
): number {
  const isOpen = (level: number): boolean => channels.some((channel) => channel.level === level)
  if (!isOpen(from) || !isOpen(to)) return NaN
  if (passage === 'any') return (probabilities ?? crossSections!)[to]![from]!
  const leaves = (passage === 'onward') === (side === '+') ? '+' : '-'
  const place = (level: number, mode: Side): number =>
    channels.findIndex((channel) => channel.level === level && channel.mode === mode)
  return channelProbabilities[place(to, leaves)]![place(from, side)]!
}

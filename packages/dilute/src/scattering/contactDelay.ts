import type { ContactInteraction, System } from '../model/index.js'
import { LineKernel } from './contactLine.js'
import type { Measured } from './coupledChannels/delay.js'
import { solvedBeside } from './singularEquations.js'
import { ExactTransition } from './siteTransition.js'

/** Rounding of every term, and of the equations as if by an energy. */
const rounding = 32 * Number.EPSILON

/**
 * Delay times of contact scatterers, solved exactly: arg det S = −2 arg det(B − A), the derivative of which is closed
 * (docs/theory.md §7). The error is that of rounding, and of an energy known to `energyError`.
 */
export function contactDelay(
  system: System,
  mass: number,
  interaction: ContactInteraction,
): (level: number, offset: number, energyError: number) => Measured {
  const solver =
    interaction.dimension === 1
      ? new LineKernel(system, mass, interaction)
      : new ExactTransition(system, mass, interaction)
  return (level, offset, energyError) => {
    const { value, size, energy } = solvedBeside(system, (at) => solver.delay(level, at(offset)))
    return { value, error: rounding * size + (energyError + rounding * energy) * size * size }
  }
}

import type { System } from '../model/index.js'
import { offsetRounding } from './rounding.js'

/** The energy is that of a bound state which no wave reaches: S is regular there, its equations are not. */
export class SingularEquations extends Error {
  override readonly name = 'SingularEquations'

  constructor() {
    super('the scattering equations are singular at this energy')
  }
}

/** Solves at energies as they are or, where the equations of one are singular, a rounding error above them. */
export function solvedBeside<T>(system: System, solve: (at: (offset: number) => number) => T): T {
  try {
    return solve((offset) => offset)
  } catch (error) {
    if (!(error instanceof SingularEquations)) throw error
    return solve((offset) => offset + offsetRounding(system, offset))
  }
}

import { OutOfDomain } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import type { Cumulants } from './cumulants.js'
import { stationaryProcess } from './stationaryProcess.js'

/** The stationary Pauli process, ready to count its transitions. */
export interface CountingProcess {
  /**
   * Cumulants of a count that changes by increments[part][k·N + l] with each transition from l to k that `part` causes;
   * one N × N array per rate table the process was made of. Exact derivatives at χ = 0 of the largest eigenvalue of
   * W_kl → Σ_part a_kl e^{χ n_kl}.
   */
  readonly cumulants: (increments: readonly Float64Array[]) => Cumulants
}

/**
 * The process whose rates are the sum of `parts`: one table, or one per gas where transitions are told apart by their
 * cause.
 * @throws RangeError where the stationary state is not unique, or the numbers of levels differ.
 */
export function countingProcess(parts: readonly RateTable[]): CountingProcess {
  const chain = stationaryProcess(parts)
  if (!chain.states.unique)
    throw new OutOfDomain(
      'rates',
      `counting needs a unique stationary state, but there are ${chain.states.classes.length}`,
    )
  return { cumulants: chain.cumulants }
}

import { NotConverged } from '../generator/index.js'
import type { Steps } from '../numerics/index.js'
import { reasonToSkip } from './certificates.js'
import type { ScatteringTables } from './tables.js'

/**
 * What is to be read of a solution: rates and what they give, the certificates too, or the generator whatever it costs.
 */
export type Wanted = 'rates' | 'certificates' | 'generator'

/**
 * Makes what takes long of a solution step by step, so that reading it does not.
 * @throws NotConverged where rates, or a generator that is wanted, do not reach their tolerance.
 */
export function* prepare(gases: readonly { readonly tables: ScatteringTables }[], wanted: Wanted): Steps<void> {
  for (const { tables } of gases) yield* tables.prepareCollisions()
  if (
    wanted === 'rates' ||
    (wanted === 'certificates' && gases.some(({ tables }) => reasonToSkip(tables.collisions) !== null))
  )
    return
  for (const { tables } of gases) yield* wanted === 'generator' ? tables.prepareCoherences() : whereConverged(tables)
}

/** Certificates tell why there is no generator. */
function* whereConverged(tables: ScatteringTables): Steps<void> {
  try {
    yield* tables.prepareCoherences()
  } catch (error) {
    if (!(error instanceof NotConverged)) throw error
  }
}

import { ArrayRoom } from '../numerics/index.js'

/**
 * Integrals ∫dE e^{−β(E−max(𝓔_k,𝓔_l))} |(S − 1)_kl|² of the one mode that scatters, levels × levels row-major
 * [to][from], diagonal zero, by both rules.
 */
export interface PairSums {
  readonly fine: Float64Array
  readonly coarse: Float64Array
}

export function pairSums(levelCount: number, room: ArrayRoom = new ArrayRoom()): PairSums {
  return { fine: room.zeros(levelCount * levelCount), coarse: room.zeros(levelCount * levelCount) }
}

/** det(X − W) at the nodes of a panel. */
export interface Determinants {
  readonly re: Float64Array
  readonly im: Float64Array
}

import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { DeltaPort } from './deltaPort.js'
import type { GapPort } from './gapPort.js'
import type { SectorPort } from './sectorPort.js'
import { StarProduct, twoPort, type TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/** `fillDelays` fills Q = −iΣ†dΣ/dE at fixed η, 2N × 2N, left before right. */
export type Port = SectorPort | GapPort | DeltaPort

/** Parts side by side, joined energy by energy. Owns scratch memory. */
export class Chain {
  private readonly star: StarProduct
  private readonly next: TwoPort
  private readonly buffers: readonly [TwoPort, TwoPort]

  constructor(
    n: number,
    readonly ports: readonly Port[],
  ) {
    this.star = new StarProduct(n)
    this.next = twoPort(n)
    this.buffers = [twoPort(n), twoPort(n)]
  }

  /**
   * Σ of the whole; the matrices are this chain's own, until the next call. `onLoop` is shown 1 − r·r′ of every join.
   */
  solve(waves: Waves, onLoop?: (loop: StarProduct['loop']) => void): TwoPort {
    let [total, free] = this.buffers
    this.ports[0]!.fill(waves, total)
    for (let i = 1; i < this.ports.length; i++) {
      this.ports[i]!.fill(waves, this.next)
      this.star.join(total, this.next, free)
      onLoop?.(this.star.loop)
      ;[total, free] = [free, total]
    }
    return total
  }

  /** Σ of the whole and Q = −iΣ†dΣ/dE at fixed η, on the real axis: 2N × 2N, left before right. */
  solveDelays(waves: Waves): { readonly sigma: TwoPort; readonly delays: ComplexMatrix } {
    const size = 2 * this.next.ll.rows
    let [total, free] = this.buffers
    const next = complexZeros(size, size)
    let [delays, joined] = [complexZeros(size, size), complexZeros(size, size)]
    this.ports[0]!.fill(waves, total)
    this.ports[0]!.fillDelays(waves, delays)
    for (let i = 1; i < this.ports.length; i++) {
      this.ports[i]!.fill(waves, this.next)
      this.ports[i]!.fillDelays(waves, next)
      this.star.join(total, this.next, free)
      this.star.joinDelays(total, this.next, delays, next, joined)
      ;[total, free] = [free, total]
      ;[delays, joined] = [joined, delays]
    }
    return { sigma: total, delays }
  }
}

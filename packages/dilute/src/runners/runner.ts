import type { Written } from '../store/freshPieces.js'
import type { Store } from '../store/store.js'

/** How pieces are computed: here, by threads, on a cluster. What is in the store afterwards does not depend on it. */
export interface Runner {
  readonly name: string
  /**
   * Computes these pieces and writes them into the store, in any order.
   * @throws the signal's reason when it is aborted, and what goes wrong with a piece; pieces that are finished stay.
   */
  readonly run: (store: Store, pieces: readonly number[], watch?: Watch) => Promise<void>
}

/** How the work is attended. */
export interface Watch {
  readonly signal?: AbortSignal | undefined
  /** A piece is in the store; what was written where this process has written it. */
  readonly onPiece?: ((piece: number, written?: Written) => void) | undefined
}

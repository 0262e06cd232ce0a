import { setImmediate as turn } from 'node:timers/promises'
import type { Columns } from '../pieces/piece.js'
import type { Store } from '../store/store.js'
import { runLane } from './lane.js'
import { pieceTask } from './pieceTask.js'
import type { Runner } from './runner.js'

/** One piece after another, in this thread; timers and signals have their turn. */
export const inline: Runner = {
  name: 'inline',
  run: async (store, pieces, { signal, onPiece } = {}) => {
    signal?.throwIfAborted()
    await runLane(store, pieces, computingHere(store, signal), onPiece)
    signal?.throwIfAborted()
  },
}

/** Computes a piece of the store in this thread, where others have their turn before it and in between. */
export function computingHere(store: Store, signal: AbortSignal | undefined): (piece: number) => Promise<Columns> {
  const task = pieceTask(store)
  return async (piece) => {
    await turn()
    signal?.throwIfAborted()
    return task(piece, signal)
  }
}

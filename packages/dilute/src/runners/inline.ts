import { setImmediate as turn } from 'node:timers/promises'
import { pieceTask } from './pieceTask.js'
import type { Runner } from './runner.js'

/** One piece after another, in this thread; timers and signals have their turn. */
export const inline: Runner = {
  name: 'inline',
  run: async (store, pieces, { signal, onPiece } = {}) => {
    signal?.throwIfAborted()
    const task = pieceTask(store)
    for (const piece of pieces) {
      await task(piece, signal)
      onPiece?.(piece)
      await turn()
      signal?.throwIfAborted()
    }
  },
}

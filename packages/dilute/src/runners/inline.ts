import { setImmediate as turn } from 'node:timers/promises'
import { runLane } from './lane.js'
import { pieceTask } from './pieceTask.js'
import type { Runner } from './runner.js'

/** One piece after another, in this thread; timers and signals have their turn. */
export const inline: Runner = {
  name: 'inline',
  run: async (store, pieces, { signal, onPiece } = {}) => {
    signal?.throwIfAborted()
    const task = pieceTask(store)
    const compute: typeof task = async (piece) => {
      await turn()
      signal?.throwIfAborted()
      return task(piece, signal)
    }
    await runLane(store, pieces, compute, onPiece)
    signal?.throwIfAborted()
  },
}

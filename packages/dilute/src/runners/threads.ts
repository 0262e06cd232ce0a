import type { Columns } from '../pieces/piece.js'
import { StudyError } from '../study/index.js'
import { runLane } from './lane.js'
import type { PieceAnswer } from './pieceWorker.js'
import { openPool } from './pool.js'
import type { Runner } from './runner.js'

/** So many worker threads compute, and this one writes. `worker` is the file that they run. */
export const threads = (workers: number, worker = new URL('../../bin/pieceWorker.cjs', import.meta.url)): Runner => ({
  name: `threads (${workers})`,
  run: async (store, pieces, { signal, onPiece } = {}) => {
    signal?.throwIfAborted()
    if (pieces.length === 0) return
    const count = Math.min(workers, pieces.length)
    const pool = openPool({ worker, data: store.folder, threads: count, signal })
    const compute = async (piece: number): Promise<Columns> => columnsOf((await pool.run(piece)) as PieceAnswer)
    const left = pieces.values()
    const lanes = Array.from({ length: count }, () => runLane(store, left, compute, onPiece))
    try {
      await Promise.all(lanes)
    } finally {
      await pool.close()
      await Promise.allSettled(lanes)
    }
  },
})

function columnsOf(answer: PieceAnswer): Columns {
  if ('problems' in answer) throw new StudyError(answer.problems)
  return answer.columns
}

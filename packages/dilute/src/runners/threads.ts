import { StudyError } from '../study/index.js'
import type { Runner } from './runner.js'
import { openPool } from './pool.js'

/** So many worker threads, each with a store of its own on the same folder. `worker` is the file they run. */
export const threads = (workers: number, worker = new URL('./pieceWorker.cjs', import.meta.url)): Runner => ({
  name: `threads (${workers})`,
  run: async (store, pieces, { signal, onPiece } = {}) => {
    signal?.throwIfAborted()
    if (pieces.length === 0) return
    const pool = openPool({ worker, data: store.folder, threads: Math.min(workers, pieces.length), signal })
    try {
      await Promise.all(
        pieces.map(async (piece) => {
          const problems = (await pool.run(piece)) as StudyError['problems'] | undefined
          if (problems) throw new StudyError(problems)
          onPiece?.(piece)
        }),
      )
    } finally {
      await pool.close()
    }
  },
})

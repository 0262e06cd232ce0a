import type { Columns } from '../pieces/piece.js'
import type { Store } from '../store/store.js'
import { StudyError } from '../study/index.js'
import { computingHere, inline } from './inline.js'
import { runLane } from './lane.js'
import type { PieceAnswer } from './pieceWorker.js'
import { openPool, type Pool } from './pool.js'
import type { Runner, Watch } from './runner.js'

type Compute = (piece: number) => Promise<Columns>

/**
 * So many workers compute: this thread, which also writes, and threads beside it. `worker` is the file that those run.
 */
export const threads = (workers: number, worker = new URL('../../bin/pieceWorker.cjs', import.meta.url)): Runner => ({
  name: `threads (${workers})`,
  run: async (store, pieces, watch = {}) => {
    const others = Math.min(workers, pieces.length) - 1
    if (others < 1) return inline.run(store, pieces, watch)
    watch.signal?.throwIfAborted()
    const failure = new AbortController()
    const signal = AbortSignal.any([failure.signal, ...(watch.signal ? [watch.signal] : [])])
    const here = computingHere(store, signal)
    const pool = openPool({ worker, data: store.folder, threads: others, tasks: 2, signal })
    const lanes = lanesOf(store, pieces, here, Array<Compute>(others).fill(computingIn(pool)), watch.onPiece)
    try {
      await Promise.all(lanes)
    } catch (error) {
      failure.abort(error)
      throw error
    } finally {
      await pool.close()
      await Promise.allSettled(lanes)
    }
  },
})

/**
 * Pieces go to who is free; as long as there are many, each of the others has its next one beside that which it
 * computes, since this thread, which computes too, is seldom free to hand it out.
 */
function lanesOf(
  store: Store,
  pieces: readonly number[],
  here: Compute,
  others: readonly Compute[],
  onPiece: Watch['onPiece'],
): Promise<void>[] {
  const left = [...pieces]
  const many = 2 * (others.length + 1)
  const lane = (compute: Compute, least: number): Promise<void> => runLane(store, taken(left, least), compute, onPiece)
  return [...others.map((compute) => lane(compute, 0)), lane(here, 0), ...others.map((compute) => lane(compute, many))]
}

/** One piece after another, as long as more than `least` are left. */
function* taken(left: number[], least: number): Generator<number> {
  while (left.length > least) yield left.shift()!
}

const computingIn =
  (pool: Pool): Compute =>
  async (piece) => {
    const answer = (await pool.run(piece)) as PieceAnswer
    if ('problems' in answer) throw new StudyError(answer.problems)
    return answer.columns
  }

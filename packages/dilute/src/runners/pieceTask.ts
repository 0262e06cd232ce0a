import { pieceWork } from '../pieces/work.js'
import { rangeOf } from '../pieces/division.js'
import { writePiece, type Store } from '../store/store.js'

/** Computes pieces of a store and writes them; the study is planned once. */
export function pieceTask(store: Store): (piece: number, signal?: AbortSignal) => Promise<void> {
  const work = pieceWork(store.job)
  return async (piece, signal) => { writePiece(store, piece, await work(rangeOf(store.division, piece), signal)) }
}

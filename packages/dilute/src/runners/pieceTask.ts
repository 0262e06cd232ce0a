import { pieceWork } from '../pieces/work.js'
import { rangeOf } from '../pieces/division.js'
import { StoreRefused } from '../store/refused.js'
import { version } from '../study/index.js'
import { writePiece, type Store } from '../store/store.js'

/**
 * Computes pieces of a store and writes them; the study is planned once. Throws StoreRefused in a store of another
 * version.
 */
export function pieceTask(store: Store): (piece: number, signal?: AbortSignal) => Promise<void> {
  if (store.version !== version) {
    throw new StoreRefused(
      `${store.folder} was begun by version ${store.version} of dilute, and this is ${version}: ` +
        'begin or resume it with one version',
    )
  }
  const work = pieceWork(store.job)
  return async (piece, signal) => {
    writePiece(store, piece, await work(rangeOf(store.division, piece), signal))
  }
}

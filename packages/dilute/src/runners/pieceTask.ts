import type { Columns } from '../pieces/piece.js'
import { pieceWork } from '../pieces/work.js'
import { rangeOf } from '../pieces/division.js'
import { StoreRefused } from '../store/refused.js'
import { version } from '../study/index.js'
import type { Store } from '../store/store.js'

/** Computes pieces of a store; the study is planned once. Throws StoreRefused in a store of another version. */
export function pieceTask(store: Store): (piece: number, signal?: AbortSignal) => Promise<Columns> {
  if (store.version !== version) {
    throw new StoreRefused(
      `${store.folder} was begun by version ${store.version} of dilute, and this is ${version}: ` +
        'begin or resume it with one version',
    )
  }
  const work = pieceWork(store.job)
  return (piece, signal) => work(rangeOf(store.division, piece), signal)
}

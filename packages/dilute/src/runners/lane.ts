import type { Columns } from '../pieces/piece.js'
import { writePiece, type Store } from '../store/store.js'
import { quiet } from './quiet.js'
import type { Watch } from './runner.js'

/**
 * Computes pieces one after another, each written while the next one is computed, and told of when it is in the store.
 * Several lanes may share the pieces. What has been computed is written, whatever ends the work.
 * @throws what computing or writing a piece does.
 */
export async function runLane(
  store: Store,
  pieces: Iterable<number>,
  compute: (piece: number) => Promise<Columns>,
  onPiece: Watch['onPiece'],
): Promise<void> {
  let written = Promise.resolve()
  try {
    for (const piece of pieces) {
      const columns = await compute(piece)
      await written
      written = quiet(writePiece(store, piece, columns).then((head) => onPiece?.(piece, { head, columns })))
    }
  } finally {
    await written
  }
}

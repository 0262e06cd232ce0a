import type { Columns } from '../pieces/piece.js'
import type { PieceHead } from './pieceFile.js'

/** A piece as it has just been written. */
export interface Written {
  readonly head: PieceHead
  readonly columns: Columns
}

/** Numbers that are kept in memory at most: 32 MB. */
const mostNumbers = 4e6

/**
 * Pieces that this process has written. What they are is known, and as many as memory has room for need not be read
 * again; those with whole points are, which stand in the file as JSON.
 */
export class FreshPieces {
  readonly heads = new Map<number, PieceHead>()
  private readonly kept = new Map<number, Columns>()
  private numbers = 0

  add(piece: number, { head, columns }: Written): void {
    this.heads.set(piece, head)
    const numbers = columns.rows * columns.columns.length
    if (columns.points !== undefined || this.numbers + numbers > mostNumbers) return
    this.numbers += numbers
    this.kept.set(piece, columns)
  }

  columnsOf(piece: number): Columns | undefined {
    return this.kept.get(piece)
  }
}

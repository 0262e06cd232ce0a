import { readFileSync } from 'node:fs'
import { pieceCount, rangeOf } from '../pieces/division.js'
import type { SweepTable } from '../pieces/sweepTable.js'
import type { Columns } from '../pieces/piece.js'
import { type SweepPoint, joinedTallies, toldWarnings } from '../study/index.js'
import { FreshPieces } from './freshPieces.js'
import { decodedPiece, readColumn, verifiedHead, type PieceHead } from './pieceFile.js'
import { keyOf, piecePath, survey, type Store } from './store.js'

const mostNamed = 8

/** A sweep that cannot be put together yet. */
export class IncompleteSweep extends Error {
  override readonly name = 'IncompleteSweep'
  constructor(
    readonly missing: readonly number[],
    of: number,
  ) {
    const named = `${missing.slice(0, mostNamed).join(', ')}${missing.length > mostNamed ? ', …' : ''}`
    super(`${missing.length} of ${of} pieces are missing: ${named}`)
  }
}

/**
 * The whole sweep as a table, which reads its pieces when it is read: beside the fresh ones memory holds one at a time.
 * Throws IncompleteSweep, and Error where pieces do not fit.
 */
export function storedTable(store: Store, fresh = new FreshPieces()): SweepTable {
  const { heads, missing } = survey(store, fresh.heads)
  if (missing.length > 0) throw new IncompleteSweep(missing, pieceCount(store.division))
  const ordered = Array.from({ length: pieceCount(store.division) }, (_, piece) => heads.get(piece)!)
  requireEveryPointOnce(store, ordered)
  const [{ names }] = ordered as [PieceHead]
  const { study, record } = store.job
  return {
    rows: store.division.points,
    columns: names.map((name, j) => ({ name, nullable: ordered.some((head) => head.nullable[j]!) })),
    hasReasons: ordered.some(({ hasReasons }) => hasReasons),
    about: {
      version: store.version,
      study: study.text,
      set: study.set,
      files: study.files,
      record,
      warnings: toldWarnings(joinedTallies(ordered.flatMap(({ warnings }) => warnings)), store.division.points),
    },
    pieces: () => piecesOf(store, fresh),
    column: function* (j) {
      for (const [piece, head] of ordered.entries())
        yield fresh.columnsOf(piece)?.columns[j] ?? readColumn(piecePath(store, piece), head, j)
    },
  }
}

function requireEveryPointOnce({ division }: Store, heads: readonly PieceHead[]): void {
  let next = 0
  heads.forEach(({ begin, end, names }, piece) => {
    const range = rangeOf(division, piece)
    const alike = names.length === heads[0]!.names.length && names.every((name, j) => name === heads[0]!.names[j])
    if (begin !== next || end !== range.end || !alike)
      throw new Error(
        `piece ${piece} does not fit to the others: points ${begin} to ${end - 1}, columns ${names.join(', ')}`,
      )
    next = end
  })
  if (next !== division.points) throw new Error(`the pieces have ${next} points, the sweep ${division.points}`)
}

/** Verified again: a piece may change between two readings. */
function* piecesOf(store: Store, fresh: FreshPieces): Generator<Columns> {
  for (let piece = 0; piece < pieceCount(store.division); piece++)
    yield fresh.columnsOf(piece) ?? readPiece(store, piece)
}

function readPiece(store: Store, piece: number): Columns {
  const bytes = readFileSync(piecePath(store, piece))
  verifiedHead(bytes, keyOf(store, piece))
  return decodedPiece(bytes)
}

/** Every point as it is told in JSON; only of jobs that keep them whole. */
export function* wholePoints(table: SweepTable): Generator<SweepPoint> {
  for (const { points } of table.pieces()) yield* points!
}

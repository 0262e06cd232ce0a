/**
 * A piece on disk: a line that says what it is, a header in JSON, the columns as little-endian float64 one after
 * another, what else there is of the rows in JSON, and the SHA-256 of all that.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { fromLittleEndian, littleEndian } from '../numerics/index.js'
import type { Columns } from '../pieces/piece.js'
import type { PointRange, WarningTally } from '../study/index.js'

const mark = 'dilute piece 1\n\0'
const checksumLength = 32

/** What a piece belongs to. */
export interface PieceKey extends PointRange {
  /** Fingerprint of the study and of what is recorded. */
  readonly study: string
  readonly version: string
  /** Whether the points stand there whole, too. */
  readonly whole: boolean
}

/** What is known of a piece without its rows. */
export interface PieceHead extends PieceKey {
  readonly names: readonly string[]
  /** Which columns have a null. */
  readonly nullable: readonly boolean[]
  readonly hasReasons: boolean
  readonly warnings: readonly WarningTally[]
}

/** The bytes of a piece, and its header as it will be read. */
export function encodedPiece(
  key: PieceKey,
  { names, columns, reasons, warnings, points }: Columns,
): { readonly head: PieceHead; readonly parts: readonly Uint8Array[] } {
  const nullable = columns.map(hasNull)
  const head = JSON.stringify({ ...key, names, nullable, hasReasons: reasons.length > 0, warnings } satisfies PieceHead)
  const parts = [header(head), ...columns.map(littleEndian), text(JSON.stringify({ reasons, points }, orThrow))]
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return { head: JSON.parse(head) as PieceHead, parts: [...parts, hash.digest()] }
}

/** JSON would make a NaN a silent null. */
function orThrow(key: string, value: unknown): unknown {
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${key}"`)
  return value
}

/** Asked of every number there is: NaN alone differs from itself. */
function hasNull(column: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) if (column[i] !== column[i]) return true
  return false
}

/** The mark, the length of the header, and the header with blanks, so that columns begin at a multiple of eight. */
function header(head: string): Uint8Array {
  const json = text(head)
  const out = Buffer.alloc(mark.length + 8 + Math.ceil(json.length / 8) * 8, ' ')
  out.set(text(mark))
  out.writeDoubleLE(out.length, mark.length)
  out.set(json, mark.length + 8)
  return out
}

const text = (letters: string): Uint8Array => Buffer.from(letters)

/** What is wrong with a piece, as the end of a sentence about it. */
export class BadPiece extends Error {
  override readonly name = 'BadPiece'
}

/**
 * The header of a whole, unaltered piece that belongs where it is.
 * @throws BadPiece otherwise.
 */
export function verifiedHead(bytes: Buffer, expected: PieceKey): PieceHead {
  if (bytes.length < mark.length + 8 + checksumLength) throw new BadPiece('is truncated')
  if (bytes.toString('latin1', 0, mark.length) !== mark) throw new BadPiece('is no piece of a sweep')
  const body = bytes.subarray(0, -checksumLength)
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(-checksumLength)))
    throw new BadPiece('is truncated or damaged: its checksum is another')
  const head = headOf(bytes)
  if (head.study !== expected.study) throw new BadPiece('is of another study')
  if (head.version !== expected.version) throw new BadPiece(`is stale: of version ${head.version}`)
  if (expected.whole && !head.whole) throw new BadPiece('has no whole points')
  if (head.begin !== expected.begin || head.end !== expected.end)
    throw new BadPiece(`is misplaced: it has the points ${head.begin} to ${head.end - 1}`)
  return head
}

const columnsBegin = (bytes: Buffer): number => bytes.readDoubleLE(mark.length)
const headOf = (bytes: Buffer): PieceHead =>
  JSON.parse(bytes.toString('utf8', mark.length + 8, columnsBegin(bytes))) as PieceHead

/** All of a piece that has been verified. */
export function decodedPiece(bytes: Buffer): Columns {
  const { names, warnings, begin, end } = headOf(bytes)
  const rows = end - begin
  const first = columnsBegin(bytes)
  const rest = JSON.parse(
    bytes.toString('utf8', first + 8 * rows * names.length, bytes.length - checksumLength),
  ) as Pick<Columns, 'reasons' | 'points'>
  const columns = names.map((_, j) =>
    fromLittleEndian(bytes.subarray(first + 8 * rows * j, first + 8 * rows * (j + 1))),
  )
  return { names, rows, columns, warnings, ...rest }
}

/** One column of a piece that has been verified, without the others. */
export function readColumn(path: string, { begin, end }: PieceHead, j: number): Float64Array {
  const file = openSync(path, 'r')
  try {
    const first = Buffer.alloc(8)
    readSync(file, first, 0, 8, mark.length)
    const bytes = Buffer.alloc(8 * (end - begin))
    readSync(file, bytes, 0, bytes.length, first.readDoubleLE() + j * bytes.length)
    return fromLittleEndian(bytes)
  } finally {
    closeSync(file)
  }
}

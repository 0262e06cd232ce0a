import { ByteWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer'
import type { Columns, RowReasons } from '../../pieces/piece.js'
import type { SweepTable } from '../../pieces/sweepTable.js'
import { textsOf } from './texts.js'

/** Numbers in a row group at most: what is held in memory. */
const groupNumbers = 4_000_000
const mostRows = 100_000
/** Bytes of a page: a larger one takes memory that is new to the process, which costs more than to fill it. */
const pageSize = 65_536
/** What a row group has beside its numbers, all but reasons. */
const headersSize = 65_536

/**
 * Apache Parquet: a double for every column, nullable where something is null; `reasons` as JSON where there are any;
 * the study in the metadata, under `dilute.study`, `.set`, `.version`, `.record`, `.warnings`, `.files` where
 * it names any. Row groups depend on the table alone, not on its pieces. Numbers stand as they are, without
 * dictionaries or statistics, to look for which takes longer than to write them. A part is valid until the next one
 * is asked for.
 */
export function* parquet(table: SweepTable): Generator<Uint8Array> {
  const groups = new RowGroups(table)
  const writer = new ByteWriter(8 * groups.size * table.columns.length + headersSize)
  const file = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: groups.emptyColumns() }),
    codec: 'UNCOMPRESSED',
    statistics: false,
    kvMetadata: textsOf(table.about).map(([name, value]) => ({ key: `dilute.${name}`, value })),
    createdBy: `dilute ${table.about.version}`,
  })
  for (const columnData of groups.filled()) {
    void file.write({ columnData, rowGroupSize: groups.size, pageSize })
    yield taken(writer)
  }
  void file.finish()
  yield taken(writer)
}

/** What has been written; the writer begins its buffer anew, and keeps count of where it is. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes()
  writer.index = 0
  return bytes
}

/** Gathers pieces of any length into groups of a fixed one. */
class RowGroups {
  readonly size: number
  private readonly values: Float64Array[]
  private reasons: (string | null)[] = []
  private rows = 0

  constructor(private readonly table: SweepTable) {
    this.size = Math.min(mostRows, table.rows, Math.ceil(groupNumbers / table.columns.length))
    this.values = table.columns.map(() => new Float64Array(this.size))
  }

  *filled(): Generator<ColumnSource[]> {
    for (const piece of this.table.pieces()) {
      for (let begin = 0; begin < piece.rows;) {
        begin += this.take(piece, begin)
        if (this.rows === this.size) yield this.group()
      }
    }
    if (this.rows > 0) yield this.group()
  }

  emptyColumns(): ColumnSource[] {
    return this.sources(() => [], [])
  }

  /** Adds as many rows as there is room for. */
  private take({ columns, rows, reasons }: Columns, begin: number): number {
    const count = Math.min(rows - begin, this.size - this.rows)
    columns.forEach((column, j) => {
      this.values[j]!.set(column.subarray(begin, begin + count), this.rows)
    })
    if (this.table.hasReasons) this.reasons.push(...reasonTexts(reasons, begin, count))
    this.rows += count
    return count
  }

  private group(): ColumnSource[] {
    const { rows, reasons } = this
    this.rows = 0
    this.reasons = []
    return this.sources(
      (j, nullable) => (nullable ? withNulls(this.values[j]!.subarray(0, rows)) : this.values[j]!.subarray(0, rows)),
      reasons,
    )
  }

  private sources(
    data: (j: number, nullable: boolean) => ColumnSource['data'],
    reasons: ColumnSource['data'],
  ): ColumnSource[] {
    const columns = this.table.columns.map(({ name, nullable }, j): ColumnSource => ({
      name,
      data: data(j, nullable),
      type: 'DOUBLE',
      encoding: 'PLAIN',
      nullable,
    }))
    return this.table.hasReasons
      ? [...columns, { name: 'reasons', data: reasons, type: 'STRING', nullable: true }]
      : columns
  }
}

const withNulls = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value))

function reasonTexts(reasons: readonly RowReasons[], begin: number, count: number): (string | null)[] {
  const why = new Map(reasons)
  return Array.from({ length: count }, (_, i) => (why.has(begin + i) ? JSON.stringify(why.get(begin + i)) : null))
}

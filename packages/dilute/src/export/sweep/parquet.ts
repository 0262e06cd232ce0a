import { ByteWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer'
import { writeColumn } from 'hyparquet-writer/src/column.js'
import type { ColumnEncoder } from 'hyparquet-writer/src/types.js'
import type { RowReasons } from '../../pieces/piece.js'
import { doubleChunk, type ColumnChunk } from './doubleChunk.js'
import type { AboutSweep, SweepTable } from './table.js'

/** Numbers in a row group at most: what is held in memory. */
const groupNumbers = 4_000_000
const mostRows = 100_000

/**
 * Apache Parquet: a double for every column, nullable where something is null; `reasons` as JSON where there are any;
 * the study in the metadata, under `dilute.study`, `.set`, `.version`, `.record`, `.warnings`, `.files` where
 * it names any. Row groups depend on the table alone, not on its pieces.
 */
export function* parquet(table: SweepTable): Generator<Uint8Array> {
  const writer = new ByteWriter()
  const schema = schemaFromColumnData({ columnData: emptyColumns(table) })
  const file = new ParquetWriter({
    writer,
    schema,
    kvMetadata: metadata(table.about),
    createdBy: `dilute ${table.about.version}`,
  })
  for (const group of rowGroups(table)) {
    const begin = writer.offset
    const columns = table.columns.map(({ name, nullable }, j) => doubleChunk(writer, name, group.values[j]!, nullable))
    if (table.hasReasons) columns.push(reasonsChunk(writer, schema, group.reasons))
    const size = BigInt(writer.offset - begin)
    const rows = BigInt(group.values[0]!.length)
    file.row_groups.push({ columns, total_byte_size: size, total_compressed_size: size, num_rows: rows })
    file.num_rows += rows
    yield taken(writer)
  }
  void file.finish()
  yield taken(writer)
}

function emptyColumns({ columns, hasReasons }: SweepTable): ColumnSource[] {
  const numbers = columns.map(({ name, nullable }): ColumnSource => ({ name, data: [], type: 'DOUBLE', nullable }))
  return hasReasons ? [...numbers, { name: 'reasons', data: [], type: 'STRING', nullable: true }] : numbers
}

function metadata({ study, set, version, record, warnings, files }: AboutSweep): { key: string; value: string }[] {
  const texts = {
    study,
    set: JSON.stringify(set),
    version,
    record: JSON.stringify(record),
    warnings: JSON.stringify(warnings),
    ...(files === undefined ? {} : { files: JSON.stringify(files) }),
  }
  return Object.entries(texts).map(([key, value]) => ({ key: `dilute.${key}`, value }))
}

/** What has been written; the writer goes on with an empty buffer, and keeps count of where it is. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice()
  writer.index = 0
  return bytes
}

/** Rows of all columns, with their reasons as JSON. The memory is that of the next group, too. */
interface RowGroup {
  readonly values: readonly Float64Array[]
  readonly reasons: readonly (string | null)[]
}

/** Gathers pieces of any length into groups of a fixed one. */
function* rowGroups(table: SweepTable): Generator<RowGroup> {
  const size = Math.min(mostRows, table.rows, Math.ceil(groupNumbers / table.columns.length))
  const values = table.columns.map(() => new Float64Array(size))
  let [rows, reasons] = [0, [] as (string | null)[]]
  for (const piece of table.pieces()) {
    for (let begin = 0, count = 0; begin < piece.rows; begin += count) {
      count = Math.min(piece.rows - begin, size - rows)
      piece.columns.forEach((column, j) => {
        values[j]!.set(column.subarray(begin, begin + count), rows)
      })
      if (table.hasReasons) reasons.push(...reasonTexts(piece.reasons, begin, count))
      rows += count
      if (rows < size) continue
      yield { values, reasons }
      ;[rows, reasons] = [0, []]
    }
  }
  if (rows > 0) yield { values: values.map((column) => column.subarray(0, rows)), reasons }
}

function reasonTexts(reasons: readonly RowReasons[], begin: number, count: number): (string | null)[] {
  const why = new Map(reasons)
  return Array.from({ length: count }, (_, i) => (why.has(begin + i) ? JSON.stringify(why.get(begin + i)) : null))
}

/** The same few sentences in many rows: the library names them by numbers. */
function reasonsChunk(writer: ByteWriter, schema: ParquetWriter['schema'], reasons: RowGroup['reasons']): ColumnChunk {
  const [root, element] = [schema[0]!, schema.at(-1)!]
  const column: ColumnEncoder = {
    columnName: element.name,
    element,
    schemaPath: [root, element],
    codec: 'UNCOMPRESSED',
    compressors: {},
    stats: true,
    pageSize: 0,
    columnIndex: false,
    offsetIndex: false,
  }
  const definitionLevels = reasons.map((why) => (why === null ? 0 : 1))
  const pageData = { values: [...reasons], definitionLevels, repetitionLevels: [], maxDefinitionLevel: 1 }
  return writeColumn({ writer, column, pageData }).chunk
}

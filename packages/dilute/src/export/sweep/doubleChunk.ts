/**
 * Columns of doubles in Parquet, as they lie in memory: hyparquet-writer, which knows every type, looks at each value
 * five times and takes thirty times as long.
 */
import { ByteWriter, type ColumnSource, type ParquetWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js'
import { littleEndian } from '../littleEndian.js'

/** What the footer of a file says of a column of a row group. */
export type ColumnChunk = ParquetWriter['row_groups'][number]['columns'][number]
type Encoding = NonNullable<ColumnSource['encoding']>

/** Writes one column of a row group, NaN as null where it may be that. */
export function doubleChunk(writer: ByteWriter, name: string, values: Float64Array, nullable: boolean): ColumnChunk {
  const numbers = nullable ? values.filter((value) => !Number.isNaN(value)) : values
  const levels = nullable ? definitionLevels(values) : new Uint8Array(0)
  const begin = writer.offset
  const starts = runStarts(numbers)
  if (starts !== undefined) dictionaryPage(writer, starts, numbers)
  const dataBegin = writer.offset
  const encoding: Encoding = starts === undefined ? 'PLAIN' : 'RLE_DICTIONARY'
  const data = starts === undefined ? littleEndian(numbers) : runs(starts, numbers.length)
  const nulls = values.length - numbers.length
  dataPage(writer, { encoding, levels, data, rows: values.length, nulls })
  const size = BigInt(writer.offset - begin)
  return {
    file_offset: BigInt(begin),
    meta_data: {
      type: 'DOUBLE',
      encodings: starts === undefined ? ['PLAIN'] : ['PLAIN', 'RLE_DICTIONARY'],
      path_in_schema: [name],
      codec: 'UNCOMPRESSED',
      num_values: BigInt(values.length),
      total_compressed_size: size,
      total_uncompressed_size: size,
      data_page_offset: BigInt(dataBegin),
      ...(starts === undefined ? {} : { dictionary_page_offset: BigInt(begin) }),
      statistics: { ...bounds(numbers), null_count: BigInt(nulls) },
    },
  }
}

/** 1 for a number, 0 for null, in Parquet's runs. */
function definitionLevels(values: Float64Array): Uint8Array {
  const writer = new ByteWriter()
  writeRleBitPackedHybrid(
    writer,
    Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
    1,
  )
  return writer.getBytes()
}

/** Numbers a run, on the average, from which on runs are written in place of numbers. */
const longRun = 32

/** Where runs of one number begin, as the values of a slow axis do; undefined where most are short. */
function runStarts(numbers: Float64Array): readonly number[] | undefined {
  const starts = [0]
  for (let i = 1; i < numbers.length; i++) {
    if (Object.is(numbers[i], numbers[i - 1])) continue
    if (longRun * starts.length > numbers.length) return undefined
    starts.push(i)
  }
  return longRun * starts.length > numbers.length ? undefined : starts
}

/** The number of each run. */
function dictionaryPage(writer: ByteWriter, starts: readonly number[], numbers: Float64Array): void {
  const dictionary = littleEndian(Float64Array.from(starts, (start) => numbers[start]!))
  writePageHeader(writer, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: dictionary.length,
    compressed_page_size: dictionary.length,
    dictionary_page_header: { num_values: starts.length, encoding: 'PLAIN' },
  })
  writer.appendBytes(dictionary)
}

/** How wide a place in the dictionary is, then for each run how long it is and its place. */
function runs(starts: readonly number[], length: number): Uint8Array {
  const writer = new ByteWriter()
  const width = Math.max(1, Math.ceil(Math.log2(starts.length)))
  writer.appendUint8(width)
  starts.forEach((start, place) => {
    writer.appendVarInt(((starts[place + 1] ?? length) - start) << 1)
    for (let shift = 0; shift < width; shift += 8) writer.appendUint8((place >> shift) & 0xff)
  })
  return writer.getBytes()
}

interface Page {
  readonly encoding: Encoding
  readonly levels: Uint8Array
  readonly data: Uint8Array
  readonly rows: number
  readonly nulls: number
}

function dataPage(writer: ByteWriter, { encoding, levels, data, rows, nulls }: Page): void {
  const size = levels.length + data.length
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: size,
    compressed_page_size: size,
    data_page_header_v2: {
      num_values: rows,
      num_nulls: nulls,
      num_rows: rows,
      encoding,
      definition_levels_byte_length: levels.length,
      repetition_levels_byte_length: 0,
      is_compressed: false,
    },
  })
  writer.appendBytes(levels)
  writer.appendBytes(data)
}

/** The least and the largest number; zeros of either sign are within. */
function bounds(numbers: Float64Array): { readonly min_value?: number; readonly max_value?: number } {
  if (numbers.length === 0) return {}
  let [least, most] = [Infinity, -Infinity]
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!
    if (value < least) least = value
    if (value > most) most = value
  }
  return { min_value: least === 0 ? -0 : least, max_value: most === 0 ? 0 : most }
}

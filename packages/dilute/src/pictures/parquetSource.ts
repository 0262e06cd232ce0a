import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { planOf, readStudy, type Study } from '../study/index.js'
import { PictureRefused } from './refused.js'
import { isRecorded, type SweepSource } from './source.js'

/**
 * A sweep's results.parquet to draw from, row group by row group.
 * @throws PictureRefused for a file that is no such thing.
 */
export async function parquetSource(file: AsyncBuffer, name: string): Promise<SweepSource> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => refused(name, (error as Error).message))
  const plan = planOf(studyIn(metadata, name))
  const rows = Number(metadata.num_rows)
  if (rows !== plan.points) refused(name, `${rows} rows of ${plan.points} points`)
  return {
    plan,
    names: metadata.schema
      .slice(1)
      .map((column) => column.name)
      .filter(isRecorded),
    column: (column) => valuesIn(file, metadata, column),
    reasons: async () => {
      const told = metadata.schema.some((column) => column.name === 'reasons')
      const some = told ? await parquetReadObjects({ file, metadata, columns: ['reasons'], rowEnd: 1000 }) : []
      const text = some.find(({ reasons }) => typeof reasons === 'string')?.['reasons'] as string | undefined
      return JSON.parse(text ?? '{}') as Record<string, string>
    },
  }
}

function refused(name: string, found: string): never {
  throw new PictureRefused(`${name}: expected the results of a sweep, found ${found}`)
}

function studyIn({ key_value_metadata: given }: FileMetaData, name: string): Study {
  const texts = new Map(given?.map(({ key, value }) => [key, value]))
  const text = texts.get('dilute.study')
  if (text === undefined) refused(name, 'no study in its metadata')
  const [set, files] = ['set', 'files'].map((key) => texts.get(`dilute.${key}`))
  return readStudy(text, {
    file: `study of ${name}`,
    set: JSON.parse(set ?? '[]') as string[],
    files: files === undefined ? undefined : (JSON.parse(files) as Record<string, string>),
  })
}

async function* valuesIn(file: AsyncBuffer, metadata: FileMetaData, name: string): AsyncGenerator<Float64Array> {
  const { parquetRead } = await import('hyparquet')
  let begin = 0
  for (const { num_rows: rows } of metadata.row_groups) {
    const end = begin + Number(rows)
    const parts: ArrayLike<number | null>[] = []
    const onChunk = ({ columnData }: { readonly columnData: ArrayLike<unknown> }): void => {
      parts.push(columnData as ArrayLike<number | null>)
    }
    await parquetRead({ file, metadata, columns: [name], rowStart: begin, rowEnd: end, onChunk })
    for (const part of parts) yield Float64Array.from(part, (value) => value ?? NaN)
    begin = end
  }
}

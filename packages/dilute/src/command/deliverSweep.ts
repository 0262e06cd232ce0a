/** The results of a sweep whose pieces are all there. */
import { mostJsonPoints, type SweepFormat } from '../export/index.js'
import type { SweepTable } from '../pieces/sweepTable.js'
import type { FreshPieces } from '../store/freshPieces.js'
import type { Store } from '../store/store.js'
import { storedTable } from '../store/table.js'
import type { SweepResults } from '../study/index.js'
import { noteDelivered, replaceEarlier } from './delivered.js'
import { print } from './print.js'
import { dataFiles, sweepJson, sweepResults } from './sweepFiles.js'
import type { Files } from './writeTogether.js'

export interface SweepDelivery {
  /** The folder of results; without one they are only told. */
  readonly out: string | undefined
  readonly json: boolean
  readonly quiet?: boolean | undefined
  readonly formats: readonly SweepFormat[]
  /** The files beside the data; of a sweep whose points are kept whole there are its results. */
  readonly pictures: (table: SweepTable, results: SweepResults | undefined) => Promise<Files>
  readonly summary: (results: SweepResults) => Promise<string>
}

/** Verifies the pieces, writes the files and tells of them. Throws IncompleteSweep, Error. */
export async function deliverSweep(store: Store, delivery: SweepDelivery, fresh?: FreshPieces): Promise<void> {
  const table = storedTable(store, fresh)
  const { whole } = store.job
  const results = whole && table.rows <= mostJsonPoints ? sweepResults(table) : undefined
  const written = delivery.out === undefined ? '' : await writeFiles(store, table, results, delivery)
  if (delivery.json) await print(sweepJson(table, whole))
  else if (delivery.quiet !== true)
    await print([(results ? await delivery.summary(results) : tableSummary(table)) + written])
}

/** Pictures are drawn while data are written, which are not lost with pictures that cannot be drawn. */
async function writeFiles(
  { folder, job }: Store,
  table: SweepTable,
  results: SweepResults | undefined,
  { formats, pictures }: SweepDelivery,
): Promise<string> {
  let trouble: Error | undefined
  const drawing = pictures(table, results).catch((error: unknown): Files => {
    trouble = error as Error
    return {}
  })
  const data = await dataFiles(table, formats, job.whole)
  const sums = await replaceEarlier(folder, data, drawing).catch((error: unknown) => {
    const kept = `all pieces are finished and kept: dilute merge ${folder} writes the results`
    throw new Error(`${(error as Error).message} (${kept})`, { cause: error })
  })
  const names = Object.keys(sums).join(', ')
  if (trouble !== undefined) {
    const written = `${names} written to ${folder}`
    throw new Error(`${written}, but nothing could be drawn: ${trouble.message}`, { cause: trouble })
  }
  await noteDelivered(folder, sums)
  return `\nWritten to ${folder}: ${names}\n`
}

const mostNamed = 12

function tableSummary({ rows, columns, about: { warnings } }: SweepTable): string {
  const recorded = columns.map(({ name }) => name).filter((name) => !name.startsWith('set.'))
  const more = recorded.length > mostNamed ? `, … (${recorded.length} columns)` : ''
  return [`${rows} points of ${recorded.slice(0, mostNamed).join(', ')}${more}`, ...warnings]
    .map((line) => `${line}\n`)
    .join('')
}

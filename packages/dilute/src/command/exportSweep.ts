import type { SweepFormat } from '../export/index.js'
import type { FreshPieces } from '../store/freshPieces.js'
import { beginStore, survey, type Store } from '../store/store.js'
import { storedTable } from '../store/table.js'
import type { Study } from '../study/index.js'
import { computeSweep, withScratch } from './computeSweep.js'
import { sweepStore } from './enterStore.js'
import { dataFiles, formatsFor } from './sweepFiles.js'
import { sweepIn } from './sweepFolder.js'
import type { Files } from './writeTogether.js'

/**
 * Hands on the data of a sweep as one file, read while it is written: of a folder that holds it, or computed for that.
 */
export async function withSweepFile(
  source: Study | string,
  format: SweepFormat,
  write: (files: Files) => Promise<void>,
): Promise<void> {
  if (typeof source === 'string') return written(sweepIn(source), format, write)
  await withScratch(async (folder) => {
    const store = sweepStore(source, folder, { json: format === 'json' })
    formatsFor(store.division.points, [format], '--to')
    await beginStore(store)
    await written(store, format, write, await computeSweep(store, survey(store), { workers: 1, out: undefined }))
  })
}

async function written(
  store: Store,
  format: SweepFormat,
  write: (files: Files) => Promise<void>,
  fresh?: FreshPieces,
): Promise<void> {
  const formats = formatsFor(store.division.points, [format], '--to')
  await write(await dataFiles(storedTable(store, fresh), formats, store.job.whole))
}

/** Commands on a folder that holds a sweep: merge, and on a cluster submit, task, status, resume, cancel. */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SweepFormat } from '../export/index.js'
import { pieceCount } from '../pieces/division.js'
import { withLock } from '../store/lock.js'
import { StoreRefused } from '../store/refused.js'
import { piecePath, piecesThere, storeIn, survey, type Store } from '../store/store.js'
import { IncompleteSweep } from '../store/table.js'
import { readStudy } from '../study/index.js'
import { requireRecords } from './delivered.js'
import { deliverSweep } from './deliverSweep.js'
import { requireFolder } from './requireFolder.js'
import { figureNames, humanText, sweepPictures } from './run.js'
import { dataNames, formatsFor } from './sweepFiles.js'
import { requireWritable } from './writeTogether.js'

/**
 * The sweep in a folder, by its whole path: a task on another machine begins elsewhere. Throws StoreRefused where
 * there is none.
 */
export function sweepIn(folder: string): Store {
  requireFolder(folder)
  const store = storeIn(resolve(folder))
  if (store === undefined)
    throw new StoreRefused(
      `${folder} holds no sweep: dilute run STUDY --out ${folder} begins one, or dilute submit on a cluster`,
    )
  return store
}

/** Takes pieces away that are damaged, stale or misplaced; gives what is missing then. */
export function missingPieces(store: Store): readonly number[] {
  const { missing } = survey(store)
  for (const piece of missing) rmSync(piecePath(store, piece), { force: true })
  return missing
}

export interface MergeOptions {
  readonly format?: readonly SweepFormat[]
  readonly figures?: boolean
  readonly quiet?: boolean
  /** Seconds that a shared file system may take to show the last pieces. */
  readonly wait?: number
}

/** `dilute merge DIR`: the results out of pieces that are all there. Throws IncompleteSweep, with what is missing. */
export async function merge(folder: string, { format, figures = true, quiet, wait = 0 }: MergeOptions): Promise<void> {
  const store = sweepIn(folder)
  const formats = formatsFor(store.division.points, format)
  await requireWritable(folder, [...dataNames(formats), ...(figures ? figureNames : [])], folder)
  requireRecords(folder)
  await allThere(store, wait)
  const study = readStudy(store.job.study.text, store.job.study)
  await withLock(store.folder, () =>
    deliverSweep(store, {
      out: store.folder,
      json: false,
      quiet,
      formats,
      summary: humanText,
      pictures: sweepPictures(study, figures),
    }),
  ).catch((error: unknown) => {
    throw withRemedy(error, store)
  })
}

function withRemedy(error: unknown, { folder }: Store): unknown {
  if (!(error instanceof IncompleteSweep)) return error
  return new Error(
    `${error.message}: dilute resume ${folder} computes them, or dilute run STUDY --out ${folder} --resume`,
    { cause: error },
  )
}

async function allThere(store: Store, seconds: number): Promise<void> {
  const end = Date.now() + 1000 * seconds
  while (piecesThere(store).size < pieceCount(store.division) && Date.now() < end) await pause(1000)
}

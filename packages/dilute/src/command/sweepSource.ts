/** The results in the folder of a sweep, to draw from. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PictureRefused } from '../pictures/refused.js'
import { sourceOf, type SweepSource } from '../pictures/source.js'
import { storeIn } from '../store/store.js'
import { IncompleteSweep, storedTable } from '../store/table.js'
import { readStudy } from '../study/index.js'
import { requireFolder } from './requireFolder.js'

/** The finished pieces of a sweep, or its results.parquet. Throws PictureRefused where there is neither. */
export async function sourceIn(folder: string): Promise<SweepSource> {
  if (existsSync(folder)) requireFolder(folder)
  const file = join(folder, 'results.parquet')
  const pieces = piecesIn(folder)
  if (pieces !== undefined && !(pieces instanceof IncompleteSweep)) return pieces
  if (!existsSync(file)) throw new PictureRefused(`${folder}: ${whatIsMissing(folder, pieces)}`, { cause: pieces })
  const [{ asyncBufferFromFile }, { parquetSource }] = await Promise.all([
    import('hyparquet'),
    import('../pictures/parquetSource.js'),
  ])
  return parquetSource(await asyncBufferFromFile(file), file)
}

function piecesIn(folder: string): SweepSource | IncompleteSweep | undefined {
  const store = storeIn(resolve(folder))
  try {
    return store && sourceOf(readStudy(store.job.study.text, store.job.study), storedTable(store))
  } catch (error) {
    if (error instanceof IncompleteSweep) return error
    throw error
  }
}

const whatIsMissing = (folder: string, incomplete: IncompleteSweep | undefined): string =>
  incomplete === undefined
    ? 'expected the results of a sweep (results.parquet, or the pieces of one), found none'
    : `${incomplete.message}: dilute run STUDY --out ${folder} --resume computes them`

/** What a sweep finds in the folder of its results, and what becomes of it. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SweepFormat } from '../export/index.js'
import { divisionOf, pieceCount } from '../pieces/division.js'
import { jobOf } from '../pieces/piece.js'
import { recordedColumns } from '../pieces/record.js'
import { submissionsIn } from '../slurm/submission.js'
import { writeDurably } from '../store/durable.js'
import { StoreRefused } from '../store/refused.js'
import { planOf, type Study } from '../study/index.js'
import type { Checksums } from './writeTogether.js'
import {
  beginStore,
  clearStore,
  privateFolder,
  removeRemains,
  storeFor,
  storeIn,
  survey,
  type Store,
} from '../store/store.js'

/**
 * The store of a study's sweep. Throws a StudyError for an unknown quantity. Points are whole as far as they are told:
 * where there are few, or all of them as JSON.
 */
export function sweepStore(study: Study, folder: string, { json }: { readonly json: boolean }): Store {
  const plan = planOf(study)
  const job = jobOf(study, plan.points, json)
  recordedColumns(study, job.record)
  return storeFor(folder, study.config, job, divisionOf(plan))
}

/**
 * The store to work on, with the pieces that there are where the sweep is resumed, else empty.
 * @throws StoreRefused rather than lose pieces, or mix them with others.
 */
export async function enterStore(wanted: Store, resume: boolean): Promise<Store> {
  const found = storeIn(wanted.folder)
  if (found && resume && found.study !== wanted.study)
    throw new StoreRefused(
      `${wanted.folder} holds ${of(found)}: choose another --out, or leave --resume out to begin anew`,
    )
  if (found && !resume) requireNothingLost(found, wanted)
  if (!resume) clearStore(wanted.folder)
  const store =
    found && resume ? { ...wanted, job: { ...wanted.job, whole: wanted.job.whole || found.job.whole } } : wanted
  if (!isSame(found, store) || !resume) await beginStore(store)
  else removeRemains(store.folder)
  return store
}

const of = ({ job }: Store): string => `a sweep of another study (${job.study.file})`

const isSame = (a: Store | undefined, b: Store): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Of a sweep that has delivered its results nothing is lost: they are about to be replaced, as asked. */
function requireNothingLost(found: Store, wanted: Store): void {
  if (delivered(found.folder) !== undefined) return
  if (submissionsIn(found.folder).length > 0) {
    throw new StoreRefused(
      `${found.folder} holds a sweep that was submitted to Slurm: dilute status, resume or cancel ${found.folder}; ` +
        `after that, delete ${privateFolder(found.folder)} to begin anew`,
    )
  }
  const { size } = survey(found).heads
  if (size === 0) return
  const pieces = `${size} of ${pieceCount(found.division)} finished pieces of`
  const remedy = `delete ${privateFolder(found.folder)} to begin anew`
  throw new StoreRefused(
    found.study === wanted.study
      ? `${found.folder} holds ${pieces} this sweep: --resume goes on with them; ${remedy}`
      : `${found.folder} holds ${pieces} another sweep (${found.job.study.file}): choose another --out, or ${remedy}`,
  )
}

const recordPath = (folder: string): string => join(privateFolder(folder), 'results.json')

/** The checksums of the files that were delivered; undefined before that. */
function delivered(folder: string): Checksums | undefined {
  const path = recordPath(folder)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Checksums) : undefined
}

/** Notes what has been delivered. */
export async function noteDelivered(folder: string, sums: Checksums): Promise<void> {
  await writeDurably(recordPath(folder), [Buffer.from(`${JSON.stringify(sums, null, 2)}\n`)])
}

/** Whether the data in these formats and all else that was delivered are there unaltered. */
export function isDelivered(folder: string, formats: readonly SweepFormat[]): boolean {
  const sums = delivered(folder)
  if (sums === undefined || !formats.every((format) => `results.${format}` in sums)) return false
  const there = new Set(readdirSync(folder))
  return Object.entries(sums).every(([name, sum]) => there.has(name) && checksum(join(folder, name)) === sum)
}

const checksum = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

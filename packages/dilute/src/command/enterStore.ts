/** What a sweep finds in the folder of its results, and what becomes of it. */
import { divisionOf, pieceCount } from '../pieces/division.js'
import { jobOf } from '../pieces/piece.js'
import { recordedColumns } from '../pieces/record.js'
import { submissionsIn } from '../slurm/submission.js'
import { StoreRefused } from '../store/refused.js'
import { planOf, type Study } from '../study/index.js'
import { hasDelivered, retireDelivered } from './delivered.js'
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
    throw new StoreRefused(`${wanted.folder} holds ${of(found)}: choose another --out, or ${toBeginAnew(found)}`)
  if (found && !resume) requireNothingLost(found, wanted)
  if (!resume || found?.version !== wanted.version) await retireDelivered(wanted.folder)
  if (!resume) clearStore(wanted.folder)
  const store =
    found && resume ? { ...wanted, job: { ...wanted.job, whole: wanted.job.whole || found.job.whole } } : wanted
  if (!isSame(found, store) || !resume) await beginStore(store)
  else removeRemains(store.folder)
  return store
}

/** What `requireNothingLost` then lets begin. */
function toBeginAnew(found: Store): string {
  if (hasDelivered(found.folder)) return 'leave --resume out to begin anew'
  return `delete ${privateFolder(found.folder)} and leave --resume out to begin anew`
}

const of = ({ job }: Store): string => `a sweep of another study (${job.study.file})`

const isSame = (a: Store | undefined, b: Store): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Of a sweep that has delivered its results nothing is lost: they are about to be replaced, as asked. */
function requireNothingLost(found: Store, wanted: Store): void {
  if (hasDelivered(found.folder)) return
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

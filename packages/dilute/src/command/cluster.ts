/** `dilute submit`, `task`, `status`, `resume` and `cancel`: sweeps on a Slurm cluster. */
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { pieceCount, rangeOf } from '../pieces/division.js'
import { cancelled } from '../slurm/runner.js'
import { piecesThere, sweepStatus, type ArrayTaskStatus, type SubmissionStatus, type SweepStatus } from '../slurm/status.js'
import { submitArray, submitMerge } from '../slurm/submit.js'
import { readSubmission, slurmFolder, submissionsIn, type SlurmOptions, type Submission } from '../slurm/submission.js'
import { runTask } from '../slurm/task.js'
import { withLock } from '../store/lock.js'
import { StoreRefused } from '../store/refused.js'
import { beginStore, removeStore, storeIn, type Store } from '../store/store.js'
import { version } from '../study/running/version.js'
import { enterStore, sweepStore } from './enterStore.js'
import { openStudy } from './openStudy.js'
import { print } from './print.js'
import { missingPieces, sweepIn } from './sweepFolder.js'
import { UsageError } from './usage.js'
import { requireWritable } from './writeTogether.js'

interface Quietness {
  readonly quiet?: boolean
}

export interface SubmitOptions extends SlurmOptions, Quietness {
  readonly set?: readonly string[]
  readonly out: string
}

/** `dilute submit STUDY --out DIR`. The folder is one that the nodes see. */
export async function submit(file: string, { set = [], out, quiet, ...options }: SubmitOptions): Promise<void> {
  const study = await openStudy(file, set)
  if (study.config.sweep === undefined) throw new UsageError('submit: expected a study with a sweep, found one point: dilute run computes it')
  await requireWritable(out)
  const wanted = sweepStore(study, resolve(out), { json: false })
  try {
    await withLock(wanted.folder, async () => {
      const store = enterStore(wanted, false)
      await handOver(store, missingPieces(store), options, quiet)
    })
  } finally {
    if (isUnused(wanted.folder)) removeStore(wanted.folder)
  }
}

/** Slurm has taken nothing, and nothing was there before. */
const isUnused = (folder: string): boolean => {
  const store = storeIn(folder)
  return store !== undefined && submissionsIn(folder).length === 0 && piecesThere(store).size === 0
}

/** What the nodes run: this Node and this command. */
const program = (): readonly string[] => [process.execPath, realpathSync(process.argv[1]!)]

async function handOver(store: Store, pieces: readonly number[], options: SlurmOptions, quiet = false): Promise<void> {
  const submission = await submitMerge(store, await submitArray(store, pieces, options, program()), program())
  const points = pieces.map((piece) => rangeOf(store.division, piece)).reduce((sum, { begin, end }) => sum + end - begin, 0)
  const { job, merge, tasks } = submission
  if (!quiet) await print([`Submitted ${points} points as job ${job}, ${counted(tasks.length, 'task')}, and their merge as job ${merge}: dilute status ${store.folder} tells how far they are\n`])
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** `dilute task DIR --name NAME`, what a task of an array runs. SIGUSR2, which comes before the time limit, and SIGTERM end it after its piece. */
export async function task(folder: string, { name }: { readonly name: string }): Promise<void> {
  let stopped = false
  for (const signal of ['SIGUSR2', 'SIGTERM'] as const) process.on(signal, () => { stopped = true })
  const place = Number(process.env['SLURM_ARRAY_TASK_ID'] ?? NaN)
  const store = sweepIn(folder)
  const submission = readSubmission(store.folder, name)
  if (submission.tasks[place] === undefined) throw new UsageError(`task: expected SLURM_ARRAY_TASK_ID from 0 to ${submission.tasks.length - 1}, found ${process.env['SLURM_ARRAY_TASK_ID'] ?? 'none'}`)
  const { computed, found, left } = await runTask(store, submission, place, () => stopped)
  await print([`task ${place}: ${counted(computed, 'piece')} computed, ${found} were there, ${left} are left${left > 0 ? `: told to end; dilute resume ${store.folder} computes them` : ''}\n`])
}

/** `dilute status DIR`. */
export async function status(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const store = sweepIn(folder)
  const found = await sweepStatus(store)
  await print([json ? `${JSON.stringify(found, null, 2)}\n` : statusLines(store, found).map((line) => `${line}\n`).join('')])
}

function statusLines(store: Store, { pieces, finished, points, pointsFinished, submissions }: SweepStatus): string[] {
  return [`${finished} of ${counted(pieces, 'piece')}, ${pointsFinished} of ${points} points are finished`, ...submissions.flatMap((one) => submissionLines(store, one))]
}

function submissionLines(store: Store, { name, job, tasks, merge }: SubmissionStatus): string[] {
  const kinds = new Map<string, ArrayTaskStatus[]>()
  for (const one of tasks) kinds.set(`${one.state}: ${one.meaning}`, [...kinds.get(`${one.state}: ${one.meaning}`) ?? [], one])
  return [
    `${name}, ${job === null ? 'not known to Slurm' : `job ${job}`}, ${counted(tasks.length, 'task')}; logs in ${slurmFolder(store.folder)}`,
    ...[...kinds].map(([kind, some]) => `  ${taskNames(some)} ${kind}`),
    `  merge ${merge.state}: ${merge.meaning}`,
  ]
}

const mostNamed = 8

function taskNames(tasks: readonly ArrayTaskStatus[]): string {
  const named = tasks.slice(0, mostNamed).map(({ task: place, finished, pieces }) => (finished === pieces ? `${place}` : `${place} (${finished} of ${pieces} pieces)`))
  return `task${tasks.length === 1 ? '' : 's'} ${named.join(', ')}${tasks.length > mostNamed ? `, … (${tasks.length})` : ''}`
}

/** `dilute resume DIR`: what is missing and what no task is at, with the options of before where none are given. */
export async function resume(folder: string, { quiet, ...given }: SlurmOptions & Quietness): Promise<void> {
  const store = { ...sweepIn(folder), version }
  await withLock(store.folder, async () => {
    beginStore(store)
    const submissions = submissionsIn(store.folder)
    const underWay = piecesUnderWay(submissions, await sweepStatus(store))
    const missing = missingPieces(store).filter((piece) => !underWay.has(piece))
    if (missing.length === 0) return print([`Nothing to submit: ${underWay.size > 0 ? `${counted(underWay.size, 'piece')} are under way` : `all ${counted(pieceCount(store.division), 'piece')} are there; dilute merge ${store.folder} puts them together`}\n`])
    await handOver(store, missing, { ...submissions.at(-1)?.options, ...given }, quiet)
  })
}

/** Pieces that a task which is still to come, or at work, will compute. */
function piecesUnderWay(submissions: readonly Submission[], { submissions: statuses }: SweepStatus): Set<number> {
  const live = submissions.flatMap(({ tasks }, i) => tasks.filter((_, place) => statuses[i]!.tasks[place]!.live))
  return new Set(live.flat())
}

/** `dilute cancel DIR`. */
export async function cancel(folder: string, { quiet = false }: Quietness): Promise<void> {
  const store = sweepIn(folder)
  const submissions = submissionsIn(store.folder)
  if (submissions.length === 0) throw new StoreRefused(`${folder} holds no sweep that was submitted to Slurm`)
  for (const submission of submissions) await cancelled(submission)
  if (!quiet) await print([`Cancelled. Finished pieces are kept: dilute resume ${store.folder} goes on\n`])
}

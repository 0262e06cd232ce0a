/** `dilute submit`, `task`, `status`, `resume` and `cancel`: sweeps on a Slurm cluster. */
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { pieceCount, pointsIn } from '../pieces/division.js'
import { cancelled } from '../slurm/runner.js'
import { sweepStatus, type SweepStatus } from '../slurm/status.js'
import { submitArray, submitMerge } from '../slurm/submit.js'
import { readSubmission, submissionsIn, type SlurmOptions, type Submission } from '../slurm/submission.js'
import { runTask } from '../slurm/task.js'
import { withLock } from '../store/lock.js'
import { StoreRefused } from '../store/refused.js'
import { beginStore, piecesThere, removeStore, storeIn, type Store } from '../store/store.js'
import { version } from '../study/index.js'
import { requireRecords } from './delivered.js'
import { enterStore, sweepStore } from './enterStore.js'
import { openStudy } from './openStudy.js'
import { print } from './print.js'
import { counted, statusLines } from './statusLines.js'
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
  if (study.config.sweep === undefined)
    throw new UsageError('submit: expected a study with a sweep, found one point: dilute run computes it')
  await requireWritable(out)
  requireRecords(out)
  const wanted = sweepStore(study, resolve(out), { json: false })
  try {
    await withLock(wanted.folder, async () => {
      const store = await enterStore(wanted, false)
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
  if (quiet) return
  const { job, merge, tasks } = submission
  const submitted = `${pointsIn(store.division, pieces)} points as job ${job}, ${counted(tasks.length, 'task')}`
  await print([
    `Submitted ${submitted}, and their merge as job ${merge}: dilute status ${store.folder} tells how far they are\n`,
  ])
}

/**
 * `dilute task DIR --name NAME`, what a task of an array runs. SIGUSR2, which comes before the time limit, and SIGTERM
 * end it after its piece.
 */
export async function task(folder: string, { name }: { readonly name: string }): Promise<void> {
  let stopped = false
  const stop = (): void => void (stopped = true)
  for (const signal of ['SIGUSR2', 'SIGTERM'] as const) process.on(signal, stop)
  const store = sweepIn(folder)
  const submission = readSubmission(store.folder, name)
  const place = placeIn(submission)
  const { computed, found, left } = await runTask(store, submission, place, () => stopped)
  const rest = left > 0 ? `: told to end; dilute resume ${store.folder} computes them` : ''
  await print([`task ${place}: ${counted(computed, 'piece')} computed, ${found} were there, ${left} are left${rest}\n`])
}

/** The place in the array of the task that this process is. */
function placeIn({ tasks }: Submission): number {
  const given = process.env['SLURM_ARRAY_TASK_ID'] ?? 'none'
  if (tasks[Number(given)] !== undefined) return Number(given)
  throw new UsageError(`task: expected SLURM_ARRAY_TASK_ID from 0 to ${tasks.length - 1}, found ${given}`)
}

/** `dilute status DIR`. */
export async function status(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const store = sweepIn(folder)
  const found = await sweepStatus(store)
  const lines = statusLines(store, found).map((line) => `${line}\n`)
  await print(json ? [`${JSON.stringify(found, null, 2)}\n`] : lines)
}

/** `dilute resume DIR`: what is missing and what no task is at, with the options of before where none are given. */
export async function resume(folder: string, { quiet, ...given }: SlurmOptions & Quietness): Promise<void> {
  const store = { ...sweepIn(folder), version }
  await requireWritable(folder, [], folder)
  await withLock(store.folder, async () => {
    await beginStore(store)
    const submissions = submissionsIn(store.folder)
    const underWay = piecesUnderWay(submissions, await sweepStatus(store))
    const missing = missingPieces(store).filter((piece) => !underWay.has(piece))
    if (missing.length === 0) return print([nothingToSubmit(store, underWay.size)])
    await handOver(store, missing, { ...submissions.at(-1)?.options, ...given }, quiet)
  })
}

function nothingToSubmit({ folder, division }: Store, underWay: number): string {
  const pieces = pieceCount(division)
  const there = `${pieces === 1 ? 'the one piece is' : `all ${pieces} pieces are`} there; dilute merge ${folder} puts them together`
  return `Nothing to submit: ${underWay > 0 ? `${counted(underWay, 'piece')} ${underWay === 1 ? 'is' : 'are'} under way` : there}\n`
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

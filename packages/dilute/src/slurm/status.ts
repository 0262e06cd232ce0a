import { pieceCount, pointsIn } from '../pieces/division.js'
import { survey, type Store } from '../store/store.js'
import type { Patience } from './programs.js'
import { isLive, queued, type QueuedJob } from './queue.js'
import { meaning } from './reasons.js'
import { mergeName, submissionsIn, type Submission } from './submission.js'

/** A task of an array, or a merge. */
export interface TaskStatus {
  /** Slurm's state; UNKNOWN of what it no longer knows. */
  readonly state: string
  /** What that means, and what helps. */
  readonly meaning: string
  readonly live: boolean
}

export interface ArrayTaskStatus extends TaskStatus {
  readonly task: number
  readonly pieces: number
  readonly finished: number
}

export interface SubmissionStatus {
  readonly name: string
  /** The array's number; null where Slurm knows of none. */
  readonly job: string | null
  readonly tasks: readonly ArrayTaskStatus[]
  readonly merge: TaskStatus
}

export interface SweepStatus {
  readonly pieces: number
  readonly finished: number
  readonly points: number
  readonly pointsFinished: number
  readonly submissions: readonly SubmissionStatus[]
}

/** How far a sweep is: what is in the store, and one call to Slurm. */
export async function sweepStatus(store: Store, patience?: Patience): Promise<SweepStatus> {
  const submissions = submissionsIn(store.folder)
  const jobs = await queued(
    submissions.flatMap((one) => [one.name, mergeName(one)]),
    patience,
  )
  // a piece that is damaged or stale is computed again
  const there = new Set(survey(store).heads.keys())
  const { points } = store.division
  return {
    pieces: pieceCount(store.division),
    finished: there.size,
    points,
    pointsFinished: pointsIn(store.division, there),
    submissions: submissions.map((submission) => submissionStatus(submission, jobs, there)),
  }
}

function submissionStatus(
  submission: Submission,
  jobs: readonly QueuedJob[],
  there: ReadonlySet<number>,
): SubmissionStatus {
  const array = jobs.filter(({ name }) => name === submission.name)
  const byTask = new Map(array.map((job) => [job.task, job]))
  const tasks = submission.tasks.map((pieces, task): ArrayTaskStatus => {
    const finished = pieces.filter((piece) => there.has(piece)).length
    // tasks that were cancelled before they began are one record without a place
    const job = byTask.get(task) ?? byTask.get(null)
    return { task, pieces: pieces.length, finished, ...taskStatus(job, finished === pieces.length) }
  })
  const merge = jobs.find(({ name }) => name === mergeName(submission))
  return { name: submission.name, job: submission.job ?? array[0]?.array ?? null, tasks, merge: mergeStatus(merge) }
}

function taskStatus(job: QueuedJob | undefined, isDone: boolean): TaskStatus {
  if (job === undefined)
    return {
      state: 'UNKNOWN',
      meaning: isDone ? 'is done' : 'is no longer known to Slurm: dilute resume computes the rest',
      live: false,
    }
  return { state: job.state, meaning: isDone && !isLive(job) ? 'is done' : meaning(job), live: isLive(job) }
}

function mergeStatus(job: QueuedJob | undefined): TaskStatus {
  if (job === undefined)
    return { state: 'UNKNOWN', meaning: 'is not known to Slurm: dilute merge puts the results together', live: false }
  if (isLive(job)) return { state: job.state, meaning: meaning(job), live: true }
  return {
    state: job.state,
    meaning: job.state === 'COMPLETED' ? 'is done' : 'ended without results: its log says what is missing',
    live: false,
  }
}

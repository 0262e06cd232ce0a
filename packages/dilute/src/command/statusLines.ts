/** How far a submitted sweep is, for a person. */
import type { ArrayTaskStatus, SubmissionStatus, SweepStatus } from '../slurm/status.js'
import { slurmFolder } from '../slurm/submission.js'
import type { Store } from '../store/store.js'

export function statusLines(
  store: Store,
  { pieces, finished, points, pointsFinished, submissions }: SweepStatus,
): string[] {
  return [
    `${finished} of ${counted(pieces, 'piece')}, ${pointsFinished} of ${points} points are finished`,
    ...submissions.flatMap((one) => submissionLines(store, one)),
  ]
}

/** `1 task`, `2 tasks`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function submissionLines({ folder }: Store, { name, job, tasks, merge }: SubmissionStatus): string[] {
  const known = job === null ? 'not known to Slurm' : `job ${job}`
  return [
    `${name}, ${known}, ${counted(tasks.length, 'task')}; logs in ${slurmFolder(folder)}`,
    ...[...alike(tasks)].map(([kind, some]) => `  ${taskNames(some)} ${kind}`),
    `  merge ${merge.state}: ${merge.meaning}`,
  ]
}

function alike(tasks: readonly ArrayTaskStatus[]): Map<string, ArrayTaskStatus[]> {
  const kinds = new Map<string, ArrayTaskStatus[]>()
  for (const task of tasks) {
    const kind = `${task.state}: ${task.meaning}`
    const known = kinds.get(kind)
    if (known) known.push(task)
    else kinds.set(kind, [task])
  }
  return kinds
}

const mostNamed = 8

function taskNames(tasks: readonly ArrayTaskStatus[]): string {
  const more = tasks.length > mostNamed ? `, … (${tasks.length})` : ''
  return `task${tasks.length === 1 ? '' : 's'} ${tasks.slice(0, mostNamed).map(taskName).join(', ')}${more}`
}

const taskName = ({ task, finished, pieces }: ArrayTaskStatus): string =>
  finished === pieces ? `${task}` : `${task} (${finished} of ${counted(pieces, 'piece')})`

import { answered, type Patience } from './programs.js'

/** A job, or a task of an array, as Slurm knows it. */
export interface QueuedJob {
  /** The name it was submitted under. */
  readonly name: string
  /** The number of the array; the number of a task's own job may be the same, and says nothing. */
  readonly array: string
  /** The place in the array; null of a job without one. */
  readonly task: number | null
  /** PENDING, RUNNING, COMPLETED, FAILED, TIMEOUT, NODE_FAIL, … */
  readonly state: string
  readonly reason: string
}

/**
 * One call for all names, ended jobs included while Slurm remembers them. (The option --json of squeue does not heed a
 * selection.)
 */
export async function queued(names: readonly string[], patience?: Patience): Promise<QueuedJob[]> {
  if (names.length === 0) return []
  const format = ['--noheader', '--array', '--states=all', `--name=${names.join(',')}`, '--format=%j|%F|%K|%T|%r']
  return (await answered('squeue', format, patience))
    .split('\n')
    .filter((line) => line !== '')
    .map(jobOf)
}

function jobOf(line: string): QueuedJob {
  const [name, array, task, state, ...reason] = line.split('|')
  return {
    name: name!,
    array: array!,
    task: /^\d+$/.test(task!) ? Number(task) : null,
    state: state!,
    reason: reason.join('|'),
  }
}

/** States in which something is still to come. */
const live = new Set([
  'PENDING',
  'RUNNING',
  'SUSPENDED',
  'COMPLETING',
  'CONFIGURING',
  'REQUEUED',
  'REQUEUE_HOLD',
  'REQUEUE_FED',
  'RESIZING',
  'SIGNALING',
  'STAGE_OUT',
  'STOPPED',
  'SPECIAL_EXIT',
])
export const isLive = ({ state }: Pick<QueuedJob, 'state'>): boolean => live.has(state)

import { join } from 'node:path'
import { writeDurably } from '../store/durable.js'
import type { Store } from '../store/store.js'
import { answered, ask, patiently, SlurmError, type Patience } from './programs.js'
import { queued } from './queue.js'
import {
  mergeName,
  newSubmission,
  removeSubmission,
  slurmFolder,
  writeSubmission,
  type SlurmOptions,
  type Submission,
} from './submission.js'

/** A piece takes about two seconds: half a minute of work. */
const piecesPerTask = 16

/** Seconds before the time limit at which a task is told to end after its piece. */
const warning = 30

/** Seconds that a shared file system may take to show the last pieces. */
const latency = 60

/** How dilute is called on a node: Node and the command. */
export type Program = readonly string[]

/**
 * Hands pieces to Slurm as an array of tasks.
 * @throws SlurmError for what Slurm refuses, which then knows of nothing; or where its controller does not answer for a
 * minute, and may have taken the array all the same.
 */
export async function submitArray(
  store: Store,
  pieces: readonly number[],
  options: SlurmOptions,
  program: Program,
  patience: Patience = {},
): Promise<Submission> {
  const tasks = shared(pieces, await taskCount(pieces.length, options, patience))
  const intent = newSubmission(store.folder, tasks, options)
  await writeSubmission(store.folder, intent)
  try {
    const job = await handedOver(intent.name, await arrayArguments(store, intent, program), patience)
    return await noted(store, { ...intent, job })
  } catch (error) {
    if (error instanceof SlurmError && !error.passing) removeSubmission(store.folder, intent.name)
    throw error
  }
}

/** Hands over the merge, which starts after the tasks of the array, however they end. Throws SlurmError. */
export async function submitMerge(
  store: Store,
  submission: Submission,
  program: Program,
  patience: Patience = {},
): Promise<Submission> {
  return noted(store, {
    ...submission,
    merge: await handedOver(mergeName(submission), await mergeArguments(store, submission, program), patience),
  })
}

async function noted(store: Store, submission: Submission): Promise<Submission> {
  await writeSubmission(store.folder, submission)
  return submission
}

/** Places in an array go from 0 to one less than the cluster's MaxArraySize. */
async function taskCount(pieces: number, { tasks }: SlurmOptions, patience: Patience): Promise<number> {
  const settings = await answered('scontrol', ['show', 'config'], patience)
  const most = Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(settings)?.[1] ?? 1001)
  return Math.max(1, Math.min(tasks ?? Math.ceil(pieces / piecesPerTask), pieces, most))
}

/** Consecutive pieces, as evenly as it goes. */
export function shared(pieces: readonly number[], tasks: number): number[][] {
  return Array.from({ length: tasks }, (_, task) =>
    pieces.slice(Math.floor((task * pieces.length) / tasks), Math.floor(((task + 1) * pieces.length) / tasks)),
  )
}

/** Submits a job, or finds it where it was submitted and the answer lost: its name tells. */
async function handedOver(name: string, args: readonly string[], patience: Patience): Promise<string> {
  let asked = false
  return patiently(async () => {
    const known = asked ? await jobNamed(name, patience) : undefined
    asked = true
    return known ?? jobNumber(await ask('sbatch', ['--parsable', `--job-name=${name}`, ...args], patience.signal))
  }, patience)
}

/** NUMBER or NUMBER;CLUSTER. */
const jobNumber = (answer: string): string => answer.trim().split(';')[0]!

const jobNamed = async (name: string, patience?: Patience): Promise<string | undefined> =>
  (await queued([name], patience))[0]?.array

async function arrayArguments(store: Store, { name, tasks, options }: Submission, program: Program): Promise<string[]> {
  const atOnce = options.atOnce === undefined ? '' : `%${options.atOnce}`
  return [
    `--array=0-${tasks.length - 1}${atOnce}`,
    '--requeue',
    '--open-mode=append',
    `--signal=B:USR2@${warning}`,
    `--output=${join(slurmFolder(store.folder), `${name}-%a.log`)}`,
    ...common(options),
    await script(store, name, [...program, 'task', store.folder, '--name', name]),
  ]
}

async function mergeArguments(store: Store, submission: Submission, program: Program): Promise<string[]> {
  const name = mergeName(submission)
  return [
    `--dependency=afterany:${submission.job}`,
    '--requeue',
    '--open-mode=append',
    `--output=${join(slurmFolder(store.folder), `${name}.log`)}`,
    ...common(submission.options),
    await script(store, name, [
      ...program,
      'merge',
      store.folder,
      '--wait',
      String(submission.options.wait ?? latency),
    ]),
  ]
}

function common({ partition, account, time, mem }: SlurmOptions): string[] {
  const given = Object.entries({ partition, account, time, mem }).filter(([, value]) => value !== undefined)
  return ['--ntasks=1', '--cpus-per-task=1', ...given.map(([option, value]) => `--${option}=${value}`)]
}

/** A file for the shell, which becomes the program, so that signals reach it. */
async function script({ folder }: Store, name: string, command: readonly string[]): Promise<string> {
  const path = join(slurmFolder(folder), `${name}.sh`)
  await writeDurably(path, [Buffer.from(`#!/bin/sh\nexec ${command.map(quoted).join(' ')}\n`)])
  return path
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

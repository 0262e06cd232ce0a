/** What was handed to Slurm: written before it is, so that nothing is lost with an answer. */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, writeDurably } from '../store/durable.js'
import { isListOf, isMap, isText, readRecord } from '../store/records.js'
import { privateFolder } from '../store/store.js'

/** What is asked of the cluster for each task. */
export interface SlurmOptions {
  readonly partition?: string | undefined
  readonly account?: string | undefined
  readonly time?: string | undefined
  readonly mem?: string | undefined
  /** Tasks of the array; as many as have half a minute of work unless given. */
  readonly tasks?: number | undefined
  /** Tasks at work at the same time. */
  readonly atOnce?: number | undefined
  /** Seconds that the merge waits for pieces which a shared file system shows late; a minute unless given. */
  readonly wait?: number | undefined
}

export interface Submission {
  /** The name of the array, which no other job has. The merge's is `NAME-merge`. */
  readonly name: string
  /** The pieces of every task. */
  readonly tasks: readonly (readonly number[])[]
  readonly options: SlurmOptions
  /** The number that Slurm gave the array; undefined while its answer is not known. */
  readonly job?: string | undefined
  readonly merge?: string | undefined
}

export const slurmFolder = (folder: string): string => join(privateFolder(folder), 'slurm')
export const mergeName = ({ name }: Submission): string => `${name}-merge`
const pathOf = (folder: string, name: string): string => join(slurmFolder(folder), `${name}.json`)

export function newSubmission(folder: string, tasks: Submission['tasks'], options: SlurmOptions): Submission {
  const count = String(submissionsIn(folder).length + 1).padStart(3, '0')
  return { name: `dilute-${count}-${randomBytes(6).toString('hex')}`, tasks, options }
}

export async function writeSubmission(folder: string, submission: Submission): Promise<void> {
  makeFolder(slurmFolder(folder))
  await writeDurably(pathOf(folder, submission.name), [Buffer.from(`${JSON.stringify(submission)}\n`)])
}

/** Throws StoreRefused where there is none that can be read. */
export const readSubmission = (folder: string, name: string): Submission =>
  readRecord(pathOf(folder, name), {
    expected: 'what was handed to Slurm',
    remedy: 'delete it once its job has ended, which squeue tells',
    holds: isSubmission,
  })

const isSubmission = (data: unknown): data is Submission =>
  isMap(data) &&
  isText(data['name']) &&
  isListOf(data['tasks'], (pieces) => isListOf(pieces, Number.isInteger)) &&
  isMap(data['options']) &&
  [data['job'], data['merge']].every((job) => job === undefined || isText(job))

export const removeSubmission = (folder: string, name: string): void => {
  rmSync(pathOf(folder, name), { force: true })
}

/** In the order in which they were made. */
export function submissionsIn(folder: string): Submission[] {
  if (!existsSync(slurmFolder(folder))) return []
  const names = readdirSync(slurmFolder(folder))
    .filter((name) => /^dilute-.*\.json$/.test(name))
    .sort()
  return names.map((name) => readSubmission(folder, name.slice(0, -'.json'.length)))
}

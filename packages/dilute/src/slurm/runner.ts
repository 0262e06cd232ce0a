import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Runner, Watch } from '../runners/runner.js'
import { piecePath, type Store } from '../store/store.js'
import { answered } from './programs.js'
import { isLive, queued } from './queue.js'
import { submitArray, type Program } from './submit.js'
import { mergeName, slurmFolder, type SlurmOptions, type Submission } from './submission.js'

/** Milliseconds between two looks, and that a shared file system may take to show a file. */
const [interval, latency] = [2000, 60_000]

/** A Slurm cluster that shares the store's folder; waits until the tasks have ended. */
export const slurm = (
  options: SlurmOptions,
  program: Program,
  { between = interval, late = latency } = {},
): Runner => ({
  name: 'Slurm',
  run: async (store, pieces, watch = {}) => {
    watch.signal?.throwIfAborted()
    if (pieces.length === 0) return
    const submission = await submitArray(store, pieces, options, program, { signal: watch.signal })
    try {
      await finished(store, submission, new Set(pieces), watch, { between, late })
    } catch (error) {
      await cancelled(submission)
      throw watch.signal?.aborted ? watch.signal.reason : error
    }
  },
})

export async function cancelled(submission: Submission): Promise<void> {
  await answered('scancel', [`--name=${submission.name}`])
  await answered('scancel', [`--name=${mergeName(submission)}`])
}

async function finished(
  store: Store,
  submission: Submission,
  waiting: Set<number>,
  { signal, onPiece }: Watch,
  { between, late }: { between: number; late: number },
): Promise<void> {
  let ended: number | undefined
  for (;;) {
    for (const piece of waiting) {
      if (!existsSync(piecePath(store, piece))) continue
      waiting.delete(piece)
      onPiece?.(piece)
    }
    signal?.throwIfAborted()
    if (waiting.size === 0) return
    const isAtWork = (await queued([submission.name], { signal })).some(isLive)
    ended = isAtWork ? undefined : (ended ?? Date.now())
    if (ended !== undefined && Date.now() - ended > late) throw failure(store, submission, waiting)
    await pause(between, undefined, { signal })
  }
}

/** What the log of a task with missing pieces ends with. */
function failure({ folder }: Store, { name, tasks }: Submission, missing: ReadonlySet<number>): Error {
  const task = tasks.findIndex((pieces) => pieces.some((piece) => missing.has(piece)))
  const log = join(slurmFolder(folder), `${name}-${task}.log`)
  const last = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').at(-1)! : 'it has no log'
  return new Error(`all tasks have ended, but ${missing.size} pieces are missing; task ${task}: ${last}`)
}

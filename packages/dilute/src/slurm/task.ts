import { existsSync } from 'node:fs'
import { inline } from '../runners/inline.js'
import { piecePath, type Store } from '../store/store.js'
import type { Submission } from './submission.js'

/** What a task came to. */
export interface TaskResult {
  readonly computed: number
  /** Pieces that were there already: of a task that was started again, or that runs twice after a node failed. */
  readonly found: number
  readonly left: number
}

/** Computes the pieces of one task of an array, until it is told to stop. */
export async function runTask(
  store: Store,
  { tasks }: Submission,
  task: number,
  isStopped: () => boolean,
): Promise<TaskResult> {
  const pieces = tasks[task]!
  let [computed, found] = [0, 0]
  for (const piece of pieces) {
    if (isStopped()) break
    if (existsSync(piecePath(store, piece))) found++
    else {
      await inline.run(store, [piece])
      computed++
    }
  }
  return { computed, found, left: pieces.length - computed - found }
}

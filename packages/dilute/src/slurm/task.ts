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

/**
 * Computes the pieces of one task of an array, until it is told to stop. A piece that fails does not keep others from
 * being computed.
 * @throws what the first of them failed with, when all others are done.
 */
export async function runTask(
  store: Store,
  { tasks }: Submission,
  task: number,
  isStopped: () => boolean,
): Promise<TaskResult> {
  const pieces = tasks[task]!
  const failures: unknown[] = []
  let [computed, found] = [0, 0]
  for (const piece of pieces) {
    if (isStopped()) break
    if (existsSync(piecePath(store, piece))) found++
    else await inline.run(store, [piece], { onPiece: () => computed++ }).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
  return { computed, found, left: pieces.length - computed - found }
}

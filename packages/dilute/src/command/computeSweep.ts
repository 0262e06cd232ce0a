import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pieceCount, pointsIn } from '../pieces/division.js'
import type { Runner } from '../runners/runner.js'
import { submissionsIn } from '../slurm/submission.js'
import { FreshPieces, type Written } from '../store/freshPieces.js'
import { clearStore, type Store, type Survey } from '../store/store.js'
import { StudyError } from '../study/index.js'
import { Interrupted } from './exit.js'
import { progressLine, type Attention } from './progressLine.js'

export interface ComputeOptions extends Attention {
  /** Threads that share the pieces. */
  readonly workers: number
  /** The folder that keeps what is finished; without one nothing is kept. */
  readonly out: string | undefined
}

/** A folder for pieces of results that keep none. */
export async function withScratch(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dilute-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runnerOf({ workers }: ComputeOptions, pieces: number): Promise<Runner> {
  return workers > 1 && pieces > 1
    ? (await import('../runners/threads.js')).threads(workers)
    : (await import('../runners/inline.js')).inline
}

const interruptions = ['SIGINT', 'SIGTERM'] as const

/**
 * Computes what is missing, with a progress line; gives what it has written. Ctrl-C and SIGTERM end it at once; what is
 * finished stays.
 */
export async function computeSweep(
  store: Store,
  { missing, heads }: Survey,
  options: ComputeOptions,
): Promise<FreshPieces> {
  const runner = await runnerOf(options, missing.length)
  const progress = progressLine(process.stderr, options)
  const controller = new AbortController()
  const interrupt = (signal: Interrupted['signal']): void => {
    controller.abort(new Interrupted('stopped', signal))
  }
  for (const signal of interruptions) process.once(signal, interrupt)
  const [finished, total] = [new Set(heads.keys()), pointsIn(store.division, missing)]
  let done = 0
  const fresh = new FreshPieces()
  const onPiece = (piece: number, written?: Written): void => {
    if (written !== undefined) fresh.add(piece, written)
    finished.add(piece)
    done += pointsIn(store.division, [piece])
    progress.update({ done, total, step: { what: 'pieces', done: finished.size, of: pieceCount(store.division) } })
  }
  try {
    await runner.run(store, missing, { signal: controller.signal, onPiece })
    return fresh
  } catch (error) {
    throw told(error as Error, store, finished, options)
  } finally {
    for (const signal of interruptions) process.off(signal, interrupt)
    progress.clear()
  }
}

const goOn = 'the same command with --resume goes on'

/** What went wrong, what is kept, and how to go on. */
function told(error: Error, store: Store, finished: ReadonlySet<number>, { out }: ComputeOptions): Error {
  if (finished.size === 0 && out !== undefined && submissionsIn(out).length === 0) clearStore(out)
  if (finished.size === 0 || out === undefined)
    return error instanceof Interrupted ? new Interrupted('stopped before anything was finished', error.signal) : error
  if (error instanceof Interrupted) {
    const points = `${pointsIn(store.division, finished)} of ${store.division.points} points finished`
    return new Interrupted(`stopped with ${points}, which are kept in ${out}: ${goOn}`, error.signal)
  }
  if (error instanceof StudyError) return error
  return new Error(
    `${error.message} (${finished.size} of ${pieceCount(store.division)} pieces are finished and kept: ${goOn})`,
    { cause: error },
  )
}

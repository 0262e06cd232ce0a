/** `dilute run` of a sweep: pieces into a store, then the results out of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SweepFormat } from '../export/sweep/formats.js'
import { pieceCount, rangeOf } from '../pieces/division.js'
import type { Runner } from '../runners/runner.js'
import { withLock } from '../store/lock.js'
import { clearStore, privateFolder, removeEmpty, survey, type Store, type Survey } from '../store/store.js'
import type { Study } from '../study/reading/study.js'
import { StudyError } from '../study/reading/studyError.js'
import { deliverSweep, type SweepDelivery } from './deliverSweep.js'
import { enterStore, isDelivered, sweepStore } from './enterStore.js'
import { Interrupted } from './exit.js'
import { print } from './print.js'
import { progressLine, type Attention } from './progressLine.js'
import { formatsFor } from './sweepFiles.js'
import { requireWritable } from './writeTogether.js'

export interface SweepOptions extends Omit<SweepDelivery, 'formats'>, Attention {
  readonly workers: number
  readonly resume: boolean
  readonly formats: readonly SweepFormat[] | undefined
}

/** Runs a sweep piece by piece and delivers its results. Throws StoreRefused, UsageError, StudyError, Interrupted. */
export async function runSweep(study: Study, options: SweepOptions): Promise<void> {
  const { out } = options
  if (out === undefined) return withScratch((folder) => runIn(folder, study, options))
  try {
    await runIn(out, study, options)
  } finally {
    removeEmpty(privateFolder(out), out)
  }
}

/** A folder for pieces of results that are only printed. */
async function withScratch(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dilute-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runIn(folder: string, study: Study, options: SweepOptions): Promise<void> {
  const wanted = sweepStore(study, folder, options)
  const formats = formatsFor(wanted.division.points, options.formats)
  await requireWritable(folder)
  await withLock(folder, () => resumed(enterStore(wanted, options.resume), { ...options, formats }))
}

type PlannedOptions = Attention & SweepDelivery & Pick<SweepOptions, 'workers'>

async function resumed(store: Store, options: PlannedOptions): Promise<void> {
  const found = survey(store)
  if (options.quiet !== true) tellFaults(found)
  if (found.missing.length === 0 && !options.json && isDelivered(store.folder, options.formats)) {
    const nothing = `Nothing to do: all ${store.division.points} points and their files are in ${store.folder}\n`
    return options.quiet === true ? undefined : print([nothing])
  }
  await compute(store, found, options)
  await deliverSweep(store, options)
}

function tellFaults({ faults, missing }: Survey): void {
  for (const { name, reason } of faults) {
    const fate = missing.some((piece) => name === `piece ${piece}`) ? 'it is computed again' : 'it is left alone'
    process.stderr.write(`dilute: ${name} ${reason}: ${fate}\n`)
  }
}

async function runnerOf({ workers }: PlannedOptions, pieces: number): Promise<Runner> {
  return workers > 1 && pieces > 1 ? (await import('../runners/threads.js')).threads(workers) : (await import('../runners/inline.js')).inline
}

/** Computes what is missing, with a progress line. Ctrl-C ends it at once; what is finished stays. */
async function compute(store: Store, { missing, heads }: Survey, options: PlannedOptions): Promise<void> {
  const runner = await runnerOf(options, missing.length)
  const progress = progressLine(process.stderr, options)
  const controller = new AbortController()
  const interrupt = (): void => { controller.abort(new Interrupted('stopped')) }
  process.once('SIGINT', interrupt)
  const [finished, total] = [new Set(heads.keys()), pointsOf(store, missing)]
  let done = 0
  const onPiece = (piece: number): void => {
    finished.add(piece)
    done += pointsOf(store, [piece])
    progress.update({ done, total, step: { what: 'pieces', done: finished.size, of: pieceCount(store.division) } })
  }
  try {
    await runner.run(store, missing, { signal: controller.signal, onPiece })
  } catch (error) {
    throw told(error as Error, store, finished, options)
  } finally {
    process.off('SIGINT', interrupt)
    progress.clear()
  }
}

function pointsOf({ division }: Store, pieces: Iterable<number>): number {
  return [...pieces].map((piece) => rangeOf(division, piece)).reduce((sum, { begin, end }) => sum + end - begin, 0)
}

/** What went wrong, what is kept, and how to go on. */
function told(error: Error, store: Store, finished: ReadonlySet<number>, { out }: PlannedOptions): Error {
  if (finished.size === 0 && out !== undefined) clearStore(store.folder)
  if (finished.size === 0 || out === undefined) return error instanceof Interrupted ? new Interrupted('stopped before anything was finished') : error
  if (error instanceof Interrupted) {
    return new Interrupted(`stopped with ${pointsOf(store, finished)} of ${store.division.points} points finished, which are kept in ${out}: the same command with --resume goes on`)
  }
  if (error instanceof StudyError) return error
  return new Error(`${error.message} (${finished.size} of ${pieceCount(store.division)} pieces are finished and kept: the same command with --resume goes on)`, { cause: error })
}

/** `dilute run` of a sweep: pieces into a store, then the results out of it. */
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mostJsonPoints, type SweepFormat } from '../export/sweep/formats.js'
import type { SweepTable } from '../export/sweep/table.js'
import { divisionOf, pieceCount, rangeOf } from '../pieces/division.js'
import { jobOf } from '../pieces/piece.js'
import { recordedColumns } from '../pieces/record.js'
import type { Runner } from '../runners/runner.js'
import { withLock } from '../store/lock.js'
import { clearStore, privateFolder, storeFor, survey, type Store, type Survey } from '../store/store.js'
import { storedTable } from '../store/table.js'
import { StudyError } from '../study/problem/problem.js'
import { planOf } from '../study/read/plan.js'
import type { Study } from '../study/read/study.js'
import type { SweepResults } from '../study/results.js'
import { enterStore, isDelivered, noteDelivered } from './enterStore.js'
import { Interrupted } from './exit.js'
import { print } from './print.js'
import { progressLine, type Attention } from './progressLine.js'
import { dataFiles, formatsFor, sweepJson, sweepResults } from './sweepFiles.js'
import { requireWritable, writeTogether, type Files } from './writeTogether.js'

export interface SweepOptions extends Attention {
  /** The folder of results; without one they are only told. */
  readonly out: string | undefined
  readonly json: boolean
  readonly workers: number
  readonly resume: boolean
  readonly formats: readonly SweepFormat[] | undefined
  /** The files beside the data of a sweep whose points are kept whole. */
  readonly pictures: (results: SweepResults) => Promise<Files>
  readonly summary: (results: SweepResults) => Promise<string>
}

/** Runs a sweep piece by piece and delivers its results. Throws StoreRefused, UsageError, StudyError, Interrupted. */
export async function runSweep(study: Study, options: SweepOptions): Promise<void> {
  const wanted = sweepStore(study, options)
  const formats = options.out === undefined ? [] : formatsFor(wanted.division.points, options.formats)
  await requireWritable(wanted.folder)
  try {
    await withLock(wanted.folder, () => resumed(enterStore(wanted, options.resume), formats, options))
  } finally {
    if (options.out === undefined) rmSync(wanted.folder, { recursive: true, force: true })
    else removeEmpty(privateFolder(wanted.folder), wanted.folder)
  }
}

/** Points are whole as far as they are told: where there are few, or all of them as JSON. */
function sweepStore(study: Study, { out, json }: SweepOptions): Store {
  const { points } = planOf(study)
  const job = jobOf(study, points, json)
  recordedColumns(study, job.record)
  const folder = out ?? mkdtempSync(join(tmpdir(), 'dilute-'))
  return storeFor(folder, study.config, job, divisionOf(study.config, points))
}

async function resumed(store: Store, formats: readonly SweepFormat[], options: SweepOptions): Promise<void> {
  const found = survey(store)
  if (options.quiet !== true) tellFaults(found)
  if (found.missing.length === 0 && !options.json && isDelivered(store.folder, formats.map((format) => `results.${format}`))) {
    if (options.quiet !== true) await print([`Nothing to do: all ${store.division.points} points and their files are in ${store.folder}\n`])
    return
  }
  await compute(store, found, options)
  await deliver(store, formats, options)
}

function tellFaults({ faults, missing }: Survey): void {
  for (const { name, reason } of faults) {
    const fate = missing.some((piece) => name === `piece ${piece}`) ? 'it is computed again' : 'it is left alone'
    process.stderr.write(`dilute: ${name} ${reason}: ${fate}\n`)
  }
}

async function runnerOf({ workers }: SweepOptions, pieces: number): Promise<Runner> {
  return workers > 1 && pieces > 1 ? (await import('../runners/threads.js')).threads(workers) : (await import('../runners/inline.js')).inline
}

/** Computes what is missing, with a progress line. Ctrl-C ends it at once; what is finished stays. */
async function compute(store: Store, { missing, heads }: Survey, options: SweepOptions): Promise<void> {
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
function told(error: Error, store: Store, finished: ReadonlySet<number>, { out }: SweepOptions): Error {
  if (finished.size === 0 && out !== undefined) clearStore(store.folder)
  if (finished.size === 0 || out === undefined) return error instanceof Interrupted ? new Interrupted('stopped before anything was finished') : error
  if (error instanceof Interrupted) {
    return new Interrupted(`stopped with ${pointsOf(store, finished)} of ${store.division.points} points finished, which are kept in ${out}: the same command with --resume goes on`)
  }
  if (error instanceof StudyError) return error
  return new Error(`${error.message} (${finished.size} of ${pieceCount(store.division)} pieces are finished and kept: the same command with --resume goes on)`, { cause: error })
}

async function deliver(store: Store, formats: readonly SweepFormat[], options: SweepOptions): Promise<void> {
  const table = storedTable(store)
  const { whole } = store.job
  const results = whole && table.rows <= mostJsonPoints ? sweepResults(table) : undefined
  const written = options.out === undefined ? '' : await writeFiles(store, table, formats, results, options)
  if (options.json) await print(sweepJson(table, whole))
  else if (options.quiet !== true) await print([(results ? await options.summary(results) : tableSummary(table)) + written])
}

/** Data are not lost with pictures that cannot be drawn. */
async function writeFiles(store: Store, table: SweepTable, formats: readonly SweepFormat[], results: SweepResults | undefined, options: SweepOptions): Promise<string> {
  const { folder, job } = store
  const drawn = results === undefined ? {} : await options.pictures(results).catch((error: unknown) => error as Error)
  const files = { ...await dataFiles(table, formats, job.whole), ...(drawn instanceof Error ? {} : drawn) }
  await writeTogether(folder, files)
  const names = Object.keys(files)
  if (drawn instanceof Error) throw new Error(`${names.join(', ')} written to ${folder}, but nothing could be drawn: ${drawn.message}`, { cause: drawn })
  noteDelivered(folder, names)
  return `\nWritten to ${folder}: ${names.join(', ')}\n`
}

function tableSummary({ rows, columns, about: { warnings } }: SweepTable): string {
  const recorded = columns.map(({ name }) => name).filter((name) => !name.startsWith('set.'))
  return [`${rows} points of ${recorded.slice(0, 12).join(', ')}${recorded.length > 12 ? `, … (${recorded.length} columns)` : ''}`, ...warnings].map((line) => `${line}\n`).join('')
}

/** Folders that hold nothing. */
function removeEmpty(...folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder)
  } catch {
    // there is something in them
  }
}

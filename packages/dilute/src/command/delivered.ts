/** What has been delivered into a folder, and what of it later results take away. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sweepFormats, type SweepFormat } from '../export/index.js'
import { writeDurably } from '../store/durable.js'
import { withLock } from '../store/lock.js'
import { isMap, isText, readRecord, type RecordForm } from '../store/records.js'
import { StoreRefused } from '../store/refused.js'
import { privateFolder } from '../store/store.js'
import { picturesOf } from './pictureFiles.js'
import { dataNames } from './sweepFiles.js'
import { deliveryTime, writeInPlaceOf, type Checksums, type Files } from './writeTogether.js'

/** The files of the sweep that the folder holds, and pictures that were drawn of them. */
const recordPath = (folder: string): string => join(privateFolder(folder), 'results.json')
/** Those of what was there before it, or of what has taken its place. */
const earlierPath = (folder: string): string => join(privateFolder(folder), 'earlier.json')

const delivered = { expected: 'the files of results with their checksums', holds: isChecksums } as const
const forms: Readonly<Record<string, RecordForm<Checksums>>> = {
  'results.json': { ...delivered, remedy: 'delete it, and --resume or dilute merge writes the results again' },
  'earlier.json': { ...delivered, remedy: 'delete it; files of an earlier result may then stay beside the new ones' },
}

function isChecksums(data: unknown): data is Checksums {
  return isMap(data) && Object.entries(data).every(([name, sum]) => basename(name) === name && isText(sum))
}

const recorded = (path: string): Checksums | undefined =>
  existsSync(path) ? readRecord(path, forms[basename(path)]!) : undefined

/** Before any work: throws StoreRefused where what was delivered into a folder cannot be told. */
export function requireRecords(folder: string): void {
  const place = privateFolder(folder)
  if (existsSync(place) && !statSync(place).isDirectory())
    throw new StoreRefused(`${place}: expected a folder, where dilute keeps its records, found a file`)
  recorded(recordPath(folder))
  recorded(earlierPath(folder))
}

const record = (path: string, sums: Checksums): Promise<void> =>
  writeDurably(path, [Buffer.from(`${JSON.stringify(sums, null, 2)}\n`)])

/** Whether the sweep in a folder has delivered its results. */
export const hasDelivered = (folder: string): boolean => existsSync(recordPath(folder))

/** From now on, what has been delivered is of an earlier sweep. */
export async function retireDelivered(folder: string): Promise<void> {
  const sums = recorded(recordPath(folder))
  if (sums === undefined) return
  await record(earlierPath(folder), { ...recorded(earlierPath(folder)), ...sums })
  rmSync(recordPath(folder))
}

/**
 * Writes the files of the sweep in a folder, all or none; at the same time goes what earlier sweeps delivered, unless
 * it was altered since.
 */
export function replaceEarlier(folder: string, ...parts: readonly (Files | Promise<Files>)[]): Promise<Checksums> {
  const earlier = recorded(earlierPath(folder))
  const isFirst = earlier === undefined && !hasDelivered(folder)
  return writeInPlaceOf(
    folder,
    leaving(isFirst ? deliveredWithData(folder) : unaltered(folder, earlier ?? {})),
    ...parts,
  )
}

/** Of earlier files those that go. */
const leaving =
  (earlier: readonly string[]) =>
  (coming: Checksums): string[] =>
    earlier.filter((name) => !(name in coming))

const unaltered = (folder: string, sums: Checksums): string[] =>
  Object.keys(sums).filter((name) => isUnaltered(folder, name, sums[name]!))

/**
 * Writes the files of anything but a sweep, all or none; what was delivered before goes, unless it was altered since.
 * The pieces of a sweep stay; a folder that never held one has no record of what was delivered.
 */
export async function replaceAll(folder: string, files: Files): Promise<void> {
  if (existsSync(privateFolder(folder))) await withLock(folder, () => replaceSweep(folder, files))
  else await writeInPlaceOf(folder, leaving(deliveredWithData(folder)), files)
}

/** Before any work: throws StoreRefused where a sweep is at work, whose results would take these away. */
export async function requireFree(folder: string): Promise<void> {
  if (existsSync(privateFolder(folder))) await withLock(folder, () => Promise.resolve())
}

async function replaceSweep(folder: string, files: Files): Promise<void> {
  const sweep = recorded(recordPath(folder))
  const earlier = recorded(earlierPath(folder))
  const before = sweep || earlier ? unaltered(folder, { ...earlier, ...sweep }) : deliveredWithData(folder)
  const sums = await writeInPlaceOf(folder, leaving(before), files)
  if (sweep !== undefined) await record(recordPath(folder), {})
  await record(earlierPath(folder), sums)
}

/** All that a delivery may write. */
const allData = dataNames(sweepFormats)
const ownNames = [
  ...allData,
  ...['figure', 'evolution', 'scattering', 'trajectories'].flatMap(picturesOf),
  'report.html',
]

/** Where there is no record: data that are unaltered since they were delivered, and what was delivered with them. */
function deliveredWithData(folder: string): readonly string[] {
  const timeOf = (name: string): bigint | undefined => deliveryTime(join(folder, name))
  const times = new Set(allData.map(timeOf).filter((time) => time !== undefined))
  return ownNames.filter((name) => times.has(timeOf(name)!))
}

/** Notes pictures that were drawn of the sweep in a folder, and go with its results. */
export async function noteDrawn(folder: string, sums: Checksums): Promise<void> {
  const sweep = recorded(recordPath(folder))
  if (sweep !== undefined && Object.keys(sweep).length > 0) await record(recordPath(folder), { ...sweep, ...sums })
}

/** Notes what has been delivered. */
export async function noteDelivered(folder: string, sums: Checksums): Promise<void> {
  await record(recordPath(folder), { ...stillThere(folder), ...sums })
  rmSync(earlierPath(folder), { force: true })
}

/** What the same sweep has delivered in other formats is as true as before. */
function stillThere(folder: string): Checksums {
  const sums = Object.entries(recorded(recordPath(folder)) ?? {})
  return Object.fromEntries(sums.filter(([name, sum]) => isUnaltered(folder, name, sum)))
}

const isUnaltered = (folder: string, name: string, sum: string): boolean =>
  isFile(join(folder, name)) && checksum(join(folder, name)) === sum

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** Whether the data in these formats and all else that was delivered are there unaltered. */
export function isDelivered(folder: string, formats: readonly SweepFormat[]): boolean {
  const sums = recorded(recordPath(folder))
  if (sums === undefined || !formats.every((format) => `results.${format}` in sums)) return false
  return Object.entries(sums).every(([name, sum]) => isUnaltered(folder, name, sum))
}

const checksum = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** What has been delivered into a folder, and what of it later results take away. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SweepFormat } from '../export/index.js'
import { writeDurably } from '../store/durable.js'
import { privateFolder } from '../store/store.js'
import { writeInPlaceOf, writeTogether, type Checksums, type Files } from './writeTogether.js'

/** The files of the sweep that the folder holds. */
const recordPath = (folder: string): string => join(privateFolder(folder), 'results.json')
/** Those of what was there before it, or of what has taken its place. */
const earlierPath = (folder: string): string => join(privateFolder(folder), 'earlier.json')

const recorded = (path: string): Checksums | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Checksums) : undefined

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
  return writeInPlaceOf(folder, leaving(folder, recorded(earlierPath(folder)) ?? {}), ...parts)
}

/** Of earlier files those that go. */
const leaving =
  (folder: string, earlier: Checksums) =>
  (coming: Checksums): string[] =>
    Object.keys(earlier).filter((name) => !(name in coming) && isUnaltered(folder, name, earlier[name]!))

/**
 * Writes the files of anything but a sweep, all or none; what was delivered before goes, unless it was altered since.
 * The pieces of a sweep stay; a folder that never held one has no record of what was delivered.
 */
export async function replaceAll(folder: string, files: Files): Promise<void> {
  if (!existsSync(privateFolder(folder))) {
    await writeTogether(folder, files)
    return
  }
  const sweep = recorded(recordPath(folder))
  const earlier = { ...recorded(earlierPath(folder)), ...sweep }
  const sums = await writeInPlaceOf(folder, leaving(folder, earlier), files)
  if (sweep !== undefined) await record(recordPath(folder), {})
  await record(earlierPath(folder), sums)
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

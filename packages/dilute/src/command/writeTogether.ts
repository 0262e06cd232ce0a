import { createHash, type Hash } from 'node:crypto'
import { access, constants, mkdir, writeFile } from 'node:fs/promises'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isRunning, makeFolder, removeEmpty } from '../store/durable.js'
import { reasonOf } from '../store/systemErrors.js'
import { UsageError } from './usage.js'

/** What they hold, whole or in pieces, by name. */
export type Files = Readonly<Record<string, string | Uint8Array | Iterable<string | Uint8Array>>>

/** By the name of a file. */
export type Checksums = Readonly<Record<string, string>>

/** Fails early, before any work, where these files could not be written into a folder. Throws UsageError. */
export async function requireWritable(folder: string, names: readonly string[] = [], said = '--out'): Promise<void> {
  const refused = (found: string): UsageError =>
    new UsageError(`${said}: expected a folder that can be written, found ${found}`)
  if (folder === '') throw new UsageError(`${said}: expected a folder, found nothing`)
  const parent = nearestExisting(resolve(folder))
  if (!statSync(parent).isDirectory())
    throw refused(parent === resolve(folder) ? `the file ${folder}` : `${folder}, where ${parent} is a file`)
  const trouble = await troubleIn(parent, resolve(folder))
  if (trouble !== undefined) throw refused(`${parent}, where nothing can be written: ${trouble}`)
  const blocked = blockedAmong(folder, names)
  if (blocked !== undefined) {
    const found = `the ${blocked.by} ${join(folder, blocked.name)}`
    throw new UsageError(`${said}: expected a place for the file ${blocked.name}, found ${found}`)
  }
}

/**
 * Why the folder could not be written, or none be made. Permissions do not tell all, some file systems take no new
 * folders: one that is not there is made to see, and taken away again.
 */
async function troubleIn(parent: string, folder: string): Promise<string | undefined> {
  try {
    await access(parent, constants.W_OK)
    if (parent !== folder) madeToSee(join(parent, relative(parent, folder).split(sep)[0]!))
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it takes no new files' : reasonOf(error)
  }
}

function madeToSee(folder: string): void {
  mkdirSync(folder)
  rmdirSync(folder)
}

/**
 * All files or none: they are written into a hidden folder beside their places, one part after another while those to
 * come are still made, then change places with the files of before at one go, which no signal interrupts but SIGKILL;
 * what that leaves half done, the next write into the folder takes back. Gives the SHA-256 of each.
 */
export function writeTogether(folder: string, ...parts: readonly (Files | Promise<Files>)[]): Promise<Checksums> {
  return writeInPlaceOf(folder, () => [], ...parts)
}

/**
 * The same, and at the same go old files are taken away that have no successor among those to come. All new ones bear
 * one time, by which they are known again.
 */
export async function writeInPlaceOf(
  folder: string,
  old: (coming: Checksums) => readonly string[],
  ...parts: readonly (Files | Promise<Files>)[]
): Promise<Checksums> {
  const sums: Record<string, string> = {}
  await described(folder, async () => {
    const made = makeFolder(resolve(folder))
    takeBackInterrupted(folder)
    const stage = join(folder, `${stagePrefix}${process.pid}`)
    await removedAfter(stage, made, async () => {
      await mkdir(join(stage, 'new'), { recursive: true })
      for (const part of parts) Object.assign(sums, await staged(folder, stage, await part))
      const time = timeOfDelivery()
      for (const name of Object.keys(sums)) utimesSync(join(stage, 'new', name), time, time)
      changePlaces(folder, stage, Object.keys(sums), old(sums))
    })
  })
  return sums
}

/** Files bear the time of their delivery in whole ticks, as next to none that are written by others do. */
const ticks = 64

const timeOfDelivery = (): number => Math.floor((Date.now() / 1000) * ticks) / ticks

/** When a file was delivered, in nanoseconds; undefined of one that was not, or was altered since. */
export function deliveryTime(path: string): bigint | undefined {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false })
  return file?.isFile() === true && file.mtimeNs % BigInt(1e9 / ticks) === 0n ? file.mtimeNs : undefined
}

async function staged(folder: string, stage: string, files: Files): Promise<Checksums> {
  requirePlaces(folder, Object.keys(files))
  const sums: Record<string, string> = {}
  for (const [name, content] of Object.entries(files)) {
    const hash = createHash('sha256')
    await writeFile(join(stage, 'new', name), hashed(content, hash))
    sums[name] = hash.digest('hex')
  }
  return sums
}

/** The same, piece by piece, with its checksum under way. */
function* hashed(content: Files[string], hash: Hash): Generator<string | Uint8Array> {
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content
  for (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}

const stagePrefix = '.dilute-part-'
/** In a stage, while files change places: which of them there were before, and all that come. */
const journal = 'journal.json'

interface Journal {
  readonly before: readonly string[]
  readonly coming: readonly string[]
}

function requirePlaces(folder: string, names: readonly string[]): void {
  const blocked = blockedAmong(folder, names)
  if (blocked !== undefined) throw new Error(`${blocked.name} is a ${blocked.by} there`)
}

/** The first of the files whose place holds what is none, and must not be taken away for it. */
function blockedAmong(
  folder: string,
  names: readonly string[],
): { readonly name: string; readonly by: string } | undefined {
  for (const name of names) {
    const by = blockAt(join(folder, name))
    if (by !== undefined) return { name, by }
  }
  return undefined
}

/** `/dev/stdout` leads to whatever is open, a file too, and others need it as it is. */
function blockAt(path: string): 'folder' | 'device' | 'pipe' | undefined {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there === undefined) return undefined
  if (there.isDirectory()) return 'folder'
  if (there.isFIFO() || there.isSocket()) return 'pipe'
  const isOpen = lstatSync(path).isSymbolicLink() && readlinkSync(path).startsWith('/proc/')
  return isOpen || !there.isFile() ? 'device' : undefined
}

/** Old files go to the stage, new ones take their places; at any failure everything goes back. */
function changePlaces(folder: string, stage: string, names: readonly string[], old: readonly string[]): void {
  const before = [...names, ...old].filter((name) => existsSync(join(folder, name)))
  mkdirSync(join(stage, 'old'))
  writeFileSync(join(stage, journal), JSON.stringify({ before, coming: names } satisfies Journal))
  try {
    for (const name of before) renameSync(join(folder, name), join(stage, 'old', name))
    for (const name of names) renameSync(join(stage, 'new', name), join(folder, name))
    rmSync(join(stage, journal))
  } catch (error) {
    takeBack(folder, stage)
    throw error
  }
}

/** While there is a journal: what came in place of nothing goes, what was there before comes back. */
function takeBack(folder: string, stage: string): void {
  if (!existsSync(join(stage, journal))) return
  const { before, coming } = journalIn(stage)
  for (const name of before)
    if (existsSync(join(stage, 'old', name))) renameSync(join(stage, 'old', name), join(folder, name))
  for (const name of coming) if (!before.includes(name)) rmSync(join(folder, name), { force: true })
  rmSync(join(stage, journal))
}

/** One that is cut off was not written to its end: nothing had changed places. */
function journalIn(stage: string): Journal {
  try {
    return JSON.parse(readFileSync(join(stage, journal), 'utf8')) as Journal
  } catch {
    return { before: [], coming: [] }
  }
}

/** Stages of processes that are no more. */
function takeBackInterrupted(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(stagePrefix))) {
    const owner = Number(name.slice(stagePrefix.length))
    if (owner !== process.pid && isRunning(owner)) continue
    takeBack(folder, join(folder, name))
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The stage goes when the work is done or fails, and at a signal, which then takes its course. */
async function removedAfter(stage: string, made: readonly string[], work: () => Promise<void>): Promise<void> {
  const remove = (): void => {
    rmSync(stage, { recursive: true, force: true })
    removeEmpty(made)
  }
  const interrupted = (signal: NodeJS.Signals): void => {
    remove()
    for (const each of interruptions) process.removeListener(each, interrupted)
    process.kill(process.pid, signal)
  }
  for (const each of interruptions) process.on(each, interrupted)
  try {
    await work()
  } finally {
    // in this order: a signal in between would end the program with the stage still there
    remove()
    for (const each of interruptions) process.removeListener(each, interrupted)
  }
}

/** The folder, or what there is on the way to it. */
function nearestExisting(path: string): string {
  if (dirname(path) === path || isThere(path)) return path
  return nearestExisting(dirname(path))
}

/** Below a file there is nothing. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

async function described(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${reasonOf(error)}`, { cause: error })
  }
}

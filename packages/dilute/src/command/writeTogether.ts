import { createHash, type Hash } from 'node:crypto'
import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isRunning, makeFolder } from '../store/durable.js'
import { UsageError } from './usage.js'

/** What they hold, whole or in pieces, by name. */
export type Files = Readonly<Record<string, string | Uint8Array | Iterable<string | Uint8Array>>>

/** By the name of a file. */
export type Checksums = Readonly<Record<string, string>>

/** Fails early, before any work, where the folder could not be written; makes nothing. */
export async function requireWritable(folder: string): Promise<void> {
  if (folder === '') throw new UsageError('--out: expected a folder, found nothing')
  await described(folder, async () => {
    const parent = await nearestExisting(resolve(folder))
    if (!(await stat(parent)).isDirectory()) throw new Error(`${parent} is not a folder`)
    await access(parent, constants.W_OK)
  })
}

/**
 * All files or none: they are written into a hidden folder beside their places, one part after another while those to
 * come are still made, then change places with the files of before at one go, which no signal interrupts but SIGKILL;
 * what that leaves half done, the next write into the folder takes back. Gives the SHA-256 of each.
 */
export function writeTogether(folder: string, ...parts: readonly (Files | Promise<Files>)[]): Promise<Checksums> {
  return writeInPlaceOf(folder, () => [], ...parts)
}

/** The same, and at the same go old files are taken away that have no successor among those to come. */
export async function writeInPlaceOf(
  folder: string,
  old: (coming: Checksums) => readonly string[],
  ...parts: readonly (Files | Promise<Files>)[]
): Promise<Checksums> {
  const sums: Record<string, string> = {}
  await described(folder, async () => {
    makeFolder(resolve(folder))
    takeBackInterrupted(folder)
    const stage = join(folder, `${stagePrefix}${process.pid}`)
    await removedAfter(stage, async () => {
      await mkdir(join(stage, 'new'), { recursive: true })
      for (const part of parts) Object.assign(sums, await staged(folder, stage, await part))
      changePlaces(folder, stage, Object.keys(sums), old(sums))
    })
  })
  return sums
}

async function staged(folder: string, stage: string, files: Files): Promise<Checksums> {
  requireNoFolders(folder, Object.keys(files))
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

function requireNoFolders(folder: string, names: readonly string[]): void {
  const blocked = names.find((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isDirectory())
  if (blocked !== undefined) throw new Error(`${blocked} is a folder there`)
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
  const { before, coming } = JSON.parse(readFileSync(join(stage, journal), 'utf8')) as Journal
  for (const name of before)
    if (existsSync(join(stage, 'old', name))) renameSync(join(stage, 'old', name), join(folder, name))
  for (const name of coming) if (!before.includes(name)) rmSync(join(folder, name), { force: true })
  rmSync(join(stage, journal))
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
async function removedAfter(stage: string, work: () => Promise<void>): Promise<void> {
  const remove = (): void => {
    rmSync(stage, { recursive: true, force: true })
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

async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    return nearestExisting(dirname(path))
  }
}

async function described(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new Error(`cannot write to ${folder}: ${(error as Error).message}`, { cause: error })
  }
}

/**
 * The pieces of one sweep in a folder: `DIR/.dilute/sweep.json` says what they are of, `DIR/.dilute/pieces` has a file
 * for each.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pieceCount, rangeOf, type Division } from '../pieces/division.js'
import type { Columns, Job } from '../pieces/piece.js'
import { mostPoints, type StudyConfig, version } from '../study/index.js'
import { isPart, makeFolder, removeParts, writeDurably } from './durable.js'
import { BadPiece, encodedPiece, verifiedHead, type PieceHead, type PieceKey } from './pieceFile.js'
import { areAll, isCount, isListOf, isMap, isText, readRecord } from './records.js'
import { reasonOf } from './systemErrors.js'

/** What stands in `sweep.json`. */
interface Manifest {
  readonly format: 1
  readonly version: string
  /** Fingerprint of the study, with what it records. */
  readonly study: string
  readonly job: Job
  readonly division: Division
}

/** Plain data: a thread or a cluster's task opens the same store by its folder. */
export interface Store extends Manifest {
  /** The folder of the results. */
  readonly folder: string
}

export const privateFolder = (folder: string): string => join(folder, '.dilute')
const manifestPath = (folder: string): string => join(privateFolder(folder), 'sweep.json')
const piecesFolder = (folder: string): string => join(privateFolder(folder), 'pieces')

export const piecePath = ({ folder }: Pick<Store, 'folder'>, piece: number): string =>
  join(piecesFolder(folder), fileName(piece))
const fileName = (piece: number): string => `${String(piece).padStart(6, '0')}.piece`

/** Pieces that have a file; whether it is right is seen when they are merged. */
export const piecesThere = (store: Store): Set<number> =>
  new Set(
    Array.from({ length: pieceCount(store.division) }, (_, piece) => piece).filter((piece) =>
      existsSync(piecePath(store, piece)),
    ),
  )

/** The store of a sweep that is to be computed; nothing is written yet. */
export function storeFor(folder: string, config: StudyConfig, job: Job, division: Division): Store {
  return { folder, format: 1, version, study: fingerprint(config), job, division }
}

const fingerprint = (data: unknown): string => createHash('sha256').update(JSON.stringify(data)).digest('hex')

/** The store in a folder; undefined where there is none. Throws StoreRefused where it cannot be read. */
export function storeIn(folder: string): Store | undefined {
  const path = manifestPath(folder)
  if (!existsSync(path)) return undefined
  const remedy = `choose another folder, or delete ${privateFolder(folder)} to begin anew`
  return { ...readRecord(path, { expected: 'a sweep as this version records it', remedy, holds: isManifest }), folder }
}

const isManifest = (data: unknown): data is Manifest =>
  isMap(data) &&
  data['format'] === 1 &&
  isText(data['version']) &&
  isText(data['study']) &&
  isJob(data['job']) &&
  isDivision(data['division'])

const isJob = (data: unknown): data is Job =>
  isMap(data) && isStudyText(data['study']) && isListOf(data['record'], isText) && typeof data['whole'] === 'boolean'

const isStudyText = (data: unknown): boolean =>
  isMap(data) &&
  isText(data['text']) &&
  isText(data['file']) &&
  isListOf(data['set'], isText) &&
  (data['files'] === undefined || (isMap(data['files']) && areAll(data['files'], isText)))

const isDivision = (data: unknown): data is Division =>
  isMap(data) && isCount(data['points'], mostPoints) && isCount(data['perPiece'], mostPoints)

/** Writes what the pieces are of; pieces that are there stay. */
export async function beginStore({ folder, ...manifest }: Store): Promise<void> {
  makeFolder(piecesFolder(folder))
  removeRemains(folder)
  await writeDurably(manifestPath(folder), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)])
}

/** Takes away what writers left that were ended. */
export function removeRemains(folder: string): void {
  for (const each of [privateFolder(folder), piecesFolder(folder)]) removeParts(each)
}

/** Takes all pieces away, and what is known of their results. */
export function clearStore(folder: string): void {
  for (const name of ['pieces', 'sweep.json', 'results.json', 'slurm'])
    rmSync(join(privateFolder(folder), name), { recursive: true, force: true })
}

/** Takes a store away with its folders, where nothing else is in them. */
export function removeStore(folder: string): void {
  clearStore(folder)
  removeEmpty(privateFolder(folder), folder)
}

/** Folders that hold nothing, the inner one first. */
export function removeEmpty(...folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder)
  } catch {
    // there is something in them
  }
}

/** Writes a piece in the background; it is there whole or not at all. */
export async function writePiece(store: Store, piece: number, columns: Columns): Promise<PieceHead> {
  try {
    const { head, parts } = encodedPiece(keyOf(store, piece), columns)
    await writeDurably(piecePath(store, piece), parts)
    return head
  } catch (error) {
    throw new Error(`cannot write piece ${piece} into ${store.folder}: ${reasonOf(error)}`, { cause: error })
  }
}

export const keyOf = ({ study, version: of, job: { whole }, division }: Store, piece: number): PieceKey => ({
  study,
  version: of,
  whole,
  ...rangeOf(division, piece),
})

/** A file that is not used, and why: `piece 3 is truncated`. */
export interface Fault {
  readonly name: string
  readonly reason: string
}

/** What there is of a sweep, every piece read and verified but those whose headers are known. */
export interface Survey {
  readonly heads: ReadonlyMap<number, PieceHead>
  readonly missing: readonly number[]
  /** Damaged, stale and foreign files. */
  readonly faults: readonly Fault[]
}

export function survey(store: Store, known: ReadonlyMap<number, PieceHead> = new Map()): Survey {
  const heads = new Map<number, PieceHead>()
  const faults: Fault[] = []
  const pieces = Array.from({ length: pieceCount(store.division) }, (_, piece) => piece)
  for (const piece of pieces) {
    const found = known.get(piece) ?? verified(store, piece)
    if (found instanceof BadPiece) faults.push({ name: `piece ${piece}`, reason: found.message })
    else if (found) heads.set(piece, found)
  }
  return { heads, missing: pieces.filter((piece) => !heads.has(piece)), faults: [...faults, ...foreignFiles(store)] }
}

function verified(store: Store, piece: number): PieceHead | BadPiece | undefined {
  const path = piecePath(store, piece)
  try {
    return existsSync(path) ? verifiedHead(readFileSync(path), keyOf(store, piece)) : undefined
  } catch (error) {
    return error instanceof BadPiece ? error : new BadPiece(`cannot be read: ${reasonOf(error)}`)
  }
}

function foreignFiles({ folder, division }: Store): Fault[] {
  if (!existsSync(piecesFolder(folder))) return []
  const ours = new Set(Array.from({ length: pieceCount(division) }, (_, piece) => fileName(piece)))
  const others = readdirSync(piecesFolder(folder)).filter((name) => !ours.has(name) && !isPart(name))
  return others.map((name) => ({
    name: `the file ${join(piecesFolder(folder), name)}`,
    reason: 'is no piece of this sweep',
  }))
}

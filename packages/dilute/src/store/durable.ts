import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const suffix = '.part'
const patience = 24 * 3600 * 1000

/**
 * Writes a file that is there whole or not at all, whatever ends the program or the machine: under a name of its own,
 * to the disk, then renamed. Several may write the same file at once. This thread goes on while the disk is waited for,
 * which takes most of the time.
 * @throws Error where the file system refuses; nothing is left then.
 */
export async function writeDurably(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const part = partOf(path)
  try {
    await onDisk(written(part, parts))
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  await folderOnDisk(dirname(path))
}

const partOf = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.${process.pid}@${hostname()}${suffix}`)

/** The names of machines have dots of their own: the whole of it stands behind the @. */
const isOf = (name: string, host: string): boolean => name.endsWith(`@${host}${suffix}`)
const writerOf = (name: string): number => Number(/\.(\d+)@[^@]*$/.exec(name)?.[1])

/** A new file, still open. */
function written(path: string, parts: readonly Uint8Array[]): number {
  const file = openSync(path, 'wx')
  try {
    for (const part of parts) for (let at = 0; at < part.length;) at += writeSync(file, part, at)
    return file
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** Closes a file when it is on the disk. */
async function onDisk(file: number): Promise<void> {
  try {
    await synchronised(file)
  } finally {
    closeSync(file)
  }
}

const synchronised = promisify(fsync)

/** A rename lasts once its folder is on the disk; some file systems cannot do that. */
async function folderOnDisk(folder: string): Promise<void> {
  try {
    await onDisk(openSync(folder, 'r'))
  } catch {
    // the file is complete all the same
  }
}

export const isPart = (name: string): boolean => name.startsWith('.') && name.endsWith(suffix)

/** What writers left that were ended: those of this machine that are no more, and of others after a day. */
export function removeParts(folder: string): void {
  for (const name of readdirSync(folder).filter(isPart)) {
    const isLeft = isOf(name, hostname())
      ? !isRunning(writerOf(name))
      : Date.now() - changed(join(folder, name)) > patience
    if (isLeft) rmSync(join(folder, name), { force: true })
  }
}

function changed(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Parents first; gives those that it made. (The recursive option of mkdir never returns on file systems that refuse new
 * folders, such as /proc.)
 */
export function makeFolder(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  const above = dirname(folder) === folder ? [] : makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
    return [...above, folder]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return above
    removeEmpty(above)
    throw error
  }
}

/** Of folders made one in another, those that nothing has come into. */
export function removeEmpty(made: readonly string[]): void {
  try {
    for (const folder of made.toReversed()) rmdirSync(folder)
  } catch {
    // it holds something, and so do all above it
  }
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isRunning, makeFolder } from './durable.js'
import { isCount, isMap, isText } from './records.js'
import { StoreRefused } from './refused.js'
import { privateFolder } from './store.js'

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process began, in the system's own count: a number of a process may come again. */
  readonly began: string | null
}

/**
 * Works on a folder alone. A lock whose process is no more is taken over. Throws StoreRefused where another one is at
 * work.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  makeFolder(privateFolder(folder))
  const path = join(privateFolder(folder), 'lock')
  acquire(path, folder)
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function acquire(path: string, folder: string): void {
  for (let tries = 0; tries < 3; tries++) {
    if (created(path)) return
    const text = textOf(path)
    const owner = text === undefined ? undefined : ownerOf(text)
    if (owner !== undefined && isAtWork(owner)) throw inUse(path, folder, owner)
    if (text !== undefined) takeAway(path, text)
  }
  throw new StoreRefused(`${folder} is being used by another run: wait until it has ended`)
}

/** A link comes into being with its content. */
function created(path: string): boolean {
  const own = `${path}.${hostname()}.${process.pid}`
  writeFileSync(
    own,
    JSON.stringify({ pid: process.pid, host: hostname(), began: beginOf(process.pid) } satisfies Owner),
  )
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Of two that find the same stale lock only one takes it away; what turns out to be a fresh one goes back. */
function takeAway(path: string, stale: string): void {
  const away = `${path}.stale.${process.pid}`
  try {
    renameSync(path, away)
    if (readFileSync(away, 'utf8') !== stale) linkSync(away, path)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(away, { force: true })
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Undefined for what no run has written. */
function ownerOf(text: string): Owner | undefined {
  try {
    const data: unknown = JSON.parse(text)
    return isOwner(data) ? data : undefined
  } catch {
    return undefined
  }
}

const isOwner = (data: unknown): data is Owner =>
  isMap(data) && isCount(data['pid']) && isText(data['host']) && (data['began'] === null || isText(data['began']))

/** Of another machine nothing is known but its lock. */
function isAtWork({ pid, host, began }: Owner): boolean {
  if (host !== hostname()) return true
  return isRunning(pid) && (began === null || began === beginOf(pid))
}

function inUse(path: string, folder: string, { pid, host }: Owner): StoreRefused {
  const remedy =
    host === hostname() ? 'wait until it has ended' : `wait until it has ended; if that machine is gone, delete ${path}`
  return new StoreRefused(`${folder} is being used by another run, process ${pid} on ${host}: ${remedy}`)
}

/** Field 22 of Linux's /proc/PID/stat, after the name in brackets; null elsewhere. */
function beginOf(pid: number): string | null {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? null
    )
  } catch {
    return null
  }
}

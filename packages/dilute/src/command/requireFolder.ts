import { existsSync, statSync } from 'node:fs'
import { UsageError } from './usage.js'

/** Throws a UsageError for a file, and where there is nothing. */
export function requireFolder(path: string): void {
  const isThere = existsSync(path)
  if (isThere && statSync(path).isDirectory()) return
  throw new UsageError(`${path}: expected the folder of a sweep, found ${isThere ? 'a file' : 'nothing there'}`)
}

import { printable } from '../report/index.js'
import { PictureRefused } from '../pictures/refused.js'
import { StoreRefused } from '../store/refused.js'
import { StudyError } from '../study/index.js'
import { UsageError } from './usage.js'

/** Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * Says on stderr what went wrong: 2 for what the user can correct, 1 for a run that failed, 130, as shells have it, for
 * one that was interrupted.
 */
export function exitCodeOf(error: unknown): 1 | 2 | 130 {
  const correctable = [StudyError, UsageError, StoreRefused, PictureRefused].some((kind) => error instanceof kind)
  const message = (error instanceof Error ? error.message : String(error)).split('\n').map(printable).join('\n')
  process.stderr.write(`${correctable ? '' : 'dilute: '}${message}\n`)
  if (error instanceof Interrupted) return 130
  return correctable ? 2 : 1
}

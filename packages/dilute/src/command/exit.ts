import { printable } from '../report/index.js'
import { PictureRefused } from '../pictures/refused.js'
import { StoreRefused } from '../store/refused.js'
import { told } from '../store/systemErrors.js'
import { StudyError } from '../study/index.js'
import { UsageError } from './usage.js'

/** Ctrl-C, or SIGTERM. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor(
    message: string,
    readonly signal: keyof typeof interruptedCodes = 'SIGINT',
  ) {
    super(message)
  }
}

/** As shells have them. */
const interruptedCodes = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Says on stderr what went wrong: 2 for what the user can correct, 1 for a run that failed, 130 or 143, as shells have
 * it, for one that was interrupted.
 */
export function exitCodeOf(error: unknown): 1 | 2 | 130 | 143 {
  const correctable = [StudyError, UsageError, StoreRefused, PictureRefused].some((kind) => error instanceof kind)
  const message = (error instanceof Error ? told(error) : String(error)).split('\n').map(printable).join('\n')
  process.stderr.write(`${correctable ? '' : 'dilute: '}${message}\n`)
  if (error instanceof Interrupted) return interruptedCodes[error.signal]
  return correctable ? 2 : 1
}

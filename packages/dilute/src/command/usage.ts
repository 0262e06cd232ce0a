/** Bad usage that the parser of the command line cannot see. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads a whole number between two, as the parser of the command line asks. */
export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN
    if (value >= least && value <= most) return value
    throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, found ${JSON.stringify(text)}`)
  }
}

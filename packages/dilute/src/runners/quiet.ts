/** A failure is told where it is waited for, and nowhere else. */
export function quiet<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}

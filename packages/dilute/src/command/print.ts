import type { Writable } from 'node:stream'

/**
 * Writes to standard output, a piece at a time, no faster than it is read. A reader that has seen enough, such as
 * `head`, is no failure.
 * @throws Error where the output takes no more, for instance since a disk is full.
 */
export async function print(pieces: Iterable<string>, stream: Writable = process.stdout): Promise<void> {
  try {
    for (const piece of pieces) await written(piece, stream)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return
    throw new Error(`cannot write to the standard output: ${(error as Error).message}`, { cause: error })
  }
}

function written(text: string, stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

/** What goes wrong with a stream is told by `print`, or can be told nowhere. */
export function listenToNoErrors(...streams: readonly Writable[]): void {
  for (const stream of streams) stream.on('error', () => undefined)
}

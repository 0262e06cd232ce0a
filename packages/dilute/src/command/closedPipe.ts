import type { Writable } from 'node:stream'

/** A reader that has seen enough, such as `head`, is no failure. */
export function tolerateClosedPipe(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

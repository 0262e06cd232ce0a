interface Progress {
  readonly done: number
  readonly total: number
  readonly what: string
}

export interface ProgressLine {
  readonly update: (progress: Progress) => void
  readonly clear: () => void
}

const patience = 500
const width = 24

/** A bar on a terminal, once the work has lasted half a second; nothing anywhere else. */
export function progressLine(stream: NodeJS.WriteStream, now = () => performance.now()): ProgressLine {
  const started = now()
  let drawn = false
  return {
    update: ({ done, total, what }) => {
      if (!stream.isTTY || now() - started < patience) return
      const filled = Math.round((width * done) / Math.max(total, 1))
      stream.write(`\r\x1b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total} ${what}`)
      drawn = true
    },
    clear: () => {
      if (drawn) stream.write('\r\x1b[K')
    },
  }
}

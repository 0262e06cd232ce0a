import type { RunProgress } from '../study/index.js'

export interface ProgressLine {
  readonly update: (progress: RunProgress) => void
  readonly clear: () => void
}

/** How much is said of work under way: nothing, only what a terminal shows and takes away, or lines anywhere. */
export interface Attention {
  readonly quiet?: boolean | undefined
  readonly verbose?: boolean | undefined
}

const patience = 500
/** Between two drawings, and between two lines where nothing can be drawn over. */
const [interval, betweenLines] = [50, 2000]
const width = 24

/**
 * A bar on a terminal, once the work has lasted half a second; elsewhere nothing, or a line every two seconds where it
 * is asked for.
 */
export function progressLine(
  stream: NodeJS.WriteStream,
  { quiet = false, verbose = false }: Attention = {},
  now = () => Date.now(),
): ProgressLine {
  const started = now()
  const every = stream.isTTY ? interval : betweenLines
  let last = started + (verbose ? 0 : patience) - every
  let drawn = false
  return {
    update: (progress) => {
      const time = now()
      if (quiet || !(stream.isTTY || verbose) || time - last < every) return
      last = time
      drawn = stream.isTTY
      const text = progressText(progress, (time - started) / 1000)
      stream.write(
        drawn ? `\r\x1b[K${text.slice(0, stream.columns > 0 ? stream.columns - 1 : text.length)}` : `${text}\n`,
      )
    },
    clear: () => {
      if (drawn) stream.write('\r\x1b[K')
    },
  }
}

/** How much is done, how fast, and how long it will go on like that. */
export function progressText({ done, total, step }: RunProgress, seconds: number): string {
  const filled = Math.round((width * done) / Math.max(total, 1))
  const rate = done / seconds
  const pace =
    total > 1 && done > 0
      ? [`${rate < 10 ? rate.toPrecision(2) : Math.round(rate)}/s`, `${duration((total - done) / rate)} left`]
      : []
  const at = step.of > 1 ? `${step.what} ${step.done} of ${step.of}` : step.what
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${[`${done}/${total}`, ...pace, at].join(', ')}`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}

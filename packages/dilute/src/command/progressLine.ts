import type { RunProgress } from '../study/running/running.js'

export interface ProgressLine {
  readonly update: (progress: RunProgress) => void
  readonly clear: () => void
}

const patience = 500
/** Between two drawings. */
const interval = 50
const width = 24

/** A bar on a terminal, once the work has lasted half a second; nothing anywhere else. */
export function progressLine(stream: NodeJS.WriteStream, now = () => performance.now()): ProgressLine {
  const started = now()
  let drawn: number | undefined
  return {
    update: (progress) => {
      const time = now()
      if (!stream.isTTY || time - started < patience || (drawn !== undefined && time - drawn < interval)) return
      const line = progressText(progress, (time - started) / 1000)
      stream.write(`\r\x1b[K${line.slice(0, stream.columns > 0 ? stream.columns - 1 : line.length)}`)
      drawn = time
    },
    clear: () => {
      if (drawn !== undefined) stream.write('\r\x1b[K')
    },
  }
}

/** How much is done, how fast, and how long it will go on like that. */
export function progressText({ done, total, step }: RunProgress, seconds: number): string {
  const filled = Math.round((width * done) / Math.max(total, 1))
  const rate = done / seconds
  const pace = total > 1 && done > 0 ? [`${rate < 10 ? rate.toPrecision(2) : Math.round(rate)}/s`, `${duration((total - done) / rate)} left`] : []
  const at = step.of > 1 ? `${step.what} ${step.done} of ${step.of}` : step.what
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${[`${done}/${total}`, ...pace, at].join(', ')}`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}

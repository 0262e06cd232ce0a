import type { RangeTask } from '../../study/running/range.js'

const steps = (from: number, to: number, count: number): number[] => Array.from({ length: count + 1 }, (_, i) => Number((from + ((to - from) * i) / count).toFixed(6)))

/** What the figure `range` shows: widths from almost none to 1.2, distances up to 3. */
export const rangeTask: RangeTask = {
  widths: [0.001, 0.002, 0.005, 0.01, 0.02, ...steps(0.05, 1.2, 23)],
  distances: steps(0, 3, 60),
  widthApart: 0.3,
}

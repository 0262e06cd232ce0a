/**
 * How ρ(t) gets to one of the times: from the start or from the time before, by these durations one after the other.
 */
export interface Leap {
  readonly fromStart: boolean
  readonly durations: readonly number[]
}

/** Times are known to this many of their last digits. */
const rounding = 4 * Number.EPSILON

/**
 * The way through ascending times that needs few different exponentials. Times that lie evenly, within their rounding,
 * follow each other by one step; a time of its own is reached from the start, at once or, where there are many such
 * times, by its binary digits, which they share.
 */
export function timePlan(times: readonly number[]): Leap[] {
  const leaps: Leap[] = []
  while (leaps.length < times.length) for (const leap of nextLeaps(times, leaps.length)) leaps.push(leap)
  return withSharedDigits(leaps)
}

function nextLeaps(times: readonly number[], index: number): Leap[] {
  const { step, count } = evenRun(times, index)
  if (count < 2 && step > 0) return [{ fromStart: true, durations: [times[index]!] }]
  return new Array<Leap>(count).fill({ fromStart: false, durations: step > 0 ? [step] : [] })
}

/**
 * As many times from `index` on as are reached from the one before by equal steps; no step fits in places only, never
 * in the whole.
 */
function evenRun(times: readonly number[], index: number): { step: number; count: number } {
  const from = times[index - 1] ?? 0
  let [least, most, count] = [0, Infinity, 0]
  for (; index + count < times.length; count++) {
    const time = times[index + count]!
    const low = Math.max(least, (time - from - rounding * time) / (count + 1))
    const high = Math.min(most, (time - from + rounding * time) / (count + 1))
    if (low > high) break
    ;[least, most] = [low, high]
  }
  return { step: Math.min(most, Math.max(least, times[index]! - from)), count }
}

function withSharedDigits(leaps: readonly Leap[]): Leap[] {
  const alone = leaps.filter(({ fromStart }) => fromStart)
  const digits = alone.map(({ durations: [time] }) => binaryDigits(time!))
  if (new Set(digits.flat()).size >= alone.length) return [...leaps]
  const next = digits.values()
  return leaps.map((leap) => (leap.fromStart ? { fromStart: true, durations: next.next().value! } : leap))
}

/** The powers of two that add up to a positive number, exactly. */
export function binaryDigits(positive: number): number[] {
  const digits: number[] = []
  for (let left = positive; left > 0; left -= digits.at(-1)!) {
    const power = 2 ** Math.min(1023, Math.floor(Math.log2(left)))
    digits.push(power > left ? power / 2 : power)
  }
  return digits
}

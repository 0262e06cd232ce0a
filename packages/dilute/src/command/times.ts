import { UsageError } from './usage.js'
import { notNegative, numberOf } from './numbers.js'

/** Times separated by commas or blanks, each a number or arithmetic: finite, not negative, ascending. */
export function timesOf(text: string): number[] {
  const times = text.split(/[,\s]+/).filter((part) => part !== '').map((part) => numberOf('--times', part, notNegative))
  if (times.length === 0) throw new UsageError('--times: expected times separated by commas, found none')
  const falling = times.findIndex((time, i) => i > 0 && time < times[i - 1]!)
  if (falling > 0) throw new UsageError(`--times: expected ascending times, found ${times[falling]} after ${times[falling - 1]}`)
  return times
}

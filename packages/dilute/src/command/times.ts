import { UsageError } from './usage.js'
import type { Units } from '../study/index.js'
import { notNegative, quantityIn } from './numbers.js'

/** Between times: a comma, or blanks before the next number. */
const between = /\s*,\s*|\s+(?=[\d.(])(?!1\s*\/\s*\p{L})/u

/**
 * Times separated by commas or blanks, each a number, arithmetic or a quantity such as `3 ps`: finite, not negative,
 * ascending.
 */
export function timesOf(text: string, units?: Units): number[] {
  const parts = text.trim() === '' ? [] : text.trim().split(between)
  if (parts.includes('')) throw new UsageError(`--times: expected a time between the commas of ${JSON.stringify(text)}`)
  const times = parts.map((part) => quantityIn({ measures: 'time', units }, '--times', part, notNegative))
  if (times.length === 0) throw new UsageError('--times: expected times separated by commas, found none')
  const falling = times.findIndex((time, i) => i > 0 && time < times[i - 1]!)
  if (falling > 0)
    throw new UsageError(`--times: expected ascending times, found ${times[falling]} after ${times[falling - 1]}`)
  return times
}

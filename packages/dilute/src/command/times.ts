import { ArithmeticError, evaluateArithmetic } from '../study/arithmetic/arithmetic.js'
import { UsageError } from './exit.js'

/** Times separated by commas or blanks, each a number or arithmetic: finite, not negative, ascending. */
export function timesOf(text: string): number[] {
  const times = text.split(/[,\s]+/).filter((part) => part !== '').map(timeOf)
  if (times.length === 0) throw new UsageError('--times: expected times separated by commas, found none')
  const falling = times.findIndex((time, i) => i > 0 && time < times[i - 1]!)
  if (falling > 0) throw new UsageError(`--times: expected ascending times, found ${times[falling]} after ${times[falling - 1]}`)
  return times
}

function timeOf(text: string): number {
  const [value, imaginary] = evaluated(text)
  if (Number.isFinite(value) && value >= 0 && imaginary === 0) return value
  throw new UsageError(`--times: expected a finite time that is not negative, found ${JSON.stringify(text)}`)
}

function evaluated(text: string): readonly [number, number] {
  try {
    return evaluateArithmetic(text)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    throw new UsageError(`--times: expected a number, found ${JSON.stringify(text)} (${error.message})`)
  }
}

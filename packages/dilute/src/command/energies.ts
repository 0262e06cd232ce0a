import { ArithmeticError, evaluateArithmetic } from '../study/arithmetic/arithmetic.js'
import { UsageError } from './exit.js'

/** Total energies as the command line gives them: one by one, or evenly from one to another. */
export interface EnergyOptions {
  readonly energy?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly points?: string
}

const usualPoints = 200
const mostPoints = 100_000

/** The energies asked for; throws a UsageError for none, for both ways at once, and for what is no number. */
export function energiesOf({ energy, from, to, points }: EnergyOptions): number[] {
  const range = Object.entries({ from, to, points }).filter(([, text]) => text !== undefined).map(([name]) => `--${name}`)
  if (energy !== undefined && range.length > 0) throw new UsageError(`${range[0]}: expected nothing beside --energy, found ${range.join(', ')}`)
  if (energy !== undefined) return energy.flatMap((text) => text.split(',')).map((text) => numberOf('--energy', text))
  if (from === undefined || to === undefined) throw new UsageError(`expected --energy, or --from and --to, found ${range.length === 0 ? 'neither' : range.join(', ')}`)
  return evenlyBetween(numberOf('--from', from), numberOf('--to', to), pointsOf(points))
}

function evenlyBetween(from: number, to: number, points: number): number[] {
  if (to <= from) throw new UsageError(`--to: expected an energy above ${from}, found ${to}`)
  return Array.from({ length: points }, (_, i) => (i === points - 1 ? to : from + ((to - from) * i) / (points - 1)))
}

function pointsOf(text: string | undefined): number {
  const points = text === undefined ? usualPoints : Number(text)
  if (Number.isInteger(points) && points >= 2 && points <= mostPoints) return points
  throw new UsageError(`--points: expected a whole number from 2 to ${mostPoints}, found ${JSON.stringify(text)}`)
}

/** A real number, which may be written as arithmetic, as in a study file; throws a UsageError that names the option. */
export function numberOf(option: string, text: string): number {
  const [value, imaginary] = evaluated(option, text)
  if (Number.isFinite(value) && imaginary === 0) return value
  throw new UsageError(`${option}: expected a finite real number, found ${JSON.stringify(text)}`)
}

function evaluated(option: string, text: string): readonly [number, number] {
  try {
    return evaluateArithmetic(text)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    throw new UsageError(`${option}: expected a number, found ${JSON.stringify(text)} (${error.message})`)
  }
}

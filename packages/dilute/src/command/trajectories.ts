import { ArithmeticError, evaluateArithmetic } from '../study/arithmetic/arithmetic.js'
import { UsageError } from './exit.js'
import { jsonText } from './jsonText.js'
import { openStudy } from './openStudy.js'
import { trajectoryTable } from './trajectoryTable.js'

export interface TrajectoriesOptions {
  readonly set?: readonly string[]
  readonly time?: string
  readonly count: string
  readonly seed: string
  readonly list: string
  readonly json?: boolean
}

const mostSeeds = 2 ** 32 - 1
const mostTrajectories = 10_000_000

/** `dilute trajectories STUDY --time T --count n --seed s`. */
export async function trajectories(file: string, { set = [], json = false, ...given }: TrajectoriesOptions): Promise<void> {
  const request = {
    time: given.time === undefined ? undefined : timeOf(given.time),
    count: integerOf('--count', given.count, 1, mostTrajectories),
    seed: integerOf('--seed', given.seed, 0, mostSeeds),
    listed: integerOf('--list', given.list, 0, mostTrajectories),
  }
  const study = await openStudy(file, set)
  const { trajectoriesOfStudy, UnreasonableRequest } = await import('../study/running/trajectories.js')
  try {
    const results = trajectoriesOfStudy(study, request)
    process.stdout.write(json ? jsonText(results) : trajectoryTable(results))
  } catch (error) {
    throw error instanceof UnreasonableRequest ? new UsageError(error.message) : error
  }
}

function integerOf(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, found ${JSON.stringify(text)}`)
}

/** A time may be written as arithmetic, as in a study file. */
function timeOf(text: string): number {
  const [value, imaginary] = evaluated(text)
  if (value > 0 && value < Infinity && imaginary === 0) return value
  throw new UsageError(`--time: expected a positive number, found ${JSON.stringify(text)}`)
}

function evaluated(text: string): readonly [number, number] {
  try {
    return evaluateArithmetic(text)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    throw new UsageError(`--time: expected a positive number, found ${JSON.stringify(text)} (${error.message})`)
  }
}

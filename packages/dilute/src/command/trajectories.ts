import type { EnsembleSums } from '../study/running/trajectoryChunks.js'
import { ArithmeticError, evaluateArithmetic } from '../study/arithmetic/arithmetic.js'
import type { Study } from '../study/reading/study.js'
import type { StudyTrajectories, TrajectoryRequest } from '../study/running/trajectories.js'
import type { TrajectoryResults } from '../study/running/trajectoryResults.js'
import { deliver, requireDeliverable } from './deliver.js'
import { UsageError } from './exit.js'
import { openStudy } from './openStudy.js'
import { pictureFiles } from './pictureFiles.js'
import type { Files } from './writeTogether.js'

export interface TrajectoriesOptions {
  readonly set?: readonly string[]
  readonly time?: string
  readonly count: string
  readonly seed: string
  readonly list: string
  readonly workers: string
  readonly out?: string
  readonly json?: boolean
}

const mostSeeds = 2 ** 32 - 1
const mostTrajectories = 10_000_000
const mostWorkers = 256

/** `dilute trajectories STUDY --time T --count n --seed s --workers N`. */
export async function trajectories(file: string, { set = [], json = false, out, ...given }: TrajectoriesOptions): Promise<void> {
  const request = requestOf(given)
  const workers = integerOf('--workers', given.workers, 1, mostWorkers)
  const study = await openStudy(file, set)
  await requireDeliverable(out)
  const planned = await plannedTrajectories(study, request)
  const results = planned.results(await sumsOf(planned, workers))
  await deliver({ out, json, results, pictures: () => figureFiles(study, planned, results), summary: () => summary(results) })
}

function requestOf({ time, count, seed, list }: TrajectoriesOptions): TrajectoryRequest {
  return {
    time: time === undefined ? undefined : timeOf(time),
    count: integerOf('--count', count, 1, mostTrajectories),
    seed: integerOf('--seed', seed, 0, mostSeeds),
    listed: integerOf('--list', list, 0, mostTrajectories),
  }
}

async function plannedTrajectories(study: Study, request: TrajectoryRequest): Promise<StudyTrajectories> {
  const { studyTrajectories, UnreasonableRequest } = await import('../study/running/trajectories.js')
  try {
    return studyTrajectories(study, request)
  } catch (error) {
    throw error instanceof UnreasonableRequest ? new UsageError(error.message) : error
  }
}

/** The sums of all chunks in their order: here, or shared among workers. */
async function sumsOf({ ensemble, chunks }: StudyTrajectories, workers: number): Promise<EnsembleSums[]> {
  if (workers > 1 && chunks.length > 1) return (await import('./sharedChunks.js')).sharedChunks(ensemble, chunks, workers)
  const { chunkRunner } = await import('../study/running/trajectoryChunks.js')
  return chunks.map(chunkRunner(ensemble))
}

async function summary(results: TrajectoryResults): Promise<string> {
  const [{ tellingText }, { tellTrajectories }] = await Promise.all([import('../report/table.js'), import('../tell/trajectories.js')])
  return tellingText(tellTrajectories(results))
}

async function figureFiles(study: Study, planned: StudyTrajectories, results: TrajectoryResults): Promise<Files> {
  const { drawTrajectories } = await import('../figures/index.js')
  return pictureFiles('trajectories', (document) => drawTrajectories(results, planned.curves(), document, { study: study.config }))
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

import type { Study, StudyTrajectories, TrajectoryRequest, TrajectoryResults } from '../study/index.js'
import { attended } from './attended.js'
import { blaming } from './blaming.js'
import { deliver, requireDeliverable, type OutputOptions } from './deliver.js'
import { UsageError } from './usage.js'
import { positive, quantityIn } from './numbers.js'
import { openStudy } from './openStudy.js'
import { pictureFiles, picturesOf } from './pictureFiles.js'
import type { Attention } from './progressLine.js'
import type { Files } from './writeTogether.js'

export interface TrajectoriesOptions extends OutputOptions {
  readonly set?: readonly string[]
  readonly time?: string
  readonly count: number
  readonly seed: number
  readonly list: number
  readonly workers: number
}

/** `dilute trajectories STUDY --time T --count n --seed s --workers N`. */
export async function trajectories(
  file: string,
  { set = [], json = false, out, quiet, verbose, time, workers, list: listed, ...given }: TrajectoriesOptions,
): Promise<void> {
  const study = await openStudy(file, set)
  const measure = { measures: 'time', units: study.config.units } as const
  const request = {
    ...given,
    listed,
    time: time === undefined ? undefined : quantityIn(measure, '--time', time, positive),
  }
  await requireDeliverable(out, picturesOf('trajectories'))
  const { studyTrajectories } = await import('../study/running/trajectories.js')
  await blaming(study, async () => {
    const planned = studyTrajectories(study, request)
    const results = await attendedTrajectories(planned, request, workers, { quiet, verbose })
    await deliver({
      out,
      json,
      quiet,
      results,
      pictures: () => figureFiles(study, planned, results),
      summary: () => summary(results),
    })
  })
}

/** Requests that cannot be met are bad usage. */
async function attendedTrajectories(
  planned: StudyTrajectories,
  request: TrajectoryRequest,
  workers: number,
  attention: Attention,
): Promise<TrajectoryResults> {
  const { trajectoriesOfStudy, UnreasonableRequest } = await import('../study/running/trajectories.js')
  const runChunks =
    workers > 1 && planned.chunks.length > 1 ? (await import('./sharedChunks.js')).sharedBy(workers) : undefined
  try {
    return await attended(attention, (options) => trajectoriesOfStudy(planned, request, { ...options, runChunks }))
  } catch (error) {
    throw error instanceof UnreasonableRequest ? new UsageError(error.message) : error
  }
}

async function summary(results: TrajectoryResults): Promise<string> {
  const [{ tellingText }, { tellTrajectories }] = await Promise.all([
    import('../report/text.js'),
    import('../tell/trajectories.js'),
  ])
  return tellingText(tellTrajectories(results))
}

async function figureFiles(study: Study, planned: StudyTrajectories, results: TrajectoryResults): Promise<Files> {
  const { drawTrajectories } = await import('../figures/index.js')
  return pictureFiles('trajectories', (document) =>
    drawTrajectories(results, planned.curves(), document, { study: study.config }),
  )
}

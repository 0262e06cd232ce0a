import { requireRates, type Study, type EvolveResults, type StudyEvolution } from '../study/index.js'
import { attended } from './attended.js'
import { blaming } from './blaming.js'
import { deliver, requireDeliverable, type OutputOptions } from './deliver.js'
import { openStudy } from './openStudy.js'
import { pictureFiles, picturesOf } from './pictureFiles.js'
import { timesOf } from './times.js'
import type { Files } from './writeTogether.js'

export interface EvolveOptions extends OutputOptions {
  readonly set?: readonly string[]
  readonly times: string
}

/** `dilute evolve STUDY --times 0,1,5`. */
export async function evolve(
  file: string,
  { set = [], times, out, json = false, quiet, verbose }: EvolveOptions,
): Promise<void> {
  const study = await openStudy(file, set)
  requireRates(study)
  const wanted = timesOf(times, study.config.units)
  await requireDeliverable(out, picturesOf('evolution'))
  const { evolveStudy, studyEvolution } = await import('../study/running/evolve.js')
  await blaming(study, async () => {
    const evolution = studyEvolution(study)
    const results = await attended({ quiet, verbose }, (options) => evolveStudy(evolution, wanted, options))
    await deliver({
      out,
      json,
      quiet,
      results,
      pictures: () => figureFiles(study, evolution, results),
      summary: () => summary(results),
    })
  })
}

async function summary(results: EvolveResults): Promise<string> {
  const [{ tellingText }, { tellEvolution }] = await Promise.all([
    import('../report/text.js'),
    import('../tell/evolution.js'),
  ])
  return tellingText(tellEvolution(results))
}

async function figureFiles(study: Study, evolution: StudyEvolution, results: EvolveResults): Promise<Files> {
  const { curveTimes, drawEvolution } = await import('../figures/index.js')
  const curve = evolution.at(curveTimes(results.times))
  return pictureFiles('evolution', (document) => drawEvolution(results, curve, document, { study: study.config }))
}

import type { Study } from '../study/reading/study.js'
import type { EvolveResults, StudyEvolution } from '../study/running/evolve.js'
import { deliver, requireDeliverable } from './deliver.js'
import { openStudy } from './openStudy.js'
import { pictureFiles } from './pictureFiles.js'
import { timesOf } from './times.js'
import type { Files } from './writeTogether.js'

export interface EvolveOptions {
  readonly set?: readonly string[]
  readonly times: string
  readonly out?: string
  readonly json?: boolean
}

/** `dilute evolve STUDY --times 0,1,5`. */
export async function evolve(file: string, { set = [], times, out, json = false }: EvolveOptions): Promise<void> {
  const wanted = timesOf(times)
  const study = await openStudy(file, set)
  await requireDeliverable(out)
  const { studyEvolution } = await import('../study/running/evolve.js')
  const evolution = studyEvolution(study)
  const results = evolution.at(wanted)
  await deliver({ out, json, results, pictures: () => figureFiles(study, evolution, results), summary: () => summary(results) })
}

async function summary(results: EvolveResults): Promise<string> {
  const [{ tellingText }, { tellEvolution }] = await Promise.all([import('../report/table.js'), import('../tell/evolution.js')])
  return tellingText(tellEvolution(results))
}

async function figureFiles(study: Study, evolution: StudyEvolution, results: EvolveResults): Promise<Files> {
  const { curveTimes, drawEvolution } = await import('../figures/index.js')
  const curve = evolution.at(curveTimes(results.times))
  return pictureFiles('evolution', (document) => drawEvolution(results, curve, document, { study: study.config }))
}

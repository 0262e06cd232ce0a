import type { Study } from '../study/reading/study.js'
import type { EvolveResults, StudyEvolution } from '../study/running/evolve.js'
import { jsonText } from './jsonText.js'
import { openStudy } from './openStudy.js'
import { evolveTable } from './evolveTable.js'
import { timesOf } from './times.js'
import { requireWritable, writeTogether, type Files } from './writeTogether.js'

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
  if (out !== undefined) await requireWritable(out)
  const { studyEvolution } = await import('../study/running/evolve.js')
  const evolution = studyEvolution(study)
  const results = evolution.at(wanted)
  const text = jsonText(results)
  const written: Files = out === undefined ? {} : { 'results.json': text, ...await figureFiles(study, evolution, results) }
  if (out !== undefined) await writeTogether(out, written)
  const note = out === undefined ? '' : `\nWritten to ${out}: ${Object.keys(written).join(', ')}\n`
  process.stdout.write(json ? text : evolveTable(results) + note)
}

async function figureFiles(study: Study, evolution: StudyEvolution, results: EvolveResults): Promise<Files> {
  const { curveTimes, evolutionFigure } = await import('../figures/index.js')
  const { svg, png } = await evolutionFigure(results, evolution.at(curveTimes(results.times)), { study: study.config })
  return { 'evolution.svg': svg, 'evolution.png': png }
}

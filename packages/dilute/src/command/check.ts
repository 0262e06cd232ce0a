import { planPoints } from '../study/reading/plan.js'
import { studyModel } from '../study/running/model.js'
import { printable } from '../report/terminal/lines.js'
import { openStudy } from './openStudy.js'
import { print } from './print.js'

export interface CheckOptions {
  readonly set?: readonly string[]
  readonly json?: boolean
}

/** `dilute check STUDY`: reads a study, each point of its sweep included, and builds the model of each, as a run would. */
export async function check(file: string, { set = [], json = false }: CheckOptions): Promise<void> {
  const study = await openStudy(file, set)
  const points = planPoints(study)
  for (const { config } of points) studyModel(study, config)
  const counted = points.length === 1 ? '1 point' : `${points.length} points`
  await print([json ? `${JSON.stringify({ valid: true, points: points.length })}\n` : `${printable(file)}: a valid study of ${counted}\n`])
}

import { planOf, pointAt } from '../study/read/plan.js'
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
  const plan = planOf(study)
  studyModel(study, pointAt(plan, 0).config)
  const { points } = plan
  const counted = points === 1 ? '1 point' : `${points} points`
  await print([json ? `${JSON.stringify({ valid: true, points })}\n` : `${printable(file)}: a valid study of ${counted}\n`])
}

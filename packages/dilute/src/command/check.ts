import { planPoints } from '../study/reading/plan.js'
import { openStudy } from './openStudy.js'

export interface CheckOptions {
  readonly set?: readonly string[]
  readonly json?: boolean
}

/** `dilute check STUDY`: reading a study validates it, each point of its sweep included. */
export async function check(file: string, { set = [], json = false }: CheckOptions): Promise<void> {
  const points = planPoints(await openStudy(file, set)).length
  const counted = points === 1 ? '1 point' : `${points} points`
  process.stdout.write(json ? `${JSON.stringify({ valid: true, points })}\n` : `${file}: a valid study of ${counted}\n`)
}

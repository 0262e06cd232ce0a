import {
  planOf,
  pointAt,
  requireRates,
  scatteringGroups,
  StudyError,
  studyModel,
  type Plan,
  type PlannedAxis,
  type Study,
} from '../study/index.js'
import { jobOf } from '../pieces/piece.js'
import { estimateOf, patience, type Estimate } from '../pieces/estimate.js'
import { printable } from '../report/index.js'
import { blaming } from './blaming.js'
import { openStudy } from './openStudy.js'
import { print } from './print.js'

export interface CheckOptions {
  readonly set?: readonly string[]
  readonly json?: boolean
}

/**
 * `dilute check STUDY`: reads a study and every point of its sweep, builds its model, and prints the plan of a sweep:
 * axes, groups of equal
 * scattering, and how long it will take, from the first points, which are solved for a second at most.
 */
export async function check(file: string, { set = [], json = false }: CheckOptions): Promise<void> {
  const study = await openStudy(file, set)
  const plan = planOf(study)
  await blaming(study, () => Promise.resolve(studyModel(study, pointAt(plan, 0).config)))
  if (json) return print([`${JSON.stringify(planData(plan))}\n`])
  await print([
    `${printable(file)}: a valid study of ${counted(plan.points, 'point')}\n`,
    ...(await blaming(study, () => moreLines(study, plan))),
  ])
}

/** The plan, or why there are no rates to plan for. */
async function moreLines(study: Study, plan: Plan): Promise<string[]> {
  try {
    requireRates(study)
  } catch (error) {
    if (!(error instanceof StudyError)) throw error
    return [`  for dilute scatter alone: ${printable(error.message)}\n`]
  }
  return planLines(plan)
}

/** The plan as it is printed by `--json`; nothing is solved for it. */
function planData(plan: Plan): object {
  const axes = plan.axes.map(({ points, parameters }) => ({ set: parameters.map(({ name }) => name), points }))
  return { valid: true, points: plan.points, axes, groups: scatteringGroups(plan) }
}

async function planLines(plan: Plan): Promise<string[]> {
  if (plan.axes.length === 0) return []
  const lines = [
    ...plan.axes.map(axisText),
    counted(scatteringGroups(plan), 'group', 'of equal scattering'),
    durationText(await estimateOf(plan, jobOf(plan.study, plan.points))),
  ]
  return lines.map((line) => `  ${printable(line)}\n`)
}

/** `gas.beta: 200 values from 0.2 to 40`, tied parameters together. */
function axisText({ parameters, points }: PlannedAxis): string {
  const ranges = parameters.map(({ name, values }) => {
    const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
    return `${name} from ${brief(least)} to ${brief(most)}`
  })
  return `${counted(points, 'value')} of ${ranges.join(', together with ')}`
}

function durationText({ seconds, solved }: Estimate): string {
  if (seconds === null) return `time unknown: the first point alone takes more than ${patience} s`
  return `about ${duration(seconds)} in all, from the first ${counted(solved, 'point')}, solved to know`
}

function duration(seconds: number): string {
  if (seconds < 100) return `${brief(seconds, 2)} s`
  return seconds < 6000 ? `${brief(seconds / 60, 2)} min` : `${brief(seconds / 3600, 2)} h`
}

const brief = (x: number, digits = 6): string => String(Number(x.toPrecision(digits)))

const counted = (n: number, what: string, which = ''): string =>
  `${n} ${what}${n === 1 ? '' : 's'}${which === '' ? '' : ` ${which}`}`

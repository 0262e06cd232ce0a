/** Points as they are solved: of their results no more is made than is shown. */
import { planOf, runPoints, type BathResults, type PointResults, type RunOptions, type Study } from 'dilute/study'
import type { BalanceShown, BathShown, Point, PointAnswer, Progress, Tree } from '../protocol.js'
import { single } from './studies.js'

let last:
  { readonly key: string; readonly signal: AbortSignal | undefined; readonly answer: Promise<PointAnswer> } | undefined

/** One point, kept for the questions about it that follow. */
export function point(tree: Tree, options: RunOptions): Promise<PointAnswer> {
  const key = JSON.stringify(tree)
  if (last?.key === key && last.signal?.aborted !== true) return last.answer
  const answer = solvedPoint(single(tree), options)
  last = { key, signal: options.signal, answer }
  answer.catch(() => {
    if (last?.answer === answer) last = undefined
  })
  return answer
}

async function solvedPoint(study: Study, options: RunOptions): Promise<PointAnswer> {
  const [solved] = await runPoints(planOf(study), [0], { ...options, little: true })
  return { config: study.config, results: shownOf(solved!.results) }
}

/** Every point of a sweep, in order. */
export async function sweptPoints(study: Study, options: RunOptions): Promise<readonly PointResults[]> {
  const plan = planOf(study)
  const solved = await runPoints(plan, [...Array(plan.points).keys()], { ...options, little: true })
  return solved.map(({ results }) => results)
}

/** What the page shows, as plain data. */
function shownOf(results: PointResults): Point {
  const { units, baths, beta, levels, levelsError, groups, rates, stationary } = results
  const { currents, entropyProduction, relaxation, heatCurrents, reasons } = results
  return {
    ...{ units, beta, levels, levelsError, groups, rates, stationary },
    ...{ currents, entropyProduction, relaxation, heatCurrents, reasons },
    detailedBalance: balanceShown(results.detailedBalance),
    baths: baths && Object.fromEntries(Object.entries(baths).map(([name, bath]) => [name, bathShown(bath)])),
  }
}

const bathShown = ({ beta, rates, detailedBalance }: BathResults): BathShown => ({
  beta,
  rates,
  detailedBalance: balanceShown(detailedBalance),
})

function balanceShown(balance: PointResults['detailedBalance']): BalanceShown {
  const { holds, explanation, symmetries, worst, ratio, logRatio, groupLogRatio, thermalizationResidual } = balance
  return { holds, explanation, symmetries, worst, ratio, logRatio, groupLogRatio, thermalizationResidual }
}

const quietFor = 1500,
  tellEvery = 400

/** Progress of what takes longer than a moment. */
export function toldNowAndThen(part: (progress: Progress) => void): NonNullable<RunOptions['onProgress']> {
  const began = performance.now()
  let told = began + quietFor - tellEvery
  return ({ step: { what, done, of } }) => {
    const now = performance.now()
    if (now - told < tellEvery) return
    told = now
    part({ what, fraction: done / of, seconds: (now - began) / 1000 })
  }
}

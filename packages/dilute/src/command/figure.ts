import { join } from 'node:path'
import type { StudyResults } from '../study/results.js'
import { readStudy } from '../study/reading/read.js'
import type { Study } from '../study/reading/study.js'
import type { RunProgress } from '../study/running/running.js'
import { deliver, requireDeliverable } from './deliver.js'
import { UsageError } from './usage.js'
import { progressLine } from './progressLine.js'
import { runAndDeliver } from './run.js'

/** A figure that comes with the package: its study, and its files where they are not those of a run. */
interface NamedFigure {
  readonly text: string
  readonly files?: (study: Study, results: StudyResults) => Promise<Readonly<Record<string, string | Uint8Array>>>
}

const figures = new Map<string, () => Promise<NamedFigure>>([
  ['prl-fig1', async () => ({ text: (await import('../figures/prlFig1.js')).prlFig1Study })],
  ['precision', async () => ({ text: (await import('../figures/precision/precisionStudy.js')).precisionStudy, files: precisionFiles })],
])

/** A figure of its own computation: what its files hold, and a line or two to print. */
interface ComputedFigure {
  readonly results: object
  readonly figure: { readonly svg: string; readonly png: Uint8Array }
  readonly summary: string
}

const computed = new Map<string, (onProgress: (progress: RunProgress) => void) => Promise<ComputedFigure>>([
  ['range', rangeComputed],
  ['moller', mollerComputed],
])

/** `dilute figure NAME`. */
export async function figure(name: string, { out = join('out', name) }: { out?: string }): Promise<void> {
  const compute = computed.get(name)
  if (compute) return computeAndDeliver(compute, out)
  const named = await figures.get(name)?.()
  const names = [...figures.keys(), ...computed.keys()].join(', ')
  if (named === undefined) throw new UsageError(`figure: expected one of ${names}, found ${JSON.stringify(name)}`)
  const { text, ...files } = named
  await runAndDeliver(readStudy(text, { file: name }), { out, json: false, ...files })
}

async function precisionFiles({ config }: Study, results: StudyResults): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const { precisionFigure } = await import('../figures/index.js')
  const { svg, png } = await precisionFigure(results, { study: config })
  return { 'figure.svg': svg, 'figure.png': png }
}

async function computeAndDeliver(compute: (onProgress: (progress: RunProgress) => void) => Promise<ComputedFigure>, out: string): Promise<void> {
  await requireDeliverable(out)
  const progress = progressLine(process.stderr)
  const { results, figure: { svg, png }, summary } = await compute(progress.update).finally(() => { progress.clear() })
  await deliver({
    out, json: false, results, pictures: () => Promise.resolve({ 'figure.svg': svg, 'figure.png': png }), summary: () => `${summary}\n`,
  })
}

async function rangeComputed(onProgress: (progress: RunProgress) => void): Promise<ComputedFigure> {
  const [{ rangeResults }, { rangeFigure, rangeTask }] = await Promise.all([import('../study/running/range.js'), import('../figures/index.js')])
  const results = rangeResults(rangeTask, (done, total) => { onProgress({ done, total, step: { what: 'widths and distances', done: 0, of: 1 } }) })
  const order = results.order.flat().filter((n) => n !== null)
  const summary = `${results.title}\n|I - I(contact)| goes with the width to the power ${Math.min(...order).toFixed(3)} to ${Math.max(...order).toFixed(3)}.`
  return { results, figure: await rangeFigure(results), summary }
}

async function mollerComputed(onProgress: (progress: RunProgress) => void): Promise<ComputedFigure> {
  const [{ mollerResults }, { mollerFigure, mollerTask }] = await Promise.all([import('../study/running/moller.js'), import('../figures/index.js')])
  const results = mollerResults(mollerTask, (done, total) => { onProgress({ done, total, step: { what: 'times', done: 0, of: 1 } }) })
  const { largestDifference, normResidual } = results.evidence
  const summary = `${results.title}\nAmplitudes differ from the solver's by at most ${largestDifference.toExponential(1)}; the norm is kept to ${normResidual.toExponential(1)}.`
  return { results, figure: await mollerFigure(results), summary }
}

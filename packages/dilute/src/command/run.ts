import { planOf, requireRates, type Study, type StudyResults, runStudy } from '../study/index.js'
import { mostJsonPoints, type SweepFormat } from '../export/index.js'
import { attended } from './attended.js'
import { blaming } from './blaming.js'
import { deliver, requireDeliverable, type OutputOptions } from './deliver.js'
import type { SweepDelivery } from './deliverSweep.js'
import { openStudy } from './openStudy.js'
import { picturesOf } from './pictureFiles.js'
import type { Attention } from './progressLine.js'
import { UsageError } from './usage.js'
import type { Files } from './writeTogether.js'

export interface RunOptions extends OutputOptions {
  readonly set?: readonly string[]
  readonly workers?: number
  readonly resume?: boolean
  readonly format?: readonly SweepFormat[]
  readonly figures?: boolean
}

/** Whether the results of a sweep are few and whole: they are told as JSON without a store. */
const isToldAtOnce = (study: Study): boolean =>
  (study.config.record ?? []).length === 0 && planOf(study).points <= mostJsonPoints

/** `dilute run STUDY`. A sweep that has files, several threads, or many points to print goes piece by piece. */
export async function run(file: string, { set = [], ...options }: RunOptions): Promise<void> {
  const { out, resume = false, format } = options
  if (out === undefined && (resume || format !== undefined))
    throw new UsageError(`${resume ? '--resume' : '--format'}: expected --out DIR with it, found none`)
  const study = await openStudy(file, set)
  requireRates(study)
  await blaming(study, () => runOf(study, options))
}

async function runOf(
  study: Study,
  { out, json = false, quiet, verbose, workers = 1, resume = false, format, figures = true }: RunOptions,
): Promise<void> {
  const files = (_: Study, results: StudyResults): Promise<Files> =>
    figures ? figureAndReport(study, results) : Promise.resolve({})
  if (study.config.sweep === undefined) {
    if (format !== undefined)
      throw new UsageError('--format: expected a study with a sweep, found one point, which is written as results.json')
    await runAndDeliver(study, { out, json, quiet, verbose, files, named: figures ? figureNames : [] })
  } else if (out !== undefined || workers > 1 || (json && !isToldAtOnce(study))) {
    const { runSweep } = await import('./runSweep.js')
    await runSweep(study, {
      out,
      json,
      quiet,
      verbose,
      workers,
      resume,
      formats: format,
      pictures: sweepPictures(study, figures),
      named: figures ? figureNames : [],
      summary: humanText,
    })
  } else await runAndDeliver(study, { out, json, quiet, verbose, named: [] })
}

interface Wanted extends Attention {
  readonly out: string | undefined
  readonly json: boolean
  /** The files beside results.json; the detailed-balance figure and the report unless given. */
  readonly files?: (study: Study, results: StudyResults) => Promise<Files>
  /** The names of those files. */
  readonly named: readonly string[]
}

/** The files beside the results of a run. */
export const figureNames: readonly string[] = [...picturesOf('figure'), 'report.html']

/** Runs a study, writes its files, prints its table or its JSON. */
export async function runAndDeliver(
  study: Study,
  { out, json, named, files = figureAndReport, ...attention }: Wanted,
): Promise<void> {
  await requireDeliverable(out, named)
  const results = await attended(attention, (options) => runStudy(study, options))
  await deliver({
    out,
    json,
    quiet: attention.quiet,
    results,
    pictures: () => files(study, results),
    summary: () => humanText(results),
  })
}

/**
 * Figure and report of a sweep whose points are whole, the figure alone of one that has columns; nothing if so asked.
 */
export function sweepPictures(study: Study, figures: boolean): SweepDelivery['pictures'] {
  if (!figures) return () => Promise.resolve({})
  return async (table, results) =>
    results ? figureAndReport(study, results) : (await import('./sweepFigure.js')).sweepFigure(study, table)
}

/** The figure as SVG and PNG, and the report. */
export async function figureAndReport(study: Study, results: StudyResults): Promise<Files> {
  const [{ drawDetailedBalance }, { rendered }, { reportHtml }] = await Promise.all([
    import('../figures/index.js'),
    import('../node/index.js'),
    import('../report/html.js'),
  ])
  const { svg, png } = await rendered((document) => drawDetailedBalance(results, document, { study: study.config }))
  const page = reportHtml({ results, studyText: effectiveText(study), figureSvg: svg })
  return { 'figure.svg': svg, 'figure.png': png, 'report.html': page }
}

/** The study file, and below it what the command line replaced in it. */
function effectiveText({ text, set }: Study): string {
  return [text.trimEnd(), ...set.map((override) => `# --set ${override}`)].join('\n')
}

/** What a person reads in the terminal. */
export async function humanText(results: StudyResults): Promise<string> {
  const { resultsText } = await import('../report/text.js')
  const color = process.stdout.isTTY && process.stdout.hasColors()
  return `${resultsText(results, { color }).trimEnd()}\n`
}

import type { Study } from '../study/read/study.js'
import type { StudyResults } from '../study/results.js'
import { runStudy } from '../study/running/run.js'
import { attended } from './attended.js'
import { deliver, requireDeliverable, type OutputOptions } from './deliver.js'
import { openStudy } from './openStudy.js'
import type { Attention } from './progressLine.js'
import type { Files } from './writeTogether.js'

export interface RunOptions extends OutputOptions {
  readonly set?: readonly string[]
}

/** `dilute run STUDY`. */
export async function run(file: string, { set = [], out, json = false, quiet, verbose }: RunOptions): Promise<void> {
  await runAndDeliver(await openStudy(file, set), { out, json, quiet, verbose })
}

interface Wanted extends Attention {
  readonly out: string | undefined
  readonly json: boolean
  /** The files beside results.json; the detailed-balance figure and the report unless given. */
  readonly files?: (study: Study, results: StudyResults) => Promise<Files>
}

/** Runs a study, writes its files, prints its table or its JSON. */
export async function runAndDeliver(study: Study, { out, json, files = reportFiles, ...attention }: Wanted): Promise<void> {
  await requireDeliverable(out)
  const results = await attended(attention, (options) => runStudy(study, options))
  await deliver({ out, json, quiet: attention.quiet, results, pictures: () => files(study, results), summary: () => humanText(results) })
}

async function reportFiles(study: Study, results: StudyResults): Promise<Files> {
  const [{ drawDetailedBalance }, { rendered }, { reportHtml }] = await Promise.all([
    import('../figures/index.js'), import('../node/index.js'), import('../report/html.js'),
  ])
  const { svg, png } = await rendered((document) => drawDetailedBalance(results, document, { study: study.config }))
  const page = reportHtml({ results, studyText: effectiveText(study), figureSvg: svg })
  return { 'figure.svg': svg, 'figure.png': png, 'report.html': page }
}

/** The study file, and below it what the command line replaced in it. */
function effectiveText({ text, set }: Study): string {
  return [text.trimEnd(), ...set.map((override) => `# --set ${override}`)].join('\n')
}

async function humanText(results: StudyResults): Promise<string> {
  const { resultsTable } = await import('../report/table.js')
  const color = process.stdout.isTTY && process.stdout.hasColors()
  return `${resultsTable(results, { color }).trimEnd()}\n`
}

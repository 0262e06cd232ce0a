import { runStudy } from '../study/running/run.js'
import type { StudyResults } from '../study/results.js'
import type { Study } from '../study/reading/study.js'
import { jsonText } from './jsonText.js'
import { progressLine } from './progressLine.js'
import type { Files } from './writeTogether.js'

interface Delivery {
  readonly out: string | undefined
  readonly json: boolean
  /** The files to write beside results.json; the detailed-balance figure and the report unless given. */
  readonly files?: (study: Study, results: StudyResults) => Promise<Files>
}

/** Runs a study, writes its files, prints its table or its JSON. What only files need is loaded only to write them. */
export async function runAndDeliver(study: Study, { out, json, files = reportFiles }: Delivery): Promise<void> {
  const writer = out === undefined ? null : await import('./writeTogether.js')
  if (out !== undefined) await writer?.requireWritable(out)
  const results = await runWithProgress(study)
  const text = jsonText(results)
  const written: Files = writer === null ? {} : { 'results.json': text, ...await files(study, results) }
  if (out !== undefined) await writer?.writeTogether(out, written)
  process.stdout.write(json ? text : await humanText(results, out, Object.keys(written)))
}

async function runWithProgress(study: Study): Promise<StudyResults> {
  const progress = progressLine(process.stderr)
  try {
    return await runStudy(study, { onProgress: progress.update })
  } finally {
    progress.clear()
  }
}

async function reportFiles(study: Study, results: StudyResults): Promise<Files> {
  const [{ detailedBalanceFigure }, { reportHtml }] = await Promise.all([import('../figures/index.js'), import('../report/html.js')])
  const { svg, png } = await detailedBalanceFigure(results, { study: study.config })
  const page = reportHtml({ results, studyText: effectiveText(study), figureSvg: svg })
  return { 'figure.svg': svg, 'figure.png': png, 'report.html': page }
}

/** The study file, and below it what the command line replaced in it. */
function effectiveText({ text, set }: Study): string {
  return [text.trimEnd(), ...set.map((override) => `# --set ${override}`)].join('\n')
}

async function humanText(results: StudyResults, out: string | undefined, written: readonly string[]): Promise<string> {
  const { resultsTable } = await import('../report/table.js')
  const color = process.stdout.isTTY && process.stdout.hasColors()
  const table = `${resultsTable(results, { color }).trimEnd()}\n`
  return out === undefined ? table : `${table}\nWritten to ${out}: ${written.join(', ')}\n`
}

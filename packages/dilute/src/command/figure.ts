import { join } from 'node:path'
import type { StudyResults } from '../study/results.js'
import { readStudy } from '../study/reading/read.js'
import type { Study } from '../study/reading/study.js'
import { runAndDeliver } from './deliver.js'
import { UsageError } from './exit.js'

/** A figure that comes with the package: its study, and its files where they are not those of a run. */
interface NamedFigure {
  readonly text: string
  readonly files?: (study: Study, results: StudyResults) => Promise<Readonly<Record<string, string | Uint8Array>>>
}

const figures = new Map<string, () => Promise<NamedFigure>>([
  ['prl-fig1', async () => ({ text: (await import('../figures/prlFig1.js')).prlFig1Study })],
  ['precision', async () => ({ text: (await import('../figures/precision/precisionStudy.js')).precisionStudy, files: precisionFiles })],
])

/** `dilute figure NAME`. */
export async function figure(name: string, { out = join('out', name) }: { out?: string }): Promise<void> {
  const named = await figures.get(name)?.()
  const names = [...figures.keys()].join(', ')
  if (named === undefined) throw new UsageError(`figure: expected one of ${names}, found ${JSON.stringify(name)}`)
  const { text, ...files } = named
  await runAndDeliver(readStudy(text, { file: name }), { out, json: false, ...files })
}

async function precisionFiles({ config }: Study, results: StudyResults): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const { precisionFigure } = await import('../figures/index.js')
  const { svg, png } = await precisionFigure(results, { study: config })
  return { 'figure.svg': svg, 'figure.png': png }
}

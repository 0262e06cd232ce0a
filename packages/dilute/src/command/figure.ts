import { join } from 'node:path'
import { attended } from './attended.js'
import { demos, type ComputedDemo, type StudyDemo } from '../demos/index.js'
import { readStudy, type Study, type StudyResults } from '../study/index.js'
import { deliver, requireDeliverable } from './deliver.js'
import { UsageError } from './usage.js'
import { pictureFiles, picturesOf } from './pictureFiles.js'
import { figureNames, runAndDeliver } from './run.js'
import type { Files } from './writeTogether.js'

/** `dilute figure NAME`. */
export async function figure(name: string, { out = join('out', name) }: { out?: string }): Promise<void> {
  const demo = await demos.get(name)?.()
  const expected = [...demos.keys()].join(', ')
  if (demo === undefined) throw new UsageError(`figure: expected one of ${expected}, found ${JSON.stringify(name)}`)
  if (demo.kind === 'computed') return computeAndDeliver(demo, out)
  await runAndDeliver(readStudy(demo.text, { file: name }), { out, json: false, named: figureNames, ...ownFiles(demo) })
}

/** The files of a demo that draws its results in its own way. */
function ownFiles({ draw }: StudyDemo): { files?: (study: Study, results: StudyResults) => Promise<Files> } {
  if (draw === undefined) return {}
  return {
    files: ({ config }, results) => pictureFiles('figure', (document) => draw(results, document, { study: config })),
  }
}

async function computeAndDeliver({ compute }: ComputedDemo, out: string): Promise<void> {
  await requireDeliverable(out, picturesOf('figure'))
  const { results, summary, draw } = await attended({}, compute)
  await deliver({
    out,
    json: false,
    results,
    pictures: () => pictureFiles('figure', draw),
    summary: () => `${summary}\n`,
  })
}

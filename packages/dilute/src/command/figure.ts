import { join } from 'node:path'
import { demos, type ComputedDemo, type StudyDemo } from '../demos/index.js'
import { readStudy, type Study, type StudyResults } from '../study/index.js'
import { deliver, requireDeliverable } from './deliver.js'
import { UsageError } from './usage.js'
import { pictureFiles } from './pictureFiles.js'
import { progressLine } from './progressLine.js'
import { runAndDeliver } from './run.js'
import type { Files } from './writeTogether.js'

/** `dilute figure NAME`. */
export async function figure(name: string, { out = join('out', name) }: { out?: string }): Promise<void> {
  const demo = await demos.get(name)?.()
  const expected = [...demos.keys()].join(', ')
  if (demo === undefined) throw new UsageError(`figure: expected one of ${expected}, found ${JSON.stringify(name)}`)
  if (demo.kind === 'computed') return computeAndDeliver(demo, out)
  await runAndDeliver(readStudy(demo.text, { file: name }), { out, json: false, ...ownFiles(demo) })
}

/** The files of a demo that draws its results in its own way. */
function ownFiles({ draw }: StudyDemo): { files?: (study: Study, results: StudyResults) => Promise<Files> } {
  if (draw === undefined) return {}
  return {
    files: ({ config }, results) => pictureFiles('figure', (document) => draw(results, document, { study: config })),
  }
}

async function computeAndDeliver({ compute }: ComputedDemo, out: string): Promise<void> {
  await requireDeliverable(out)
  const progress = progressLine(process.stderr)
  const { results, summary, draw } = computedWith(compute, progress)
  await deliver({
    out,
    json: false,
    results,
    pictures: () => pictureFiles('figure', draw),
    summary: () => `${summary}\n`,
  })
}

/** The progress line goes away whatever happens. */
function computedWith(
  compute: ComputedDemo['compute'],
  progress: ReturnType<typeof progressLine>,
): ReturnType<ComputedDemo['compute']> {
  try {
    return compute(progress.update)
  } finally {
    progress.clear()
  }
}

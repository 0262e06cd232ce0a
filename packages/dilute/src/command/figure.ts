import { join } from 'node:path'
import { readStudy } from '../study/reading/read.js'
import { runAndDeliver } from './deliver.js'
import { UsageError } from './exit.js'

/** The studies of figures that come with the package. */
const studies = new Map<string, () => Promise<string>>([
  ['prl-fig1', async () => (await import('../figures/prlFig1.js')).prlFig1Study],
])

/** `dilute figure NAME`. */
export async function figure(name: string, { out = join('out', name) }: { out?: string }): Promise<void> {
  const text = await studies.get(name)?.()
  const names = [...studies.keys()].join(', ')
  if (text === undefined) throw new UsageError(`figure: expected one of ${names}, found ${JSON.stringify(name)}`)
  await runAndDeliver(readStudy(text, { file: name }), { out, json: false })
}

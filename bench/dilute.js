import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { command, peakMemory } from './measure.js'
import { folder } from './peers.js'

const bin = fileURLToPath(new URL('../packages/dilute/bin/dilute.js', import.meta.url))
export const example = (name) => readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8')
const results = `${folder}results`

/** `dilute run` of a study, as a user runs it. */
export function run(study, ...options) {
  mkdirSync(folder, { recursive: true })
  const file = `${folder}study.yaml`
  const args = [bin, 'run', file, ...options]
  const begin = () => {
    rmSync(results, { recursive: true, force: true })
    writeFileSync(file, typeof study === 'string' ? study : JSON.stringify(study))
  }
  return {
    seconds: async () => {
      begin()
      return (await command(process.execPath, args)).seconds
    },
    megabytes: () => {
      begin()
      return peakMemory(args)
    },
  }
}

/** `dilute run` of a sweep into a folder, all files written. */
export const runSweep = (study, ...options) => run(study, '--out', results, '--quiet', ...options)

/** A column of the sweep that ran last. */
export async function column(name) {
  const rows = await parquetReadObjects({
    file: await asyncBufferFromFile(`${results}/results.parquet`),
    columns: [name],
  })
  return rows.map((row) => row[name])
}

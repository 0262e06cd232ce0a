import type { AboutSweep } from '../../pieces/sweepTable.js'

/** All that a sweep is computed again from, with what it warned of, as texts: lists and maps as JSON. */
export function textsOf({ study, set, version, record, warnings, files }: AboutSweep): [name: string, text: string][] {
  const texts: [string, string][] = [
    ['study', study],
    ['set', JSON.stringify(set)],
    ['version', version],
    ['record', JSON.stringify(record)],
    ['warnings', JSON.stringify(warnings)],
  ]
  return files === undefined ? texts : [...texts, ['files', JSON.stringify(files)]]
}

/** `dilute run` of a sweep: pieces into a store, then the results out of it. */
import type { SweepFormat } from '../export/index.js'
import { withLock } from '../store/lock.js'
import { privateFolder, removeEmpty, survey, type Store, type Survey } from '../store/store.js'
import type { Study } from '../study/index.js'
import { computeSweep, withScratch } from './computeSweep.js'
import { deliverSweep, type SweepDelivery } from './deliverSweep.js'
import { isDelivered, requireRecords } from './delivered.js'
import { enterStore, sweepStore } from './enterStore.js'
import { print } from './print.js'
import type { Attention } from './progressLine.js'
import { dataNames, formatsFor } from './sweepFiles.js'
import { requireWritable } from './writeTogether.js'

export interface SweepOptions extends Omit<SweepDelivery, 'formats'>, Attention {
  readonly workers: number
  readonly resume: boolean
  readonly formats: readonly SweepFormat[] | undefined
  /** The names of the pictures. */
  readonly named: readonly string[]
}

/** Runs a sweep piece by piece and delivers its results. Throws StoreRefused, UsageError, StudyError, Interrupted. */
export async function runSweep(study: Study, options: SweepOptions): Promise<void> {
  const { out } = options
  if (out === undefined) return withScratch((folder) => runIn(folder, study, options))
  try {
    await runIn(out, study, options)
  } finally {
    removeEmpty(privateFolder(out), out)
  }
}

async function runIn(folder: string, study: Study, options: SweepOptions): Promise<void> {
  const wanted = sweepStore(study, folder, options)
  const formats = formatsFor(wanted.division.points, options.formats)
  await requireWritable(folder, [...dataNames(formats), ...options.named])
  requireRecords(folder)
  await withLock(folder, async () => resumed(await enterStore(wanted, options.resume), { ...options, formats }))
}

type PlannedOptions = Attention & SweepDelivery & Pick<SweepOptions, 'workers'>

async function resumed(store: Store, options: PlannedOptions): Promise<void> {
  const found = survey(store)
  if (options.quiet !== true) tellFaults(found)
  if (found.missing.length === 0 && !options.json && isDelivered(store.folder, options.formats)) {
    const nothing = `Nothing to do: all ${store.division.points} points and their files are in ${store.folder}\n`
    return options.quiet === true ? undefined : print([nothing])
  }
  await deliverSweep(store, options, await computeSweep(store, found, options))
}

function tellFaults({ faults, missing }: Survey): void {
  for (const { name, reason } of faults) {
    const fate = missing.some((piece) => name === `piece ${piece}`) ? 'it is computed again' : 'it is left alone'
    process.stderr.write(`dilute: ${name} ${reason}: ${fate}\n`)
  }
}

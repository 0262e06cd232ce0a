import { bathsOf, type Study, type ScatterResults } from '../study/index.js'
import { attended } from './attended.js'
import { blaming } from './blaming.js'
import { deliver, requireDeliverable, type OutputOptions } from './deliver.js'
import { energiesOf, type EnergyOptions } from './energies.js'
import { UsageError } from './usage.js'
import { listsOf, type ListOptions, type WantedLists } from './lists.js'
import { openStudy } from './openStudy.js'
import { pictureFiles, picturesOf } from './pictureFiles.js'
import type { Files } from './writeTogether.js'

export interface ScatterOptions extends EnergyOptions, ListOptions, OutputOptions {
  readonly set?: readonly string[]
  readonly bath?: string
  readonly delayTimes?: boolean
}

/** `dilute scatter STUDY --energy E…`, or `--from E --to E --points n`. */
export async function scatter(
  file: string,
  { set = [], bath, delayTimes, out, json = false, quiet, verbose, ...wanted }: ScatterOptions,
): Promise<void> {
  const study = await openStudy(file, set)
  const { units } = study.config
  const energies = energiesOf(wanted, units)
  const lists = listsOf(wanted, units)
  if (out !== undefined && energies.length < 2)
    throw new UsageError('--out: expected two energies or more to draw curves through, found one')
  requireBath(
    bathsOf(study.config).map(({ name }) => name),
    bath,
  )
  requireWaves(study, lists)
  await requireDeliverable(out, picturesOf('scattering'))
  const { scatterStudy } = await import('../study/running/scatter.js')
  await blaming(study, async () => {
    const results = await attended({ quiet, verbose }, (options) =>
      scatterStudy(study, energies, { bath, delayTimes, ...lists }, options),
    )
    await deliver({
      out,
      json,
      quiet,
      results,
      pictures: () => figureFiles(study, results),
      summary: () => summary(results),
    })
  })
}

/** Each gas scatters in its own way: with several, one must be named. */
function requireBath(names: readonly string[], bath: string | undefined): void {
  if (bath === undefined ? names.length === 1 : names.includes(bath)) return
  throw new UsageError(
    `--bath: expected ${names.length === 1 ? '' : 'one of '}${names.join(', ')}, found ` +
      `${bath === undefined ? 'nothing' : JSON.stringify(bath)}`,
  )
}

/** Angular momenta are those of potentials about a centre in space. */
function requireWaves({ config }: Study, { angularMomenta, poles = [] }: WantedLists): void {
  if (bathsOf(config).every(({ gas, interaction }) => gas.dimension === 3 && 'potentials' in interaction)) return
  const option = angularMomenta
    ? '--angular-momenta'
    : poles.some((pole) => pole.angularMomentum !== undefined)
      ? '--pole'
      : undefined
  if (option) throw new UsageError(`${option}: expected no angular momentum, which only potentials about a centre have`)
}

async function summary(results: ScatterResults): Promise<string> {
  const [{ tellingText }, { tellScattering }] = await Promise.all([
    import('../report/text.js'),
    import('../tell/scattering.js'),
  ])
  return tellingText(tellScattering(results))
}

async function figureFiles(study: Study, results: ScatterResults): Promise<Files> {
  const { drawScattering } = await import('../figures/index.js')
  return pictureFiles('scattering', (document) => drawScattering(results, document, { study: study.config }))
}

/** `dilute plot DIR`: figures of what a sweep has recorded, and the study of its largest or smallest value. */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { measured } from '../tell/measured.js'
import { entryAt, extremePoint, gathered, type Wanted } from '../pictures/gather.js'
import { mostQuantities, namedQuantities, ownQuantities, type DrawnQuantity } from '../pictures/quantities.js'
import { PictureRefused } from '../pictures/refused.js'
import { sourceOf, type SweepSource } from '../pictures/source.js'
import { askedView, fixedPlaces, sliceThrough, viewOf, type Fixed, type View } from '../pictures/view.js'
import type { SweepTable } from '../export/index.js'
import { storeIn } from '../store/store.js'
import { IncompleteSweep, storedTable } from '../store/table.js'
import { placesOf, readStudy, type Study } from '../study/index.js'
import { numberOf } from './numbers.js'
import { pictureFiles, pictureFormats, type PictureFormat } from './pictureFiles.js'
import { print } from './print.js'
import { UsageError } from './usage.js'
import { requireWritable, writeTogether, type Files } from './writeTogether.js'

export interface PlotOptions {
  readonly quantity?: readonly string[]
  readonly format?: readonly PictureFormat[]
  readonly out?: string
  readonly log?: boolean
  readonly min?: boolean
  readonly fix?: readonly string[]
  readonly point?: string
}

/** Draws from the folder's results; with --point alone the study of the marked point is written instead. */
export async function plot(folder: string, options: PlotOptions): Promise<void> {
  const { log = false, min = false, point } = options
  const source = await sourceIn(folder)
  const fixed = fixedPlaces(source.plan, (options.fix ?? []).map(setting))
  const quantities = await quantitiesOf(source, options)
  const wanted: Wanted = { extreme: min ? 'smallest' : 'largest', positive: log }
  const told = await extremeText(source, quantities[0]!, fixed, wanted)
  const written = [
    ...(point === undefined ? [] : await writePoint(source, quantities[0]!, fixed, wanted, point)),
    ...(point !== undefined && options.out === undefined && options.format === undefined
      ? []
      : await writeFigure(source, askedView(source.plan, fixed), quantities, { folder, wanted, options })),
  ]
  await print([
    ...(point === '-' ? [] : [`${told}\n`]),
    ...(written.length > 0 ? [`Written: ${written.join(', ')}\n`] : []),
  ])
}

function setting(text: string): readonly [string, number] {
  const equals = text.indexOf('=')
  if (equals < 1) throw new UsageError(`--fix: expected PATH=VALUE, such as gas.beta=2, found ${JSON.stringify(text)}`)
  return [text.slice(0, equals).trim(), numberOf('--fix', text.slice(equals + 1))]
}

/** The finished pieces of a sweep, or its results.parquet. Throws PictureRefused where there is neither. */
async function sourceIn(folder: string): Promise<SweepSource> {
  const store = storeIn(resolve(folder))
  const file = join(folder, 'results.parquet')
  try {
    if (store !== undefined) return sourceOf(readStudy(store.job.study.text, store.job.study), storedTable(store))
  } catch (error) {
    if (!(error instanceof IncompleteSweep)) throw error
    if (!existsSync(file))
      throw new PictureRefused(`${folder}: ${error.message}: dilute run STUDY --out ${folder} --resume computes them`, {
        cause: error,
      })
  }
  if (!existsSync(file))
    throw new PictureRefused(
      `${folder}: expected the results of a sweep (results.parquet, or the pieces of one), found none`,
    )
  const { asyncBufferFromFile } = await import('hyparquet')
  return (await import('../pictures/parquetSource.js')).parquetSource(await asyncBufferFromFile(file), file)
}

async function quantitiesOf(source: SweepSource, { quantity = [] }: PlotOptions): Promise<readonly DrawnQuantity[]> {
  const quantities = quantity.length > 0 ? namedQuantities(source, quantity) : await ownQuantities(source)
  if (quantities.length <= mostQuantities) return quantities
  throw new UsageError(
    `--quantity: expected at most ${mostQuantities} quantities, found ${quantities.length}: ` +
      `${quantities.map(({ name }) => name).join(', ')}`,
  )
}

/** `largest violation: 1.0931 ± 2e-9 at gas.beta = 2`. Throws PictureRefused where nothing has a value. */
async function extremeText(
  source: SweepSource,
  quantity: DrawnQuantity,
  fixed: Fixed,
  wanted: Wanted,
): Promise<string> {
  const { value, index, name, error } = await requiredExtreme(source, quantity, fixed, wanted)
  const bar = error === undefined ? null : await entryAt(source, error, index)
  const places = placesOf(source.plan, index)
  const at = source.plan.axes.flatMap(({ parameters }, a) =>
    parameters.map((one) => `${one.name} = ${brief(one.values[places[a]!]!)}`),
  )
  const shown = bar === null ? brief(value) : measured(value, bar)
  return `${wanted.extreme} ${name ?? quantity.name}: ${shown} at ${at.join(', ')}`
}

const brief = (value: number): string => String(Number(value.toPrecision(6)))

type Extreme = NonNullable<Awaited<ReturnType<typeof extremePoint>>>

async function requiredExtreme(
  source: SweepSource,
  quantity: DrawnQuantity,
  fixed: Fixed,
  wanted: Wanted,
): Promise<Extreme> {
  const found = await extremePoint(source, quantity, fixed, wanted)
  if (found !== null) return found
  const what = wanted.positive ? 'a positive value for a logarithmic scale' : 'a value'
  const reasons = Object.entries(await source.reasons())
  const [, why] =
    reasons.find(([path]) => quantity.name.startsWith(path) || path.endsWith(quantity.name)) ?? reasons[0] ?? []
  throw new PictureRefused(
    `${quantity.name}: expected ${what} at some point, found none${why === undefined ? '' : ` (${why})`}`,
  )
}

async function writePoint(
  source: SweepSource,
  quantity: DrawnQuantity,
  fixed: Fixed,
  wanted: Wanted,
  file: string,
): Promise<string[]> {
  if (file !== '-' && !/\.(ya?ml|json)$/.test(file))
    throw new UsageError(
      `--point: expected a file of YAML or JSON, such as point.yaml, or -, found ${JSON.stringify(file)}`,
    )
  const { pointStudy, pointStudyJson } = await import('../pictures/pointStudy.js')
  const { index } = await requiredExtreme(source, quantity, fixed, wanted)
  const remark = `the point of a sweep with the ${await extremeText(source, quantity, fixed, wanted)}`
  const text = file.endsWith('.json')
    ? await pointStudyJson(source.plan, index)
    : await pointStudy(source.plan, index, remark)
  if (file === '-') {
    await print([text])
    return []
  }
  await requireWritable(dirname(file))
  await writeTogether(dirname(file), { [basename(file)]: text })
  return [file]
}

interface Place {
  readonly folder: string
  readonly wanted: Wanted
  readonly options: PlotOptions
}

async function writeFigure(
  source: SweepSource,
  view: View,
  quantities: readonly DrawnQuantity[],
  { folder, wanted, options }: Place,
): Promise<string[]> {
  const { at, name, formats } = target(folder, quantities, options)
  await requireWritable(at)
  const files = await figureFiles(source, view, quantities, wanted, name, formats)
  await writeTogether(at, files)
  return Object.keys(files).map((file) => join(at, file))
}

async function figureFiles(
  source: SweepSource,
  view: View,
  quantities: readonly DrawnQuantity[],
  wanted: Wanted,
  name: string,
  formats?: readonly PictureFormat[],
): Promise<Files> {
  const { drawPicture } = await import('../figures/recorded/drawPicture.js')
  const picture = await gathered(source, view, quantities, wanted)
  const options = { study: source.study.config, scale: wanted.positive ? 'log' : 'linear' } as const
  return pictureFiles(name, (document) => drawPicture(picture, document, options), formats)
}

/** Where the pictures go: a file with its format in its name, several beside each other, or the folder of results. */
function target(
  folder: string,
  quantities: readonly DrawnQuantity[],
  { out, format }: PlotOptions,
): { at: string; name: string; formats: readonly PictureFormat[] | undefined } {
  const own = quantities
    .map(({ name }) => name)
    .join('-')
    .replace(/[^\w.-]/g, '_')
  if (out === undefined) return { at: folder, name: own, formats: format }
  if (out === '') throw new UsageError('--out: expected a file, found nothing')
  if (existsSync(out) && statSync(out).isDirectory()) return { at: out, name: own, formats: format }
  const ending = pictureFormats.find((one) => out.endsWith(`.${one}`))
  if (ending === undefined && format === undefined)
    throw new UsageError(
      `--out: expected a file that ends in .${pictureFormats.join(', .')}, or --format beside it, found ` +
        `${JSON.stringify(out)}`,
    )
  const name = basename(ending === undefined ? out : out.slice(0, -ending.length - 1))
  return { at: dirname(out), name, formats: format ?? [ending!] }
}

/**
 * `figure.svg` and `figure.png` of a sweep that has just been computed: of many axes the plane through the largest
 * value.
 */
export async function sweepFigure(study: Study, table: SweepTable): Promise<Files> {
  const source = sourceOf(study, table)
  const quantities = await ownQuantities(source)
  const wanted: Wanted = { extreme: 'largest', positive: false }
  const view = viewOf(source.plan) ?? (await viewThroughLargest(source, quantities[0]!, wanted))
  return figureFiles(source, view, quantities, wanted, 'figure')
}

async function viewThroughLargest(source: SweepSource, quantity: DrawnQuantity, wanted: Wanted): Promise<View> {
  const found = await extremePoint(source, quantity, new Map(), wanted)
  return sliceThrough(source.plan, placesOf(source.plan, found?.index ?? 0))
}

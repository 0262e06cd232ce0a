/** `dilute plot DIR`: figures of what a sweep has recorded, and the study of its largest or smallest value. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { mostQuantities, namedQuantities, ownQuantities, type DrawnQuantity } from '../pictures/quantities.js'
import { PictureRefused } from '../pictures/refused.js'
import { entryAt, extremePoint, type Found, type Wanted } from '../pictures/scan.js'
import type { SweepSource } from '../pictures/source.js'
import { askedView, fixedPlaces, type Fixed } from '../pictures/view.js'
import { placesOf } from '../study/index.js'
import { measured } from '../tell/measured.js'
import { noteDrawn } from './delivered.js'
import { numberOf } from './numbers.js'
import { pictureFormats, type PictureFormat } from './pictureFiles.js'
import { print } from './print.js'
import { figureFiles } from './sweepFigure.js'
import { sourceIn } from './sweepSource.js'
import { UsageError } from './usage.js'
import { requireWritable, writeTogether, type Checksums, type Files } from './writeTogether.js'

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
  const fixed = fixedPlaces(source.plan, settings(options.fix ?? []))
  const quantities = await quantitiesOf(source, options)
  const wanted: Wanted = { extreme: min ? 'smallest' : 'largest', positive: log }
  const found = await requiredExtreme(source, quantities[0]!, fixed, wanted)
  const told = await extremeText(source, found, wanted)
  const written = point === undefined ? [] : await writePoint(source, found.index, told, point)
  if (point === undefined || options.out !== undefined || options.format !== undefined) {
    const { at, ...target } = targetOf(folder, quantities, options)
    const view = askedView(source.plan, fixed)
    const isOwn = options.out === undefined
    const make = (): Promise<Files> => figureFiles(source, { view, quantities, wanted, ...target })
    const sums = await write(at, isOwn ? folder : '--out', namesOf(target), make)
    if (isOwn) await noteDrawn(folder, sums)
    written.push(...pathsIn(at, sums))
  }
  if (point !== '-') await print([`${told}\n`])
  if (written.length > 0) await print([`Written: ${written.join(', ')}\n`])
}

function settings(texts: readonly string[]): readonly (readonly [string, number])[] {
  const all = texts.map(setting)
  const again = all.find(([path], i) => all.findIndex(([other]) => other === path) < i)
  if (again) throw new UsageError(`--fix: expected one value of ${again[0]}, found several`)
  return all
}

function setting(text: string): readonly [string, number] {
  const equals = text.indexOf('=')
  if (equals > 0) return [text.slice(0, equals).trim(), numberOf('--fix', text.slice(equals + 1))]
  throw new UsageError(`--fix: expected PATH=VALUE, such as gas.beta=2, found ${JSON.stringify(text)}`)
}

async function quantitiesOf(source: SweepSource, { quantity = [] }: PlotOptions): Promise<readonly DrawnQuantity[]> {
  const quantities = quantity.length > 0 ? namedQuantities(source, quantity) : await ownQuantities(source)
  if (quantities.length <= mostQuantities) return quantities
  const names = quantities.map(({ name }) => name).join(', ')
  throw new UsageError(
    `--quantity: expected at most ${mostQuantities} quantities, found ${quantities.length}: ${names}`,
  )
}

/** Throws PictureRefused, with the reason that the results give, where nothing has a value. */
async function requiredExtreme(
  source: SweepSource,
  quantity: DrawnQuantity,
  fixed: Fixed,
  wanted: Wanted,
): Promise<Found> {
  const found = await extremePoint(source, quantity, fixed, wanted)
  if (found !== null) return found
  const what = wanted.positive ? 'a positive value for a logarithmic scale' : 'a value'
  const why = await reasonOf(source, quantity)
  throw new PictureRefused(`${quantity.name}: expected ${what} at some point, found none${why}`)
}

async function reasonOf(source: SweepSource, { name }: DrawnQuantity): Promise<string> {
  const reasons = Object.entries(await source.reasons())
  const isOf = (path: string): boolean => `${name}.`.startsWith(`${path}.`) || `.${path}`.endsWith(`.${name}`)
  const [, why] = reasons.find(([path]) => isOf(path)) ?? []
  return why === undefined ? '' : ` (${why})`
}

/** `largest violation: 1.0931 ± 2e-9 at gas.beta = 2` */
async function extremeText(
  source: SweepSource,
  { name, value, index, error }: Found,
  { extreme }: Wanted,
): Promise<string> {
  const bar = await entryAt(source, error, index)
  const { plan } = source
  const places = placesOf(plan, index)
  const at = plan.axes.flatMap(({ parameters }, a) =>
    parameters.map((one) => `${one.name} = ${brief(one.values[places[a]!]!)}`),
  )
  return `${extreme} ${name}: ${bar === null ? brief(value) : measured(value, bar)} at ${at.join(', ')}`
}

const brief = (value: number): string => String(Number(value.toPrecision(6)))

async function writePoint({ plan }: SweepSource, index: number, told: string, file: string): Promise<string[]> {
  if (file !== '-' && !/\.(ya?ml|json)$/.test(file)) {
    const expected = 'a file of YAML or JSON, such as point.yaml, or -'
    throw new UsageError(`--point: expected ${expected}, found ${JSON.stringify(file)}`)
  }
  if (isTextOf(file, plan.study.text))
    throw new UsageError(`--point: expected another file than the study of the sweep, found ${file}`)
  const { pointStudy, pointStudyJson } = await import('../pictures/pointStudy.js')
  const text = file.endsWith('.json')
    ? await pointStudyJson(plan, index)
    : await pointStudy(plan, index, `the point of a sweep with the ${told}`)
  if (file !== '-') {
    const folder = dirname(file)
    const name = basename(file)
    return pathsIn(folder, await write(folder, '--point', [name], () => Promise.resolve({ [name]: text })))
  }
  await print([text])
  return []
}

/** The study a sweep was run from is not to be written over with that of a point. */
const isTextOf = (file: string, text: string): boolean =>
  file !== '-' && statSync(file, { throwIfNoEntry: false })?.isFile() === true && readFileSync(file, 'utf8') === text

/** Where the pictures go. */
interface Target {
  readonly at: string
  readonly name: string
  readonly formats: readonly PictureFormat[] | undefined
}

/** A file with its format in its name, several beside each other, or unless given the folder of the results. */
function targetOf(folder: string, quantities: readonly DrawnQuantity[], { out, format: formats }: PlotOptions): Target {
  const own = quantities
    .map(({ name }) => name)
    .join('-')
    .replace(/[^\w.-]/g, '_')
  if (out === undefined) return { at: folder, name: own, formats }
  if (existsSync(out) && statSync(out).isDirectory()) return { at: out, name: own, formats }
  const ending = pictureFormats.find((one) => out.endsWith(`.${one}`))
  if (out === '' || (ending === undefined && formats === undefined)) {
    const expected = `a file that ends in .${pictureFormats.join(', .')}, or --format beside it`
    throw new UsageError(`--out: expected ${expected}, found ${JSON.stringify(out)}`)
  }
  return { at: dirname(out), name: basename(out, `.${ending}`), formats: formats ?? [ending!] }
}

const namesOf = ({ name, formats = ['svg', 'png'] }: Omit<Target, 'at'>): string[] =>
  formats.map((format) => `${name}.${format}`)

/** Writes files all together into a folder that an option or argument has named. */
async function write(
  folder: string,
  said: string,
  names: readonly string[],
  make: () => Promise<Files>,
): Promise<Checksums> {
  await requireWritable(folder, names, said)
  return writeTogether(folder, await make())
}

const pathsIn = (folder: string, files: Checksums): string[] => Object.keys(files).map((name) => join(folder, name))

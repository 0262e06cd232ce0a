/** What a figure shows of a sweep: its axes, and the columns along them. */
import type { Extreme, Picture, PicturePlot, Series } from '../figures/index.js'
import { placesOf, siteCount } from '../study/index.js'
import { unitsOf } from '../tell/units.js'
import { coincidentPlaces } from './coincident.js'
import { heldIn, lineOf, pictureAxes, shownParameters, type Line } from './lines.js'
import { mostQuantities, type DrawnQuantity } from './quantities.js'
import { entryAt, isBetter, slice, type Found, type Wanted } from './scan.js'
import type { SweepSource } from './source.js'
import type { View } from './view.js'

/** Entries of a quantity that can be told apart along one axis. */
const mostCurves = 6

/** What a view shows of some quantities; a map and a sample have a plot for each entry. */
export async function gathered(
  source: SweepSource,
  view: View,
  quantities: readonly DrawnQuantity[],
  wanted: Wanted,
): Promise<Picture> {
  const { plan } = source
  const { config } = plan.study
  const lines = view.drawn.map((a) => lineOf(plan.axes[a]!, view.kind))
  const apart = view.kind === 'curves' ? quantities : quantities.flatMap(entryByEntry)
  const plots: PicturePlot[] = []
  for (const quantity of apart.slice(0, mostQuantities)) plots.push(await plotOf(source, view, lines, quantity, wanted))
  return {
    kind: view.kind,
    title: config.title,
    units: unitsOf(config),
    levelCount: siteCount(config.system),
    gases: config.baths?.map(({ name }) => name) ?? [],
    axes: pictureAxes(plan, view, lines),
    plots,
    omitted: apart.length - plots.length,
    coincident: coincidentPlaces(plan, view, lines),
    held: heldIn(plan, view.fixed),
    points: view.drawn.reduce((product, a) => product * plan.axes[a]!.points, 1),
  }
}

const entryByEntry = ({ name, columns }: DrawnQuantity): DrawnQuantity[] =>
  columns.map((column) => ({ name, columns: [column] }))

async function plotOf(
  source: SweepSource,
  view: View,
  lines: readonly Line[],
  { columns }: DrawnQuantity,
  wanted: Wanted,
): Promise<PicturePlot> {
  const series: Series[] = []
  let [best, missing] = [null as Found | null, 0]
  for (const column of columns.slice(0, mostCurves)) {
    const { values, found, nulls } = await slice(source, column, view, lines, wanted)
    series.push({ name: column.name, values, errors: await errorsOf(source, column.error, view, lines, wanted) })
    if (found !== null && isBetter(found.value, best?.value, wanted)) best = { ...found, ...column }
    missing = Math.max(missing, nulls)
  }
  const extreme = best && (await extremeOf(source, view, best, wanted.extreme))
  return { series, omitted: Math.max(0, columns.length - mostCurves), extreme, missing }
}

/** Curves have error bars. */
async function errorsOf(
  source: SweepSource,
  name: string | undefined,
  view: View,
  lines: readonly Line[],
  wanted: Wanted,
): Promise<Float64Array | undefined> {
  const isDrawn = name !== undefined && view.kind === 'curves'
  return isDrawn ? (await slice(source, { name, error: undefined }, view, lines, wanted)).values : undefined
}

async function extremeOf(source: SweepSource, view: View, found: Found, kind: Extreme['kind']): Promise<Extreme> {
  const { plan } = source
  const places = placesOf(plan, found.index)
  const at = view.drawn.flatMap((a) =>
    shownParameters(plan.axes[a]!, view.kind).map(({ values }) => values[places[a]!]!),
  )
  return { kind, name: found.name, value: found.value, error: await entryAt(source, found.error, found.index), at }
}

/** A sweep's columns as what a figure shows, read once and part by part. */
import type { Extreme, Picture, PictureAxis, PicturePanel, Series } from '../figures/index.js'
import { siteCount, placesOf, type Plan, type PlannedAxis } from '../study/index.js'
import { evenly } from '../tell/evenly.js'
import { unitsOf } from '../tell/units.js'
import type { DrawnQuantity } from './quantities.js'
import type { SweepSource } from './source.js'
import type { Fixed, View } from './view.js'

export interface Wanted {
  readonly extreme: Extreme['kind']
  /** On a logarithmic scale only positive values count. */
  readonly positive: boolean
}

/** Values of an axis on a map, which has no more pixels. */
const mostOnMap = 1500
/** Entries of a quantity that can be told apart along one axis. */
const mostCurves = 6

/** What a view shows of some quantities. */
export async function gathered(
  source: SweepSource,
  view: View,
  quantities: readonly DrawnQuantity[],
  wanted: Wanted,
): Promise<Picture> {
  const {
    study: { config },
    plan,
  } = source
  const lines = view.drawn.map((a) => lineOf(plan.axes[a]!, view.kind))
  const apart = view.kind === 'curves' ? quantities : quantities.flatMap(entryByEntry)
  const panels: PicturePanel[] = []
  for (const quantity of apart.slice(0, 4)) panels.push(await panelOf(source, view, lines, quantity, wanted))
  return {
    kind: view.kind,
    title: config.title,
    units: unitsOf(config),
    levels: siteCount(config.system),
    gases: config.baths?.map(({ name }) => name) ?? [],
    axes: view.kind === 'sample' ? planeOf(plan.axes[view.drawn[0]!]!) : lines.map(({ axis }) => axis),
    panels: panels.map((panel, i) =>
      i < panels.length - 1 ? panel : { ...panel, omitted: panel.omitted + apart.length - panels.length },
    ),
    held: heldIn(plan, view.fixed),
    points: view.drawn.reduce((product, a) => product * plan.axes[a]!.points, 1),
  }
}

const entryByEntry = ({ name, columns }: DrawnQuantity): DrawnQuantity[] =>
  columns.map((column) => ({ name, columns: [column] }))

/** An axis as a line: the places that are drawn, ascending, and where each place of the sweep is among them. */
interface Line {
  readonly axis: PictureAxis
  readonly ranks: Int32Array
  readonly count: number
}

function lineOf({ parameters, points }: PlannedAxis, kind: View['kind']): Line {
  const [{ name: path, values }, ...others] = parameters as [
    PlannedAxis['parameters'][number],
    ...PlannedAxis['parameters'],
  ]
  const places = Array.from({ length: points }, (_, place) => place)
  if (kind !== 'sample') places.sort((a, b) => values[a]! - values[b]!)
  const kept = kind === 'map' ? evenly(places, mostOnMap) : places
  const ranks = new Int32Array(points).fill(-1)
  kept.forEach((place, rank) => {
    ranks[place] = rank
  })
  const tied = others.map((one) => ({ path: one.name, from: one.values[places[0]!]!, to: one.values[places.at(-1)!]! }))
  const drawn = kept.map((place) => values[place]!)
  return {
    axis: { path, values: drawn, tied, ...(kept.length < points ? { of: points } : {}) },
    ranks,
    count: kept.length,
  }
}

/** The first two parameters of a sample that vary are its plane; the others are told of. */
function planeOf({ parameters }: PlannedAxis): PictureAxis[] {
  const varying = parameters.filter(({ values }) => values.some((value) => value !== values[0]))
  const [x, y = parameters.find((one) => one !== x), ...others] = varying
  const tied = others.map(({ name, values }) => ({ path: name, from: values[0]!, to: values.at(-1)! }))
  return [x!, y!].map(({ name: path, values }, i) => ({ path, values, tied: i === 1 ? tied : [] }))
}

const heldIn = ({ axes }: Plan, fixed: Fixed): Picture['held'] =>
  [...fixed].flatMap(([a, place]) =>
    axes[a]!.points === 1
      ? []
      : axes[a]!.parameters.map(({ name, values }) => ({ path: name, at: values[place]!, of: values.length })),
  )

async function panelOf(
  source: SweepSource,
  view: View,
  lines: readonly Line[],
  { columns }: DrawnQuantity,
  wanted: Wanted,
): Promise<PicturePanel> {
  const series: Series[] = []
  let best: Found | null = null
  let missing = 0
  for (const { name, error } of columns.slice(0, mostCurves)) {
    const { values, found, nulls } = await slice(source, name, view, lines, wanted)
    const errors =
      error === undefined || view.kind !== 'curves'
        ? undefined
        : (await slice(source, error, view, lines, wanted)).values
    series.push({ name, values, errors })
    if (found !== null && isBetter(found.value, best?.value ?? null, wanted.extreme)) best = { ...found, name, error }
    missing = Math.max(missing, nulls)
  }
  const extreme = best === null ? null : await extremeOf(source, view, best, wanted.extreme)
  return { series, omitted: Math.max(0, columns.length - mostCurves), extreme, missing }
}

interface Found {
  readonly index: number
  readonly value: number
  readonly name?: string
  readonly error?: string | undefined
}

async function extremeOf(
  source: SweepSource,
  { kind, drawn }: View,
  { index, value, name, error }: Found,
  which: Extreme['kind'],
): Promise<Extreme> {
  const places = placesOf(source.plan, index)
  const at = drawn.flatMap((a) => {
    const { parameters } = source.plan.axes[a]!
    const shown =
      kind === 'sample'
        ? planeOf(source.plan.axes[a]!).map(({ path }) => parameters.find((one) => one.name === path)!)
        : parameters.slice(0, 1)
    return shown.map(({ values }) => values[places[a]!]!)
  })
  return {
    kind: which,
    name: name!,
    value,
    error: error === undefined ? null : await entryAt(source, error, index),
    at,
  }
}

/** One number of a column; null where it is none. */
export async function entryAt(source: SweepSource, name: string, index: number): Promise<number | null> {
  let begin = 0
  for await (const part of source.column(name)) {
    if (index < begin + part.length) return Number.isFinite(part[index - begin]) ? part[index - begin]! : null
    begin += part.length
  }
  return null
}

const isBetter = (value: number, best: number | null, kind: Extreme['kind']): boolean =>
  best === null || (kind === 'largest' ? value > best : value < best)

interface Slice {
  readonly values: Float64Array
  readonly found: Found | null
  /** How many points have no value. */
  readonly nulls: number
}

/** The values of a column along the lines of a view, and the extreme of all points there, drawn or not. */
async function slice(
  source: SweepSource,
  name: string,
  view: View,
  lines: readonly Line[],
  { extreme, positive }: Wanted,
): Promise<Slice> {
  const values = new Float64Array(lines.reduce((product, { count }) => product * count, 1)).fill(NaN)
  const placeOf = placing(source.plan, view, lines)
  let [nulls, found] = [0, null as Found | null]
  await eachPoint(source, name, view.fixed, (value, index) => {
    const place = placeOf(index)
    if (place >= 0) values[place] = value
    if (!Number.isFinite(value) || (positive && value <= 0)) nulls++
    else if (isBetter(value, found?.value ?? null, extreme)) found = { index, value }
  })
  return { values, found, nulls }
}

/** Every value of a column where some axes have fixed places. */
async function eachPoint(
  source: SweepSource,
  name: string,
  fixed: Fixed,
  visit: (value: number, index: number) => void,
): Promise<void> {
  const { plan } = source
  const conditions = [...fixed].map(([a, place]) => ({ step: stepOf(plan, a), points: plan.axes[a]!.points, place }))
  let begin = 0
  for await (const part of source.column(name)) {
    for (let i = 0; i < part.length; i++) {
      const index = begin + i
      if (conditions.every(({ step, points, place }) => Math.floor(index / step) % points === place))
        visit(part[i]!, index)
    }
    begin += part.length
  }
}

const stepOf = ({ axes }: Plan, axis: number): number =>
  axes.slice(axis + 1).reduce((product, { points }) => product * points, 1)

/** Where the value of a point stands among those that are drawn; negative where it does not. */
function placing(plan: Plan, { drawn }: View, lines: readonly Line[]): (index: number) => number {
  const [first, second] = drawn.map((a, i) => ({ step: stepOf(plan, a), points: plan.axes[a]!.points, ...lines[i]! }))
  if (first === undefined) return () => -1
  const along = ({ step, points, ranks }: typeof first, index: number): number =>
    ranks[Math.floor(index / step) % points]!
  if (second === undefined) return (index) => along(first, index)
  return (index) => {
    const [x, y] = [along(first, index), along(second, index)]
    return x < 0 || y < 0 ? -1 : x * second.count + y
  }
}

/** The point of a sweep where a quantity is largest or smallest, where axes have fixed places; null without values. */
export async function extremePoint(
  source: SweepSource,
  { columns }: DrawnQuantity,
  fixed: Fixed,
  { extreme, positive }: Wanted,
): Promise<(Found & { readonly error?: string | undefined }) | null> {
  let best = null as Found | null
  for (const { name, error } of columns) {
    await eachPoint(source, name, fixed, (value, index) => {
      if (!Number.isFinite(value) || (positive && value <= 0)) return
      if (isBetter(value, best?.value ?? null, extreme)) best = { index, value, name, error }
    })
  }
  return best
}

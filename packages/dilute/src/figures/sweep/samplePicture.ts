/** The points of a sample in their plane, coloured by how far they are from detailed balance. */
import { subjectOf } from '../../tell/subject.js'
import { unitsOf } from '../../tell/units.js'
import type { SweepPoint } from '../../study/index.js'
import type { Extreme, Picture, PictureAxis, PicturePlot } from '../recorded/picture.js'
import { told } from './curves.js'
import { gasNames } from './flowCurves.js'
import { heldToOne, pointsAlong, type SweepLayout } from './sweepLayout.js'

/** Of a layout whose x varies together with others. */
export function samplePicture(all: readonly SweepPoint[], layout: SweepLayout): Picture {
  const fixed = heldToOne(layout, all)
  const points = pointsAlong(fixed, all, null)
  const { title, levels } = points[0]!
  const axes = planeOf(points, fixed)
  return {
    kind: 'sample',
    title,
    units: unitsOf(points[0]!),
    levelCount: levels.length,
    gases: gasNames(points),
    axes,
    plots: [plotOf(quantityOf(points), points, axes)],
    omitted: 0,
    coincident: [],
    held: fixed.held.map(({ path, at, values }) => ({ path, at, of: values.length })),
    points: points.length,
  }
}

/** The first two parameters; of the others only that they vary. */
function planeOf(points: readonly SweepPoint[], { x, tied: [second, ...others] }: SweepLayout): PictureAxis[] {
  const along = (path: string): number[] => points.map(({ set }) => set[path]!)
  const rest = others.map(({ path }) => ({ path, from: along(path)[0]!, to: along(path).at(-1)! }))
  return [
    { path: x.path, values: along(x.path), tied: [] },
    { path: second!.path, values: along(second!.path), tied: rest },
  ]
}

/** A recorded quantity with its value and error at a point. */
interface Quantity {
  readonly name: string
  readonly at: (point: SweepPoint) => readonly [value: number | null, error: number | null]
}

/** The largest |ln I|; where there is no common temperature, the entropy production as far as it is known. */
function quantityOf(points: readonly SweepPoint[]): Quantity {
  if (subjectOf(points) === 'ratios') return { name: 'violation', at: violation }
  const isKnown = points.some(({ entropyProduction: { total } }) => total !== null)
  const part = isKnown ? 'total' : 'schnakenberg'
  return {
    name: `entropyProduction.${part}`,
    at: ({ entropyProduction: of }) => [of[part], of[`${part}Error`]],
  }
}

function violation({ detailedBalance: { worst } }: SweepPoint): readonly [number | null, number | null] {
  return worst === null ? [null, null] : [Math.abs(worst.logRatio), worst.logRatioError]
}

function plotOf({ name, at }: Quantity, points: readonly SweepPoint[], axes: readonly PictureAxis[]): PicturePlot {
  const values = Float64Array.from(points, (point) => told(...at(point)))
  return {
    series: [{ name, values }],
    omitted: 0,
    extreme: largest(values, (i) => ({ name, error: at(points[i]!)[1], at: axes.map((axis) => axis.values[i]!) })),
    missing: values.filter(Number.isNaN).length,
  }
}

function largest(values: Float64Array, place: (i: number) => Omit<Extreme, 'kind' | 'value'>): Extreme | null {
  const value = values.reduce((most, one) => (one > most ? one : most), -Infinity)
  return value === -Infinity ? null : { kind: 'largest', value, ...place(values.indexOf(value)) }
}

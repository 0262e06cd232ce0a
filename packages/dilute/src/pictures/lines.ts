/** The axes that a figure draws, and the parameters that it holds. */
import type { Picture, PictureAxis } from '../figures/index.js'
import type { Plan, PlannedAxis, PlannedParameter } from '../study/index.js'
import { evenly } from '../tell/evenly.js'
import type { Fixed, View } from './view.js'

/** Values of an axis on a map, which has no more pixels. */
const mostOnMap = 1500

/** An axis as a line: the places that are drawn, ascending, and where each place of the sweep is among them. */
export interface Line {
  readonly axis: PictureAxis
  readonly ranks: Int32Array
  readonly count: number
}

export function lineOf({ parameters: [first, ...others], points }: PlannedAxis, kind: View['kind']): Line {
  const { name, values } = first!
  const places = Array.from({ length: points }, (_, place) => place)
  if (kind !== 'sample') places.sort((a, b) => values[a]! - values[b]!)
  const kept = kind === 'map' ? evenly(places, mostOnMap) : places
  const ranks = new Int32Array(points).fill(-1)
  kept.forEach((place, rank) => {
    ranks[place] = rank
  })
  const tied = others.map((one) => ends(one, places[0]!, places.at(-1)!))
  const axis = { path: name, values: kept.map((place) => values[place]!), tied }
  return { axis: kept.length < points ? { ...axis, of: points } : axis, ranks, count: kept.length }
}

const ends = ({ name, values }: PlannedParameter, first: number, last: number): PictureAxis['tied'][number] => ({
  path: name,
  from: values[first]!,
  to: values[last]!,
})

/** The parameters of an axis along which a figure has it: of a sample the first two that vary, of a line the first. */
export function shownParameters({ parameters }: PlannedAxis, kind: View['kind']): readonly PlannedParameter[] {
  if (kind !== 'sample') return parameters.slice(0, 1)
  const varies = ({ values }: PlannedParameter): boolean => values.some((value) => value !== values[0])
  return [...parameters.filter(varies), ...parameters.filter((one) => !varies(one))].slice(0, 2)
}

export function pictureAxes({ axes }: Plan, { kind, drawn }: View, lines: readonly Line[]): readonly PictureAxis[] {
  return kind === 'sample' ? planeOf(axes[drawn[0]!]!) : lines.map(({ axis }) => axis)
}

/** What varies in a sample besides is told of with its second axis. */
function planeOf(axis: PlannedAxis): PictureAxis[] {
  const shown = shownParameters(axis, 'sample')
  const others = axis.parameters.filter((one) => !shown.includes(one)).map((one) => ends(one, 0, axis.points - 1))
  return shown.map(({ name, values }, i) => ({ path: name, values, tied: i === 1 ? others : [] }))
}

/** The parameters at fixed places that have others. */
export function heldIn({ axes }: Plan, fixed: Fixed): Picture['held'] {
  const varying = [...fixed].filter(([a]) => axes[a]!.points > 1)
  return varying.flatMap(([a, place]) =>
    axes[a]!.parameters.map(({ name, values }) => ({ path: name, at: values[place]!, of: values.length })),
  )
}

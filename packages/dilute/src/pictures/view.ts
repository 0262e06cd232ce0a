/** Which axes of a sweep a figure shows, and where the others are held. */
import type { Picture } from '../figures/index.js'
import type { Plan, PlannedAxis } from '../study/index.js'
import { PictureRefused } from './refused.js'

/** Places on axes, by their numbers. */
export type Fixed = ReadonlyMap<number, number>

export interface View {
  readonly kind: Picture['kind']
  /** One axis of curves or of a sample, two of a map; the first along x. */
  readonly drawn: readonly number[]
  readonly fixed: Fixed
}

/**
 * Several parameters that vary together, up and down, are a sample, which takes a plane for itself; tied ones that go
 * one way are a line.
 */
export function isSample({ parameters: [first, ...others] }: PlannedAxis): boolean {
  const steps = first!.values.slice(1).map((value, i) => Math.sign(value - first!.values[i]!))
  return others.length > 0 && steps.some((step) => step === 0 || step !== steps[0])
}

const room = (axis: PlannedAxis): number => (isSample(axis) ? 2 : 1)

/** The axes that vary and are not fixed, as far as a figure has room for them: two lines or a sample. */
export function viewOf({ axes }: Plan, fixed: Fixed = new Map()): View | null {
  const varying = [...axes.keys()].filter((a) => axes[a]!.points > 1 && !fixed.has(a))
  const drawn = varying.length > 0 ? varying : [[...axes.keys()].find((a) => !fixed.has(a)) ?? 0]
  if (drawn.reduce((sum, a) => sum + room(axes[a]!), 0) > 2) return null
  const kind = drawn.length === 2 ? 'map' : isSample(axes[drawn[0]!]!) ? 'sample' : 'curves'
  return { kind, drawn, fixed: new Map([...fixed].filter(([a]) => !drawn.includes(a))) }
}

/** Of too many axes those with most points, the others held at these places. */
export function sliceThrough(plan: Plan, places: readonly number[]): View {
  const bySize = [...plan.axes.keys()].sort((a, b) => plan.axes[b]!.points - plan.axes[a]!.points)
  const [first, second] = bySize as [number, number]
  const lines = room(plan.axes[first]!) + room(plan.axes[second]!) === 2
  const drawn = lines ? [first, second] : [first]
  return viewOf(plan, new Map(bySize.filter((a) => !drawn.includes(a)).map((a) => [a, places[a]!])))!
}

/** The view that was asked for. Throws PictureRefused where too many axes vary. */
export function askedView(plan: Plan, fixed: Fixed): View {
  const view = viewOf(plan, fixed)
  if (view !== null) return view
  const varying = plan.axes.filter(({ points }, a) => points > 1 && !fixed.has(a))
  const choices = varying.map(({ parameters: [first] }) => `--fix ${first!.name}=${first!.values[0]}`).join(' or ')
  const samples = varying.some(isSample) ? ' (a sample has a plane for itself)' : ''
  throw new PictureRefused(
    `a figure has room for two axes, and ${varying.length} vary${samples}: hold others at a value, such as ${choices}`,
  )
}

/** The places of `PATH = value`, each the nearest on its axis. Throws PictureRefused for a path that is not swept. */
export function fixedPlaces({ axes }: Plan, settings: readonly (readonly [path: string, value: number])[]): Fixed {
  return new Map(
    settings.map(([path, value]) => {
      const axis = axes.findIndex(({ parameters }) => parameters.some(({ name }) => name === path))
      const names = axes.flatMap(({ parameters }) => parameters.map(({ name }) => name))
      if (axis < 0) throw new PictureRefused(`--fix: expected one of the swept ${names.join(', ')}, found ${path}`)
      const { values } = axes[axis]!.parameters.find(({ name }) => name === path)!
      return [axis, nearest(path, values, value)]
    }),
  )
}

function nearest(path: string, values: readonly number[], wanted: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  if (wanted < low || wanted > high)
    throw new PictureRefused(`--fix: expected ${path} from ${low} to ${high}, found ${wanted}`)
  return values.reduce((best, value, i) => (Math.abs(value - wanted) < Math.abs(values[best]! - wanted) ? i : best), 0)
}

/**
 * Points of a plan whose rates come from a fixed rule in place of an adaptive table: one thermal gas, a few single
 * levels, dots at one point, or apart on a line or in space. What the axes of the plan change of the strengths of the
 * dots is told from the rest, for which everything else is made once.
 */
import type { RateIntegrals } from '../generator/index.js'
import { PointRates, SeparateRates, type SeparateInteraction } from '../maps/index.js'
import { distance, type ContactInteraction } from '../model/index.js'
import { once } from '../numerics/index.js'
import type { Model } from '../solution/index.js'
import {
  indicesOf,
  placesOf,
  pointAt,
  pointsByAxes,
  strideOf,
  type Plan,
  type PlannedParameter,
  type PointRange,
  modelBuilder,
} from '../study/index.js'

/** The rates of one point. */
export interface RatedPoint {
  readonly index: number
  /** Of all points of the group, but for the strengths of the dots. */
  readonly group: Model
  /**
   * As an adaptive table gives them, filled again for the next point; null where the rule does not apply, or does not
   * reach the tolerance.
   */
  readonly integrals: RateIntegrals | null
}

/** Systems with more levels are better off with an adaptive table. */
const mostLevels = 8
/**
 * With fewer strengths to one arrangement of dots that lie apart, an adaptive table, which serves all temperatures,
 * takes no longer.
 */
const fewestStrengths = 4
const defaultTolerance = 1e-10

/** The points of a range of the plan, those with all but the strengths in common one after another. */
export function ratedPoints(plan: Plan): (range: PointRange) => Generator<RatedPoint, void, void> {
  const modelOf = modelBuilder(plan.study)
  const modelAt = (index: number): Model => modelOf(pointAt(plan, index).config)
  const strengths = strengthAxes(plan)
  const outer = [...plan.axes.keys()].filter((axis) => !strengths.includes(axis))
  const dotsAt = dotsOf(plan, strengths, modelAt)
  const engineOf = lastEngine(plan.study.config.tolerance ?? defaultTolerance)
  const many = hasManyStrengths(plan)
  return function* (range) {
    for (const group of pointsByAxes(plan, outer, indicesOf(range))) {
      const model = modelAt(group[0]!)
      const dots = isEligible(model, many) ? dotsAt(model, group[0]!) : null
      const engine = dots && engineOf(model)
      for (const index of group) yield { index, group: model, integrals: engine && engine.integrals(dots(index)) }
    }
  }
}

/** Whether a fixed rule gives the rates of a plan, by the first of its points. */
export const hasFixedRule = (plan: Plan): boolean =>
  plan.points > 0 && isEligible(modelBuilder(plan.study)(pointAt(plan, 0).config), hasManyStrengths(plan))

const hasManyStrengths = (plan: Plan): boolean =>
  strengthAxes(plan).reduce((product, axis) => product * plan.axes[axis]!.points, 1) >= fewestStrengths

/** @param many whether there are many strengths to one arrangement of dots. */
function isEligible({ system, encounters, beta, bornOrder }: Model, many: boolean): boolean {
  const [{ interaction }] = encounters as [Model['encounters'][number]]
  const isSimple = encounters.length === 1 && beta !== null && bornOrder === null && !('potentials' in interaction)
  if (!isSimple || system.sites < 2 || system.sites > mostLevels || system.groups.length < system.sites) return false
  return isAtOnePoint(interaction) || (many && interaction.dimension !== 2)
}

/** Dots without strength count: another point of the plan may give them some. */
const isAtOnePoint = (interaction: ContactInteraction): boolean =>
  interaction.positions.every((_, site) => distance(interaction, site, 0) === 0)

interface Engine {
  integrals(strengths: Float64Array): RateIntegrals | null
}

/** The last engine again, where all is the same but strengths and the density of the gas. */
function lastEngine(relativeError: number): (model: Model) => Engine {
  let last: { readonly model: Model; readonly engine: Engine } | undefined
  return (model) => {
    if (!last || !isAlike(last.model, model)) last = { model, engine: engineFor(model, relativeError) }
    return last.engine
  }
}

function isAlike(one: Model, other: Model): boolean {
  const key = ({ encounters: [encounter], beta }: Model): string => {
    const {
      gas: { dimension, mass },
      interaction,
    } = encounter!
    return `${dimension} ${mass} ${beta} ${JSON.stringify((interaction as ContactInteraction).positions)}`
  }
  return one.system === other.system && key(one) === key(other)
}

function engineFor({ system, encounters: [encounter], beta }: Model, relativeError: number): Engine {
  const {
    gas: { dimension, mass },
  } = encounter!
  const interaction = encounter!.interaction as ContactInteraction
  if (isAtOnePoint(interaction)) return new PointRates(system, { dimension, mass, beta: beta! }, relativeError)
  return new SeparateRates(system, interaction as SeparateInteraction, { mass, beta: beta! }, relativeError)
}

/** The axes that set strengths or scattering lengths, and nothing else. */
function strengthAxes({ axes }: Plan): number[] {
  return axes.flatMap(({ parameters }, axis) => (parameters.every((one) => dotOf(one) !== undefined) ? [axis] : []))
}

/** Which dot a parameter sets the strength of. */
function dotOf({ path }: PlannedParameter): number | undefined {
  const [part, list, dot] = path.slice(-3)
  return part === 'contact' && (list === 'strengths' || list === 'scatteringLengths') ? (dot as number) : undefined
}

/** For the points of a group that starts with `first`: the inverse of what docs/theory.md §5.2 calls B, by point. */
function dotsOf(
  plan: Plan,
  axes: readonly number[],
  modelAt: (index: number) => Model,
): (model: Model, first: number) => (index: number) => Float64Array {
  const values = once(() => axes.map((axis) => valuesAlong(plan, axis, modelAt)))
  return (model, first) => {
    const strength = strengthIn(model)
    const dots = strengthsIn(modelAt(first)).map(strength)
    return (index) => {
      const places = placesOf(plan, index)
      axes.forEach((axis, a) => {
        for (const [dot, along] of values()[a]!) dots[dot] = strength(along[places[axis]!]!)
      })
      return dots
    }
  }
}

/** The values that an axis gives to its dots, in the units of the model. */
function valuesAlong(
  plan: Plan,
  axis: number,
  modelAt: (index: number) => Model,
): readonly (readonly [dot: number, values: Float64Array])[] {
  const { parameters, points } = plan.axes[axis]!
  const step = strideOf(plan.axes, axis)
  const all = Array.from({ length: points }, (_, place) => strengthsIn(modelAt(place * step)))
  return parameters.map((parameter) => [dotOf(parameter)!, Float64Array.from(all, (each) => each[dotOf(parameter)!]!)])
}

/** Strengths on a line, else scattering lengths. */
function strengthsIn({ encounters: [encounter] }: Model): Float64Array {
  const interaction = encounter!.interaction as ContactInteraction
  return interaction.dimension === 1 ? interaction.strengths : interaction.scatteringLengths
}

/** V of a strength, 1/B of a scattering length. */
function strengthIn({ encounters: [encounter] }: Model): (value: number) => number {
  const { dimension, mass } = encounter!.gas
  if (dimension === 1) return (v) => v
  return dimension === 2 ? (a) => -Math.PI / (mass * Math.log(a)) : (a) => (2 * Math.PI * a) / mass
}

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
  bathsOf,
  indicesOf,
  placesOn,
  pointAt,
  pointsByAxes,
  strideOf,
  type InteractionConfig,
  type Plan,
  type PlannedParameter,
  type PointRange,
  type StudyConfig,
  modelBuilder,
} from '../study/index.js'

/** Points that have all but the strengths of their dots in common. */
export interface RatedGroup {
  /** Of all of them, but for the strengths. */
  readonly model: Model
  readonly indices: readonly number[]
  /**
   * Rates of one of them as an adaptive table gives them, filled again for the next point; null where the rule does not
   * apply, or does not reach the tolerance.
   */
  readonly integralsAt: (index: number) => RateIntegrals | null
}

/** Systems with more levels are better off with an adaptive table. */
const mostLevels = 8
/**
 * With fewer strengths to one arrangement of dots that lie apart, an adaptive table, which serves all temperatures,
 * takes no longer.
 */
const fewestStrengths = 4
const defaultTolerance = 1e-10

/** The points of a range of the plan, group by group. */
export function ratedGroups(plan: Plan): (range: PointRange) => Generator<RatedGroup, void, void> {
  const modelOf = modelBuilder(plan.study)
  const strengths = strengthAxes(plan)
  const outer = [...plan.axes.keys()].filter((axis) => !strengths.includes(axis))
  const dotsAt = dotsOf(plan, strengths)
  const engineOf = lastEngine(plan.study.config.tolerance ?? defaultTolerance)
  const many = strengths.reduce((product, axis) => product * plan.axes[axis]!.points, 1) >= fewestStrengths
  return function* (range) {
    for (const indices of pointsByAxes(plan, outer, indicesOf(range))) {
      const model = modelOf(pointAt(plan, indices[0]!).config)
      if (!isEligible(model, many)) yield { model, indices, integralsAt: () => null }
      else {
        const [engine, dots] = [engineOf(model), dotsAt(model)]
        yield { model, indices, integralsAt: (index) => engine.integrals(dots(index)) }
      }
    }
  }
}

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

/** Of the points of a group with this model: the inverse of what docs/theory.md §5.2 calls B, by point. */
function dotsOf(plan: Plan, axes: readonly number[]): (model: Model) => (index: number) => Float64Array {
  const values = once(() => axes.flatMap((axis) => valuesAlong(plan, axis)))
  return (model) => {
    const strength = strengthIn(model)
    const dots = strengthsIn(model).map(strength)
    return (index) => {
      for (const { dot, placeOf, along } of values()) dots[dot] = strength(along[placeOf(index)]!)
      return dots
    }
  }
}

/** The values that an axis gives to a dot. */
interface DotValues {
  readonly dot: number
  readonly placeOf: (index: number) => number
  readonly along: Float64Array
}

/** Those of every dot that an axis sets, in the units of the model. */
function valuesAlong(plan: Plan, axis: number): DotValues[] {
  const { parameters, points } = plan.axes[axis]!
  const step = strideOf(plan.axes, axis)
  const all = Array.from({ length: points }, (_, place) => saidStrengths(pointAt(plan, place * step).config))
  return parameters.map((parameter) => {
    const dot = dotOf(parameter)!
    return { dot, placeOf: placesOn(plan, axis), along: Float64Array.from(all, (each) => each[dot]!) }
  })
}

/** As a study of one bath gives them. */
function saidStrengths(config: StudyConfig): readonly number[] {
  const { interaction } = bathsOf(config)[0]!
  const { contact } = interaction as Extract<InteractionConfig, { contact: unknown }>
  return 'strengths' in contact ? contact.strengths : contact.scatteringLengths
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

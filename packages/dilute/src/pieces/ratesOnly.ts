/**
 * Points of a plan whose rates are all that is made of them, group by group. By a fixed rule: one thermal gas, a few
 * single levels, dots at one point, or apart on a line or in space; what the axes change of strengths and density is
 * told from the rest, for which everything is made once. By an adaptive table: one thermal gas and single levels, where
 * all points that scatter alike share theirs.
 */
import { integralError, maxwellianRates, tableIntegrals, type RateIntegrals } from '../generator/index.js'
import {
  PointRates,
  SeparateRates,
  type IntegralsAlong,
  type SeparateInteraction,
  type VariedDot,
} from '../maps/index.js'
import {
  distance,
  levelMixing,
  type ContactInteraction,
  type Dimension,
  type System,
  type ThermalGas,
} from '../model/index.js'
import { ArrayRoom, lastSame, once, type Steps } from '../numerics/index.js'
import { ratesTolerance, solve, type Model, type ScatteringTables, type TablesOf } from '../solution/index.js'
import {
  indicesOf,
  lazyPointResults,
  modelBuilder,
  placesOn,
  pointAt,
  pointsByAxes,
  pointsByScattering,
  strideOf,
  studyTables,
  warnedPoint,
  type Plan,
  type PointRange,
  type PointResults,
  type WarnedPoint,
} from '../study/index.js'
import { ruleSeconds, tableSeconds } from './costs.js'
import { dotOf, innerAxes, variedAxis } from './innerAxes.js'

/** Points that have much in common. */
export interface RatedGroup {
  readonly system: System
  readonly indices: readonly number[]
  /** Makes what a point needs step by step, where it is not there yet. */
  readonly stepsAt?: (index: number) => Steps<unknown>
  /**
   * Rates of a point as an adaptive table gives them, filled again for the next point; null where they do not apply, or
   * do not reach the tolerance.
   */
  readonly integralsAt: (index: number) => RateIntegrals | null
  /**
   * The same of a point and of those behind it that are summed together; null where each has to be asked for, and left
   * out where points that follow one another are never alike.
   */
  readonly integralsFrom?: (index: number) => IntegralsAlong | null
  /** Everything else follows from the rates when it is asked for. */
  readonly resultsAt: (index: number, integrals: RateIntegrals) => PointResults
}

/** A group that shares adaptive tables. */
export interface TabledGroup extends RatedGroup {
  readonly warnedAt: (index: number) => WarnedPoint
}

/** Systems with more levels are better off with an adaptive table. */
const mostLevels = 8

/** The points of a range of the plan by a fixed rule, as far as that is faster than tables. */
export function ruledGroups(plan: Plan): (range: PointRange) => Generator<RatedGroup, void, void> {
  const modelAt = modelsOf(plan)
  const inner = innerAxes(plan)
  const outer = [...plan.axes.keys()].filter((axis) => !inner.includes(axis))
  const dotsAt = dotsOf(plan)
  const engineOf = lastEngine(toleranceOf(plan))
  return function* (range) {
    for (const indices of pointsByAxes(plan, outer, indicesOf(range))) {
      const model = modelAt(indices[0]!)
      const { system } = model
      const resultsAt: RatedGroup['resultsAt'] = (index, integrals) =>
        resultsWith(plan, modelAt(index), integrals, studyTables(plan.study.config, system))
      if (!isRuled(plan, model)) yield { system, indices, integralsAt: () => null, resultsAt }
      else {
        const dots = dotsAt(model)
        const engine = engineOf(model, dots)
        yield { system, indices, ...byRule(engine, dots), resultsAt }
      }
    }
  }
}

function byRule(engine: Engine, dots: Dots): Pick<RatedGroup, 'integralsAt' | 'integralsFrom'> {
  return {
    integralsAt: (index) => engine.integrals(dots.at(index), dots.placeOf(index)),
    ...(dots.isInnermost && engine.along
      ? { integralsFrom: (index) => engine.along!(dots.at(index), dots.placeOf(index)) }
      : {}),
  }
}

/** Points of a plan by tables, as far as they need no more than rates. */
export function* tabledGroups(plan: Plan, points: readonly number[]): Generator<TabledGroup, void, void> {
  const modelAt = modelsOf(plan)
  const relativeError = toleranceOf(plan)
  for (const indices of pointsByScattering(plan, points)) {
    const model = modelAt(indices[0]!)
    const { system } = model
    const tables = studyTables(plan.study.config, system)
    const tablesAt = lastSame((index: number): ScatteringTables => tables(modelAt(index).encounters[0]!))
    yield {
      system,
      indices,
      ...(isSimple(model)
        ? byTables(tablesAt, modelAt, largestErrors(system, relativeError))
        : { integralsAt: () => null }),
      resultsAt: (index, integrals) => resultsWith(plan, modelAt(index), integrals, tables),
      warnedAt: (index) => warnedPoint(pointAt(plan, index), solve(modelAt(index), tables)),
    }
  }
}

/** The model of one point after another. */
function modelsOf(plan: Plan): (index: number) => Model {
  const modelOf = modelBuilder(plan.study)
  return lastSame((index: number) => modelOf(pointAt(plan, index).config))
}

const toleranceOf = ({ study: { config } }: Plan): number => config.tolerance ?? ratesTolerance

function byTables(
  tablesAt: (index: number) => ScatteringTables,
  modelAt: (index: number) => Model,
  mostErrors: Float64Array,
): Pick<RatedGroup, 'stepsAt' | 'integralsAt'> {
  return {
    stepsAt: (index) => tablesAt(index).prepareCollisions(),
    integralsAt(index) {
      const integrals = tableIntegrals(tablesAt(index).collisions, modelAt(index).beta!)
      return isReached(integrals, mostErrors) ? integrals : null
    },
  }
}

function resultsWith(
  { study: { config } }: Plan,
  model: Model,
  integrals: RateIntegrals,
  tables: TablesOf,
): PointResults {
  const [encounter] = model.encounters as [Model['encounters'][number]]
  const rates = maxwellianRates(model.system, integrals, encounter.gas as ThermalGas, model.normalization)
  const solution = solve({ ...model, encounters: [{ ...encounter, rates }] }, tables)
  return lazyPointResults(config, solution, new Set(config.report))
}

/** Whether every rate is as good as it should be: what is not is told with all that there is to tell of a point. */
const isReached = (integrals: RateIntegrals, mostErrors: Float64Array): boolean =>
  mostErrors.every((most, pair) => most === Infinity || integralError(integrals, pair) <= most * integrals.value[pair]!)

/** The largest relative error, [to][from], of an integral whose rate is within the tolerance; ∞ on the diagonal. */
function largestErrors(system: System, relativeError: number): Float64Array {
  const { sites: n } = system
  const mixing = levelMixing(system)
  return Float64Array.from({ length: n * n }, (_, pair) => {
    const [k, l] = [Math.floor(pair / n), pair % n]
    return k === l ? Infinity : relativeError - mixing[k]! - mixing[l]!
  })
}

/** One thermal gas and single levels: everything follows from the rates. */
function isSimple({ system, encounters, beta }: Model): boolean {
  return encounters.length === 1 && beta !== null && system.sites > 1 && system.groups.length === system.sites
}

/** Whether there is a rule, and it is faster than a table. */
function isRuled(plan: Plan, model: Model): boolean {
  const { interaction } = model.encounters[0]!
  if (!isSimple(model) || model.bornOrder !== null || 'potentials' in interaction || model.system.sites > mostLevels)
    return false
  const arrangement = isAtOnePoint(interaction) ? 'together' : 'apart'
  return (arrangement === 'together' || interaction.dimension !== 2) && isFaster(plan, arrangement)
}

const isFaster = (plan: Plan, arrangement: 'together' | 'apart'): boolean =>
  ruleSeconds(plan, arrangement) < tableSeconds(plan, arrangement)

/** Whether a fixed rule can be faster than tables at any point of a plan. */
export const mayBeRuled = (plan: Plan): boolean => isFaster(plan, 'together') || isFaster(plan, 'apart')

/** What it takes to solve points. */
export interface PointKind {
  /** Whether a fixed rule gives their rates. */
  readonly isRuled: boolean
  /** Whether everything follows from the rates. */
  readonly isSimple: boolean
  readonly isDegenerate: boolean
}

/** Of the points of a plan, by one of them. */
export function kindOf(plan: Plan): PointKind {
  const model = modelsOf(plan)(amidst(plan))
  const { sites, groups } = model.system
  return { isRuled: isRuled(plan, model), isSimple: isSimple(model), isDegenerate: groups.length < sites }
}

/** A point at no end, middle or quarter of any axis, where levels may coincide that are single elsewhere. */
const amidst = ({ axes }: Plan): number =>
  axes.reduce((index, { points }) => index * points + Math.floor(0.618 * points), 0)

/** Dots without strength count: another point of the plan may give them some. */
const isAtOnePoint = (interaction: ContactInteraction): boolean =>
  interaction.positions.every((_, site) => distance(interaction, site, 0) === 0)

interface Engine {
  integrals(strengths: Float64Array, place: number): RateIntegrals | null
  along?(strengths: Float64Array, place: number): IntegralsAlong | null
}

/**
 * The last engine again, where all is the same but strengths and the density of the gas; each leaves its room to the
 * next.
 */
function lastEngine(relativeError: number): (model: Model, dots: Dots) => Engine {
  const room = new ArrayRoom()
  let last: { readonly model: Model; readonly engine: Engine } | undefined
  return (model, dots) => {
    if (!last || !isAlike(last.model, model)) {
      room.clear()
      last = { model, engine: engineFor(model, relativeError, dots, room) }
    }
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

function engineFor(
  { system, encounters: [encounter], beta }: Model,
  relativeError: number,
  { varied }: Dots,
  room: ArrayRoom,
): Engine {
  const {
    gas: { dimension, mass },
  } = encounter!
  const interaction = encounter!.interaction as ContactInteraction
  if (isAtOnePoint(interaction))
    return new PointRates(system, { dimension, mass, beta: beta! }, relativeError, varied, room)
  return new SeparateRates(system, interaction as SeparateInteraction, { mass, beta: beta! }, relativeError, varied)
}

/** The dots of the points of a group: the inverse of what docs/theory.md §5.2 calls B. */
interface Dots {
  readonly at: (index: number) => Float64Array
  /** Of the axis along which one alone varies. */
  readonly varied?: VariedDot
  /** Whether points that follow one another differ in it alone. */
  readonly isInnermost: boolean
  /** The place of a point's strength among its own. */
  readonly placeOf: (index: number) => number
}

/** Of the points of a group with this model. */
function dotsOf(plan: Plan): (model: Model) => Dots {
  const values = once(() => innerAxes(plan).flatMap((axis) => valuesAlong(plan, axis)))
  const inGas = lastSame((dimension: Dimension, mass: number) =>
    values().map((each) => ({ ...each, strengths: each.along.map(strengthIn(dimension, mass)) })),
  )
  const varied = variedAxis(plan)
  return (model) => {
    const { dimension, mass } = model.encounters[0]!.gas
    const dots = strengthsIn(model).map(strengthIn(dimension, mass))
    const all = inGas(dimension, mass)
    const line = all.find(({ axis }) => axis === varied)
    return {
      at(index) {
        for (let i = 0; i < all.length; i++) dots[all[i]!.dot] = all[i]!.strengths[all[i]!.placeOf(index)]!
        return dots
      },
      ...(line ? { varied: line } : {}),
      isInnermost: varied !== undefined && strideOf(plan.axes, varied) === 1,
      placeOf: line?.placeOf ?? (() => 0),
    }
  }
}

/** The values that an axis gives to a dot. */
interface DotValues {
  readonly axis: number
  readonly dot: number
  readonly placeOf: (index: number) => number
  readonly along: Float64Array
}

/** Those of every dot that an axis sets; contacts keep the numbers of a study as they are. */
function valuesAlong(plan: Plan, axis: number): DotValues[] {
  const placeOf = placesOn(plan, axis)
  return plan.axes[axis]!.parameters.flatMap((parameter) => {
    const dot = dotOf(parameter)
    return dot === undefined ? [] : [{ axis, dot, placeOf, along: Float64Array.from(parameter.values) }]
  })
}

/** Strengths on a line, else scattering lengths. */
function strengthsIn({ encounters: [encounter] }: Model): Float64Array {
  const interaction = encounter!.interaction as ContactInteraction
  return interaction.dimension === 1 ? interaction.strengths : interaction.scatteringLengths
}

/** V of a strength, 1/B of a scattering length. */
function strengthIn(dimension: Dimension, mass: number): (value: number) => number {
  if (dimension === 1) return (v) => v
  return dimension === 2 ? (a) => -Math.PI / (mass * Math.log(a)) : (a) => (2 * Math.PI * a) / mass
}

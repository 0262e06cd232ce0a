import type { ListedResonance, NoPole, Pole, Resonance, Resonances } from '../scatterer.js'
import { depthOf, layoutsFor, layoutsOf, leastError, lengthOf } from './cutLayouts.js'
import type { Envelope } from './envelopes.js'
import { trappedWidth } from './envelopes.js'
import { completeness } from '../poles/completeness.js'
import { zerosInStrip } from '../poles/strip.js'
import { zeroNear, type Point } from '../poles/zeros.js'
import { JostFunction, type Sheet, type Stage } from './jost.js'
import type { Layout } from './layout.js'
import { ScatteringPhase } from './scatteringPhase.js'
import type { TailResponse } from './tail.js'
import type { PoleTask } from './poleTask.js'

/** A stage with the largest −Im k at which it knows the Jost function. */
export interface DeepStage extends Stage {
  readonly reach: number
}

/** The stage on which a search goes deepest; the whole of the potentials where another is not much better. */
function deepestStage(task: PoleTask, energy: number): DeepStage {
  const all = layoutsOf(task).map(({ layout, tail }) => ({ layout, reach: depthOf(layout, task.sides, tail, energy) }))
  const best = all.slice(1).reduce((a, b) => (b.reach > 1.1 * a.reach ? b : a), all[0]!)
  return stageOf(task, best.layout, best.reach, energy)
}

function stageOf(
  task: PoleTask,
  layout: Layout,
  reach: number,
  energy: number,
  tails: readonly (TailResponse | undefined)[] = [],
): DeepStage {
  const {
    system,
    problem: { mass },
    resolutionsOf,
    exteriorOf,
    sides,
  } = task
  return {
    system,
    mass,
    sides,
    layout,
    exterior: exteriorOf(layout),
    discretization: resolutionsOf(layout).at(energy),
    reach,
    tails,
  }
}

/** Poles in the strip below an interval with no threshold in it, and how they are to be looked at. */
interface StripOfPoles {
  readonly sheet: Sheet
  readonly zeros: readonly Point[]
  readonly uncounted: readonly number[]
  readonly depth: (x: number) => number
  /** The distance to the nearest other pole or threshold. */
  readonly free: (x: number) => number
}

/**
 * `most`: how far down poles are of interest, by their distance from the lower threshold; as far as they can be seen
 * unless given.
 */
function polesIn(
  task: PoleTask,
  stage: DeepStage,
  level: number,
  from: number,
  to: number,
  most: (kinetic: number) => number = () => Infinity,
): StripOfPoles {
  const {
    system: { levels },
    problem: { mass },
  } = task
  const lower = levels.findLast((e) => e <= levels[level]! + from * (1 + 1e-12))! - levels[level]!
  const upper = (levels.find((e) => e >= levels[level]! + to * (1 - 1e-12)) ?? Infinity) - levels[level]!
  const depth = (x: number): number =>
    Math.min(
      (x - lower) / 2,
      (upper - x) / 2,
      (stage.reach * Math.sqrt(2 * mass * (x - lower))) / mass,
      most(x - lower),
    )
  const sheet: Sheet = { level, open: levels.filter((e) => e < levels[level]! + (from + to) / 2).length, offset: to }
  const jost = new JostFunction(stage, sheet)
  const scattering = new ScatteringPhase(
    task.system,
    mass,
    { at: () => stage.discretization },
    stage.exterior,
    task.sides,
  )
  const found = zerosInStrip({
    log: (e) => jost.log(e),
    phase: (x) => scattering.at(level, x),
    depth,
    grid: gridOf(task, stage, level, from, to),
  })
  const zeros = [...found.zeros].sort((a, b) => a.x - b.x)
  const free = (x: number): number =>
    zeros.reduce(
      (least, zero) => (zero.x === x ? least : Math.min(least, Math.abs(zero.x - x))),
      Math.min(x - lower, upper - x),
    )
  return { sheet, zeros, uncounted: found.uncounted, depth, free }
}

/**
 * A list of resonances between two energies with no threshold between them, offsets from one level; `profile` is that
 * of the envelopes.
 */
export function resonancesBetween(
  task: PoleTask,
  profile: readonly Envelope[],
  level: number,
  from: number,
  to: number,
): Resonances {
  const above = task.system.levels[level]! - task.system.levels[0]!
  const { sheet, zeros, uncounted, depth, free } = polesIn(task, deepestStage(task, to + above), level, from, to)
  const narrow = zeros
    .filter(({ x, y }) => -2 * y < free(x))
    .map((zero) => ({ zero, pole: measured(task, sheet, zero) }))
  const list = narrow.flatMap(({ pole }) => (pole ? [pole] : []))
  const lost = [...uncounted, ...narrow.flatMap(({ zero, pole }) => (pole ? [] : [zero.x]))]
  const walled = task.sides === 1
  const enough = (x: number): boolean => {
    const seen = 2 * depth(x)
    return seen >= free(x) || seen >= (trappedWidth(profile, x + above, task.problem.mass, walled) ?? Infinity)
  }
  return { list, complete: completeness(enough, lost, from, to) }
}

/**
 * The same without errors, and on the whole of the potentials alone: those that are narrow enough to hide from a
 * quadrature, not wider than half the distance between the levels of a box as long as the potentials.
 */
export function narrowBetween(task: PoleTask, level: number, from: number, to: number): Resonance[] {
  const {
    system: { levels },
    problem: { mass },
  } = task
  const energy = to + levels[level]! - levels[0]!
  const [{ layout, tail }] = layoutsOf(task)
  const spacing = (kinetic: number): number =>
    (Math.PI * Math.sqrt(2 * mass * kinetic)) / (mass * (layout.to - layout.from))
  const stage = stageOf(task, layout, depthOf(layout, task.sides, tail, energy), energy)
  const { zeros, free } = polesIn(task, stage, level, from, to, (kinetic) => spacing(kinetic) / 4)
  return zeros
    .filter(({ x, y }) => -2 * y < free(x))
    .map(({ x, y }) => ({ energy: x, width: Math.max(-2 * y, narrowest * Math.abs(x)) }))
}

/** A width for those who must have one. */
const narrowest = 2 * Number.EPSILON

/** Crowded towards both ends, where thresholds are, and close enough for the waves inside. */
function gridOf(
  { problem: { mass }, profile, system: { levels } }: PoleTask,
  { layout }: Stage,
  level: number,
  from: number,
  to: number,
): number[] {
  const over = levels[level]! - levels[0]! - profile().lowest
  const waves = (Math.sqrt(2 * mass * (to + over)) - Math.sqrt(2 * mass * (from + over))) * (layout.to - layout.from)
  const points = 6 + Math.min(200, Math.ceil(waves / 4))
  const inside = Array.from({ length: points - 1 }, (_, g) => Math.sin((Math.PI * (g + 1)) / (2 * points)) ** 2)
  const near = [1e-12, 1e-5]
  return [...near, ...inside, ...near.map((x) => 1 - x)].sort((a, b) => a - b).map((x) => from + (to - from) * x)
}

const rounding = 16 * Number.EPSILON
const safety = 3

/**
 * The pole as solutions have it that round, converge and, for broad ones, end otherwise: what they differ by is the
 * error. Undefined where one has none there.
 */
function measured(task: PoleTask, sheet: Sheet, zero: Point): ListedResonance | undefined {
  const {
    problem: { mass },
    system: { levels },
  } = task
  const decay = decayOf(mass, zero.x + levels[sheet.level]! - levels[sheet.open - 1]!, zero.y)
  const { pole, again, elsewhere, rounding: drowning } = solutions(task, sheet, decay, (jost) => zeroOn(jost, zero))
  if (!pole || !again || (elsewhere && !elsewhere.pole)) return undefined
  return listed(pole, [again, ...(elsewhere?.pole ? [elsewhere.pole] : [])], roundingOf(task, zero) + drowning)
}

/**
 * One pole, searched for on the layout that is best for it, twice, and where that is not good to all digits on the next
 * best.
 */
function solutions(task: PoleTask, sheet: Sheet, decay: number, search: (jost: JostFunction) => Point | undefined) {
  const energy = sheet.offset + task.system.levels[sheet.level]! - task.system.levels[0]!
  const [best, next] = layoutsFor(task, energy, decay)
  const own = stageOf(task, best!.layout, 0, energy, best!.tails)
  const pole = search(new JostFunction(own, sheet, true, otherShare))
  const at = (stage: Stage): Point | undefined => pole && zeroOn(new JostFunction(stage, sheet), pole)
  const doubtful = next !== undefined && best!.error > trusted
  const phase = Math.sqrt(2 * task.problem.mass * energy) * lengthOf(best!.layout, task.sides)
  const rounding = (best!.growth * Number.EPSILON * energy) / Math.max(1, phase)
  return {
    pole,
    rounding,
    again: at(own),
    elsewhere: doubtful ? { pole: at(stageOf(task, next.layout, 0, energy, next.tails)) } : undefined,
    error: best!.error,
  }
}

/** An error of a Jost function below which nothing else is tried. */
const trusted = 1e-12

/** η of the second solution. */
const otherShare = 1.37

/** A zero that another solution has, not further away than its own distance from the axis. */
function zeroOn(jost: JostFunction, zero: Point): Point | undefined {
  const size = Math.max(-zero.y, 1e-6 * Math.abs(zero.x))
  return zeroNear((e) => jost.log(e), zero, nextTo * size, [], size)
}

/** Of a zero's distance from the axis, how far a search for it begins from it. */
const nextTo = 1e-3

const roundingOf = ({ depth, system: { levels } }: PoleTask, { x }: Point): number =>
  rounding * Math.max(Math.abs(x), -depth(), ...levels.map(Math.abs))

function listed(pole: Point, others: readonly Point[], least: number): ListedResonance {
  const off = (part: (p: Point) => number): number =>
    safety * Math.max(...others.map((other) => Math.abs(part(other) - part(pole)))) + least
  const [energyError, widthError] = [off(({ x }) => x), 2 * off(({ y }) => y)]
  const width = -2 * pole.y
  return width > widthError
    ? { energy: pole.x, energyError, width, widthError }
    : { energy: pole.x, energyError, width: null, widthError: null }
}

/** A pole that moves by this share of its width with the place where a tail is cut is made by the cut. */
const moved = 0.05
/** An error of the Jost function that leaves no pole to be told. */
const drowned = 0.03

/**
 * The pole next to a guess, offset from a level, on the sheet that continues the real axis there. The potentials are
 * known for real distances only, so that the wave outside cannot be turned into the complex plane before they end:
 * where it grows too much up to there the answer is why not.
 */
export function poleNear(task: PoleTask, level: number, { energy, width }: Resonance): Pole | NoPole {
  const {
    system: { levels },
    problem: { mass },
    layout,
  } = task
  const open = levels.filter((e) => e < levels[level]! + energy).length
  if (layout.parts.length === 0) return { reason: 'without potentials there are no poles' }
  if (open === 0) return { reason: 'below every level poles are bound states' }
  const [guess, sheet] = [
    { x: energy, y: -width / 2 },
    { level, open, offset: energy },
  ]
  const threshold = levels[open - 1]! - levels[level]!
  const decayAt = ({ x, y }: Point): number => decayOf(mass, x - threshold, y)
  const {
    pole,
    again,
    elsewhere,
    error,
    rounding: drowning,
  } = solutions(task, sheet, decayAt(guess), (jost) => zeroFrom(jost, guess))
  if (error > drowned) return cutPole(task, sheet, guess) ?? { reason: tooBroad(task, decayAt(guess)) }
  if (!pole) return { reason: 'the search from this guess does not settle' }
  if (!(pole.x > threshold) || pole.y > 0)
    return {
      reason:
        `the search from this guess leads to ${pole.x} and off the sheet that continues the real axis at the ` +
        `guess`,
    }
  if (layoutsFor(task, energy + levels[level]! - levels[0]!, decayAt(pole))[0]!.error > drowned)
    return cutPole(task, sheet, pole) ?? { reason: tooBroad(task, decayAt(pole)) }
  const others = [again ?? pole, ...(elsewhere?.pole ? [elsewhere.pole] : [])]
  return poleOf(
    pole,
    others,
    roundingOf(task, pole) + drowning,
    elsewhere !== undefined && (!elsewhere.pole || distance(elsewhere.pole, pole) > moved * width),
  )
}

function tooBroad({ layout, sides }: PoleTask, decay: number): string {
  const times = (2 * decay * lengthOf(layout, sides)).toFixed(0)
  return (
    `a wave as short-lived grows by e^${times} up to where the potentials end and back, and with it rounding ` +
    `and what a tail leaves: so broad a pole needs potentials that end nearer`
  )
}

/**
 * The pole of the potentials as they end, where only rounding is in the way of it, if it is one that goes away when
 * they end elsewhere.
 */
function cutPole(task: PoleTask, sheet: Sheet, guess: Point): Pole | undefined {
  const threshold = task.system.levels[sheet.open - 1]! - task.system.levels[sheet.level]!
  const lost = ({ x, y }: Point): boolean =>
    leastError * Math.exp(2 * decayOf(task.problem.mass, x - threshold, y) * lengthOf(task.layout, task.sides)) >
    drowned
  if (lost(guess)) return undefined
  const energy = sheet.offset + task.system.levels[sheet.level]! - task.system.levels[0]!
  const [, cut] = layoutsOf(task)
  const pole = zeroFrom(new JostFunction(stageOf(task, task.layout, 0, energy), sheet), guess)
  if (!pole || !cut || !(pole.x > threshold) || pole.y > 0 || lost(pole)) return undefined
  const again = zeroOn(new JostFunction(stageOf(task, task.layout, 0, energy), sheet, true, otherShare), pole)
  const other = zeroOn(new JostFunction(stageOf(task, cut.layout, 0, energy), sheet), pole)
  return again && (!other || distance(other, pole) > moved * 2 * -pole.y)
    ? poleOf(pole, [again], roundingOf(task, pole), true)
    : undefined
}

function poleOf(pole: Point, others: readonly Point[], least: number, artificial: boolean): Pole {
  const { energyError } = listed(pole, others, least)
  const widthError = 2 * (safety * Math.max(...others.map(({ y }) => Math.abs(y - pole.y))) + least)
  return { energy: pole.x, energyError, width: -2 * pole.y, widthError, artificial }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

const zeroFrom = (jost: JostFunction, guess: Point): Point | undefined =>
  zeroNear((e) => jost.log(e), guess, 1e-4 * Math.max(-guess.y, 1e-6 * Math.abs(guess.x)))

/** −Im k of the slowest open channel. */
const decayOf = (mass: number, kinetic: number, y: number): number => {
  const modulus = Math.hypot(kinetic, y)
  return (mass * Math.abs(y)) / Math.sqrt(mass * (modulus + Math.abs(kinetic)))
}

/** The trajectory that the marker follows: jumps as the engine draws them, played at a pace that an eye can follow. */
import { effect, signal } from '@preact/signals'
import { isCancelled } from '../engine/engine.js'
import type { HistoryAnswer, Point } from '../engine/protocol.js'
import { moving, point, pointEngine } from '../state/lab.js'

const seed = 1
const jumpsAsked = 400
/** Jumps a second, on average. */
const pace = 3

export interface Jump {
  readonly from: number
  readonly to: number
}

/** Passages between the two levels with the largest current, along it and against it. */
export interface Turns {
  readonly forward: number
  readonly backward: number
  /** Time that has passed, in units of the study. */
  readonly time: number
  readonly edge: Jump | null
}

const none: Turns = { forward: 0, backward: 0, time: 0, edge: null }
export const turns = signal<Turns>(none)
export const level = signal(0)

let played: { readonly history: HistoryAnswer; next: number; time: number; index: number } | undefined
let shown: Point | null = null

/**
 * Follows the point on the screen: another point, another trajectory, which goes on from the level it was at; while a
 * hand moves on, the one before plays.
 */
export function followPoint(): void {
  effect(() => {
    const { value } = point
    if (value === null || (moving.value && shown !== null)) return
    shown = value
    turns.value = { ...none, edge: largestCurrent(value) }
    if (!hasJumps(value)) played = undefined
    else void load(value, 0, played === undefined || level.peek() >= value.levels.length ? null : level.peek())
  })
}

async function load(value: Point, index: number, start: number | null): Promise<void> {
  try {
    const history = await pointEngine.ask('history', { point: drawnFrom(value), seed, index, start, jumps: jumpsAsked })
    if (shown !== value) return
    played = { history, next: 0, time: 0, index }
    level.value = history.initialLevel
  } catch (error) {
    if (!isCancelled(error)) played = undefined
  }
}

const drawnFrom = ({ levels, rates, stationary }: Point): Pick<Point, 'levels' | 'rates' | 'stationary'> => ({
  levels,
  rates,
  stationary,
})

/** Plays on for so many seconds, and gives the jumps that happened. */
export function play(seconds: number): Jump[] {
  if (played === undefined || shown === null) return []
  const {
    history: { times, from, to, duration },
  } = played
  if (times.length === 0) return []
  played.time += (seconds * pace * duration) / times.length
  const jumps: Jump[] = []
  for (; played.next < times.length && times[played.next]! <= played.time; played.next++)
    jumps.push({ from: from[played.next]!, to: to[played.next]! })
  if (jumps.length > 0) count(jumps, played.index * duration + played.time)
  if (played.time >= duration) goOn(shown)
  return jumps
}

function goOn(value: Point): void {
  const { index } = played!
  played = undefined
  void load(value, index + 1, level.peek())
}

function count(jumps: readonly Jump[], time: number): void {
  const { edge, forward, backward } = turns.peek()
  const along = (a: number | undefined, b: number | undefined): number =>
    jumps.filter(({ from, to }) => from === a && to === b).length
  turns.value = {
    edge,
    time,
    forward: forward + along(edge?.from, edge?.to),
    backward: backward + along(edge?.to, edge?.from),
  }
  level.value = jumps.at(-1)!.to
}

/** The two levels with the largest current between them, in its direction; null where no current is told from zero. */
export function largestCurrent(point: Point): Jump | null {
  return currentsOf(point).reduce<Current | null>(
    (best, one) => (best === null || one.current > best.current ? one : best),
    null,
  )
}

export interface Current extends Jump {
  readonly current: number
}

/**
 * All currents that are told from zero, in their direction; between groups of equal levels, each named by its lowest.
 */
export function currentsOf({ groups, currents }: Point): Current[] {
  const {
    probability,
    probabilityError,
    groupProbability = probability,
    groupProbabilityError = probabilityError,
  } = currents
  return groupProbability.flatMap((row, to) =>
    row.flatMap((current, from) =>
      current !== null && current > 0 && current > (groupProbabilityError[to]![from] ?? 0)
        ? [{ from: groups[from]![0]!, to: groups[to]![0]!, current }]
        : [],
    ),
  )
}

/** Populations of equal levels do not keep to themselves: there is no trajectory of jumps between them. */
export const hasJumps = ({ groups }: Point): boolean => groups.every((group) => group.length === 1)

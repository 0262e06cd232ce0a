import type { Layout } from './layout.js'
import type { Profile } from './profile.js'
import { centrifugalAt, type ChannelProblem } from './sectorModes.js'

/** The lowest and the highest V_ι around one point of the line, centrifugal barrier included, for a length. */
export interface Envelope {
  readonly low: number
  readonly high: number
  readonly length: number
}

/** A delta of strength V turns back less than 1/17 above 8mV², which keeps nothing in. */
const mirrorHeight = 8

/**
 * From left to right over everything between the outermost potentials; about a centre the barrier ends the list, which
 * goes on falling outside.
 */
export function envelopes(problem: ChannelProblem, { parts, to }: Layout, { points, values }: Profile): Envelope[] {
  const outside = centrifugalAt(problem, to)
  const inside = parts.flatMap((part): Envelope[] => {
    if (part.kind === 'delta')
      return [{ low: 0, high: mirrorHeight * problem.mass * Math.max(...part.strengths.map(Math.abs)) ** 2, length: 0 }]
    if (part.kind === 'gap') return [{ low: 0, high: 0, length: part.to - part.from }]
    const own = [...points.keys()].filter((i) => points[i]! > part.from && points[i]! < part.to)
    return own.map((i, n) => {
      const q = points[i]!
      const all = values.map((v) => v[i]! + centrifugalAt(problem, q))
      const length =
        ((n + 1 < own.length ? points[i + 1]! : 2 * part.to - q) - (n > 0 ? points[i - 1]! : 2 * part.from - q)) / 2
      return { low: Math.min(...all), high: Math.max(...all), length }
    })
  })
  return [...inside, { low: outside, high: outside, length: 0 }]
}

/** A stretch where a wave of some energy runs, between stretches where it decays. */
interface Pocket {
  /** ½T = ∫m/k dq: the time of one way through it. */
  readonly time: number
  /** ∫k dq. */
  readonly phase: number
  /** The lowest potential in it. */
  readonly bottom: number
  /** ∫|k| dq of all barriers to the left of it, and to the right. */
  readonly left: number
  right: number
}

/** Less than this of ∫k dq between two turning points holds no quasi-bound state (half a wave needs π/2). */
const leastPhase = Math.PI / 4

/**
 * The widths that quasi-bound states have at an energy, by the semiclassical e^{−2θ}/T of the leakiest pocket, θ that
 * of its weaker barrier, in the lowest potential of any site; zero where no pocket holds one, undefined where that says
 * nothing: over all barriers, or where a well is open to the outside. `walled`: nothing leaks to the left.
 */
export function trappedWidth(
  profile: readonly Envelope[],
  energy: number,
  mass: number,
  walled: boolean,
): number | undefined {
  const { pockets, barrier } = pocketsAt(profile, energy, mass)
  const weaker = ({ left, right }: Pocket): number => (walled ? right : Math.min(left, right))
  const open = pockets.filter((pocket) => weaker(pocket) === 0)
  if (barrier === 0 || open.some(({ bottom, left, right }) => bottom < 0 || (walled && left === 0 && right === 0)))
    return undefined
  const holding = pockets.filter((pocket) => pocket.phase > leastPhase && weaker(pocket) > 0)
  return holding.reduce((most, pocket) => Math.max(most, Math.exp(-2 * weaker(pocket)) / (2 * pocket.time)), 0)
}

function pocketsAt(
  profile: readonly Envelope[],
  energy: number,
  mass: number,
): { readonly pockets: readonly Pocket[]; readonly barrier: number } {
  const pockets: Pocket[] = []
  let [barrier, time, phase, bottom] = [0, 0, 0, Infinity]
  const close = (): void => {
    if (phase > 0) pockets.push({ time, phase, bottom, left: barrier, right: 0 })
    ;[time, phase, bottom] = [0, 0, Infinity]
  }
  for (const { low, length } of profile) {
    const k = Math.sqrt(2 * mass * Math.abs(energy - low))
    if (low < energy) {
      phase += k * length
      time += k > 0 ? (mass * length) / k : 0
      bottom = Math.min(bottom, low)
    } else {
      close()
      barrier += k * length
      for (const pocket of pockets) pocket.right += k * length
    }
  }
  close()
  return { pockets, barrier }
}

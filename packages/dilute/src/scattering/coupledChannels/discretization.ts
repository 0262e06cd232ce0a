import { OutOfDomain } from '../../numerics/index.js'
import type { System } from '../../model/index.js'
import { Chain, type Port } from './chain.js'
import { DeltaPort, deltaCoupling } from './deltaPort.js'
import { GapPort } from './gapPort.js'
import { coreRemedy, innermostWall, type InnermostWall } from './innermostWall.js'
import type { Layout, Part } from './layout.js'
import type { Profile } from './profile.js'
import { resolved } from './resolved.js'
import { sectorBasis } from './sectorBasis.js'
import { centrifugalAt, sectorModes, wallPower, type ChannelProblem, type Sector } from './sectorModes.js'
import { SectorPort } from './sectorPort.js'
import { twoPort, type TwoPort } from './twoPort.js'
import { fillWaves, wavesFor } from './waves.js'

/**
 * The parts of a line as ports that are good up to a kinetic energy, and the same with four more orders, for the error
 * estimate.
 */
export interface Discretization {
  readonly chain: Chain
  readonly finer: Chain
  readonly sectors: number
  /** A momentum below which η is not taken. */
  readonly leastMomentum: number
}

/** Arguments of `discretize`. */
export interface DiscretizationTask {
  readonly system: System
  readonly problem: ChannelProblem
  readonly layout: Layout
  readonly profile: Profile
  /** The largest E − 𝓔₀. */
  readonly reach: number
  /** The smallest, zero unless given: no more than that need closed channels be followed. */
  readonly least?: number
  /** Bound on |ΔΣ| of a sector between orders p and p + 4. */
  readonly tolerance: number
}

const orderStep = 4
const largestOrder = 24
/** kh/2 that the order `largestOrder` is asked to carry, and what lower ones are tried for. */
const largestPhase = 7
const orderFor = [
  [1, 8],
  [2, 12],
  [4, 16],
  [largestPhase, 20],
] as const
const probesPerSector = 33
/** A change below this that higher orders do not reduce is rounding. */
const rounding = 1e-10
/** A sector this much shorter than the whole that has not converged holds a jump. */
const shortest = 1e-6

/**
 * Bisects every smooth part until orders p and p + 4 agree on its Σ at energies up to the reach.
 * @throws RangeError where potentials vary too fast, or are a thick wall about the centre, with what to change.
 */
export function discretize(task: DiscretizationTask): Discretization {
  const { system, problem, layout } = task
  requireThinWall(task)
  const pieces = layout.parts.map((part) => solvePart(task, part))
  const n = system.sites
  const ports = (which: 'coarse' | 'fine'): Port[] => pieces.flatMap((piece) => piece.map((port) => port[which]))
  return {
    chain: new Chain(n, ports('coarse')),
    finer: new Chain(n, ports('fine')),
    sectors: pieces.reduce((sum, piece, i) => sum + (layout.parts[i]!.kind === 'smooth' ? piece.length : 0), 0),
    leastMomentum: leastMomentum(layout, problem),
  }
}

/** One wave over the whole length, so that η has a scale where all momenta vanish. */
export function leastMomentum({ from, to, parts }: Layout, { mass }: ChannelProblem): number {
  const coupling = Math.max(
    0,
    ...parts.flatMap((part) => (part.kind === 'delta' ? [...part.strengths].map((v) => mass * Math.abs(v)) : [])),
  )
  return Math.max(to > from ? Math.PI / (to - from) : 0, to > from ? 0 : coupling, Number.MIN_VALUE ** 0.25)
}

interface CoarseAndFine {
  readonly coarse: Port
  readonly fine: Port
}

function solvePart(task: DiscretizationTask, part: Part): CoarseAndFine[] {
  if (part.kind === 'smooth') return solveSector(task, part)
  const port =
    part.kind === 'gap'
      ? new GapPort(part.to - part.from)
      : new DeltaPort(deltaCoupling(task.problem.mass, task.problem.eigenvectors, part.strengths))
  return [{ coarse: port, fine: port }]
}

function solveSector(task: DiscretizationTask, sector: Sector): CoarseAndFine[] {
  const phases = phasesInside(task, sector)
  const phase = phases.sums.at(-1)!
  if (phase > largestPhase) return pieces(task, sector, phases, Math.ceil(phase / largestPhase))
  let order = orderFor.find(([most]) => phase <= most)![1]
  while (order <= largestOrder && !seen(task, sector, order)) order += orderStep
  if (order > largestOrder) return pieces(task, sector, phases, 2)
  let coarse = sectorModes(task.problem, sector, order)
  let last = Infinity
  for (; order <= largestOrder; order += orderStep) {
    const fine = sectorModes(task.problem, sector, order + orderStep)
    const pair = { coarse: new SectorPort(coarse), fine: new SectorPort(fine) }
    const change = difference(task, pair)
    if (change <= task.tolerance || (change < rounding && change > last / 8)) return [pair]
    coarse = fine
    last = change
  }
  return pieces(task, sector, phases, 2)
}

/** ∫κ dr of a wall about a centre that takes seconds to follow, though no wave comes there. */
const thickest = 1000

function wallOf({ layout, profile, problem, reach }: DiscretizationTask): InnermostWall | undefined {
  const behind = layout.parts[0]?.kind === 'smooth' && layout.parts[0].wall
  return behind ? innermostWall(profile, problem.mass, Math.max(reach, -profile.lowest), layout.from) : undefined
}

function requireThinWall(task: DiscretizationTask): void {
  const wall = wallOf(task)
  if (wall && wall.decay > thickest)
    throw new OutOfDomain(
      'potentials',
      `the potentials are a wall about the centre that takes long to follow: ${coreRemedy(wall)}`,
    )
}

/**
 * What to change where the potentials vary too fast: a repulsive wall about a centre can be cut off, anything else is a
 * break.
 */
function remedyFor(task: DiscretizationTask): string {
  const wall = wallOf(task)
  return wall ? coreRemedy(wall) : 'a jump or kink there must be given as a break'
}

/** Whether the nodes of this order miss nothing that the potentials do on the sector. */
function seen({ problem, profile }: DiscretizationTask, sector: Sector, order: number): boolean {
  const { rule } = sectorBasis(order, wallPower(problem, sector))
  return resolved(profile, sector, problem.mass, rule, (site, q) => problem.potential(site, q))
}

/** So many pieces of equal phase. */
function pieces(task: DiscretizationTask, sector: Sector, phases: Phases, count: number): CoarseAndFine[] {
  const { from, to, wall } = sector
  if (to - from < shortest * (task.layout.to - task.layout.from)) {
    throw new OutOfDomain('potentials', `the potentials vary too fast near q = ${(from + to) / 2}: ${remedyFor(task)}`)
  }
  const ends = Array.from({ length: count + 1 }, (_, i) =>
    i === count ? to : placeOfPhase(sector, phases, (i / count) * phases.sums.at(-1)!),
  )
  return ends.slice(1).flatMap((end, i) => solveSector(task, { from: ends[i]!, to: end, wall: wall && i === 0 }))
}

/** Where the phase has come to `wanted`, linear between the probes. */
function placeOfPhase({ from }: Sector, { ends, sums }: Phases, wanted: number): number {
  const after = sums.findIndex((phase) => phase >= wanted)
  const [before, start] = after > 0 ? [sums[after - 1]!, ends[after - 1]!] : [0, from]
  return start + ((ends[after]! - start) * (wanted - before)) / (sums[after]! - before)
}

const atCentre = ({ from, wall }: Sector): boolean => wall && from === 0

/** ½∫|k|dq from the start of a sector up to each of some ends, the last of which is its own. */
interface Phases {
  readonly ends: Float64Array
  readonly sums: Float64Array
}

/**
 * Of the fastest oscillation or decay at energies from `least` to `reach`, by the points of the profile or, where it
 * has few, evenly; the barrier next to a centre does not count, being carried by r^{ℓ+1}.
 */
function phasesInside(task: DiscretizationTask, sector: Sector): Phases {
  const { from, to } = sector
  const probes = probesInside(task.profile, sector)
  const ends = probes.map((q, i) => (i + 1 < probes.length ? (q + probes[i + 1]!) / 2 : to))
  let phase = 0
  const sums = probes.map((q, i) => {
    const width = ends[i]! - (i > 0 ? ends[i - 1]! : from)
    return (phase += (Math.sqrt(2 * task.problem.mass * fastest(task, sector, q)) * width) / 2)
  })
  return { ends, sums }
}

function probesInside({ points }: Profile, { from, to }: Sector): Float64Array {
  const own = points.filter((q) => q > from && q < to)
  return own.length >= probesPerSector
    ? own
    : Float64Array.from({ length: probesPerSector }, (_, i) => from + ((i + 0.5) / probesPerSector) * (to - from))
}

/** The largest kinetic energy, or lack of it, at a point. */
function fastest(
  { system: { levels, sites }, problem, reach, least = 0 }: DiscretizationTask,
  sector: Sector,
  q: number,
): number {
  const barrier = atCentre(sector) ? 0 : centrifugalAt(problem, q)
  const spread = levels.at(-1)! - levels[0]!
  let most = Math.max(reach, 0)
  for (let site = 0; site < sites; site++) {
    const v = problem.potential(site, q) + barrier
    if (!Number.isFinite(v))
      throw new OutOfDomain('potentials', `the potentials must be finite, but one is ${v} near q = ${q}`)
    most = Math.max(most, reach - v, v + spread - least)
  }
  return most
}

/** max |Σ_p − Σ_{p+4}| at three energies from the least to the reach. */
function difference(
  { system, problem, layout, reach, least = 0 }: DiscretizationTask,
  { coarse, fine }: CoarseAndFine,
): number {
  const waves = wavesFor(system.sites)
  const [a, b] = [twoPort(system.sites), twoPort(system.sites)]
  return Math.max(
    ...(least === reach ? [1] : [1, 0.37, 0.03]).map((share) => {
      fillWaves(system, problem.mass, 0, least + share * (reach - least), leastMomentum(layout, problem), waves)
      coarse.fill(waves, a)
      fine.fill(waves, b)
      return largestDifference(a, b)
    }),
  )
}

/** The largest modulus among the entries of a − b. */
export function largestDifference(a: TwoPort, b: TwoPort): number {
  let worst = 0
  for (const block of ['ll', 'lr', 'rl', 'rr'] as const) {
    a[block].re.forEach((x, i) => {
      worst = Math.max(worst, Math.hypot(x - b[block].re[i]!, a[block].im[i]! - b[block].im[i]!))
    })
  }
  return worst
}

import type { Steps } from '../../numerics/index.js'
import { gaussianPotential, hamiltonianSystem, potentialInteraction, type Complex } from '../../model/index.js'
import { channelScatterer, complexBatch, wavePacket, type WavePacketOptions } from '../../scattering/index.js'
import { version } from '../../study/index.js'

/** The probability of one outgoing channel, energy by energy: from the packet, and from the solver. */
export interface MollerChannel {
  readonly level: number
  readonly direction: 1 | -1
  readonly energies: readonly number[]
  readonly packet: readonly number[]
  readonly solver: readonly number[]
}

/** A wave packet on its way past the system, and what its outgoing part says of S. */
export interface MollerResults {
  readonly title: string
  readonly levels: readonly number[]
  readonly packet: WavePacketOptions['packet']
  readonly timeStep: number
  readonly times: readonly number[]
  readonly positions: readonly number[]
  /** |ψ_k(q)|², [time][level][position]. */
  readonly densities: readonly (readonly (readonly number[])[])[]
  readonly channels: readonly MollerChannel[]
  readonly evidence: {
    /** max |S_packet − S_solver|. */
    readonly largestDifference: number
    /** |∫Σ_k|ψ_k|²dq − 1| at the end. */
    readonly normResidual: number
    readonly version: string
    readonly seed: null
  }
}

/** How fine the packet is followed and told. */
export interface MollerTask {
  readonly timeStep: number
  readonly times: readonly number[]
  /** Positions told, every so many points of the grid. */
  readonly every: number
  readonly reach: number
}

/** What the figure `moller` shows. */
export const mollerTask: MollerTask = {
  timeStep: 0.05,
  times: Array.from({ length: 15 }, (_, i) => 8 * i),
  every: 3,
  reach: 115,
}

const direction = { re: -0.7 * Math.cos(0.4), im: 0.7 * Math.sin(0.4) }
const hamiltonian = [0, 0.3, -0.2].map((onsite, i) =>
  [0, 1, 2].map((j): Complex =>
    i === j ? [onsite, 0] : [direction.re, (j - i + 3) % 3 === 1 ? direction.im : -direction.im],
  ),
)
const shapes = [
  { height: 1.5, width: 0.5, center: -0.4 },
  { height: -1, width: 0.6, center: 0.1 },
  {
    height: 0.8,
    width: 0.45,
    center: 0.5,
  },
]
const packet = { position: 45, momentum: -2, width: 8 }
const grid = { length: 512, points: 2048 }
/** Energies are told where the packet's spectrum is above this share of its peak. */
const share = 0.3

/** A particle that comes from the right to the ring of `examples/gaussian-ring.yaml` in its lowest level. */
export function* mollerResults({ timeStep, times, every, reach }: MollerTask): Steps<MollerResults> {
  const system = hamiltonianSystem(hamiltonian)
  const interaction = potentialInteraction(shapes.map(gaussianPotential))
  const sent = wavePacket({ system, interaction, mass: 1, level: 0, packet, grid, timeStep })
  const shown = Array.from({ length: grid.points }, (_, n) => n).filter(
    (n) => n % every === 0 && Math.abs(positionOf(n)) <= reach,
  )
  const densities: number[][][] = []
  for (const time of times) {
    sent.advanceTo(time)
    densities.push(sent.levelDensities().map((density) => shown.map((n) => density[n]!)))
    yield { what: 'times', done: densities.length, of: times.length }
  }
  const scatterer = channelScatterer({ system, interaction, mass: 1 })
  const levels = [...system.levels.keys()]
  const compared = ([1, -1] as const).flatMap((outgoing) =>
    levels.map((level) => channel(sent, scatterer, level, outgoing)),
  )
  const largestDifference = Math.max(...compared.map(({ difference }) => difference))
  return {
    title: 'A wave packet sent through the full Hamiltonian',
    levels: [...system.levels],
    packet,
    timeStep,
    times,
    positions: shown.map(positionOf),
    densities,
    channels: compared.map(({ told }) => told),
    evidence: { largestDifference, normResidual: Math.abs(sent.norm() - 1), version, seed: null },
  }
}

const positionOf = (n: number): number => ((n - grid.points / 2) * grid.length) / grid.points

type Sent = ReturnType<typeof wavePacket>
type Solver = ReturnType<typeof channelScatterer>

function channel(
  sent: Sent,
  scatterer: Solver,
  level: number,
  outgoing: 1 | -1,
): { told: MollerChannel; difference: number } {
  const found = sent.amplitudes({ level, direction: outgoing }, share)
  const offsets = Float64Array.from(found, ({ energy }) => energy - scatterer.system.levels[0]!)
  const batch = complexBatch(6, found.length)
  scatterer.transitions({ level: 0, offsets }, batch)
  const mode = (positive: boolean): number => (positive ? 0 : 1)
  const entry = ((2 * level + mode(outgoing > 0)) * 6 + mode(packet.momentum > 0)) * found.length
  const forward = level === 0 && outgoing === Math.sign(packet.momentum) ? 1 : 0
  const solver = found.map((_, e) => ({ re: batch.re[entry + e]! + forward, im: batch.im[entry + e]! }))
  return {
    told: {
      level,
      direction: outgoing,
      energies: found.map(({ energy }) => energy),
      packet: found.map(({ re, im }) => re * re + im * im),
      solver: solver.map(({ re, im }) => re * re + im * im),
    },
    difference: Math.max(0, ...found.map(({ re, im }, e) => Math.hypot(re - solver[e]!.re, im - solver[e]!.im))),
  }
}

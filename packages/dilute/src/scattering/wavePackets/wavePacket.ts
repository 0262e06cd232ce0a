import { cfft } from 'fourier-transform'
import { InvalidModel, type PotentialInteraction, type System } from '../../model/index.js'
import { checkGrid, momentum, position, spacing, type Grid } from './grid.js'
import { packetAt, packetSpectrum, type Packet } from './packet.js'
import { SplitStep, type WaveFunction } from './splitStep.js'

/** Arguments of `wavePacket`; `mass` is that of a gas particle. */
export interface WavePacketOptions {
  readonly system: System
  /** Without deltas. */
  readonly interaction: PotentialInteraction
  readonly mass: number
  /** The level the system is in at time zero. */
  readonly level: number
  /** The gas particle at time zero. */
  readonly packet: Packet
  readonly grid: Grid
  readonly timeStep: number
}

/** S between two channels at the energy of one momentum. */
export interface ResolvedAmplitude {
  readonly energy: number
  readonly re: number
  readonly im: number
}

/**
 * A gas particle on its way past the system: |ψ(t)⟩ = e^{−iHt}|φ⟩|k⟩ with the full Hamiltonian, which is what the
 * Møller operator (3) is the limit of. On a ring: the time must end before anything comes round.
 */
export interface WavePacket {
  readonly time: number
  /** Goes on by whole time steps, to the first that is not before `time`. */
  advanceTo(time: number): void
  /** |ψ_k(q)|² at the grid's points, one array for each level. */
  levelDensities(): Float64Array[]
  /** The probability at q < 0 and at q > 0 in each level. */
  sides(): { readonly left: number; readonly right: number }[]
  /** ∫Σ_k|ψ_k|²dq. */
  norm(): number
  /**
   * S_{kσ,l±}(E) from the outgoing packet, its incoming spectrum divided out, where that is above `share` of its peak:
   * ψ̃_k(σp_k, t)e^{iEt}/φ̃(p_l)·√(p_l/p_k). Holds once all of it has left the potentials.
   */
  amplitudes(to: { readonly level: number; readonly direction: 1 | -1 }, share: number): ResolvedAmplitude[]
}

/**
 * A packet before it meets the potentials, to be followed in time by split steps.
 * @throws InvalidModel for deltas, a level that is not there, a time step that is not positive or a grid that is none.
 */
export function wavePacket({
  system,
  interaction,
  mass,
  level,
  packet,
  grid,
  timeStep,
}: WavePacketOptions): WavePacket {
  check(system, interaction, level, timeStep)
  checkGrid(grid)
  const psi = initial(system, level, packet, grid)
  const step = new SplitStep(system, interaction, mass, grid, timeStep)
  let steps = 0
  const densities = (): Float64Array[] =>
    inLevels(system, psi).map(({ re, im }) => re.map((x, n) => x * x + im[n]! * im[n]!))
  return {
    get time() {
      return steps * timeStep
    },
    advanceTo: (time) => {
      for (; steps * timeStep < time - 1e-9 * timeStep; steps++) step.advance(psi)
    },
    levelDensities: densities,
    sides: () =>
      densities().map((density) => ({
        left: sum(density.subarray(0, grid.points / 2)) * spacing(grid),
        right: sum(density.subarray(grid.points / 2)) * spacing(grid),
      })),
    norm: () => densities().reduce((total, density) => total + sum(density) * spacing(grid), 0),
    amplitudes: (to, share) => {
      const { re, im } = inLevels(system, psi)[to.level]!
      cfft(re, im)
      return resolved({ re, im }, { ...to, from: level, share, time: steps * timeStep }, system, mass, packet, grid)
    },
  }
}

const sum = (values: Float64Array): number => values.reduce((total, x) => total + x, 0)

function check(system: System, { potentials }: PotentialInteraction, level: number, timeStep: number): void {
  if (potentials.length !== system.sites)
    throw new InvalidModel('interaction.potentials', `${system.sites} potentials, one per site`, `${potentials.length}`)
  potentials.forEach(({ deltas }, i) => {
    if (deltas.length > 0)
      throw new InvalidModel(
        `interaction.potentials[${i}]`,
        'a potential without deltas, which no grid resolves',
        `${deltas.length}`,
      )
  })
  if (!(Number.isInteger(level) && level >= 0 && level < system.sites))
    throw new InvalidModel('level', `a level from 0 to ${system.sites - 1}`, String(level))
  if (!(timeStep > 0)) throw new InvalidModel('timeStep', 'a positive number', String(timeStep))
}

function initial({ sites, eigenvectors: u }: System, level: number, packet: Packet, grid: Grid): WaveFunction {
  const values = Array.from({ length: grid.points }, (_, n) => packetAt(packet, position(grid, n)))
  const plane = (part: (a: number, b: number, x: { re: number; im: number }) => number): Float64Array[] =>
    Array.from({ length: sites }, (_, i) =>
      Float64Array.from(values, (x) => part(u.re[i * sites + level]!, u.im[i * sites + level]!, x)),
    )
  return { re: plane((a, b, { re, im }) => a * re - b * im), im: plane((a, b, { re, im }) => a * im + b * re) }
}

interface Component {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** ψ_k = Σ_ι U*_ιk ψ_ι. */
function inLevels({ sites, eigenvectors: u }: System, psi: WaveFunction): Component[] {
  return Array.from({ length: sites }, (_, k) => {
    const [re, im] = [new Float64Array(psi.re[0]!.length), new Float64Array(psi.re[0]!.length)]
    for (let i = 0; i < sites; i++) {
      const [a, b] = [u.re[i * sites + k]!, u.im[i * sites + k]!]
      for (let n = 0; n < re.length; n++) {
        re[n]! += a * psi.re[i]![n]! + b * psi.im[i]![n]!
        im[n]! += a * psi.im[i]![n]! - b * psi.re[i]![n]!
      }
    }
    return { re, im }
  })
}

interface Wanted {
  readonly from: number
  readonly level: number
  readonly direction: 1 | -1
  readonly share: number
  readonly time: number
}

/** `transformed` is the discrete transform of ψ_k; the continuous one is Δq/√2π e^{−ipq₀} of it, q₀ the first point. */
function resolved(
  transformed: Component,
  { from, level, direction, share, time }: Wanted,
  { levels }: System,
  mass: number,
  packet: Packet,
  grid: Grid,
): ResolvedAmplitude[] {
  const top = packetSpectrum(packet, packet.momentum)
  const peak = Math.hypot(top.re, top.im)
  return Array.from({ length: grid.points }, (_, n) => n)
    .flatMap((n) => {
      const p = momentum(grid, n)
      const energy = levels[level]! + (p * p) / (2 * mass)
      const before = Math.sign(packet.momentum) * Math.sqrt(2 * mass * (energy - levels[from]!))
      if (p * direction <= 0 || Number.isNaN(before)) return []
      const incoming = packetSpectrum(packet, before)
      if (Math.hypot(incoming.re, incoming.im) < share * peak) return []
      const phase = energy * time - p * position(grid, 0)
      const scale = (spacing(grid) / Math.sqrt(2 * Math.PI)) * Math.sqrt(Math.abs(before / p))
      const x = scale * (transformed.re[n]! * Math.cos(phase) - transformed.im[n]! * Math.sin(phase))
      const y = scale * (transformed.re[n]! * Math.sin(phase) + transformed.im[n]! * Math.cos(phase))
      const square = incoming.re ** 2 + incoming.im ** 2
      return [
        { energy, re: (x * incoming.re + y * incoming.im) / square, im: (y * incoming.re - x * incoming.im) / square },
      ]
    })
    .sort((a, b) => a.energy - b.energy)
}

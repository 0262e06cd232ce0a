import { cfft, cifft } from 'fourier-transform'
import type { PotentialInteraction, System } from '../../model/index.js'
import { momentum, position, type Grid } from './grid.js'

/** ψ_ι(q_n), one pair of planes for each site. */
export interface WaveFunction {
  readonly re: readonly Float64Array[]
  readonly im: readonly Float64Array[]
}

/** e^{−iθ_n}, as cosines and sines. */
interface Phases {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** Yoshida's composition of three steps of second order to one of fourth. */
const outer = 1 / (2 - 2 ** (1 / 3))
const inner = 1 - 2 * outer

/**
 * e^{−iHτ}, H = p²/2m + H_S + Σ_ι V_ι(q)|ι⟩⟨ι|, as a product of e^{−iVτ′} and e^{−i(p²/2m + H_S)τ′}, each exact on the
 * grid: the error is of fourth order in τ, and the norm is kept.
 */
export class SplitStep {
  private readonly kicks: ReadonlyMap<number, readonly Phases[]>
  private readonly flights: ReadonlyMap<number, Flight>

  constructor(
    system: System,
    { potentials }: PotentialInteraction,
    mass: number,
    private readonly grid: Grid,
    tau: number,
  ) {
    const potential = potentials.map((one) =>
      Float64Array.from({ length: grid.points }, (_, n) => one.value(position(grid, n))),
    )
    const kinetic = Float64Array.from({ length: grid.points }, (_, n) => momentum(grid, n) ** 2 / (2 * mass))
    this.kicks = new Map(
      [outer / 2, (outer + inner) / 2].map((share) => [share, potential.map((v) => phases(v, share * tau))]),
    )
    this.flights = new Map([outer, inner].map((share) => [share, new Flight(system, kinetic, share * tau)]))
  }

  /** One step of all components, in place. */
  advance(psi: WaveFunction): void {
    this.kick(outer / 2, psi)
    this.fly(outer, psi)
    this.kick((outer + inner) / 2, psi)
    this.fly(inner, psi)
    this.kick((outer + inner) / 2, psi)
    this.fly(outer, psi)
    this.kick(outer / 2, psi)
  }

  private kick(share: number, { re, im }: WaveFunction): void {
    this.kicks.get(share)!.forEach((each, site) => {
      turn(each, re[site]!, im[site]!)
    })
  }

  private fly(share: number, psi: WaveFunction): void {
    psi.re.forEach((re, site) => {
      cfft(re, psi.im[site]!)
    })
    this.flights.get(share)!.apply(psi, this.grid.points)
    psi.re.forEach((re, site) => {
      cifft(re, psi.im[site]!)
    })
  }
}

function phases(energies: Float64Array, time: number): Phases {
  return { cos: energies.map((e) => Math.cos(e * time)), sin: energies.map((e) => Math.sin(e * time)) }
}

function turn({ cos, sin }: Phases, re: Float64Array, im: Float64Array): void {
  for (let n = 0; n < re.length; n++) {
    const [x, y] = [re[n]!, im[n]!]
    re[n] = x * cos[n]! + y * sin[n]!
    im[n] = y * cos[n]! - x * sin[n]!
  }
}

/** e^{−i(p²/2m + H_S)τ} in momentum space: one phase for each momentum, one matrix for the sites. */
class Flight {
  private readonly kinetic: Phases
  private readonly re: Float64Array
  private readonly im: Float64Array
  private readonly row: Float64Array

  constructor({ sites: n, levels, eigenvectors: u }: System, kinetic: Float64Array, tau: number) {
    this.kinetic = phases(kinetic, tau)
    this.re = new Float64Array(n * n)
    this.im = new Float64Array(n * n)
    this.row = new Float64Array(2 * n)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) {
          const x = u.re[i * n + k]! * u.re[j * n + k]! + u.im[i * n + k]! * u.im[j * n + k]!
          const y = u.im[i * n + k]! * u.re[j * n + k]! - u.re[i * n + k]! * u.im[j * n + k]!
          const [c, s] = [Math.cos(levels[k]! * tau), Math.sin(levels[k]! * tau)]
          this.re[i * n + j]! += x * c + y * s
          this.im[i * n + j]! += y * c - x * s
        }
      }
    }
  }

  apply(psi: WaveFunction, points: number): void {
    const { re, im, row, kinetic } = this
    const n = psi.re.length
    psi.re.forEach((each, site) => {
      turn(kinetic, each, psi.im[site]!)
    })
    for (let point = 0; point < points; point++) {
      row.fill(0)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const [x, y] = [psi.re[j]![point]!, psi.im[j]![point]!]
          row[2 * i]! += re[i * n + j]! * x - im[i * n + j]! * y
          row[2 * i + 1]! += re[i * n + j]! * y + im[i * n + j]! * x
        }
      }
      for (let i = 0; i < n; i++) {
        psi.re[i]![point] = row[2 * i]!
        psi.im[i]![point] = row[2 * i + 1]!
      }
    }
  }
}

import type { ComplexMatrix, Planes } from '../numerics/index.js'
import type { ContactStrengths, System } from '../model/index.js'
import { inBatches, type FillPlanes } from './batched.js'
import { evenMode, type EvenMode } from './evenMode.js'
import type { ScatteringKernel } from './kernel.js'
import { fillMomenta, momentaFor, openLevels, type Momenta } from './momenta.js'
import type { ShellFunctions } from './scatterer.js'
import { scatteringSites } from './separations.js'
import { solvedBeside } from './singularEquations.js'

/**
 * Delta scatterers all at one point q of a line, the paper's Fig. 1. Of each level only the mode that is even about the
 * point, (|+⟩e^{−ipq} + |−⟩e^{ipq})/√2, scatters: (S − 1)_{kσ′,lσ} is half of what it is there, times
 * e^{−i(σ′p_k−σp_l)q}.
 */
export class PointKernel implements ScatteringKernel {
  readonly momenta: Momenta
  private readonly mode: EvenMode
  private readonly position: number
  /** e^{ip_kq}. */
  private readonly cos: Float64Array
  private readonly sin: Float64Array

  constructor(
    private readonly system: System,
    private readonly mass: number,
    interaction: ContactStrengths,
  ) {
    const n = system.sites
    this.momenta = momentaFor(n)
    this.mode = evenMode(system, mass, interaction.strengths)
    this.position = interaction.positions[scatteringSites(interaction)[0] ?? 0]![0]!
    this.cos = new Float64Array(n)
    this.sin = new Float64Array(n)
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    this.mode.solve(0, this.momentaAt(level, offset))
    const even = this.mode.planes()
    const open = openLevels(this.momenta)
    this.fillWaves(open)
    for (let k = 0; k < open; k++) {
      if (this.position === 0) fillUniformRows(k, open, even, out)
      else this.fillRows(k, open, even, out)
    }
  }

  /** The even mode alone: the odd one does not scatter. */
  get shellFunctions(): ShellFunctions {
    const { mode, system } = this
    const fill: FillPlanes = (level, offsets) => {
      offsets.forEach((offset, place) => {
        solvedBeside(system, (at) => {
          mode.solve(place, this.momentaAt(level, at(offset)))
        })
      })
      return mode.planes()
    }
    const probabilities: ShellFunctions['probabilities'] =
      mode.squares &&
      (({ level, offsets }, open, out) => {
        solvedBeside(system, (at) => {
          mode.squares!(offsets.length, (e) => this.momentaAt(level, at(offsets[e]!)), open, out)
        })
      })
    return { functions: 1, transitions: inBatches(system, 1, fill), ...(probabilities && { probabilities }) }
  }

  private momentaAt(level: number, offset: number): Momenta {
    fillMomenta(this.system, this.mass, level, offset, this.momenta)
    return this.momenta
  }

  private fillWaves(open: number): void {
    const { momenta, position, cos, sin } = this
    for (let k = 0; k < open; k++) {
      cos[k] = Math.cos(momenta.value[k]! * position)
      sin[k] = Math.sin(momenta.value[k]! * position)
    }
  }

  /** Both rows of level k: e^{−iσ′p_kq} times what arrives with e^{iσp_lq}. */
  private fillRows(k: number, open: number, even: Planes, out: ComplexMatrix): void {
    const { cos, sin } = this
    for (let l = 0; l < open; l++) {
      const entry = k * even.columns + l
      const x = even.re[entry]! / 2
      const y = even.im[entry]! / 2
      const to = 2 * (k * out.columns + l)
      setTurned(x * cos[l]! - y * sin[l]!, y * cos[l]! + x * sin[l]!, cos[k]!, sin[k]!, out, to)
      setTurned(x * cos[l]! + y * sin[l]!, y * cos[l]! - x * sin[l]!, cos[k]!, sin[k]!, out, to + 1)
    }
  }
}

/** Both rows of level k where q = 0: the directions make no difference. */
function fillUniformRows(k: number, open: number, even: Planes, { re, im, columns }: ComplexMatrix): void {
  for (let l = 0; l < open; l++) {
    const entry = k * even.columns + l
    const to = 2 * (k * columns + l)
    re[to] = re[to + 1] = re[to + columns] = re[to + columns + 1] = even.re[entry]! / 2
    im[to] = im[to + 1] = im[to + columns] = im[to + columns + 1] = even.im[entry]! / 2
  }
}

/** Sets an entry to (x + iy)(c − is), and the one below it to (x + iy)(c + is). */
function setTurned(x: number, y: number, c: number, s: number, { re, im, columns }: ComplexMatrix, to: number): void {
  re[to] = x * c + y * s
  im[to] = y * c - x * s
  re[to + columns] = x * c - y * s
  im[to + columns] = y * c + x * s
}

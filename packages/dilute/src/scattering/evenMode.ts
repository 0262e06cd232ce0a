import {
  complexZeros,
  invertInPlace,
  manyLevels,
  type ComplexMatrix,
  type DiagonalShift,
  type ManyLevels,
  type Planes,
} from '../numerics/index.js'
import type { System } from '../model/index.js'
import { planesFor, together } from './batched.js'
import { EffectiveCoupling, mostGrowth } from './effectiveCoupling.js'
import { openLevels, type Momenta } from './momenta.js'
import { SingularEquations } from './singularEquations.js'

/**
 * S − 1 over the levels in the mode that is even about the point where all delta scatterers are. With W = U†VU and
 * M = ip/m − W (closed: ip = −κ), U†τU = (ip/m)M⁻¹(ip/m) − ip/m = (ip/m)M⁻¹W. Closed levels eliminated, M and W are
 * matrices over the open ones, and one inverse gives
 *   (S − 1)_kl = (2i/m)√(p_kp_l) (M⁻¹)_kl for k ≠ l, and 2(M⁻¹W)_kk for k = l,
 * finite at thresholds and free of cancellation at weak coupling.
 */
export interface EvenMode {
  /** At the energy that has these momenta, one of at most `together`. */
  solve(place: number, momenta: Momenta): void
  /** All that was solved, between open levels; valid until the next is. */
  planes(): Planes
  /**
   * Sets entry (k·open + l)·count + e of `out` to |S − 1|² between the `open` lowest levels at the energies of some
   * momenta; left out where planes are as fast.
   */
  squares?(count: number, momentaAt: (e: number) => Momenta, open: number, out: Float64Array): void
}

/** From this size on WebAssembly is faster. */
const manyFrom = 12

export function evenMode(system: System, mass: number, strengths: Float64Array): EvenMode {
  const negative = couplingMatrix(
    system,
    strengths.map((v) => -v),
  )
  const many = system.sites >= manyFrom ? manyLevels(negative, together, mostGrowth) : undefined
  return many ? new ManyLevelMode(negative.rows, mass, many) : new PlainMode(mass, negative)
}

/** In WebAssembly. */
class ManyLevelMode implements EvenMode {
  private readonly x: Float64Array
  private readonly shell: Float64Array

  constructor(
    levelCount: number,
    private readonly mass: number,
    private readonly kernel: ManyLevels,
  ) {
    this.x = new Float64Array(levelCount)
    this.shell = new Float64Array(levelCount)
  }

  solve(place: number, momenta: Momenta): void {
    if (!this.kernel.solve(place, this.shiftOf(momenta))) throw new SingularEquations()
  }

  squares(count: number, momentaAt: (e: number) => Momenta, open: number, out: Float64Array): void {
    if (!this.kernel.squares(count, (e) => this.shiftOf(momentaAt(e)), open, out)) throw new SingularEquations()
  }

  private shiftOf(momenta: Momenta): DiagonalShift {
    const { x, shell, mass } = this
    const open = openLevels(momenta)
    for (let k = 0; k < x.length; k++) {
      x[k] = (k < open ? momenta.value[k]! : -momenta.value[k]!) / mass
      shell[k] = k < open ? Math.sqrt(2 * x[k]!) : 0
    }
    return { open, x, shell }
  }

  planes(): Planes {
    return this.kernel.planes()
  }
}

/** In JavaScript, for every size. */
export class PlainMode implements EvenMode {
  private readonly effective: EffectiveCoupling
  private readonly pivots: Int32Array
  /** √(p_k/m). */
  private readonly root: Float64Array
  private readonly out: Planes
  private readonly room: ComplexMatrix

  /** @param negative −W. */
  constructor(
    private readonly mass: number,
    negative: ComplexMatrix,
  ) {
    const n = negative.rows
    this.effective = new EffectiveCoupling(negative)
    this.pivots = new Int32Array(n)
    this.root = new Float64Array(n)
    this.room = complexZeros(n, n)
    this.out = planesFor(n, together)
  }

  planes(): Planes {
    return this.out
  }

  solve(place: number, momenta: Momenta): void {
    const { root, mass } = this
    const open = openLevels(momenta)
    const coupling = this.effective.at(momenta, mass)
    const inverse = this.invert(coupling, momenta)
    for (let k = 0; k < open; k++) root[k] = Math.sqrt(momenta.value[k]! / mass)
    for (let k = 0; k < open; k++) this.fillRow(k, open, inverse, coupling, place)
  }

  /** M⁻¹. */
  private invert(coupling: ComplexMatrix, momenta: Momenta): ComplexMatrix {
    const { mass, room } = this
    const levels = coupling.rows
    const inverse = { ...room, rows: levels, columns: levels }
    inverse.re.set(levels === room.rows ? coupling.re : coupling.re.subarray(0, levels * levels))
    inverse.im.set(levels === room.rows ? coupling.im : coupling.im.subarray(0, levels * levels))
    for (let k = 0; k < levels; k++) {
      const diagonal = k * (levels + 1)
      if (momenta.open[k]) inverse.im[diagonal]! += momenta.value[k]! / mass
      else inverse.re[diagonal]! -= momenta.value[k]! / mass
    }
    if (!invertInPlace(inverse, this.pivots)) throw new SingularEquations()
    return inverse
  }

  private fillRow(k: number, open: number, inverse: ComplexMatrix, coupling: ComplexMatrix, place: number): void {
    const { root, out } = this
    const { re: x, im: y, columns: size } = inverse
    const row = place * out.stride + k * out.columns
    const outer = 2 * root[k]!
    for (let l = 0; l < open; l++) {
      const scale = outer * root[l]!
      out.re[row + l] = -scale * y[k * size + l]!
      out.im[row + l] = scale * x[k * size + l]!
    }
    const diagonal = diagonalEntry(k, inverse, coupling)
    out.re[row + k] = 2 * diagonal.re
    out.im[row + k] = 2 * diagonal.im
  }
}

/** (M⁻¹W)_kk from M⁻¹ and −W, Hermitian. */
function diagonalEntry(k: number, inverse: ComplexMatrix, coupling: ComplexMatrix): { re: number; im: number } {
  const end = (k + 1) * inverse.columns
  let re = 0
  let im = 0
  for (let entry = k * inverse.columns; entry < end; entry++) {
    const x = inverse.re[entry]!
    const y = inverse.im[entry]!
    const u = coupling.re[entry]!
    const v = coupling.im[entry]!
    re -= x * u + y * v
    im -= y * u - x * v
  }
  return { re, im }
}

/** W = U†VU. */
export function couplingMatrix(system: System, strengths: Float64Array): ComplexMatrix {
  const w = complexZeros(system.sites, system.sites)
  setCoupling(system, strengths, w)
  return w
}

/** Sets `w`, N × N, to U†VU. */
export function setCoupling({ eigenvectors: u, sites: n }: System, strengths: Float64Array, w: ComplexMatrix): void {
  w.re.fill(0)
  w.im.fill(0)
  for (let i = 0; i < n; i++) {
    const v = strengths[i]!
    if (v === 0) continue
    for (let k = 0; k < n; k++) {
      const a = v * u.re[i * n + k]!
      const b = -v * u.im[i * n + k]!
      for (let l = 0; l < n; l++) {
        w.re[k * n + l]! += a * u.re[i * n + l]! - b * u.im[i * n + l]!
        w.im[k * n + l]! += a * u.im[i * n + l]! + b * u.re[i * n + l]!
      }
    }
  }
}

import { kronrodNodes } from '../numerics/index.js'
import type { Scatterer } from '../scattering/index.js'
import { phaseSpace, smoothing, type AmplitudePanel, type AmplitudeTable } from './amplitudeTable.js'
import { barycentricWeights } from './interpolation.js'
import type { Stretch } from './stretches.js'

const nodes = kronrodNodes.length

/** Thresholds that differ relatively by less are one: rounding of differences of levels. */
const sameThreshold = 16 * Number.EPSILON

/** Where a level's collisions with a given kinetic energy find their amplitudes. */
interface Reach {
  readonly stretch: Stretch
  readonly panels: readonly AmplitudePanel[]
  /** Kinetic energy at the lower threshold. */
  readonly start: number
}

/**
 * Kinetic energies `from` + offset between two thresholds, `inside` being one of them: offsets keep their digits where
 * thresholds are told from.
 */
export interface KineticEnergies {
  readonly from: number
  readonly inside: number
  readonly offsets: Float64Array
}

/** Kinetic energies as they are, without a threshold in between. */
export function plainEnergies(kinetic: Float64Array): KineticEnergies {
  return { from: 0, inside: kinetic.reduce((sum, energy) => sum + energy, 0) / kinetic.length, offsets: kinetic }
}

/**
 * Reads the amplitudes of chosen elements (k, l) at energies told from one level, whose own kinetic energy they are.
 */
export class AmplitudeReader {
  private readonly reaches: readonly Reach[]
  private readonly weights = new Float64Array(nodes)
  private readonly slots: number
  private readonly scatterer: Scatterer
  private readonly at = new Float64Array(1)
  private readonly fromLower = new Float64Array(1)
  private readonly jacobian = new Float64Array(1)
  private current = 0
  private currentPanel = 0

  /** `chosen` are indices of elements of the table. */
  constructor(
    private readonly table: AmplitudeTable,
    reference: number,
    private readonly chosen: readonly number[],
  ) {
    const { levels } = table.scatterer.system
    this.scatterer = table.scatterer
    this.slots = table.layout.count
    this.reaches = table.stretches.map(({ stretch, panels }) => ({
      stretch,
      panels,
      start: levels[stretch.lower]! - levels[reference]!,
    }))
  }

  /**
   * Fills `re`, `im` at E = 𝓔_reference + kinetic for a panel of kinetic energies, no threshold in between: a slot of
   * functions of chosen element c at energy e in [(c·slots + slot)·count + e]; zero where a channel is closed.
   * `errors`, where given, takes how far off any slot of c may be at e in [c·count + e].
   */
  fill({ from, inside, offsets }: KineticEnergies, re: Float64Array, im: Float64Array, errors?: Float64Array): void {
    const { stretch, panels, start } = this.reachAt(inside)
    const between =
      Math.abs(from - start) <= sameThreshold * Math.max(Math.abs(from), Math.abs(start)) ? 0 : from - start
    for (let e = 0; e < offsets.length; e++) {
      const fromLower = Math.max(offsets[e]! + between, 0)
      const x = Math.min(stretch.map.end, Math.max(stretch.map.start, stretch.map.inverse(fromLower)))
      const panel = this.panelAt(panels, x)
      const factor = barycentricWeights((2 * (x - panel.from)) / (panel.to - panel.from) - 1, this.weights)
      const offset = errors
        ? this.rounding(stretch, panel, x, between === 0 ? offsets[e]! : Math.max(from + offsets[e]!, Math.abs(start)))
        : 0
      for (let c = 0; c < this.chosen.length; c++) {
        const [k, l] = this.table.elements[this.chosen[c]!]!
        const open = k < stretch.open && l < stretch.open
        const scale = open ? smoothing(this.scatterer, stretch.lower, fromLower, k, l) : 0
        if (errors) {
          const space = k === l ? phaseSpace(this.scatterer, stretch.lower, fromLower, k) : 1 / scale
          errors[c * offsets.length + e] = scale === 0 ? 0 : this.error(panel, this.chosen[c]!, offset, scale, space)
        }
        this.read(
          panel,
          this.chosen[c]!,
          scale === 0 ? 0 : factor / scale,
          re,
          im,
          c * this.slots * offsets.length + e,
          offsets.length,
        )
      }
    }
  }

  private read(
    { re: fromRe, im: fromIm }: AmplitudePanel,
    element: number,
    scale: number,
    re: Float64Array,
    im: Float64Array,
    first: number,
    stride: number,
  ): void {
    const { slots, weights } = this
    for (let slot = 0; slot < slots; slot++) {
      const from = (element * slots + slot) * nodes
      let x = 0
      let y = 0
      for (let j = 0; j < nodes; j++) {
        x += weights[j]! * fromRe[from + j]!
        y += weights[j]! * fromIm[from + j]!
      }
      re[first + slot * stride] = scale * x
      im[first + slot * stride] = scale * y
    }
  }

  /** `space`: how much of |t| an amplitude is. */
  private error(
    { errors, slopes }: AmplitudePanel,
    element: number,
    offset: number,
    scale: number,
    space: number,
  ): number {
    return (errors[element]! + slopes[element]! * offset) / scale + this.table.rounding * space
  }

  /** How far off, in units of half a panel, x is for an energy that is good to ε times `size`. */
  private rounding({ map }: Stretch, { from, to }: AmplitudePanel, x: number, size: number): number {
    this.at[0] = x
    map.fill(this.at, this.fromLower, this.jacobian)
    return Math.min(2, (2 * Number.EPSILON * size) / (this.jacobian[0]! * (to - from)))
  }

  /** The highest stretch whose lower threshold the energy exceeds; neighbouring calls are mostly on the same. */
  private reachAt(kinetic: number): Reach {
    const { reaches } = this
    while (this.current > 0 && kinetic <= reaches[this.current]!.start) {
      this.current--
      this.currentPanel = 0
    }
    while (this.current + 1 < reaches.length && kinetic > reaches[this.current + 1]!.start) {
      this.current++
      this.currentPanel = 0
    }
    return reaches[this.current]!
  }

  private panelAt(panels: readonly AmplitudePanel[], x: number): AmplitudePanel {
    let p = Math.min(this.currentPanel, panels.length - 1)
    while (p > 0 && x < panels[p]!.from) p--
    while (p + 1 < panels.length && x > panels[p]!.to) p++
    this.currentPanel = p
    return panels[p]!
  }
}

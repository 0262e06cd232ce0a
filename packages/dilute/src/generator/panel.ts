import { gaussWeights, kronrodNodes, kronrodWeights } from '../numerics/index.js'
import type { ComplexBatch, EnergyBatch, FunctionPairs, Resonance } from '../scattering/index.js'
import type { RateIntegrals } from './rateIntegrals.js'
import { isHidden, type Stretch } from './stretches.js'

/** Whether incoming directions are summed over or kept apart. */
export type Planes = 1 | 2

/** Energies on one panel. */
export const panelSize = kronrodNodes.length

/**
 * Transition probabilities on one quadrature panel. Nothing in it depends on temperature or density.
 * `probabilities[((k·open + l)·planes + plane)·21 + e]` is Σ_μμ′|S_{kμ′,lμ} − δ|² at energy e, for the open levels: over all incoming
 * modes μ with one plane, over μ = plane alone with two, for gases on the line whose directions differ.
 */
export interface Panel {
  readonly stretch: Stretch
  /** The ends in the stretch's variable x. */
  readonly from: number
  readonly to: number
  /** E − (lower threshold of the stretch). */
  readonly fromLower: Float64Array
  /** dE, by Kronrod's and by Gauss's rule. */
  readonly kronrod: Float64Array
  readonly gauss: Float64Array
  /** Resonances on the panel that are too narrow to be resolved. */
  readonly hidden: readonly Resonance[]
  readonly planes: Planes
  /** Empty where `sums` stands for them. */
  readonly probabilities: Float64Array
  /** The panel's parts of the integrals over one gas, open × open [to][from]: all that a table for one gas alone keeps. */
  readonly sums?: readonly RateIntegrals[]
  /** The square of the error of the amplitudes: a probability below it is not told from zero. */
  readonly floor: Float64Array
}

/** A panel before its amplitudes are known: where the energies are and what they weigh. */
export type PanelGrid = Omit<Panel, 'planes' | 'probabilities' | 'sums' | 'floor'> & { readonly energies: EnergyBatch }

export function panelGrid(stretch: Stretch, from: number, to: number): PanelGrid {
  const half = (to - from) / 2
  const at = Array.from(kronrodNodes, (node) => stretch.map.at(from + half * (1 + node)))
  const fromLower = Float64Array.from(at, (point) => point.fromLower)
  const useUpper = stretch.upper !== undefined && from >= stretch.map.middle
  const [start, end] = [stretch.map.at(from).fromLower, stretch.map.at(to).fromLower]
  const reach = stretch.map.at(stretch.map.end).fromLower
  return {
    stretch, from, to, fromLower,
    hidden: stretch.resonances.filter((r) => isHidden(r, reach) && r.energy >= start && r.energy < end),
    kronrod: Float64Array.from(at, (point, e) => half * kronrodWeights[e]! * point.jacobian),
    gauss: Float64Array.from(at, (point, e) => half * gaussWeights[e]! * point.jacobian),
    energies: useUpper
      ? { level: stretch.upper, offsets: Float64Array.from(at, (point) => point.fromUpper) }
      : { level: stretch.lower, offsets: fromLower },
  }
}

/** What a filled batch holds: levels, of which the open ones come first, and pairs of orthonormal functions on the momentum shell. */
export interface BatchShape {
  readonly pairs: FunctionPairs
  readonly planes: Planes
  readonly precision: AmplitudePrecision
}

/** Adds up the functions of a filled batch. */
export function fillPanel(grid: PanelGrid, batch: ComplexBatch, { pairs, planes, precision }: BatchShape): Panel {
  const { open } = grid.stretch
  const probabilities = new Float64Array(open * open * planes * panelSize)
  for (let transition = 0; transition < open * open; transition++) {
    const [k, l] = [Math.floor(transition / open), transition % open]
    for (let pair = 0; pair < pairs.count; pair++) {
      const from = pairs.entry(k, l, pair) * panelSize
      if (planes === 2 && pairs.functions === 1) addToBoth(batch, from, probabilities, transition * planes * panelSize)
      else addSquares(batch, from, pairs.multiplicity(pair), probabilities, (transition * planes + (planes === 1 ? 0 : pairs.incoming(pair))) * panelSize)
    }
  }
  return { ...grid, planes, probabilities, floor: roundingFloor(probabilities, precision) }
}

function addSquares({ re, im }: ComplexBatch, from: number, weight: number, out: Float64Array, to: number): void {
  for (let e = 0; e < panelSize; e++) out[to + e]! += weight * (re[from + e]! * re[from + e]! + im[from + e]! * im[from + e]!)
}

/** Half of the probability from either direction. */
function addToBoth({ re, im }: ComplexBatch, from: number, out: Float64Array, to: number): void {
  for (let e = 0; e < panelSize; e++) {
    const half = (re[from + e]! * re[from + e]! + im[from + e]! * im[from + e]!) / 2
    out[to + e]! += half
    out[to + panelSize + e]! += half
  }
}

/** How well amplitudes are known: relative to the largest of them, and whatever their size. */
export interface AmplitudePrecision {
  readonly relative: number
  readonly absolute: number
}

/** δ² at each energy, δ the error of the amplitudes. */
function roundingFloor(probabilities: Float64Array, { relative, absolute }: AmplitudePrecision): Float64Array {
  const floor = new Float64Array(panelSize)
  for (let i = 0; i < probabilities.length; i++) floor[i % panelSize] = Math.max(floor[i % panelSize]!, probabilities[i]!)
  return floor.map((largest) => Math.max(relative ** 2 * largest, absolute ** 2))
}

/** Units in the last place of an energy that amplitudes are computed at, and of the momenta from it. */
const energyRounding = 2 * Number.EPSILON

/**
 * The panel with how far its probabilities may be off by rounding in their place: that of the amplitudes, and what they change by where an energy, counted
 * from the lowest threshold, is off in its last digit. The latter is much at narrow resonances and where waves travel far.
 */
export function withNoise(panel: Panel, levels: Float64Array): Panel {
  const { probabilities, fromLower, floor, stretch: { lower } } = panel
  const above = levels[lower]! - levels[0]!
  const noise = probabilities.map((p, i) => {
    const e = i % panelSize
    const [before, after] = [Math.max(e - 1, 0), Math.min(e + 1, panelSize - 1)]
    const slope = (probabilities[i + after - e]! - probabilities[i + before - e]!) / (fromLower[after]! - fromLower[before]!)
    return 2 * Math.sqrt(p * floor[e]!) + Math.abs(slope) * energyRounding * (fromLower[e]! + above)
  })
  return { ...panel, probabilities: noise }
}

import { gaussWeights, kronrodNodes, kronrodWeights } from '../numerics/index.js'
import type { ComplexBatch, EnergyBatch, TransitionLayout, Resonance } from '../scattering/index.js'
import { isHidden, type Stretch } from './stretches.js'

/** Integrals over energy per pair of levels, N × N row-major [to][from], diagonal zero. */
export interface RateIntegrals {
  readonly value: Float64Array
  /** Quadrature: Σ over panels of `ruleError`. */
  readonly error: Float64Array
  /**
   * The same integral of the rounding floor of the probabilities, and what resonances too narrow to resolve may hold.
   */
  readonly floor: Float64Array
}

/** Whether incoming directions are summed over or kept apart. */
export type Planes = 1 | 2

/** Energies on one panel. */
export const panelSize = kronrodNodes.length

/**
 * Transition probabilities on one quadrature panel. Nothing in it depends on temperature or density.
 * `probabilities[((k·open + l)·planes + plane)·21 + e]` is Σ_μμ′|S_{kμ′,lμ} − δ|² at energy e, for the open levels:
 * over all incoming modes μ with one plane, over μ = plane alone with two, for gases on the line whose directions
 * differ.
 */
export interface Panel {
  readonly stretch: Stretch
  /** The ends in the stretch's variable x. */
  readonly from: number
  readonly to: number
  /** Whether its points are too few for the oscillation of the amplitudes. */
  readonly unresolved: boolean
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
  /**
   * The panel's parts of the integrals over one gas, open × open [to][from]: all that a table for one gas alone keeps.
   */
  readonly sums?: readonly RateIntegrals[]
  /** The square of the error of the amplitudes: a probability below it is not told from zero. */
  readonly floor: Float64Array
}

/** A panel before its amplitudes are known: where the energies are and what they weigh. */
export type PanelGrid = Omit<Panel, 'planes' | 'probabilities' | 'sums' | 'floor'> & { readonly energies: EnergyBatch }

/** Radians of p·R on a panel beyond which both rules may agree by chance. */
const mostPhase = 8

export function panelGrid(stretch: Stretch, from: number, to: number): PanelGrid {
  const half = (to - from) / 2
  const at = Array.from(kronrodNodes, (node) => stretch.map.at(from + half * (1 + node)))
  const fromLower = Float64Array.from(at, (point) => point.fromLower)
  const useUpper = stretch.upper !== undefined && from >= stretch.map.middle
  const [start, end] = [stretch.map.at(from).fromLower, stretch.map.at(to).fromLower]
  const reach = stretch.map.at(stretch.map.end).fromLower
  return {
    stretch,
    from,
    to,
    fromLower,
    unresolved: stretch.phase(from, to) > mostPhase,
    hidden: stretch.resonances.filter((r) => isHidden(r, reach) && r.energy >= start && r.energy < end),
    kronrod: Float64Array.from(at, (point, e) => half * kronrodWeights[e]! * point.jacobian),
    gauss: Float64Array.from(at, (point, e) => half * gaussWeights[e]! * point.jacobian),
    energies: useUpper
      ? { level: stretch.upper, offsets: Float64Array.from(at, (point) => point.fromUpper) }
      : { level: stretch.lower, offsets: fromLower },
  }
}

/**
 * What a filled batch holds: levels, of which the open ones come first, and pairs of orthonormal functions on the
 * momentum shell.
 */
export interface BatchShape {
  readonly layout: TransitionLayout
  readonly planes: Planes
  readonly precision: AmplitudePrecision
  /** The distance of the highest level from the lowest. */
  readonly spread: number
}

/** Adds up the functions of a filled batch, where given in `room`, which the next panel overwrites. */
export function fillPanel(
  grid: PanelGrid,
  batch: ComplexBatch,
  { layout, planes, precision, spread }: BatchShape,
  room?: Float64Array,
): Panel {
  const { open } = grid.stretch
  const size = open * open * planes * panelSize
  const probabilities = room ? room.subarray(0, size).fill(0) : new Float64Array(size)
  for (let transition = 0; transition < open * open; transition++) {
    const [k, l] = [Math.floor(transition / open), transition % open]
    for (let slot = 0; slot < layout.count; slot++) {
      const from = layout.entry(k, l, slot) * panelSize
      if (planes === 2 && layout.functions === 1) addToBoth(batch, from, probabilities, transition * planes * panelSize)
      else
        addSquares(
          batch,
          from,
          layout.multiplicity(slot),
          probabilities,
          (transition * planes + (planes === 1 ? 0 : layout.incoming(slot))) * panelSize,
        )
    }
  }
  return { ...grid, planes, probabilities, floor: roundingFloor(grid, probabilities, precision, spread) }
}

function addSquares({ re, im }: ComplexBatch, from: number, weight: number, out: Float64Array, to: number): void {
  for (let e = 0; e < panelSize; e++)
    out[to + e]! += weight * (re[from + e]! * re[from + e]! + im[from + e]! * im[from + e]!)
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
function roundingFloor(
  grid: PanelGrid,
  probabilities: Float64Array,
  { relative, absolute }: AmplitudePrecision,
  spread: number,
): Float64Array {
  const largest = new Float64Array(panelSize)
  for (let first = 0; first < probabilities.length; first += panelSize) {
    for (let e = 0; e < panelSize; e++) largest[e] = Math.max(largest[e]!, probabilities[first + e]!)
  }
  const shifts = shiftErrors(grid, probabilities, largest, spread)
  return shifts.map((shift, e) => Math.max(relative ** 2 * largest[e]!, absolute ** 2, shift ** 2))
}

/**
 * So many times √P over the distance from a threshold amplitudes may change by no more than the law of the threshold.
 */
const thresholdLaw = 2

/**
 * What rounding of the energy does to amplitudes. A kinetic energy keeps its digits, so that near its own threshold
 * nothing is lost; but what changes faster than threshold laws, a resonance, depends on the kinetic energies of all
 * levels, which are rounded as their distances are.
 */
function shiftErrors(
  { energies: { offsets } }: PanelGrid,
  probabilities: Float64Array,
  largest: Float64Array,
  spread: number,
): Float64Array {
  return steepest(probabilities, offsets).map((slope, e) => {
    const distance = Math.abs(offsets[e]!)
    const unlawful = Math.max(0, slope - (thresholdLaw * Math.sqrt(largest[e]!)) / distance)
    return Number.EPSILON * (distance * slope + spread * unlawful)
  })
}

/**
 * The largest |Δ√P/ΔE| of any transition between an energy and the next ones; energies told from the threshold that
 * keeps them apart.
 */
function steepest(probabilities: Float64Array, energies: Float64Array): Float64Array {
  const changes = largestChanges(probabilities)
  const slopes = new Float64Array(panelSize)
  for (let e = 1; e < panelSize; e++) {
    const slope = changes[e] === 0 ? 0 : changes[e]! / Math.abs(energies[e]! - energies[e - 1]!)
    slopes[e] = Math.max(slopes[e]!, slope)
    slopes[e - 1] = Math.max(slopes[e - 1]!, slope)
  }
  return slopes
}

/** The largest |Δ√P| of any transition from one energy to the next, at whose place it is. */
function largestChanges(probabilities: Float64Array): Float64Array {
  const changes = new Float64Array(panelSize)
  for (let first = 0; first < probabilities.length; first += panelSize) {
    let before = Math.sqrt(probabilities[first]!)
    for (let e = 1; e < panelSize; e++) {
      const here = Math.sqrt(probabilities[first + e]!)
      changes[e] = Math.max(changes[e]!, Math.abs(here - before))
      before = here
    }
  }
  return changes
}

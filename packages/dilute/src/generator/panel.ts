import { gaussWeights, kronrodNodes, kronrodWeights } from '../numerics/index.js'
import type { EnergyBatch, Resonance } from '../scattering/index.js'
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
  /** Whether it ends at a threshold with a layer that its points do not see (`Stretch.softEnd`). */
  readonly soft: boolean
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
  const { map, lower, upper, resonances } = stretch
  const half = (to - from) / 2
  const useUpper = upper !== undefined && from >= map.middle
  const fromLower = new Float64Array(panelSize)
  const offsets = useUpper ? new Float64Array(panelSize) : fromLower
  const [kronrod, gauss] = [new Float64Array(panelSize), new Float64Array(panelSize)]
  for (let e = 0; e < panelSize; e++) {
    const point = map.at(from + half * (1 + kronrodNodes[e]!))
    fromLower[e] = point.fromLower
    if (useUpper) offsets[e] = point.fromUpper
    kronrod[e] = half * kronrodWeights[e]! * point.jacobian
    gauss[e] = half * gaussWeights[e]! * point.jacobian
  }
  return {
    stretch,
    from,
    to,
    fromLower,
    unresolved: stretch.phase(from, to) > mostPhase,
    soft: stretch.softEnd && to === map.end,
    hidden: resonances.length === 0 ? [] : hiddenIn(stretch, from, to),
    kronrod,
    gauss,
    energies: { level: useUpper ? upper : lower, offsets },
  }
}

function hiddenIn({ map, resonances }: Stretch, from: number, to: number): Resonance[] {
  const [start, end, reach] = [from, to, map.end].map((x) => map.at(x).fromLower) as [number, number, number]
  return resonances.filter((r) => isHidden(r, reach) && r.energy >= start && r.energy < end)
}

/** How well amplitudes are known: relative to the largest of them, and whatever their size. */
export interface AmplitudePrecision {
  readonly relative: number
  readonly absolute: number
  /** Whether amplitudes grow towards thresholds, as those of a series do on the line. */
  readonly growing?: boolean
}

/** Of all transitions: the largest P at each energy, and the largest |Δ√P| from the energy before. */
interface Extremes {
  readonly largest: Float64Array
  readonly changes: Float64Array
}

/** The panel with its probabilities; `spread` is the distance of the highest level from the lowest. */
export function panelOf(
  grid: PanelGrid,
  planes: Planes,
  probabilities: Float64Array,
  precision: AmplitudePrecision,
  spread: number,
): Panel {
  return { ...grid, planes, probabilities, floor: roundingFloor(grid, extremesOf(probabilities), precision, spread) }
}

/** So many numbers stay in the nearest cache while one energy after another is looked at. */
const block = 64 * panelSize

function extremesOf(probabilities: Float64Array): Extremes {
  const extremes = { largest: new Float64Array(panelSize), changes: new Float64Array(panelSize) }
  for (let from = 0; from < probabilities.length; from += block) {
    noteBlock(probabilities, from, Math.min(from + block, probabilities.length), extremes)
  }
  return extremes
}

function noteBlock(probabilities: Float64Array, from: number, end: number, { largest, changes }: Extremes): void {
  for (let e = 0; e < panelSize; e++) {
    const back = Math.min(e, 1)
    let size = largest[e]!
    let change = changes[e]!
    let limit = change * change
    for (let i = from + e; i < end; i += panelSize) {
      const here = probabilities[i]!
      const before = probabilities[i - back]!
      size = Math.max(size, here)
      // |Δ√P| is at most |ΔP|/√(P + P′): mostly no root need be taken
      if ((here - before) * (here - before) > limit * (here + before)) {
        change = Math.max(change, Math.abs(Math.sqrt(here) - Math.sqrt(before)))
        limit = change * change
      }
    }
    largest[e] = size
    changes[e] = change
  }
}

/** δ² at each energy, δ the error of the amplitudes. */
function roundingFloor(
  grid: PanelGrid,
  extremes: Extremes,
  { relative, absolute, growing = false }: AmplitudePrecision,
  spread: number,
): Float64Array {
  const lawful = growing ? withNeighbours(extremes.largest) : extremes.largest
  const shifts = shiftErrors(grid, extremes.changes, lawful, spread)
  return shifts.map((shift, e) => Math.max(relative ** 2 * extremes.largest[e]!, absolute ** 2, shift ** 2))
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
  changes: Float64Array,
  lawful: Float64Array,
  spread: number,
): Float64Array {
  return steepest(changes, offsets).map((slope, e) => {
    const distance = Math.abs(offsets[e]!)
    const unlawful = Math.max(0, slope - (thresholdLaw * Math.sqrt(lawful[e]!)) / distance)
    return Number.EPSILON * (distance * slope + spread * unlawful)
  })
}

/** Of each energy and its neighbours: what grows towards the threshold is larger at the nearer end of a difference. */
const withNeighbours = (largest: Float64Array): Float64Array =>
  largest.map((size, e) => Math.max(size, largest[Math.max(0, e - 1)]!, largest[Math.min(panelSize - 1, e + 1)]!))

/**
 * The largest |Δ√P/ΔE| of any transition between an energy and the next ones; energies told from the threshold that
 * keeps them apart.
 */
function steepest(changes: Float64Array, energies: Float64Array): Float64Array {
  const slopes = new Float64Array(panelSize)
  for (let e = 1; e < panelSize; e++) {
    const slope = changes[e] === 0 ? 0 : changes[e]! / Math.abs(energies[e]! - energies[e - 1]!)
    slopes[e] = Math.max(slopes[e]!, slope)
    slopes[e - 1] = Math.max(slopes[e - 1]!, slope)
  }
  return slopes
}

import {
  orthonormalTransitions,
  transitionBatch,
  type ComplexBatch,
  type EnergyBatch,
  type Scatterer,
  type TransitionLayout,
} from '../scattering/index.js'
import { panelSize, type Planes } from './panel.js'

/** Sets `out` to the probabilities at some energies with so many open levels, laid out as in `Panel`. */
export type FillProbabilities = (energies: EnergyBatch, open: number, out: Float64Array) => void

/** As the solver has them; where it has not, the squares of its transitions. */
export function panelProbabilities(scatterer: Scatterer, planes: Planes, count = panelSize): FillProbabilities {
  const { layout, transitions, probabilities } = orthonormalTransitions(scatterer)
  if (probabilities && planes === 1) return probabilities
  const batch = transitionBatch(layout, count)
  return (energies, open, out) => {
    transitions(energies, batch)
    addTransitions(batch, layout, { planes, open, count }, out.fill(0))
  }
}

interface Shape {
  readonly planes: Planes
  readonly open: number
  /** How many energies there are. */
  readonly count: number
}

/** Adds up the functions on the momentum shell, for every transition between open levels. */
function addTransitions(
  batch: ComplexBatch,
  layout: TransitionLayout,
  { planes, open, count }: Shape,
  out: Float64Array,
): void {
  for (let transition = 0; transition < open * open; transition++) {
    const [k, l] = [Math.floor(transition / open), transition % open]
    const first = transition * planes * count
    for (let slot = 0; slot < layout.count; slot++) {
      const from = layout.entry(k, l, slot) * count
      if (planes === 2 && layout.functions === 1) addToBoth(batch, from, count, out, first)
      else {
        const to = planes === 1 ? first : first + layout.incoming(slot) * count
        addSquares(batch, from, count, layout.multiplicity(slot), out, to)
      }
    }
  }
}

function addSquares(
  { re, im }: ComplexBatch,
  from: number,
  count: number,
  weight: number,
  out: Float64Array,
  to: number,
): void {
  for (let e = 0; e < count; e++)
    out[to + e]! += weight * (re[from + e]! * re[from + e]! + im[from + e]! * im[from + e]!)
}

/** Half of the probability from either direction. */
function addToBoth({ re, im }: ComplexBatch, from: number, count: number, out: Float64Array, to: number): void {
  for (let e = 0; e < count; e++) {
    const half = (re[from + e]! * re[from + e]! + im[from + e]! * im[from + e]!) / 2
    out[to + e]! += half
    out[to + count + e]! += half
  }
}

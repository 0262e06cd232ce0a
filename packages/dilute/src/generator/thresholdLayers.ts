import type { Scatterer } from '../scattering/index.js'
import { panelProbabilities } from './panelProbabilities.js'
import type { Stretch } from './stretches.js'

/**
 * Waves of a level that has just opened are held back up to the momentum m|W|, W what couples the level to itself: to
 * probabilities p/|p + imW|² that is a layer next to the threshold. Of weak coupling (in space, of a large scattering
 * length) it is thinner than a panel's points can tell: each of them sees 1/p, and what is missing is as much as the
 * layer is wide. So the first panel of every stretch is looked at near its beginning.
 */

/** From one place to the next, towards the threshold. */
const ratio = 6
/** Places beyond this one lie below a panel's first point, and are looked at. */
const hidden = 3
/** Down to this part of the panel, which is less than any error bar. */
const places = 20

const placeOf = (j: number): number => ratio ** -j

/** How much more of the panel lies next to the threshold than in probabilities that are smooth up to it. */
const suspicious = 2e-4
/** From one place to the next, what is smooth loses ratio² or more of its content. */
const lossOfSmooth = ratio ** 2 / 4
/** What is less than this part of the panel is no matter. */
const negligible = 1e-13

export interface Layer {
  /** For the first panel of a stretch, ascending; none where its own points see all there is. */
  readonly edges: readonly number[]
  /** Whether there is a layer of a hundredth of the panel or less: panels by loose tolerances see too little of it. */
  readonly isThin: boolean
  /** Energies at which was looked. */
  readonly evaluated: number
}

/** What there is next to the threshold of a stretch. */
export function layerOf(scatterer: Scatterer, stretch: Stretch): Layer {
  const { dimension, system } = scatterer
  // in the plane panels are even in the logarithm of the energy
  if (dimension === 2 || stretch.lower < system.groups[0]!.length) return { edges: [], isThin: false, evaluated: 0 }
  const integrands = integrandsOf(scatterer, stretch)
  const parts = [1 / 2, placeOf(hidden), placeOf(places)]
  const [inside, near, next] = integrands(parts)
  const isSuspect = inside!.some(
    (whole, pair) => placeOf(hidden) * Math.abs(near![pair]! - next![pair]!) > (suspicious * whole) / 2,
  )
  if (!isSuspect) return { edges: [], isThin: false, evaluated: parts.length }
  const all = Array.from({ length: places + 1 }, (_, j) => j)
  const deepest = deepestChange(integrands(all.map(placeOf)))
  const [start, end] = stretch.edges as [number, number]
  const edges = all.slice(1, deepest + 2).map((j) => start + placeOf(j) * (end - start))
  return { edges: edges.reverse(), isThin: true, evaluated: parts.length + all.length }
}

/** The last place where more of an integral changes than would of a smooth one; −1 where there is none. */
function deepestChange(integrands: readonly Float64Array[]): number {
  let deepest = -1
  const [first] = integrands
  for (let pair = 0; pair < first!.length; pair++) {
    const content = (j: number): number => placeOf(j) * integrands[j]![pair]!
    const change = (j: number): number => Math.abs(content(j) - placeOf(j) * integrands[j + 1]![pair]!)
    const whole = Math.max(...integrands.map((_, j) => content(j)))
    for (let j = hidden; j + 1 < integrands.length; j++)
      if (change(j) > negligible * whole && change(j) > change(j - 1) / lossOfSmooth) deepest = Math.max(deepest, j)
  }
  return deepest
}

/**
 * What is integrated over x, for all pairs of a level of the threshold with a lower one, at some parts of the first
 * panel.
 */
function integrandsOf(
  scatterer: Scatterer,
  { map, edges, lower, open }: Stretch,
): (parts: readonly number[]) => Float64Array[] {
  const [start, end] = edges as [number, number]
  const { levels } = scatterer.system
  const level = levels[lower]!
  const fresh = Array.from({ length: open }, (_, k) => k).filter((k) => levels[k] === level)
  const below = Array.from({ length: open }, (_, l) => l).filter((l) => levels[l] !== level)
  const pairs = fresh.flatMap((k) => below.flatMap((l) => [k * open + l, l * open + k]))
  return (parts) => {
    const count = parts.length
    const at = parts.map((part) => map.at(start + part * (end - start)))
    const offsets = Float64Array.from(at, ({ fromLower }) => fromLower)
    const found = new Float64Array(open * open * count)
    panelProbabilities(scatterer, 1, count)({ level: lower, offsets }, open, found)
    return at.map(({ jacobian }, e) => Float64Array.from(pairs, (pair) => jacobian * found[pair * count + e]!))
  }
}

import type { System } from '../model/index.js'
import type { EnergyBatch, Scatterer } from './scatterer.js'

const insideStretch = [0.13, 0.5, 0.87]
const inScales = [0.11, 0.47, 1.1, 2.3, 4.7]

/** Of more thresholds than this not all are probed, but as many spread evenly and the highest. */
const mostProbed = 32

/**
 * Energies at which laws and symmetries are tested: three between any two thresholds, five above the highest, in units
 * of `scale`.
 */
export function probeEnergies({ levels, groups }: System, scale: number): EnergyBatch[] {
  const every = Math.max(1, (groups.length - 1) / mostProbed)
  return Array.from({ length: Math.min(groups.length, mostProbed + 1) }, (_, i) => {
    const g = Math.round(i * every)
    const level = groups[g]!.at(-1)!
    const next = groups[g + 1]?.[0]
    const offsets =
      next === undefined
        ? inScales.map((x) => x * scale)
        : insideStretch.map((x) => x * (levels[next]! - levels[level]!))
    return { level, offsets: Float64Array.from(offsets) }
  })
}

/**
 * Unit vectors in pairs n, −n (indices 2i and 2i + 1): both directions of a line; else six pairs on a circle or a
 * golden spiral, with no symmetry that could hide a lack of one.
 */
export function probeDirections({ dimension }: Scatterer): number[][] {
  if (dimension === 1) return [[1], [-1]]
  const golden = Math.PI * (3 - Math.sqrt(5))
  return Array.from({ length: 6 }, (_, i) => {
    const angle = 0.3 + golden * i
    const z = dimension === 3 ? 1 - (2 * i + 1.3) / 13 : 0
    const r = Math.sqrt(1 - z * z)
    const n = [r * Math.cos(angle), r * Math.sin(angle), z].slice(0, dimension)
    return [n, n.map((x) => -x)]
  }).flat()
}

/** The index of −n for direction index d of `probeDirections`. */
export const oppositeDirection = (d: number): number => d ^ 1

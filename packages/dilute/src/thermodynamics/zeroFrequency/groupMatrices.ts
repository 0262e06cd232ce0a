import type { ZeroFrequencyBlock } from '../../rates/index.js'
import type { Measured } from './sector.js'

/** Numbers between groups, G × G row-major [to][from], with their errors. */
export interface GroupMatrix {
  readonly values: Float64Array
  readonly errors: Float64Array
}

/** +1 for h → g, −1 for g → h. */
export function passages(size: number, g: number, h: number): Float64Array {
  const out = new Float64Array(size * size)
  out[g * size + h] = 1
  out[h * size + g] = -1
  return out
}

const groupEnergy = (levels: Float64Array, groups: ZeroFrequencyBlock['groups'], g: number): number =>
  levels[groups[g]![0]!]!

/** factor·(𝓔_g − 𝓔_h). */
export function energies(levels: Float64Array, groups: ZeroFrequencyBlock['groups'], factor: number): Float64Array {
  return Float64Array.from(
    { length: groups.length ** 2 },
    (_, entry) =>
      factor *
        (groupEnergy(levels, groups, Math.floor(entry / groups.length)) -
          groupEnergy(levels, groups, entry % groups.length)) || 0,
  )
}

export const gibbsWells = (levels: Float64Array, groups: ZeroFrequencyBlock['groups'], beta: number): Float64Array =>
  Float64Array.from(groups, (_, g) => beta * (groupEnergy(levels, groups, g) - groupEnergy(levels, groups, 0)))

/** Whether all blocks have the wells of a thermal gas. */
export function areGibbsWells(blocks: readonly ZeroFrequencyBlock[], beta: number): boolean {
  const [{ levels, groups }] = blocks as readonly [ZeroFrequencyBlock]
  const wells = gibbsWells(levels, groups, beta)
  return blocks.every((block) => block.wells.every((well, g) => well === wells[g]))
}

export function antisymmetric(size: number, entry: (g: number, h: number) => Measured): GroupMatrix {
  const out = { values: new Float64Array(size * size), errors: new Float64Array(size * size) }
  for (let g = 0; g < size; g++) {
    for (let h = 0; h < g; h++) {
      const { value, error } = entry(g, h)
      out.values[g * size + h] = value
      out.values[h * size + g] = value === 0 ? 0 : -value
      out.errors[g * size + h] = out.errors[h * size + g] = error
    }
  }
  return out
}

export function heatOf(
  { values, errors }: GroupMatrix,
  levels: Float64Array,
  groups: ZeroFrequencyBlock['groups'],
): GroupMatrix {
  const energy = energies(levels, groups, 1)
  return {
    values: values.map((x, entry) => x * energy[entry]! || 0),
    errors: errors.map((x, entry) => x * Math.abs(energy[entry]!)),
  }
}

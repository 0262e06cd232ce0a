import { OutOfDomain } from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { cumulants, type MeasuredCumulants } from './counting.js'
import { antisymmetric, passages, type GroupMatrix } from './groupMatrices.js'
import type { SupportedSector } from './supportedSector.js'

/** Cumulants of the net numbers of transitions between groups; mean and skewness antisymmetric, noise symmetric. */
export interface GroupCounting {
  readonly mean: GroupMatrix
  readonly noise: GroupMatrix
  readonly skewness: GroupMatrix
}

export function countingOf(blocks: readonly ZeroFrequencyBlock[], sectors: readonly SupportedSector[]): GroupCounting {
  if (sectors.length !== 1)
    throw new OutOfDomain('blocks', `counting needs a unique stationary state, but there are ${sectors.length}`)
  const [sector] = sectors as readonly [SupportedSector]
  const size = blocks[0]!.groups.length
  const all = Array.from({ length: size * size }, (_, entry): MeasuredCumulants | null => {
    const [g, h] = [Math.floor(entry / size), entry % size]
    return h < g ? cumulants(sector.sector, sector.inside(blocks.map(() => passages(size, g, h)))) : null
  })
  const noise = antisymmetric(size, (g, h) => all[g * size + h]!.noise)
  return {
    mean: antisymmetric(size, (g, h) => all[g * size + h]!.mean),
    noise: { ...noise, values: noise.values.map(Math.abs) },
    skewness: antisymmetric(size, (g, h) => all[g * size + h]!.skewness),
  }
}

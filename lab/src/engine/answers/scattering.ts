/** Probabilities of the channels over total energies, from the lowest level to above the highest. */
import { scatterStudy, type RunOptions, type ScatterResults } from 'dilute/study'
import type { Questions } from '../protocol.js'
import { aloneWith, levelsOf, single } from './studies.js'

export function scattering(
  { tree, gas, points }: Questions['scattering']['ask'],
  options: RunOptions,
): Promise<ScatterResults> {
  const study = single(aloneWith(tree, gas))
  const levels = levelsOf(study.config)
  const spread = Math.max(levels.at(-1)! - levels[0]!, 0.1)
  const [from, to] = [levels[0]!, levels.at(-1)! + 0.8 * spread]
  return scatterStudy(
    study,
    Array.from({ length: points }, (_, i) => from + ((to - from) * (i + 0.5)) / points),
    {},
    options,
  )
}

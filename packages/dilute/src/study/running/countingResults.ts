import type { Solution } from '../../solution/index.js'
import type { CountingResults, Matrix } from '../results.js'
import { byLevel, matrix } from './nested.js'

/** Counting statistics as plain data; null where the stationary state is not unique. */
export function countingResults({
  counting,
  gases,
  degenerate,
  model: {
    system: { groups },
  },
}: Solution): CountingResults | null {
  if (counting === null) return null
  const { pairs, cycles, heat } = counting
  const of = (values: Float64Array): Matrix => matrix(groups.length, values)
  const [mean, noise, skewness] = [of(pairs.mean), of(pairs.noise), of(pairs.skewness)]
  const [meanError, noiseError, skewnessError] = [of(pairs.meanError), of(pairs.noiseError), of(pairs.skewnessError)]
  const spread = (rows: Matrix): Matrix => (degenerate ? byLevel(groups, rows) : rows)
  return {
    mean: spread(mean),
    meanError: spread(meanError),
    noise: spread(noise),
    noiseError: spread(noiseError),
    skewness: spread(skewness),
    skewnessError: spread(skewnessError),
    ...(degenerate
      ? {
          groupMean: mean,
          groupMeanError: meanError,
          groupNoise: noise,
          groupNoiseError: noiseError,
          groupSkewness: skewness,
          groupSkewnessError: skewnessError,
        }
      : {}),
    cycles,
    heat: heat === null ? {} : Object.fromEntries(gases.map(({ name }, g) => [name, heat[g]!])),
  }
}

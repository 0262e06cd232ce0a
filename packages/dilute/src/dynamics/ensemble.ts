import type { CollapseOperators } from '../generator/index.js'
import type { Chunk } from './chunks.js'
import type { PopulationProcess } from './trajectories.js'
import { trajectorySums, type AverageOptions, type TrajectorySums } from './trajectoryAverages.js'
import { waveSums, type WaveAverageOptions, type WaveSums } from './waveAverages.js'

/** An ensemble of trajectories as plain data, complete: it can be sent to a worker. */
export type Ensemble =
  | { readonly method: 'populations'; readonly process: PopulationProcess; readonly options: AverageOptions }
  | {
      readonly method: 'wave functions'
      readonly collapse: CollapseOperators
      readonly levels: Float64Array
      readonly options: WaveAverageOptions
    }

export type EnsembleSums = TrajectorySums | WaveSums

/**
 * Runs chunks of an ensemble, each the same whoever runs it. @throws RangeError as `trajectoryAverages` and
 * `waveAverages`.
 */
export function chunkRunner(ensemble: Ensemble): (chunk: Chunk) => EnsembleSums {
  if (ensemble.method === 'wave functions') return waveSums(ensemble.collapse, ensemble.levels.length, ensemble.options)
  return (chunk) => trajectorySums(ensemble.process, ensemble.options, chunk)
}

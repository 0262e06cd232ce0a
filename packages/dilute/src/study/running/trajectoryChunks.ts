/** The part of a run of trajectories that workers share. */
export { chunkRunner, type Chunk, type Ensemble, type EnsembleSums } from '../../dynamics/index.js'

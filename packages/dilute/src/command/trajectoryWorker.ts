import { workerData } from 'piscina'
import { chunkRunner, type Ensemble } from '../study/index.js'

/** One thread of `sharedChunks`: sums a chunk of the ensemble that it was started with. */
export default chunkRunner(workerData as Ensemble)

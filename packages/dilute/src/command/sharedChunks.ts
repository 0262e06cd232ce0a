import { openPool } from '../runners/pool.js'
import type { Chunk, Ensemble, EnsembleSums } from '../study/index.js'

/** Runs chunks by so many threads. */
export const sharedBy =
  (workers: number) =>
  (ensemble: Ensemble, chunks: readonly Chunk[]): AsyncIterable<EnsembleSums> =>
    sharedChunks(ensemble, chunks, workers)

/** The sums of chunks in their order; the ensemble is sent to each thread once. */
async function* sharedChunks(
  ensemble: Ensemble,
  chunks: readonly Chunk[],
  workers: number,
): AsyncGenerator<EnsembleSums, void, void> {
  const worker = new URL('./trajectoryWorker.cjs', import.meta.url)
  const pool = openPool({ worker, data: ensemble, threads: Math.min(workers, chunks.length) })
  try {
    for (const sums of chunks.map((chunk) => pool.run(chunk) as Promise<EnsembleSums>)) yield await sums
  } finally {
    await pool.close()
  }
}

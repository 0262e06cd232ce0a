import { Tinypool } from 'tinypool'
import type { Chunk, Ensemble, EnsembleSums } from '../study/running/trajectoryChunks.js'

/** The sums of chunks in their order, run by so many threads; the ensemble is sent to each thread once. */
export async function sharedChunks(ensemble: Ensemble, chunks: readonly Chunk[], workers: number): Promise<EnsembleSums[]> {
  const threads = Math.min(workers, chunks.length)
  const pool = new Tinypool({
    filename: new URL('./trajectoryWorker.js', import.meta.url).href, workerData: ensemble,
    minThreads: threads, maxThreads: threads, isolateWorkers: false,
  })
  try {
    return await Promise.all(chunks.map((chunk) => pool.run(chunk) as Promise<EnsembleSums>))
  } finally {
    await pool.destroy()
  }
}

import { Tinypool } from 'tinypool'
import type { Chunk, Ensemble, EnsembleSums } from '../study/running/trajectoryChunks.js'

/** Runs chunks by so many threads. */
export const sharedBy = (workers: number) => (ensemble: Ensemble, chunks: readonly Chunk[]): AsyncIterable<EnsembleSums> => sharedChunks(ensemble, chunks, workers)

/** The sums of chunks in their order; the ensemble is sent to each thread once. */
async function* sharedChunks(ensemble: Ensemble, chunks: readonly Chunk[], workers: number): AsyncGenerator<EnsembleSums, void, void> {
  const threads = Math.min(workers, chunks.length)
  const pool = new Tinypool({
    filename: new URL('./trajectoryWorker.js', import.meta.url).href, workerData: ensemble,
    minThreads: threads, maxThreads: threads, isolateWorkers: false,
  })
  try {
    const sums = chunks.map((chunk) => pool.run(chunk) as Promise<EnsembleSums>)
    for (const each of sums) each.catch(() => undefined) // told when it is waited for
    for (const each of sums) yield await each
  } finally {
    await pool.destroy()
  }
}

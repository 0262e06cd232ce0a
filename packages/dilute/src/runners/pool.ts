import { Piscina } from 'piscina'
import { quiet } from './quiet.js'

interface PoolOptions {
  /** The file that every thread runs; its default export does a task. */
  readonly worker: URL
  /** What every thread is started with, `workerData` of piscina. */
  readonly data: unknown
  readonly threads: number
  /** How many tasks a thread may have at once. */
  readonly tasks?: number
  readonly signal?: AbortSignal | undefined
}

/** Threads at work. */
export interface Pool {
  /**
   * Does a task by the next thread that is free. Fails with it, and for every task when a thread dies or the signal is
   * aborted, or the pool is closed.
   */
  readonly run: (task: unknown) => Promise<unknown>
  /** Ends all threads at once, whatever they are at. */
  readonly close: () => Promise<void>
}

export function openPool({ worker, data, threads, tasks = 1, signal }: PoolOptions): Pool {
  const pool = new Piscina({
    filename: worker.href,
    workerData: data,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: tasks,
  })
  const ended = end(pool, signal)
  let closed = false
  return {
    run: async (task) => {
      if (closed) throw new Error('the threads have been ended')
      return Promise.race<unknown>([quiet(pool.run(task)), ended])
    },
    close: () => {
      closed = true
      return pool.destroy()
    },
  }
}

/** Fails when the work cannot go on. */
function end(pool: Piscina, signal: AbortSignal | undefined): Promise<never> {
  return quiet(
    new Promise((_, reject) => {
      pool.on('error', reject)
      signal?.addEventListener(
        'abort',
        () => {
          reject(signal.reason as Error)
        },
        { once: true },
      )
    }),
  )
}

import type { Incomplete, RunOptions, Running } from '../study/index.js'
import { Interrupted } from './exit.js'
import { progressLine, type Attention } from './progressLine.js'

/**
 * Waits for work, with a progress line on a terminal. Ctrl-C ends it between two steps, and gives what is finished;
 * another one ends the program.
 */
export async function attended<Results>(
  attention: Attention,
  begin: (options: RunOptions) => Running<unknown, Results>,
): Promise<Results & { readonly incomplete?: Incomplete }> {
  const progress = progressLine(process.stderr, attention)
  const controller = new AbortController()
  const interrupt = (): void => {
    controller.abort(new Interrupted('stopped before anything was finished'))
  }
  process.once('SIGINT', interrupt)
  const work = begin({ signal: controller.signal, onProgress: progress.update })
  try {
    return (await work) as Results & { readonly incomplete?: Incomplete }
  } catch (error) {
    const finished = error === controller.signal.reason ? work.finished() : undefined
    if (finished === undefined) throw error
    return finished
  } finally {
    process.off('SIGINT', interrupt)
    progress.clear()
  }
}

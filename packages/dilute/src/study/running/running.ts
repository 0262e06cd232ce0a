import type { StepProgress } from '../../numerics/index.js'
import { Turns } from './turns.js'

/** How far a study is: `done` of `total` parts, and the step that the next part is at. */
export interface RunProgress {
  readonly done: number
  readonly total: number
  readonly step: StepProgress
}

/** How work is attended. */
export interface RunOptions {
  /** Ends the work between two steps; iterating and awaiting then throw its reason. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: RunProgress) => void) | undefined
}

/** Stands in results that were put together before all parts were finished. */
export interface Incomplete {
  readonly finished: number
  readonly of: number
}

/**
 * A study at work. Iterating gives its parts as they are finished, awaiting all of them put together; nothing is done
 * before, and everything only once. Timers and signals have their turn in between.
 */
export interface Running<Part, Results> extends AsyncIterable<Part>, Promise<Results> {
  /**
   * The parts finished so far put together, marked as `incomplete` where some are missing; undefined where none is
   * finished.
   */
  finished(): (Results & { readonly incomplete?: Incomplete }) | undefined
}

/** The parts of a study, in whatever order they are finished, with the steps in between; and what they are together. */
export interface Task<Part, Results extends object> {
  readonly total: number
  readonly parts: Iterable<Step<Part>> | AsyncIterable<Step<Part>>
  readonly together: (parts: readonly Part[]) => Results
}

export type Step<Part> = StepProgress | { readonly part: Part }

/**
 * Work on a task that is planned when the work begins. What fails in it is thrown as `explained`; the reason of a signal
 * as it is.
 */
export function running<Part, Results extends object>(
  plan: () => Task<Part, Results>,
  options: RunOptions = {},
  explained: (error: unknown) => unknown = (error) => error,
): Running<Part, Results> {
  return new Work(plan, options, explained)
}

class Work<Part, Results extends object> implements Running<Part, Results> {
  readonly [Symbol.toStringTag] = 'Running'
  private readonly done: Part[] = []
  private task: Task<Part, Results> | undefined
  private whole: Promise<Results> | undefined
  private failure: Error | undefined
  private readonly iterator = this.work()

  constructor(
    private readonly plan: () => Task<Part, Results>,
    private readonly options: RunOptions,
    private readonly explained: (error: unknown) => unknown,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<Part> {
    return this.iterator
  }

  then<A = Results, B = never>(
    use?: ((results: Results) => A | PromiseLike<A>) | null,
    fail?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.whole ??= this.completed()
    return this.whole.then(use, fail)
  }

  catch<B = never>(fail?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Results | B> {
    return this.then(undefined, fail)
  }

  finally(last?: (() => void) | null): Promise<Results> {
    return this.then().finally(last)
  }

  finished(): (Results & { readonly incomplete?: Incomplete }) | undefined {
    const { task, done } = this
    if (task === undefined || done.length === 0) return undefined
    const results = task.together(done)
    return done.length === task.total ? results : { incomplete: { finished: done.length, of: task.total }, ...results }
  }

  private async completed(): Promise<Results> {
    while ((await this.iterator.next()).done !== true);
    if (this.task === undefined || this.done.length < this.task.total)
      throw this.failure ?? new Error('the parts were left before all of them were finished')
    return this.task.together(this.done)
  }

  private async *work(): AsyncGenerator<Part, void, void> {
    try {
      yield* this.partByPart()
    } catch (error) {
      const { signal } = this.options
      this.failure = (signal?.aborted === true && error === signal.reason ? error : this.explained(error)) as Error
      throw this.failure
    }
  }

  private async *partByPart(): AsyncGenerator<Part, void, void> {
    const { signal, onProgress } = this.options
    signal?.throwIfAborted()
    const task = (this.task = this.plan())
    const turns = new Turns()
    for await (const step of task.parts) {
      await turns.give(signal)
      if (!('part' in step)) onProgress?.({ done: this.done.length, total: task.total, step })
      else {
        this.done.push(step.part)
        yield step.part
      }
    }
  }
}

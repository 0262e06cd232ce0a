/** Milliseconds of work after which others have their turn. */
const turnAfter = 20

/** Lets timers and signals have their turn in work that goes on for long. */
export class Turns {
  private began = Date.now()

  /** Gives one where it is due. Throws the reason of a signal that has ended the work. */
  async give(signal: AbortSignal | undefined): Promise<void> {
    if (Date.now() - this.began > turnAfter) await this.take()
    signal?.throwIfAborted()
  }

  private async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      ;(typeof setImmediate === 'function' ? setImmediate : setTimeout)(resolve)
    })
    this.began = Date.now()
  }
}

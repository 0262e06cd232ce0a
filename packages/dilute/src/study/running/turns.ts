/** Milliseconds of work after which others have their turn. */
const turnAfter = 20

/** Lets timers and signals have their turn in work that goes on for long. */
export class Turns {
  private began = Date.now()

  /** Whether one is due. */
  isDue(): boolean {
    return Date.now() - this.began > turnAfter
  }

  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      ;(typeof setImmediate === 'function' ? setImmediate : setTimeout)(resolve)
    })
    this.began = Date.now()
  }
}

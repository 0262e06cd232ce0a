/** What a computation reached, of what was wanted of it, and where; null where there is nothing to say. */
export interface Shortfall {
  readonly reached: number | null
  readonly wanted: number | null
  readonly where: string | null
}

/** A computation that did not reach what was wanted of it. */
export class NotConverged extends Error implements Shortfall {
  override readonly name = 'NotConverged'
  readonly reached: number | null
  readonly wanted: number | null
  readonly where: string | null

  constructor(message: string, { reached = null, wanted = null, where = null }: Partial<Shortfall> = {}) {
    super(message)
    this.reached = reached
    this.wanted = wanted
    this.where = where
  }
}

/** An argument for which a function has no value. */
export class OutOfDomain extends RangeError {
  override readonly name = 'OutOfDomain'

  /**
   * The argument, by its name; what is wrong, as a sentence; and what was found in its place, where that is one value.
   */
  constructor(
    readonly argument: string,
    message: string,
    readonly found?: unknown,
  ) {
    super(message)
  }
}

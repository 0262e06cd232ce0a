/** How far a long computation is: `done` of about `of` pieces of what it is at. */
export interface StepProgress {
  readonly what: string
  readonly done: number
  readonly of: number
}

/** A step of its own, which has no pieces. */
export const singleStep = (what: string): StepProgress => ({ what, done: 0, of: 1 })

/** A long computation that tells how far it is between its steps, and may be left between any two of them. */
export type Steps<T> = Generator<StepProgress, T, void>

/** Takes all steps at one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** A value made when it is first asked for, and kept: at one go by `read`, or step by step beforehand. */
export interface Stepwise<T> {
  readonly read: () => T
  readonly steps: () => Steps<T>
}

export function stepwise<T>(make: () => Steps<T>): Stepwise<T> {
  let made: { readonly value: T } | undefined
  const steps = function* (): Steps<T> {
    made ??= { value: yield* make() }
    return made.value
  }
  return { read: () => finish(steps()), steps }
}

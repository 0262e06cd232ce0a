/**
 * The page's side of the engine: on each lane the newest question is answered; an older one is left unless it is about
 * to be done.
 */
import type { Failure, FromEngine, Part, Question, Questions, ToEngine } from './protocol.js'
import { spawn } from '#spawn'

/** A question that was not answered. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof Unanswered && error.failure.kind === 'cancelled'

interface Pending {
  readonly message: Extract<ToEngine, { readonly id: number }>
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
  readonly part: ((part: never) => void) | undefined
}

/** What is asked under one name: one question at work, and the newest one that waits for it. */
interface Lane {
  current?: Pending | undefined
  next?: Pending | undefined
  hurry?: ReturnType<typeof setTimeout> | undefined
}

/**
 * A question that has been at work for less, in ms, is finished although a newer one waits: while a hand moves a
 * slider, pictures follow.
 */
const grace = 400
/** A thread that does not leave its work within this time, in ms, is ended: some steps are long. */
const patience = 400

const cancelled = new Unanswered({ kind: 'cancelled', message: 'cancelled', places: [] })
let count = 0

/** One thread and what it is at. */
export class Engine {
  private worker: Worker | undefined
  private readonly lanes = new Map<string, Lane>()
  private watch: ReturnType<typeof setTimeout> | undefined

  /** Starts the thread before it is needed. */
  start(): Worker {
    this.worker ??= this.started()
    return this.worker
  }

  ask<Q extends Question>(
    question: Q,
    ask: Questions[Q]['ask'],
    name: string = question,
    part?: (part: Part<Q>) => void,
  ): Promise<Questions[Q]['answer']> {
    const lane = this.lanes.get(name) ?? {}
    this.lanes.set(name, lane)
    return new Promise((resolve, reject) => {
      const pending: Pending = { message: { id: ++count, question, ask }, resolve, reject, part }
      if (lane.current === undefined) return this.begin(lane, pending)
      lane.next?.reject(cancelled)
      lane.next = pending
      lane.hurry ??= setTimeout(() => {
        this.leave(lane)
      }, grace)
    })
  }

  /** Leaves what a lane is at and what it waits for. */
  cancel(name: string): void {
    const lane = this.lanes.get(name)
    if (lane === undefined) return
    lane.next?.reject(cancelled)
    lane.next = undefined
    this.leave(lane)
  }

  private begin(lane: Lane, pending: Pending | undefined): void {
    clearTimeout(lane.hurry)
    Object.assign(lane, { current: pending, next: undefined, hurry: undefined })
    if (pending !== undefined) this.start().postMessage(pending.message)
  }

  private leave(lane: Lane): void {
    const { current, next } = lane
    if (current === undefined) return
    this.start().postMessage({ cancel: current.message.id } satisfies ToEngine)
    current.reject(cancelled)
    this.begin(lane, next)
    this.watch ??= setTimeout(() => {
      this.restart()
    }, patience)
  }

  private started(): Worker {
    const worker = spawn()
    worker.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => {
      this.heard(data)
    })
    worker.addEventListener('error', (event) => {
      this.fail(event.message || 'the engine did not start')
    })
    return worker
  }

  private heard(message: FromEngine): void {
    clearTimeout(this.watch)
    this.watch = undefined
    const lane = [...this.lanes.values()].find(({ current }) => current?.message.id === message.id)
    const current = lane?.current
    if (lane === undefined || current === undefined) return
    if ('part' in message) return current.part?.(message.part as never)
    this.begin(lane, lane.next)
    if ('answer' in message) current.resolve(message.answer as never)
    else current.reject(new Unanswered(message.failure))
  }

  /** A thread that is deaf: a new one takes over the questions that are still wanted. */
  private restart(): void {
    this.watch = undefined
    this.worker?.terminate()
    this.worker = this.started()
    for (const { current } of this.lanes.values()) if (current !== undefined) this.worker.postMessage(current.message)
  }

  private fail(message: string): void {
    const waiting = [...this.lanes.values()].flatMap(({ current, next }) => [current, next])
    this.lanes.clear()
    for (const one of waiting) one?.reject(new Unanswered({ kind: 'failed', message, places: [] }))
  }
}
